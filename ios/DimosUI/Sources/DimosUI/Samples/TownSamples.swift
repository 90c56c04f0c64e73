#if DEBUG
    import DimosBindings
    import DimosKit

    /// Lists, a ticket and the city.
    extension Samples {
        /// A pothole that somebody reported.
        var potholeRow: ReportRow {
            row(
                "1", say("Λακκούβα", "Pothole"), say("Μεγάλη λακκούβα στη δεξιά λωρίδα", "Big pothole in the right lane"),
                say("κοντά στην οδό Εγνατία · 40 μ.", "near Egnatia · 40 m"), say("Αποκαθίσταται", "Being fixed"), .warning,
                "road",
                thumb: "street-1.jpg")
        }

        private var rows: [ReportRow] {
            [
                potholeRow,
                row(
                    "2", say("Σβηστή λάμπα", "Street light out"), say("Δύο κολόνες στη σειρά", "Two poles in a row"),
                    say("κοντά στην οδό Τσιμισκή · 120 μ.", "near Tsimiski · 120 m"), say("Αποκαταστάθηκε", "Fixed"), .good,
                    "lamp",
                    unseen: true),
            ]
        }

        private func row(
            _ id: String, _ title: String, _ excerpt: String, _ place: String, _ status: String, _ tone: Tone, _ symbol: String,
            thumb: String? = nil, unseen: Bool = false
        ) -> ReportRow {
            ReportRow(
                id: id, title: title, excerpt: excerpt, place: place, number: "THES-2026-00012\(id)", status: status, tone: tone,
                when: say("πριν από 3 ημέρες", "3 days ago"), supporters: say("ακόμη 6 άτομα", "6 more people"), symbol: symbol,
                thumbPath: thumb, unseen: unseen, spoken: sentences(title, status, excerpt, place))
        }

        private var unsent: [UnsentRow] {
            let refused = say(
                "Ο δήμος δεν το δέχτηκε: κάποια φωτογραφία δεν έγινε δεκτή.", "The city refused it: a photo could not be taken.")
            let bin = say("Αναφορά: Κάδος που ξεχείλισε", "Report: overflowing bin")
            let comment = say("Σχόλιο: THES-2026-000121", "Comment: THES-2026-000121")
            let waits = say("Περιμένει το δίκτυο", "Waits for the network")
            return [
                UnsentRow(
                    act: "a", title: bin, detail: say("2 φωτογραφίες", "2 photos"), status: refused, tone: .danger,
                    retry: button("Στείλτε ξανά", "Send again"),
                    without: button("Στείλτε χωρίς τη φωτογραφία", "Send without the photo"),
                    edit: button("Επεξεργασία", "Edit"), discard: button("Απόρριψη", "Discard"), spoken: sentences(bin, refused)),
                UnsentRow(
                    act: "b", title: comment, detail: "", status: waits, tone: .info, retry: nil, without: nil, edit: nil,
                    discard: nil, spoken: sentences(comment, waits)),
            ]
        }

        /// My reports with what is unsent.
        func mine(hasMore: Bool = false) -> ViewModel { mine(unsent, rows, nil, hasMore: hasMore) }

        /// No report was ever made.
        func noReports() -> ViewModel {
            mine([], [], say("Δεν έχετε αναφέρει κάτι ακόμη.", "You have not reported anything yet."))
        }

        private func mine(_ unsent: [UnsentRow], _ rows: [ReportRow], _ empty: String?, hasMore: Bool = false) -> ViewModel {
            let mine = MyReportsView(
                title: say("Οι αναφορές μου", "My reports"), shelf: .mine,
                shelves: [
                    option("mine", say("Δικές μου", "Mine"), selected: true),
                    option("following", say("Παρακολουθώ", "Following")),
                ],
                unsent: unsent, rows: rows, total: UInt32(rows.count), hasMore: hasMore, empty: empty, refreshing: hasMore)
            return view(.myReports(myReports: mine), .myReports)
        }

        /// A fixed report that can be rated or is not fixed after all.
        func fixed() -> ViewModel {
            view(
                .ticket(
                    ticket: ticket(
                        rows[1], comment: true, rate: button("Βαθμολογήστε την αποκατάσταση", "Rate the fix"), stars: 4,
                        reopen: button(
                            "Δεν διορθώθηκε", "It is not fixed",
                            whyNot: say("Γράψτε τι δεν πάει καλά.", "Say what is still wrong.")))), .myReports)
        }

        /// The city asks something; the answer is half written.
        func asked() -> ViewModel {
            view(
                .ticket(
                    ticket: ticket(
                        rows[0], question: say("Σε ποια πλευρά του δρόμου;", "On which side of the road?"),
                        writingPhotos: [photo("5")], unsent: unsent)), .myReports)
        }

        /// Somebody else's report, which is another one's duplicate.
        func anothers() -> ViewModel {
            view(
                .ticket(
                    ticket: ticket(
                        rows[0], canStand: true,
                        duplicateOf: option("2", say("Ίδια με την THES-2026-000122", "Same as THES-2026-000122")))),
                .myCity)
        }

        private func ticket(
            _ row: ReportRow, comment: Bool = false, question: String? = nil, writingPhotos: [PhotoView] = [],
            unsent: [UnsentRow] = [], rate: CoreButton? = nil, stars: UInt8 = 0, reopen: CoreButton? = nil,
            canStand: Bool = false,
            duplicateOf: OptionView? = nil
        ) -> TicketView {
            let spoken = say("Χάρτης του σημείου", "Map of the place")
            let pin = CoreMapPin(id: "1", lat: 40.6329, lon: 22.9471, symbol: "road", tone: .warning, number: 0, spoken: spoken)
            let wordless = say("Γράψτε πρώτα κάτι ή προσθέστε φωτογραφία.", "Write something or add a photo first.")
            return TicketView(
                row: row, description: say("Μπροστά στη στάση.", "By the bus stop."),
                photos: [
                    photo("3", say("πριν από την εργασία", "before the work")),
                    photo("4", say("μετά την εργασία", "after the work")),
                ],
                map: MapView(lat: pin.lat, lon: pin.lon, radiusM: 200, pins: [pin], accuracyM: 0, spoken: spoken),
                due: say("Πρέπει να αποκατασταθεί έως: Τρίτη 24 Νοεμβρίου", "Should be fixed by Tuesday 24 November"),
                responsible: say("Διεύθυνση Οδοποιίας · Συνεργείο Α", "Roads department · Crew A"),
                answers: [say("Πόσο βαθιά είναι; Πάνω από μια παλάμη", "How deep is it? More than a hand")], timeline: timeline,
                unsent: unsent, question: question,
                writing: field("Το μήνυμά σας", "Your words", hint: say("Θέλετε να προσθέσετε κάτι;", "Anything to add?")),
                writingPhotos: writingPhotos,
                addPhoto: canStand ? nil : button("Προσθέστε φωτογραφία", "Add a photo"),
                comment: comment ? button("Στείλτε το σχόλιο", "Send the comment", whyNot: wordless) : nil,
                answer: question == nil ? nil : button("Στείλτε την απάντηση", "Send the answer"), rate: rate, stars: stars,
                reopen: reopen, withdraw: question == nil ? nil : button("Ανακαλέστε την αναφορά", "Take the report back"),
                support: canStand ? button("Κι εγώ", "Me too") : nil,
                follow: canStand ? button("Παρακολουθήστε", "Follow") : nil, following: false,
                share: button("Κοινοποιήστε", "Share"), duplicateOf: duplicateOf, busy: canStand)
        }

        private var timeline: [TimelineRow] {
            [
                happened(19, say("Κάνατε την αναφορά", "You reported this"), photos: [photo("6")]),
                happened(
                    20, say("Έγραψε ένας πολίτης", "A citizen wrote"), say("Έπεσε και μηχανάκι", "A scooter fell, too")),
                happened(22, say("Γράψατε", "You wrote"), say("Ευχαριστώ πολύ!", "Thank you!"), pending: true),
            ]
        }

        private func happened(
            _ day: Int, _ text: String, _ detail: String = "", photos: [PhotoView] = [], pending: Bool = false
        ) -> TimelineRow {
            let at = say("\(day) Νοεμβρίου, 12:00", "\(day) November, 12:00")
            return TimelineRow(
                when: at, text: text, detail: detail, tone: .info, photos: photos, pending: pending,
                spoken: sentences(text, at, detail))
        }

        /// Around a street; the network is gone.
        func city() -> ViewModel { city(rows, nil, stale: say("Χωρίς σύνδεση: εικόνα στις 14:05", "No connection: as of 14:05")) }

        /// Nothing is reported here.
        func emptyCity() -> ViewModel { city([], say("Δεν υπάρχει κάτι εδώ γύρω.", "There is nothing around here."), stale: nil) }

        private func city(_ rows: [ReportRow], _ empty: String?, stale: String?) -> ViewModel {
            let pins = rows.enumerated().map { index, row in
                CoreMapPin(
                    id: row.id, lat: 40.6331 - Double(index) / 1_000, lon: 22.9478, symbol: row.symbol, tone: row.tone, number: 0,
                    spoken: row.spoken)
            }
            let city = MyCityView(
                title: say("Η πόλη μου", "My city"), around: say("Κοντά στην οδό Εγνατία", "Around Egnatia"),
                map: MapView(
                    lat: 40.6329, lon: 22.9465, radiusM: 300, pins: pins, accuracyM: 60,
                    spoken: say("Χάρτης με αναφορές. Υπάρχουν και στη λίστα.", "Map with reports. The list has them too.")),
                rows: rows, aroundMe: button("Γύρω μου", "Around me"),
                streetSearch: field("Οδός", "Street", hint: say("Βρείτε έναν δρόμο", "Find a street")),
                streets: empty == nil ? [] : [say("Εγνατία, Κέντρο", "Egnatia, Centre")], onlyOpen: false,
                onlyOpenLabel: say("Μόνο οι ανοιχτές", "Only open ones"),
                services: [
                    option("", say("Όλες οι υπηρεσίες", "Everything"), selected: true),
                    option("lamp", say("Σβηστή λάμπα", "Street light out"), symbol: "lamp"),
                ],
                busy: empty != nil, empty: empty, stale: stale)
            return view(.myCity(myCity: city), .myCity)
        }
    }
#endif
