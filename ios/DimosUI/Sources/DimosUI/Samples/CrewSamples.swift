#if DEBUG
    import DimosBindings
    import DimosKit

    /// A crew's day and the settings.
    extension Samples {
        /// Three stops to go, one of them urgent, one done and not sent yet.
        func day() -> ViewModel { day(jobs, nil) }

        /// Nothing is planned.
        func freeDay() -> ViewModel { day([], say("Δεν υπάρχει κάτι για σήμερα.", "Nothing is planned for today.")) }

        private func day(_ jobs: [JobRow], _ empty: String?) -> ViewModel {
            let pins = jobs.enumerated().map { index, row in
                CoreMapPin(
                    id: row.id, lat: 40.6350 - Double(index) / 500, lon: 22.9480, symbol: "drop", tone: row.tone,
                    number: row.stop,
                    spoken: row.spoken)
            }
            let day = CrewView(
                title: say("Συνεργείο φρεατίων", "Gullies crew"),
                summary: say("έγινε 1 από 4 · 6,2 χλμ.", "1 of 4 done · 6.2 km"),
                jobs: jobs,
                map: MapView(
                    lat: 40.6335, lon: 22.9480, radiusM: 2_000, pins: pins, accuracyM: 0,
                    spoken: say("Η διαδρομή της ημέρας", "The day’s way")),
                start: empty == nil ? say("Αρχή: αμαξοστάσιο", "Start: depot") : "",
                end: empty == nil ? say("Τέλος: αμαξοστάσιο", "End: depot") : "",
                shortenWay: button("Συντομότερη διαδρομή", "Shorten the way"), empty: empty, refreshing: false)
            return view(.crew(crew: day), .crew, crew: true)
        }

        private var jobs: [JobRow] {
            [
                job(1, "41", say("Επείγον", "Urgent"), .danger), job(2, "38", say("Προγραμματισμένο", "Planned"), .info),
                job(3, "44", say("Προγραμματισμένο", "Planned"), .info),
                job(0, "29", say("Έγινε στις 10:15", "Done at 10:15"), .good),
            ]
        }

        private func job(_ stop: UInt32, _ number: String, _ status: String, _ tone: Tone) -> JobRow {
            let title = say("Φραγμένο φρεάτιο \(number)", "Blocked gully \(number)")
            let place = say("κοντά στην Τσιμισκή \(number)", "near Tsimiski \(number)")
            return JobRow(
                id: "job \(number)", stop: stop, title: title, place: place, number: "THES-2026-0000\(number)", status: status,
                tone: tone, pending: stop == 0, thumbPath: stop == 1 ? "1.jpg" : nil, canMoveUp: stop > 1,
                canMoveDown: (1...2).contains(stop),
                spoken: say("Στάση \(stop): \(title), \(status)", "Stop \(stop): \(title), \(status)"))
        }

        /// A job that is not begun.
        func job() -> ViewModel { job(begun: false, refused: nil) }

        /// One that was begun and refused by the city.
        func refusedJob() -> ViewModel {
            job(begun: true, refused: say("Ο δήμος δεν το δέχτηκε.", "The city refused this."))
        }

        private func job(begun: Bool, refused: String?) -> ViewModel {
            let row = jobs[0]
            let reasons = [
                "not_found": say("Δεν βρέθηκε τίποτα", "Nothing found there"),
                "no_access": say("Δεν υπάρχει πρόσβαση", "No access"),
            ]
            .sorted { $0.key < $1.key }
            .map { code, label in
                OptionView(
                    code: code, label: label, detail: "", symbol: "", selected: false,
                    spoken: say("Δεν μπόρεσε να γίνει: \(label)", "Could not be done: \(label)"))
            }
            let job = JobView(
                row: row, description: say("Βουλωμένο φρεάτιο, γεμάτο φύλλα.", "The gully is blocked, full of leaves."),
                answers: [say("Λιμνάζουν νερά: ναι", "Is there standing water: yes")],
                contact: say("Ελένη Π. · 2310 000000", "Eleni P. · 2310 000000"), call: button("Κλήση", "Call"),
                due: say("Έως Τετάρτη 2 Δεκεμβρίου", "By Wednesday 2 December"),
                photos: [photo("c", say("από τον πολίτη", "from the citizen"))],
                before: begun ? [photo("b", say("πριν", "before"))] : [], after: [],
                notes: begun ? [say("Έλειπε το κλειδί.", "The key was missing.")] : [],
                note: field("Σημείωση", "Note", hint: say("Τι έγινε, τι λείπει", "What was done, what is missing")),
                map: MapView(
                    lat: 40.6350, lon: 22.9391, radiusM: 200,
                    pins: [
                        CoreMapPin(
                            id: "j", lat: 40.6350, lon: 22.9391, symbol: "drop", tone: .danger, number: 1, spoken: row.spoken)
                    ], accuracyM: 0, spoken: say("Χάρτης της στάσης", "Map of the stop")),
                navigate: button("Εμφάνιση διαδρομής", "Show the way"), start: begun ? nil : button("Έναρξη", "Begin"),
                addBefore: begun ? button("Φωτογραφία πριν", "Photo before") : nil,
                addAfter: begun ? button("Φωτογραφία μετά", "Photo after") : nil,
                sendNote: begun ? button("Αποστολή σημείωσης", "Send the note") : nil,
                close: begun
                    ? button("Έγινε", "Done", whyNot: say("Λείπει φωτογραφία μετά.", "A photo after it is missing.")) : nil,
                cannotReasons: begun ? reasons : [], refused: refused)
            return view(.job(job: job), .crew, crew: true)
        }

        /// A citizen's phone, with a crew's code half typed.
        func settings() -> ViewModel {
            settings(
                crew: "",
                code: field("Κωδικός συνεργείου", "Crew code", "7KQ4", hint: say("Οκτώ χαρακτήρες", "Eight characters")),
                enrol: button(
                    "Να γίνει τηλέφωνο συνεργείου", "Make this a crew’s phone",
                    whyNot: say("Ο κωδικός έχει οκτώ γράμματα.", "The code has eight letters.")),
                warning: nil)
        }

        /// A crew's phone with large letters, whose owner is about to forget everything.
        func crewSettings() -> ViewModel {
            settings(
                crew: say("Συνεργείο φρεατίων", "Gullies crew"), code: nil, enrol: nil,
                warning: say("2 στοιχεία που δεν έχουν σταλεί θα χαθούν.", "2 things that are not sent will be lost."))
        }

        private func settings(crew: String, code: CoreField?, enrol: CoreButton?, warning: String?) -> ViewModel {
            let settings = SettingsView(
                title: say("Ρυθμίσεις", "Settings"),
                headings: SettingsHeadings(
                    language: say("Γλώσσα", "Language"), reading: say("Ανάγνωση", "Reading"), crew: say("Συνεργείο", "Crew"),
                    privacy: say("Τα στοιχεία μου", "My data"), about: say("Σχετικά", "About")),
                languages: [
                    option("", say("Όπως στο τηλέφωνο", "As on the phone"), selected: true), option("el", "Ελληνικά"),
                    option("en", "English"),
                ],
                largeText: !crew.isEmpty, largeTextLabel: say("Μεγαλύτερα γράμματα", "Larger texts"), rememberContact: true,
                rememberContactLabel: say("Να θυμάται τα στοιχεία μου", "Keep my name and contact"),
                privacy: say("Μπορείτε να αναφέρετε χωρίς το όνομά σας.", "You can report without giving your name."),
                privacyNotice: button(
                    "Τι γράφει ο δήμος για τα προσωπικά δεδομένα", "The city’s notice on personal data"), crew: crew,
                code: code, enrol: enrol,
                forget: warning == nil
                    ? button("Διαγραφή όλων των δικών μου", "Delete everything of mine")
                    : button("Ναι, διαγραφή όλων", "Yes, delete everything"), forgetWarning: warning,
                contact: say("Μιλήστε με έναν άνθρωπο: 1550", "Talk to a person: 1550"),
                about: ["Dimos 0.1.0", "© OpenStreetMap contributors (ODbL)"])
            return view(.settings(settings: settings), .settings, crew: !crew.isEmpty, largeText: !crew.isEmpty)
        }
    }
#endif
