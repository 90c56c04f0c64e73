tab-report = Report
tab-my-reports = My reports
tab-my-city = My city
tab-pay = Pay
tab-crew = My crew
tab-settings = Settings
tab-with-badge = { $title }, { $n }
undo = Undo
try-again = Try again
starting = One moment…
no-city-yet = The city's services have to be fetched once. Connect to the internet and try again.
recovered = { $n ->
    [0] The app's storage was damaged and had to be set aside.
    [one] The app's storage was damaged. One unsent item was saved.
   *[other] The app's storage was damaged. { $n } unsent items were saved.
}
storage-full = The phone's storage is full: nothing new can be saved. Free some space with the app open, then try again. What was saved before is still there.
storage-read-only = The phone does not let the app save anything. Copy what you are writing, restart the phone, then try again.
storage-broken = The app could not save this. Try again; if it goes on, copy what you are writing and restart the phone.
net-offline = There is no connection to the city right now.
net-failed = The city's server did not answer as expected. Try again in a while.
upgrade-required = This app is too old for the city's server. Update it: what is unsent is kept and goes out then.
banner-wedged = { $n ->
    [one] One item needs your attention in My reports.
   *[other] { $n } items need your attention in My reports.
}
banner-offline = No connection. You can go on: everything is kept and sent later.
banner-offline-waiting = { $n ->
    [one] No connection. One item is kept and will be sent by itself.
   *[other] No connection. { $n } items are kept and will be sent by themselves.
}
photo-denied = The app may not use the camera or the photos. Allow it in the phone's settings, or go on without a photo.
photo-unavailable = The camera cannot be used right now. Choose a photo that you have, or go on without one.
photo-not-an-image = That file is not a photo.
photo-heic = The photo is saved as HEIC. In the camera's settings (on the iPhone: Settings, Camera, Formats) choose “Most Compatible” (JPEG), or take it from within this app.
photo-damaged = That photo is damaged or incomplete. Take or choose another.
photo-too-large = That picture has more pixels than the app can handle. Choose a smaller one.
photo-unsupported = That kind of picture is not taken. Choose a JPEG or PNG photo.
photo-unreadable = The photo could not be read. Choose it again.
photo-alt = Photo { $n } of { $total }
photo-too-late = That photo came too late: its report was sent or deleted. If it is still needed, add it to a new report.
photo-too-late-crew = That photo came too late: this is no longer a crew’s phone.
control-back = Back
control-close = Close
control-cancel = Cancel
control-remove = Remove
control-map = Map
control-list = List
control-zoom-in = Zoom in
control-zoom-out = Zoom out
control-move-up = Move up
control-move-down = Move down
control-done = OK
control-camera = Camera
control-gallery = Photos
control-stars = { $n } of 5
