# The public pages. What the phones say too (states, timeline, steps) stands in my_reports.ftl.

page-skip = Skip to the content
page-nav = Main navigation
page-nav-list = Reports
page-nav-map = Map
page-nav-pay = Pay
page-language = Language
page-call = Call the city
page-contact = Contact
page-emergency = If anyone is in danger, call { $number } at once.
page-privacy = Data protection
page-accessibility = Accessibility
page-credits = Sources and licences
page-footer = Information
page-open-data = Data for developers (API)
page-no-names = No page here says who made a report.

page-face-all = All
page-face-open = Open
page-face-fixed = Fixed
page-face-closed = Closed
page-one-open = Open
page-one-fixed = Fixed
page-one-closed = Closed
page-in-the-city = in the municipality

page-home-title = What was reported in the city
page-home-about = { $what }: what citizens reported, where it is and what has been done.
page-home-heading = What you see gets the city fixed
page-home-lead = Potholes, dead street lamps, rubbish: here you see what citizens reported, which department took it on and what is already fixed.
page-home-how = Reports are made with the city’s app on the phone: a photo and a few words are enough, without your name if you like.
page-home-figures = Reports at a glance
page-home-newest = Latest reports
page-home-all = See all reports
page-home-map = See them on the map
page-home-find = Do you have a report’s number?

page-list-heading = Reports
page-list-about = What citizens reported, newest first, with the state of every report.
page-list-face = State
page-list-here = The reports
page-list-on-map = See them on the map
page-filter-what = Kind of problem
page-filter-everything = Every kind
page-filter-whole-group = All: { $what }
page-filter-show = Show
page-filter-clear = Clear filters
page-find-label = Report’s number
page-find-hint = e.g. { $what }
page-find = Find
page-find-missed = There is no public report with the number “{ $what }”. Check the number; some kinds of reports are not published and can be seen in the app only.
page-list-older = Older reports
page-list-newest = Back to the newest
page-pages = Pages of the list
page-empty-all = There are no reports yet
page-empty-all-detail = As soon as somebody reports something with the city’s app, it shows here.
page-empty-filtered = No report fits these filters
page-empty-filtered-detail = Try another kind or another state.
page-empty-end = There are no older reports

page-report-title = { $service } · { $number }
page-report-number = Number
page-report-state = State
page-report-kind = Kind
page-report-where = Where
page-report-area = Part of the city
page-report-when = Reported
page-report-department = Responsible
page-report-due = Deadline
page-report-supporters = Also reported by
page-report-rating = Rating
page-report-facts = Facts
page-report-description = Description
page-report-no-description = No description; see the photos.
page-report-photos = Photos
page-report-pair = Before and after
page-report-timeline = What happened
page-report-steps = How it was checked, step by step
page-report-map = On the map
page-report-larger-map = Larger map
page-report-all = All reports
page-photo-report = the photo of the report
page-photo-alt = { $service }: { $what } ({ $n } of { $total })
page-said-absorbed = Another report about the same was joined to this one
page-stars = { $n ->
    [one] 1 star of 5
   *[other] { $number } stars of 5
}

page-map-heading = Map of reports
page-map-about = What citizens reported, on the map of the city.
page-map-name = { $n ->
    [0] Map without reports
    [one] Map with 1 report
   *[other] Map with { $number } reports
}
page-map-of-one = Map of the place: { $what }
page-map-pin = { $service }, { $place }, { $state }, { $number }
page-map-many = { $number } reports together: { $faces }. Look closer
page-map-many-open = { $n ->
    [one] 1 open
   *[other] { $number } open
}
page-map-many-fixed = { $n ->
    [one] 1 fixed
   *[other] { $number } fixed
}
page-map-many-closed = { $n ->
    [one] 1 closed
   *[other] { $number } closed
}
page-map-shown = { $n ->
    [0] No report in this part of the map.
    [one] 1 report in this part of the map.
   *[other] { $number } reports in this part of the map.
}
page-map-shown-newest = The map shows the { $number } newest reports. Look closer to see the others too.
page-map-look = Move the map
page-map-whole-city = Whole city
page-map-places = Parts of the city
page-map-closer = Closer
page-map-further = Further away
page-map-north = North
page-map-south = South
page-map-east = East
page-map-west = West
page-map-legend = Legend
page-map-legend-many = Several reports together
page-map-legend-neighbour = Municipalities next door
page-map-legend-landmark = Landmarks
page-map-street-label = Street
page-map-street = Find a street
page-map-street-found = The map shows: { $what }
page-map-street-missed = There is no street called “{ $what }”. Try another spelling.
page-map-street-others = Did you mean:
page-map-here = The newest in this part
page-map-empty-detail = Move the map, look at the whole city or change the filters.
page-map-in-list = See them as a list

page-missing-title = There is no such page
page-missing-detail = There is nothing at this address, or it is not public. Some kinds of reports are seen only by those who made them, in the app.
page-error-request = If you talk to the city about this, give the code: { $what }
page-error-home = To the first page

page-privacy-heading = Data protection
page-privacy-about = What is published, what is not, and what this site keeps.
page-privacy-public = What is published
page-privacy-public-text = For kinds of reports that are public: the kind, the place, the description, the photos, the comments and the way of the report. Photos are published without camera, time or place data.
page-privacy-never = What is never published
page-privacy-never-text = Names, telephone numbers and e-mail addresses, the answers to the city’s questions, and what the city writes to the person who reported. They are kept apart and seen only by those who need them for their work.
page-privacy-visit = Your visit
page-privacy-visit-text = There is no tracking, no advertising and no account. One cookie, “lang”, remembers your language for a year, and only if you choose one. The server’s log keeps no personal data.
page-privacy-tiles = The map’s background is loaded from the server { $what }, which thereby sees your network address.
page-privacy-ask = Your rights
page-privacy-ask-text = Did you see something of yours, a face or a number plate in a report? Tell us its number and it will be put right:

page-access-heading = Accessibility
page-access-about = How well everyone can use these pages, and how to tell us what is wrong.
page-access-aim = The aim
page-access-aim-text = The pages are made to meet WCAG 2.2, level AA: they work with keyboard and screen reader, without JavaScript, enlarged up to 400 %, in dark colours and at a width of 320 pixels.
page-access-map = The map
page-access-map-text = Every point of the map is a link with a name. What the map shows is there as a list too.
page-access-known = What we know is missing
page-access-known-text = Citizens’ photos have a general description only. The pages are checked automatically with every change, but have not yet been tried by users with disabilities.
page-access-tell = Is something difficult?
page-access-tell-text = Tell us, and we will give you the information in another way:
