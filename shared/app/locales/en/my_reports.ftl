# Where a report stands; shared by every list
state-submitted = Received
state-triaged = Being looked at
state-assigned = With the department
state-scheduled = On a crew’s plan
state-in_progress = Being fixed
state-resolved = Fixed
state-confirmed = Fixed and confirmed
state-reopened = Open again
state-needs_info = Waits for an answer
state-needs_info-you = The city has a question for you
state-forwarded = Passed on to another body
state-duplicate = Already reported
state-rejected = Closed without action
state-withdrawn = Taken back
row-supporters = { $n ->
    [one] 1 more person
   *[other] { $number } more people
}
row-changed = New
row-wedged = Needs your attention
row-unsent = Not sent yet
row-no-number = No number yet

# The lists
my-reports-title = My reports
shelf-mine = Mine
shelf-following = Following
mine-empty = You have not reported anything yet. Start with “Report”: a photo and a few words are enough.
following-empty = You do not follow any report yet. Look in “My city”: say “me too” or follow what concerns you.

# What is not delivered yet
unsent-report = Report: { $service }
unsent-support = “Me too”
unsent-follow = Follow
unsent-unfollow = Stop following
unsent-comment = Comment
unsent-answer = Answer
unsent-rate = Rating
unsent-reopen = “Not fixed”
unsent-withdraw = Taking back
unsent-start-job = Start of a job
unsent-close-job = End of a job
unsent-cannot-do-job = Job given back
unsent-note-job = Note on a job
unsent-photo-job = Photo on a job
unsent-order-jobs = Order of the jobs
unsent-more = { $n ->
    [one] and one more
   *[other] and { $number } more
}
unsent-waits = Waits for its turn
unsent-waits-network = Waits for the network
unsent-again-at = Tried again at { $time }
unsent-sending = Being sent
unsent-wedged = The city did not take this: { $why }
unsent-photos = { $n ->
    [one] one photo
   *[other] { $n } photos
}
unsent-photo-gone = A photo is no longer on this phone. Send this without it, or take another.
unsent-photo-gone-only = The photo is no longer on this phone. Discard this and take another.
unsent-without-photo = Send without it
unsent-rescued = Saved from damaged data; perhaps it was sent already. Send it again?
unsent-retry = Send again
unsent-edit = Edit
unsent-to-draft = Make it a draft again
unsent-discard = Discard
unsent-discard-sure = Really discard?
unsent-is-sending = This is being sent right now. Wait a moment.
unsent-was-sent = This has already been sent.
unsent-is-draft = The report is a draft again: you find it under “Report”.
unsent-discarded = Discarded.
wedged-wrong-state = the report has moved on meanwhile.
wedged-not-found = the report is no longer there.
wedged-outside = the place lies outside the municipality.
wedged-photo = a photo could not be taken. Remove it or choose another.
wedged-text = the words are missing or too long.
wedged-contact = the name or contact is missing or not right.
wedged-service = the service or an answer no longer fits.
wedged-forbidden = this phone may not do that.
wedged-key-reused = the city already has this.
wedged-other = it gave no reason. Try again, or call the city.

# One report's page
ticket-title = Report
ticket-fetching = Being fetched…
ticket-unknown = That report cannot be found.
ticket-map = Map of the place
ticket-map-near = Map of the place: { $place }
ticket-answer = { $question }: { $answer }
ticket-answer-asked = { $question } { $answer }
ticket-duplicate-of = The same as { $number }
ticket-duplicate-detail = It goes on there, and you are kept informed.
due-by = Should be fixed by { $day }
due-late = Should have been fixed by { $day }: it is late
due-scheduled = A crew comes on { $day }
due-rejected = Closed without action: { $reason }
due-forwarded = Passed on: { $reason }
due-fixed-hour = Fixed within an hour
due-fixed-hours = { $n ->
    [one] Fixed within an hour
   *[other] Fixed within { $n } hours
}
due-fixed-days = { $n ->
    [one] Fixed within a day
   *[other] Fixed within { $n } days
}
photo-before = before the work
photo-after = after the work
photo-follow-up = added later
ticket-write = Your words
ticket-write-answer = Your answer to the city
ticket-write-fixed = How is it? Anything you want to say; a photo helps where it is not fixed
ticket-write-comment = Anything to add?
ticket-write-nothing = There is nothing to write here right now.
ticket-too-long = { $n ->
    [one] One character too many
   *[other] { $n } characters too many
}
ticket-left = { $n ->
    [one] One character left
   *[other] { $n } characters left
}
ticket-photo-preparing = The photo is being made ready…
ticket-photos-full = No more than { $n } photos.
ticket-photos-enough = There is no room for another photo.
ticket-add-photo = Add a photo
ticket-keeping = Being kept…
ticket-shorten = Shorten your words first.
ticket-write-first = Write something or add a photo first.
ticket-answer-send = Send the answer
ticket-comment-send = Send the comment
ticket-rate = Rate the fix
ticket-reopen = It is not fixed
ticket-reopen-needs = Say what is still wrong, or show it with a photo.
ticket-reopen-too-late = { $n ->
    [one] This can be said for one day after the fix. If it is back, report it anew.
   *[other] This can be said for { $n } days after the fix. If it is back, report it anew.
}
ticket-withdraw = Take the report back
ticket-withdraw-sure = Yes, take it back
ticket-withdraw-warning = If you take the report back, the city stops working on it. Tap once more if you are sure.
ticket-support = Me too
ticket-follow = Follow
ticket-unfollow = Stop following
ticket-share = Share

