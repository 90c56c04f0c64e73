crew-summary-done = { $done } of { $total } done
crew-summary-returned = { $n } given back
crew-summary-way = { $way } to go
crew-start-at = Start: depot, { $place }
crew-end-at = End: depot, { $place }
crew-depot = as on the map
crew-shorten-way = Shorten the way
crew-locating = Finding out where you are…
crew-nothing-to-order = There is nothing to put in order.
crew-empty = Nothing is planned for today. Pull down to look again.
crew-empty-offline = Nothing is on this phone for today. Connect once to fetch the plan.
crew-leg-first = { $hint } · { $distance } away
crew-leg = { $hint } · { $distance } from the stop before
crew-row-spoken = Stop { $stop }: { $title }, { $place }, { $status }
crew-urgent = Urgent
crew-late = Overdue
crew-planned = Planned
crew-started-at = Begun at { $time }
crew-done-at = Done at { $time }
crew-not-done = Not done: { $reason }
crew-cancelled = Taken off the plan
crew-due = Should be fixed by { $day }
crew-reason-not_found = Nothing found there
crew-reason-no_access = No access
crew-reason-other_crew = Needs another crew
crew-reason-no_material = Material or machine missing
crew-reason-not_ours = Not the municipality’s
crew-reason-unsafe = Too dangerous now
crew-reason-other = Another reason (write a note)
crew-cannot-spoken = Could not be done: { $reason }
crew-other-needs-note = Write in the note why it could not be done.
crew-note = Note
crew-note-hint = What was done, what is missing
crew-note-too-long = { $n ->
    [one] The note is { $over } character over the limit of { $max }. Please shorten it a little.
   *[other] The note is { $over } characters over the limit of { $max }. Please shorten it a little.
}
crew-navigate = Show the way
crew-navigate-spoken = Show the way to { $place }
crew-call = Call
crew-call-spoken = Call { $who }
crew-start = Begin
crew-photo-before = Photo before
crew-photo-after = Photo after
crew-before = before
crew-after = after
crew-citizens-photo = from the citizen
crew-photo-busy = The photo is being made ready.
crew-photo-sent-already = That photo has been sent already.
crew-after-photo-first = Take a photo after the work first.
crew-send-note = Send the note
crew-close = Done
crew-closed = Closed. It goes to the city by itself.
crew-given-back = Given back to the dispatcher.
crew-ordered = The new order is kept.
crew-refused = The city refused this: { $detail }
crew-refused-plan = the job is no longer on the plan, or was closed already.
crew-job-gone = This job was taken off your plan.
crew-revoked = The dispatcher ended this phone’s work as a crew’s. You can go on reporting as a citizen.
crew-revoked-unsent = { $n ->
    [one] The dispatcher ended this phone’s work as a crew’s. One thing was not sent yet: it is kept under “My reports”.
   *[other] The dispatcher ended this phone’s work as a crew’s. { $n } things were not sent yet: they are kept under “My reports”.
}
