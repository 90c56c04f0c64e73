# Composing a report.
report-title = New report
report-start = Report a problem
report-next = Continue
report-send = Send to the city
report-sending = Being saved…
report-discard = Delete draft
report-discard-spoken = Delete this draft. You can undo it right after.
report-discarded = The draft was deleted.
report-taken-back = The draft is back.
report-draft-without-words = Draft without a description
report-draft-spoken = Draft: { $title }. { $detail }
report-not-complete = Something is still missing.
report-optional = { $label } (optional)

report-step-what = What is wrong?
report-step-where = Where?
report-step-service = Kind of problem
report-step-questions = A few questions
report-step-nearby = Already reported?
report-step-contact = Your details
report-step-review = Check and send

report-take-photo = Take a photo
report-choose-photo = Choose a photo
report-photo-count = { $n ->
    [one] { $n } photo
   *[other] { $n } photos
}
report-photo-preparing = The photo is being made ready
report-photos-not-ready = A photo is still being made ready. Wait a second.
report-photo-twice = You have already added this photo.
report-too-many-photos = A report takes up to { $max } photos. Remove one to add another.
report-words-label = Description
report-words-hint = For example: a big pothole in front of the school
report-needs-words-or-photo = Write a few words or add a photo.
report-needs-photo = This kind of problem needs at least one photo.
report-remaining = { $n ->
    [one] { $left } character left
   *[other] { $left } characters left
}
report-text-too-long = { $n ->
    [one] The description is { $over } character over the limit of { $max }. Please shorten it a little.
   *[other] The description is { $over } characters over the limit of { $max }. Please shorten it a little.
}
report-text-cut = The text was far too long: its first { $kept } characters were kept. A report takes up to { $max }.

report-needs-place = Show where it is: with the phone, on the map, or by typing the street.
report-from-photo = From the photo
report-from-phone = From the phone
report-from-map = From the map
report-from-street = From the street's name
report-metres = { $n } m
report-source-within = { $source }, within { $distance }
report-source-rough = { $source }, only roughly (within { $distance }). Move the pin to the exact spot.
report-hint-label = How the crew will find it
report-hint-hint = For example: opposite the pharmacy
report-use-phone = My position
report-locating = The phone is looking for your position…
report-phone-denied = The app may not use your position. Show the spot on the map, or type the street.
report-phone-off = The phone's location is switched off. Switch it on, or show the spot on the map.
report-phone-timed-out = The phone could not find where you are. Try again, or show the spot on the map.
report-mark-on-map = The phone could not find where you are, and the photo was taken elsewhere. Show the spot on the map, or type the street.
report-photo-from-neighbour = The photo was taken outside our city ({ $name }). Asking the phone where you are.
report-photo-from-far-away = The photo was taken far from the city. Asking the phone where you are.
report-no-position = There is no such spot on the map. Try again.
report-position-turned = The coordinates came the wrong way round, so we turned them. Check that the pin is in the right place.
report-outside-neighbour = This spot belongs to a neighbour: { $name }. Please report it there. If the problem is on our side ({ $city }), move the pin.
report-outside-neighbour-at = This spot belongs to a neighbour: { $name }. Please report it there: { $where }. If the problem is on our side ({ $city }), move the pin.
report-outside-far = This spot lies outside our boundary ({ $city }), where we cannot act. If the problem is in the city, move the pin.
report-street-label = Find a street
report-street-hint = For example: Egnatia
report-street-not-found = There is no such street in the city. Try another spelling, or show the spot on the map.
report-map-empty = Map of the city. No spot is set yet.
report-map-spoken = Map. The pin is here: { $place }

report-needs-service = Choose what kind of problem it is.
report-no-such-service = The city does not offer this choice any more. Choose another.
report-service-search-label = Search
report-service-search-hint = For example: lamp, rubbish, pothole
report-service-not-found = Nothing was found by that name. Try another word, or look through the groups.
report-services-found = { $n ->
    [one] One choice found
   *[other] { $n } choices found
}
report-suggestion-spoken = Suggested because you wrote something like “{ $because }”: { $service }

report-emergency = If anyone is in danger, call { $number } now. The report is not sent, because the city's crews cannot come fast enough. If nobody is in danger, change your answer.
report-emergency-call = Call { $number }
report-question-missing = { $question } { $wrong }
report-answer-missing = Please answer.
report-answer-no-such-choice = Choose one of these.
report-answer-too-long = The answer takes up to { $max } characters.
report-answer-out-of-range = Type a number from { $min } to { $max }.
report-answer-not-a-number = Type a whole number, digits only.
report-answer-not-a-date = Choose a date.
report-answer-not-past = Choose today or an earlier day.
report-answer-not-future = Choose a day from tomorrow on.
report-answer-too-far-ahead = Choose a day within the next six months.
report-answer-not-working-day = The city does not work on that day. Choose another.
report-answer-emergency = People are in danger.
report-number-hint = From { $min } to { $max }
report-past-date-hint = Up to today
report-future-date-hint = A working day, from tomorrow on

report-nearby-asking = Looking whether somebody reported it already…
report-nearby-none = No open report of the same kind is near.
report-nearby-some = { $n ->
    [one] There is one open report near. If it is the same, support it: that counts as much as a new one.
   *[other] There are { $n } open reports near. If one of them is the same, support it: that counts as much as a new one.
}
report-nearby-unanswered = We could not look whether it was reported already. { $why } Just go on.
report-nearby-undecided = { $n ->
    [one] There is a similar report near. Have a look.
   *[other] There are { $n } similar reports near. Have a look.
}
report-none-of-these = None of these
report-it-is-this = It is this one
report-it-is-my-own = It is my own from before
report-it-is-this-spoken = { $label }: { $title }, { $place }
report-added-to-own = It was added to the report that you had already made.
report-supported = Thank you: you added your voice to this report.
report-supported-later = Thank you: your support is kept and goes out as soon as there is a connection.

report-anonymous = Without a name
report-anonymous-summary = Without a name
report-contact-needed = The city must be able to reach you for this. Your details are never published.
report-contact-name = Name
report-contact-name-hint = For example: Maria Papadopoulou
report-contact-email = E-mail
report-contact-email-hint = name@example.com
report-contact-phone = Telephone
report-contact-phone-hint = Landline or mobile
report-contact-needs-name = Write your name, or choose “Without a name” where that is possible.
report-contact-needs-email-or-phone = Write an e-mail address or a telephone number, so that we can reach you.
report-contact-bad-email = That does not look like an e-mail address. Please check it.
report-contact-bad-phone = That does not look like a telephone number. Please check it.

report-sent = Thank you! Your report is on its way to the city.
report-sent-later = Your report is kept and goes out by itself as soon as there is a connection.