# What a person did was kept
kept-offline = Kept on your phone. It goes to the city by itself once there is a connection.
kept-comment = Thank you. Your comment is on its way to the city.
kept-answer = Thank you. Your answer is on its way to the city.
kept-rate = Thank you for your rating.
kept-reopen = Thank you for telling us. The city will look at it again.
kept-withdraw = The report is being taken back.
kept-support = Thank you. You are counted, and you will see how it goes on.
kept-follow = You will see how it goes on.
kept-unfollow = You no longer follow this report.

# What happened
timeline-pending = not sent yet
said-reported = Reported
said-reported-you = You reported this
said-triaged = The report was checked and handed on
said-assigned = Responsible: { $who }
said-scheduled = Planned for { $day }: { $crew }
said-comment-you = You wrote
said-comment-reporter = The person who reported it wrote
said-comment-citizen = A citizen wrote
said-comment-crew = The crew wrote
said-comment-city = The city wrote
said-photo = A photo was added
said-photo-you = You added a photo
said-photo-before = Photo before the work
said-photo-after = Photo after the work
said-supported-you = You said “me too”
said-supported = { $n ->
    [one] One more person says “me too”
   *[other] “Me too”: { $number } more people by now
}
said-absorbed = { $number } is about the same and was joined to this report
said-merged = Joined to { $number }, which is about the same
said-rated = { $stars ->
    [one] The fix was rated: 1 star of 5
   *[other] The fix was rated: { $stars } stars of 5
}
said-rated-you = { $stars ->
    [one] You rated the fix: 1 star of 5
   *[other] You rated the fix: { $stars } stars of 5
}
moved-triage = The city looked at it
moved-assign = A department is responsible
moved-schedule = A crew has it on its plan
moved-start = The crew has begun
moved-resolve = The city says it is fixed
said-could-not = The crew could not do it: { $reason }
could-not-not_found = nothing was found there
could-not-no_access = there was no access
could-not-other_crew = another crew is needed
said-worked-late = { $crew } worked on this although the job was no longer theirs: { $what }
said-worked-late-over = { $crew } sent more about a job that was already closed: { $what }
late-started = begun { $when }
late-noted = a note or photo, { $when }
late-done = done, { $when }
late-not-done = could not be done, { $when }: { $reason }
could-not-no_material = material or a machine was missing
could-not-not_ours = it is not the municipality’s
could-not-unsafe = it was too dangerous at that moment
could-not-other = for another reason
moved-give-back = The crew gave it back; the city is planning anew
moved-confirm-you = You confirmed that it is fixed
moved-confirm = The person who reported it confirmed the fix
moved-confirm-rule = Counts as confirmed: nobody objected in time
moved-reopen-you = You said it is not fixed
moved-reopen = It was said not to be fixed
moved-reopen-city = The city opened it again
moved-ask-you = The city asked you
moved-ask = The city asked the person who reported it
moved-answer-you = You answered
moved-answer = The city’s question was answered
moved-forward = The city passed it on to another body
moved-take-back = It is back with the city
moved-merge = Joined to another report about the same
moved-split = It is a report of its own again
moved-reject = The city closed it without action
moved-withdraw-you = You took the report back
moved-withdraw = The report was taken back
corrected-service = The city corrected the service: { $before } → { $after }
corrected-priority = Its urgency changed: { $before } → { $after }
corrected-position = The city corrected the place
corrected-due = It should be fixed on another day: { $before } → { $after }

# The triage, step by step
step-place-inside = The place lies inside the municipality.
step-place-area = It lies in { $area }.
step-place-area-street = It lies in { $area }, { $street }.
step-place-only-street = It lies { $street }.
step-place-street = near { $street }
step-place-street-away = { $distance } from { $street }
step-service = Service: { $service }, as chosen.
step-service-other = Service: { $service }, as chosen; the words sound more like { $suggested }.
step-service-because = Service: { $service }, as chosen; “{ $word }” sounds more like { $suggested }.
step-no-duplicates = Nothing of the kind is open nearby.
step-duplicates = It may be the same as { $reports }.
step-duplicate = { $number } ({ $distance } away)
priority-low = low
priority-normal = normal
priority-high = high
priority-urgent = urgent
step-priority = Urgency: { $level }.
step-priority-because = Urgency: { $level }, because { $reasons }.
step-priority-service = this service starts at { $level }
step-priority-danger = “{ $word }” tells of danger
step-priority-answer = the answer to “{ $question }” counts
step-priority-supporters = { $n ->
    [one] one more person reports it
   *[other] { $number } more people report it
}
step-routed = Responsible: { $who }, as always for this service.
step-routed-rule = Responsible: { $who } ({ $rule }).
step-due = { $n ->
    [one] It should be fixed by { $day }: one working hour is allowed.
   *[other] It should be fixed by { $day }: { $n } working hours are allowed.
}
