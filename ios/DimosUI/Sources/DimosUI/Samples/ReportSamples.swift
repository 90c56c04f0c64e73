#if DEBUG
    import DimosBindings
    import DimosKit

    /// The composing screen in every step: a pothole in Egnatia.
    extension Samples {
        /// No report is open; two drafts wait, one was thrown away.
        func drafts() -> ViewModel {
            let toast = Toast(
                tone: .info, text: say("Το πρόχειρο διαγράφηκε.", "The draft was deleted."), action: say("Αναίρεση", "Undo"))
            return view(.report(report: report(.what, composing: false)), .report, toast: toast)
        }

        /// A step of an open report.
        func step(_ step: ReportStep) -> ViewModel { view(.report(report: report(step)), .report) }

        /// Nothing is photographed or written yet, and there is no network.
        func nothingYet() -> ViewModel {
            let banner = Banner(tone: .info, text: say("Χωρίς σύνδεση", "No connection"))
            return view(.report(report: report(.what, isEmpty: true)), .report, banner: banner)
        }

        /// The place lies in a neighbouring municipality, and the phone is asked where it is.
        func outside() -> ViewModel {
            let outside = say(
                "Το σημείο αυτό ανήκει σε γειτονικό δήμο: Καλαμαριά. Αναφέρετέ το εκεί.",
                "This spot belongs to a neighbour: Kalamaria. Please report it there.")
            return view(.report(report: report(.where, outside: outside)), .report)
        }

        /// An answer means danger.
        func emergency(_ step: ReportStep = .questions) -> ViewModel {
            let emergency = say(
                "Αν κινδυνεύει κάποιος, καλέστε αμέσως το 112. Η αναφορά δεν στέλνεται.",
                "If anyone is in danger, call 112 now. The report is not sent.")
            return view(.report(report: report(step, emergency: emergency)), .report)
        }

        private func title(_ step: ReportStep) -> String {
            switch step {
            case .what: say("Τι συμβαίνει;", "What is wrong?")
            case .where: say("Πού;", "Where?")
            case .service: say("Είδος προβλήματος", "Kind of problem")
            case .questions: say("Λίγες ερωτήσεις", "A few questions")
            case .nearby: say("Μήπως αναφέρθηκε ήδη;", "Already reported?")
            case .contact: say("Τα στοιχεία σας", "Your details")
            case .review: say("Έλεγχος και αποστολή", "Check and send")
            }
        }

        static let steps: [ReportStep] = [.what, .where, .service, .questions, .nearby, .contact, .review]

        private func report(
            _ step: ReportStep, composing: Bool = true, isEmpty: Bool = false, outside: String? = nil, emergency: String? = nil
        ) -> ReportView {
            let why = say("Γράψτε λίγα λόγια ή προσθέστε μια φωτογραφία.", "Write a few words or add a photo.")
            let deep = say("Πόσο βαθιά είναι; Χρειάζεται απάντηση.", "How deep is it? Please answer.")
            return ReportView(
                title: composing ? title(step) : say("Νέα αναφορά", "New report"), drafts: composing ? [] : waitingDrafts,
                start: composing ? nil : button("Αναφέρετε ένα πρόβλημα", "Report a problem"), draft: composing ? "draft" : "",
                composing: composing, step: step,
                steps: Self.steps.map { StepView(step: $0, title: title($0), complete: true, missing: nil) },
                photos: isEmpty || !composing ? [] : [photo("1"), photo("2", busy: true)],
                takePhoto: button("Τραβήξτε φωτογραφία", "Take a photo"),
                choosePhoto: button("Διαλέξτε φωτογραφία", "Choose a photo"),
                description: field(
                    "Περιγραφή", "Description",
                    isEmpty ? "" : say("Μεγάλη λακκούβα μπροστά στη στάση.", "Big pothole by the stop."),
                    hint: say("Για παράδειγμα: μεγάλη λακκούβα", "For example: a big pothole"),
                    remaining: say("Ακόμη 900 χαρακτήρες", "900 characters left")),
                place: place(outside: outside),
                suggestions: [
                    pothole(false), option("pavement", say("Σπασμένη πλάκα", "Broken slab"), symbol: "pavement"),
                ],
                groups: groups,
                serviceSearch: field("Αναζήτηση", "Search", hint: say("Για παράδειγμα: λάμπα", "For example: lamp")),
                service: say("Λακκούβα", "Pothole"), questions: questions, emergency: emergency,
                callEmergency: emergency == nil ? nil : button("Κλήση στο 112", "Call 112"),
                nearby: [NearbyRow(row: potholeRow, itIsThis: button("Είναι αυτή", "It is this one"))],
                nearbyMessage: say(
                    "Υπάρχει μία ανοιχτή αναφορά κοντά. Αν είναι η ίδια, υποστηρίξτε την.",
                    "There is one open report near. If it is the same, support it."),
                noneOfThese: button("Καμία από αυτές", "None of these"), anonymous: false,
                anonymousLabel: say("Χωρίς όνομα", "Without a name"),
                contactName: field("Ονοματεπώνυμο", "Name", say("Μαρία Παπαδοπούλου", "Maria Papadopoulou")),
                contactEmail: field(
                    "E-mail", "E-mail", "maria@example",
                    error: say("Αυτό δεν μοιάζει με διεύθυνση e-mail.", "That does not look like an e-mail address.")),
                contactPhone: field("Τηλέφωνο", "Telephone", hint: say("Σταθερό ή κινητό", "Landline or mobile")),
                review: review, next: button("Συνέχεια", "Continue", whyNot: isEmpty ? why : outside ?? emergency),
                send: button("Αποστολή στον δήμο", "Send to the city", whyNot: emergency ?? deep),
                discard: button("Διαγραφή προχείρου", "Delete draft"))
        }

        private var waitingDrafts: [DraftRow] {
            let lamp = say("Σβηστή λάμπα έξω από το σχολείο", "Street light out by the school")
            let plain = say("Πρόχειρο χωρίς περιγραφή", "Draft without a description")
            let detail = say("1 φωτογραφία · χθες", "1 photo · yesterday")
            let yesterday = say("χθες", "yesterday")
            return [
                DraftRow(id: "lamp", title: lamp, detail: detail, thumbPath: "1.jpg", spoken: sentences(lamp, detail)),
                DraftRow(id: "plain", title: plain, detail: yesterday, thumbPath: nil, spoken: sentences(plain, yesterday)),
            ]
        }

        private func pothole(_ selected: Bool) -> OptionView {
            option(
                "pothole", say("Λακκούβα στον δρόμο", "Pothole in the road"),
                detail: say("Δρόμοι", "Roads"), symbol: "road", selected: selected)
        }

        private func place(outside: String?) -> PlaceView {
            let spoken = say("Χάρτης. Η πινέζα είναι εδώ: κοντά στην Εγνατία", "Map. The pin is here: near Egnatia")
            let pin = CoreMapPin(id: "pin", lat: 40.6329, lon: 22.9471, symbol: "road", tone: .info, number: 0, spoken: spoken)
            return PlaceView(
                map: MapView(lat: pin.lat, lon: pin.lon, radiusM: 150, pins: [pin], accuracyM: 32, spoken: spoken), isSet: true,
                source: say("Από τη φωτογραφία, με ακρίβεια 32 μ.", "From the photo, within 32 m"),
                hint: field(
                    "Πώς θα το βρει το συνεργείο", "How the crew will find it", say("κοντά στην οδό Εγνατία", "near Egnatia")),
                outside: outside, locating: outside != nil, usePhone: button("Η θέση μου", "My position"),
                streetSearch: field("Αναζήτηση δρόμου", "Find a street", say("Εγν", "Egn")),
                streets: [
                    say("Εγνατία, Κέντρο", "Egnatia, Centre"),
                    say("Νέα Εγνατία, Σαράντα Εκκλησιές", "Nea Egnatia, Saranta Ekklisies"),
                ])
        }

        private var groups: [ServiceGroupView] {
            [
                ServiceGroupView(
                    title: say("Δρόμοι", "Roads"), symbol: "road",
                    services: [pothole(true), option("cover", say("Σπασμένο καπάκι φρεατίου", "Broken manhole cover"))]),
                ServiceGroupView(
                    title: say("Φωτισμός δρόμων", "Street lighting"), symbol: "lamp",
                    services: [option("lamp", say("Σβηστή λάμπα", "Street light out"))]),
            ]
        }

        private var questions: [QuestionView] {
            [
                .choice(
                    code: "depth", label: say("Πόσο βαθιά είναι;", "How deep is it?"),
                    options: [
                        option("low", say("Λιγότερο από μια παλάμη", "Less than a hand")),
                        option("high", say("Πάνω από μια παλάμη", "More than a hand"), selected: true),
                    ], error: say("Χρειάζεται απάντηση.", "Please answer.")),
                .typed(
                    code: "since", keyboard: .pastDate,
                    field: field("Από πότε; (προαιρετικό)", "Since when? (optional)", hint: say("Έως και σήμερα", "Up to today"))),
                .typed(code: "when", keyboard: .futureDate, field: field("Για πότε;", "For which day?", "2026-12-01")),
                .typed(code: "many", keyboard: .number, field: field("Πόσες είναι;", "How many?")),
                .typed(code: "more", keyboard: .text, field: field("Κάτι άλλο;", "Anything else?")),
            ]
        }

        private var review: [ReviewLine] {
            [
                ReviewLine(
                    step: .what, label: title(.what), value: say("Μεγάλη λακκούβα.", "Big pothole."), tone: .info),
                ReviewLine(step: .where, label: title(.where), value: say("κοντά στην οδό Εγνατία", "near Egnatia"), tone: .info),
                ReviewLine(
                    step: .questions, label: say("Πόσο βαθιά είναι;", "How deep is it?"),
                    value: say("Χρειάζεται απάντηση.", "Please answer."), tone: .warning),
                ReviewLine(step: .contact, label: title(.contact), value: say("Χωρίς όνομα", "Without a name"), tone: .info),
            ]
        }
    }
#endif
