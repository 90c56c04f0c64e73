settings-language-phone = As on the phone
settings-large-text = Larger texts
settings-remember-contact = Keep my name and contact for the next report
settings-privacy = You can report without giving your name. Photos leave this phone without place, date or camera data. Your name and contact, if you give them, are seen only by the city’s dispatchers and, while the job is open, by the crew that has it. They are never published.
settings-privacy-notice = The city’s notice on personal data
settings-code = Crew code
settings-code-hint = Eight characters, from the dispatcher
settings-enrol = Make this a crew’s phone
settings-code-checking = The code is being checked.
settings-code-incomplete = The code has eight letters and digits.
settings-enrolled = This is now a crew’s phone.
settings-forget = Forget everything of mine on this phone
settings-forget-sure = Yes, forget everything
settings-forget-warning = { $n ->
    [0] Your list of reports on this phone will be empty. The city keeps what was sent.
    [one] One item that was not sent yet will be lost. The city keeps what was sent.
   *[other] { $n } items that were not sent yet will be lost. The city keeps what was sent.
}
settings-forgotten = Everything of yours was removed from this phone.
settings-contact = Talk to a person: { $phone }, { $email }
settings-version = Dimos { $version }
settings-language-heading = Language
settings-reading-heading = Reading and filling in
settings-crew-heading = Crew
settings-privacy-heading = My data
settings-about-heading = About
