#if DEBUG
    import DimosBindings
    import DimosKit

    /// What is owed, payments and receipts.
    extension Samples {
        /// Three bills to be paid, two of them chosen, and one that is over; the network is gone.
        func bills() -> ViewModel {
            view(
                .bills(
                    bills: BillsView(
                        title: say("Οι οφειλές μου", "What I owe"),
                        summary: say("Προς πληρωμή: \(euro("189.60"))", "To pay: \(euro("189.60"))"),
                        credit: say("5,00 € φυλάσσονται για εσάς.", "€5.00 is kept for you."),
                        attempts: [option("a", say("Μια πληρωμή δεν έχει ολοκληρωθεί", "A payment is not finished"))],
                        due: [fine, fees, nursery], endedTitle: say("Πληρωμένες και παλιές", "Paid and ended"),
                        ended: [
                            bill(
                                say("Αποκομιδή ογκωδών", "Collection of bulky items"), say("Ένας κάδος", "One skip"),
                                "2026-000044",
                                "25.00", say("Πληρώθηκε", "Paid"), tone: .good)
                        ], payChosen: button("Πληρωμή 2 οφειλών: 124,60 €", "Pay 2 bills: €124.60"), add: addABill,
                        receipts: toReceipts, empty: nil,
                        stale: say("Χωρίς σύνδεση: εικόνα στις 14:05", "No connection: as of 14:05"), refreshing: false)), .pay)
        }

        /// Nothing at all.
        func noBills() -> ViewModel {
            view(
                .bills(
                    bills: BillsView(
                        title: say("Οι οφειλές μου", "What I owe"), summary: "", credit: nil, attempts: [], due: [],
                        endedTitle: "",
                        ended: [], payChosen: nil, add: addABill, receipts: toReceipts,
                        empty: say("Το τηλέφωνο δεν γνωρίζει κάποια οφειλή σας.", "This phone knows of no bill of yours."),
                        stale: nil, refreshing: true)), .pay)
        }

        private var addABill: CoreButton { button("Προσθήκη οφειλής", "Add a bill") }
        private var toReceipts: CoreButton { button("Αποδείξεις", "Receipts") }

        private var fine: BillRow {
            bill(
                say("Πρόστιμο στάθμευσης", "Parking fine"), say("Στάθμευση πάνω σε ράμπα", "Parked on a ramp"), "2026-000107",
                "40.00", say("Λήγει αύριο", "Due tomorrow"), note: say("Με έκπτωση έως 1 Δεκεμβρίου", "Reduced until 1 December"),
                tone: .warning, canChoose: true, chosen: true)
        }

        private var fees: BillRow {
            bill(
                say("Δημοτικά τέλη", "Municipal fees"), say("Διόρθωση τετραγωνικών", "Floor area corrected"), "2026-000123",
                "84.60",
                say("Λήγει: 21 Δεκεμβρίου 2026", "Due 21 December 2026"), canChoose: true)
        }

        private var nursery: BillRow {
            bill(
                say("Τροφεία", "Nursery fees"), say("5ος σταθμός", "5th nursery"), "2026-000098", "65.00",
                say("Έληξε στις 21 Νοεμβρίου", "Overdue since 21 November"),
                note: say("Υπάρχει πληρωμή σε εξέλιξη", "A payment is under way"), tone: .danger)
        }

        private func bill(
            _ title: String, _ detail: String, _ number: String, _ amount: String, _ status: String, note: String = "",
            tone: Tone = .info, canChoose: Bool = false, chosen: Bool = false
        ) -> BillRow {
            BillRow(
                id: "bill \(number)", title: title, detail: detail, number: number, amount: euro(amount), status: status,
                note: note,
                tone: tone, canChoose: canChoose, chosen: chosen,
                spoken: sentences(title, euro(amount), status, note, detail, number))
        }

        /// A code with a wrong digit, said beside its field, after a refusal.
        func addBill() -> ViewModel {
            view(
                .addBill(
                    addBill: AddBillView(
                        title: say("Προσθήκη οφειλής", "Add a bill"),
                        intro: say("Γράψτε τον κωδικό πληρωμής και το ποσό.", "Type the payment code and the amount."),
                        reference: field(
                            "Κωδικός πληρωμής (RF)", "Payment code (RF)", "rf34 9099 9400 0000 0000 1235 4",
                            error: say("Κάποιο ψηφίο είναι λάθος.", "One of the digits is wrong.")),
                        amount: field("Ποσό", "Amount on the bill", hint: say("Για παράδειγμα 45,12", "For example 45.12")),
                        find: button("Εύρεση οφειλής", "Find this bill"),
                        linkIntro: say("Ο ΑΦΜ χρησιμοποιείται μία φορά.", "The tax number is used once."),
                        taxNumber: field("ΑΦΜ", "Tax number (ΑΦΜ)", hint: say("Εννέα ψηφία", "Nine digits")),
                        link: button("Όλες οι οφειλές μου", "Show all my bills"),
                        refusal: say("Δεν βρέθηκε τέτοια οφειλή.", "There is no such bill."), busy: true)), .pay)
        }

        /// A bill in instalments, one of them paid, with a payment under way.
        func bill() -> ViewModel {
            view(
                .bill(
                    bill: BillView(
                        row: fees,
                        notice: Notice(
                            tone: .warning,
                            text: say("Μια πληρωμή είναι ανοιχτή στην τράπεζα.", "A payment is open at the bank."), attempt: "a"),
                        facts: [
                            fact(say("Αριθμός οφειλής", "Bill number"), fees.number), fact(say("Αφορά", "What for"), fees.detail),
                            fact(say("Περίοδος", "Period"), "2026"),
                            fact(say("Υπόλοιπο", "To pay"), euro("56.40")),
                        ], instalments: instalments(open: true),
                        history: [
                            PaidRow(
                                when: say("22 Νοεμβρίου 2026", "22 November 2026"), text: say("με κάρτα", "by card"),
                                amount: euro("28.20"), receipt: "2026-000011", show: button("Απόδειξη", "Receipt"),
                                spoken: sentences(
                                    say("22 Νοεμβρίου 2026", "22 November 2026"), euro("28.20"), say("με κάρτα", "by card")))
                        ],
                        pay: button("Πληρωμή", "Pay", whyNot: say("Ανοίξτε πρώτα εκείνη.", "Open that one first.")),
                        plan: button("Σε δόσεις", "In instalments"), useCredit: button("Χρήση 5,00 €", "Use €5.00"), busy: false)),
                .pay)
        }

        private func fact(_ label: String, _ value: String) -> FactRow {
            FactRow(label: label, value: value, spoken: "\(label): \(value)")
        }

        private func instalments(open: Bool) -> [InstalmentRow] {
            (1...3).map { number in
                let title = say("Δόση \(number) από 3", "Instalment \(number) of 3")
                let status =
                    number == 1 && open ? say("Πληρώθηκε", "Paid") : say("Λήγει σε \(number) μήνες", "Due in \(number) months")
                return InstalmentRow(
                    id: "part \(number)", title: title, amount: euro("28.20"), status: status, tone: .info,
                    pay: open && number > 1 ? button("Πληρωμή της \(number)ης", "Pay no. \(number)") : nil,
                    spoken: sentences(title, euro("28.20"), status))
            }
        }

        /// Instalments that are looked at.
        func plan() -> ViewModel {
            view(
                .plan(
                    plan: PlanView(
                        title: say("Δόσεις", "Instalments"), intro: say("Δημοτικά τέλη, 84,60 €", "Municipal fees, €84.60"),
                        counts: ["2", "3", "4"].map { count in
                            option(
                                count, say("\(count) δόσεις", "\(count) instalments"),
                                detail: say("περίπου", "about") + " €\(count)0",
                                selected: count == "3")
                        }, preview: instalments(open: false),
                        terms: say("Κάθε δόση έχει δικό της κωδικό πληρωμής.", "Each instalment has its own payment code."),
                        agree: button("Συμφωνώ με τις δόσεις", "Agree to these instalments"), busy: true)), .pay)
        }

        /// Two bills, a part of one of which may be paid; for one there is no code yet.
        func paying() -> ViewModel {
            let together = say("Σύνολο: \(euro("124.60"))", "Together: \(euro("124.60"))")
            return view(
                .paying(
                    paying: PayingView(
                        title: say("Πληρωμή", "Pay"),
                        items: [
                            PayingItem(
                                id: "p", title: fees.title, amount: euro("84.60"), note: say("Έως αύριο", "Until tomorrow"),
                                part: field("Ποσό, αν όχι όλο", "Amount, if not all of it", hint: euro("84.60")),
                                leaveOut: button("Χωρίς τα τέλη", "Leave out the fees"),
                                spoken: sentences(fees.title, euro("84.60"))),
                            PayingItem(
                                id: "q", title: fine.title, amount: euro("40.00"), note: "", part: nil,
                                leaveOut: button("Χωρίς το πρόστιμο", "Leave out the fine"),
                                spoken: sentences(fine.title, euro("40.00"))),
                        ], total: together,
                        notice: Notice(tone: .info, text: say("Πληρώνονται μαζί.", "They are paid together."), attempt: nil),
                        methods: [MethodView(provider: "sandbox", button: button("Με κάρτα", "By card"))],
                        methodsNote: say("Ο δήμος δεν βλέπει ποτέ την κάρτα σας.", "The city never sees your card."),
                        transfer: transfer)), .pay)
        }

        private var transfer: TransferView {
            TransferView(
                title: say("Από την εφαρμογή της τράπεζάς σας", "From any bank’s app"),
                intro: say("Διαλέξτε πληρωμή με κωδικό (RF).", "Choose payments by code (RF)."),
                payee: copied("payee", say("Δικαιούχος", "Payee"), "Δήμος Δείγμα (TEST)"),
                iban: copied("iban", "IBAN", "GR16 0110 1250 0000 0001 2300 695"),
                slips: [
                    SlipView(
                        title: say("Για τα τέλη", "For the fees"),
                        reference: copied("rf:p", say("Κωδικός (RF)", "Code (RF)"), "RF34 9099 9400 0000 0000 1234 5"),
                        amount: copied("amount:p", say("Ποσό", "Amount"), euro("84.60")),
                        qr: QrView(
                            size: 3, rows: ["101", "010", "110"],
                            spoken: say("Τετράγωνος κωδικός, 84,60 €", "Square code, €84.60")), whyNot: nil),
                    SlipView(
                        title: say("Για το πρόστιμο", "For the fine"),
                        reference: copied("rf:q", say("Κωδικός (RF)", "Code (RF)"), "RF12 9099 9400 0000 0000 1234 6"),
                        amount: nil, qr: nil, whyNot: say("Το τετράγωνο δεν χωρά.", "There is no square code for this.")),
                ])
        }

        private func copied(_ what: String, _ label: String, _ text: String) -> CopyView {
            let copy = say("Αντιγραφή", "Copy")
            return CopyView(
                what: what, label: label, text: text,
                button: CoreButton(label: copy, spoken: "\(copy): \(label) \(text)", enabled: true, whyNot: nil),
                spoken: "\(label): \(text)")
        }

        /// A payment at a stage, with everything that could be offered there.
        func checkout(_ stage: CheckoutStage) -> ViewModel {
            let isPaid = stage == .paid
            let again = stage == .failed || stage == .expired || stage == .givenUp
            return view(
                .checkout(
                    checkout: CheckoutView(
                        id: "a", title: say("Πληρωμή", "Payment"), stage: stage, tone: isPaid ? .good : again ? .danger : .info,
                        headline: say("Έτσι είναι: \(stage)", "It is: \(stage)"),
                        detail: say("Ρωτάμε την τράπεζα.", "We ask the bank."), amount: euro("84.60"), items: [fees.title],
                        busy: stage == .opening,
                        open: isPaid || again ? nil : button("Στη σελίδα της τράπεζας", "Go to the bank’s page"),
                        ask: isPaid || again ? nil : button("Ρωτήστε την τράπεζα τώρα", "Ask the bank now"),
                        giveUp: isPaid || again ? nil : button("Δεν πλήρωσα: εγκατάλειψη", "I did not pay: give up"),
                        again: again ? button("Ξανά", "Pay again") : nil, receipt: isPaid ? "2026-000012" : "",
                        showReceipt: isPaid ? button("Απόδειξη", "Receipt") : nil)), .pay)
        }

        static let stages: [CheckoutStage] = [
            .opening, .waitingForYou, .asking, .notKnown, .paid, .failed, .expired, .givenUp,
        ]

        /// Two receipts, one of them on its way to the phone.
        func receipts() -> ViewModel { receipts([receipt("2026-000012", busy: true), receipt("2026-000007", busy: false)], nil) }

        func noReceipts() -> ViewModel { receipts([], say("Δεν υπάρχουν αποδείξεις.", "There are no receipts.")) }

        private func receipts(_ rows: [ReceiptRow], _ empty: String?) -> ViewModel {
            view(
                .receipts(
                    receipts: ReceiptsView(
                        title: say("Αποδείξεις", "Receipts"), rows: rows, empty: empty,
                        stale: say("Χωρίς σύνδεση: εικόνα στις 14:05", "No connection: as of 14:05"), refreshing: rows.isEmpty)),
                .pay)
        }

        private func receipt(_ number: String, busy: Bool) -> ReceiptRow {
            let detail = say("30 Νοεμβρίου 2026 · με κάρτα", "30 November 2026 · by card")
            let fetching = busy ? say("Η απόδειξη κατεβαίνει.", "The receipt is being fetched.") : nil
            return ReceiptRow(
                number: number, title: fees.title, amount: euro("84.60"), detail: detail,
                show: button("Άνοιγμα \(number)", "Open \(number)", whyNot: fetching),
                share: button("Κοινοποίηση \(number)", "Share \(number)", whyNot: fetching), busy: busy,
                spoken: sentences(fees.title, euro("84.60"), detail))
        }
    }
#endif
