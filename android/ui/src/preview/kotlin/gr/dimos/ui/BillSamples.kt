package gr.dimos.ui

import gr.dimos.app.AddBillView
import gr.dimos.app.BillRow
import gr.dimos.app.BillView
import gr.dimos.app.BillsView
import gr.dimos.app.FactRow
import gr.dimos.app.InstalmentRow
import gr.dimos.app.Notice
import gr.dimos.app.PaidRow
import gr.dimos.app.PlanView
import gr.dimos.app.Screen
import gr.dimos.app.Tab
import gr.dimos.app.Tone

/** What is owed, as the core shows it. */
class BillSamples(language: String) {
    private val the = Samples(language)
    private fun say(greek: String, english: String) = the.say(greek, english)
    private fun euro(amount: String) = say("${amount.replace('.', ',')}\u00A0€", "€$amount")

    /** Three bills to be paid, two of them chosen, and two that are over; the network is gone. */
    fun bills() = the.view(Screen.Bills(list(chosen = true)), Tab.PAY)

    /** Nothing at all. */
    fun noBills() = the.view(
        Screen.Bills(
            list(chosen = false).copy(
                summary = "",
                credit = null,
                attempts = emptyList(),
                due = emptyList(),
                ended = emptyList(),
                stale = null,
                empty = say(
                    "Το τηλέφωνο δεν γνωρίζει κάποια οφειλή σας. Προσθέστε μία με τον κωδικό πληρωμής (RF) και το ποσό " +
                        "που γράφει το έντυπο.",
                    "This phone knows of no bill of yours. Add one with the payment code (RF) and the amount that are " +
                        "printed on it.",
                ),
            ),
        ),
        Tab.PAY,
    )

    private fun list(chosen: Boolean) = BillsView(
        title = say("Οι οφειλές μου", "What I owe"),
        summary = say("Προς πληρωμή: ${euro("189.60")}", "To pay: ${euro("189.60")}"),
        credit = say("5,00\u00A0€ που πληρώσατε παραπάνω φυλάσσονται για εσάς.", "€5.00 that you paid too much is kept for you."),
        attempts = listOf(
            the.option("a", say("Μια πληρωμή 65,00\u00A0€ δεν έχει ολοκληρωθεί", "A payment of €65.00 is not finished")),
        ),
        due = listOf(fine(chosen), fees(chosen), nursery()),
        endedTitle = say("Πληρωμένες και παλιές", "Paid and ended"),
        ended = listOf(bulky()),
        payChosen = the.button("Πληρωμή 2 οφειλών: 124,60\u00A0€", "Pay 2 bills: €124.60").takeIf { chosen },
        add = the.button("Προσθήκη οφειλής", "Add a bill"),
        receipts = the.button("Αποδείξεις", "Receipts"),
        empty = null,
        stale = say("Χωρίς σύνδεση: εικόνα στις 14:05", "No connection: as of 14:05"),
        refreshing = false,
    )

    private fun fine(chosen: Boolean) = row(
        say("Πρόστιμο στάθμευσης", "Parking fine"), say("Στάθμευση πάνω σε ράμπα", "Parked on a ramp"), "2026-000107",
        euro("40.00"), say("Λήγει αύριο", "Due tomorrow"),
        say("Με έκπτωση 40,00\u00A0€ αν πληρωθεί όλο έως 1 Δεκεμβρίου", "With a discount of €40.00 if all is paid by 1 December"),
        Tone.WARNING, true, chosen,
    )

    private fun fees(chosen: Boolean) = row(
        say("Δημοτικά τέλη", "Municipal fees"), say("Διόρθωση τετραγωνικών · 2026", "Floor area corrected · 2026"),
        "2026-000123", euro("84.60"), say("Λήγει: 21 Δεκεμβρίου 2026", "Due 21 December 2026"), "", Tone.INFO, true, chosen,
    )

    private fun nursery() = row(
        say("Τροφεία βρεφονηπιακού σταθμού", "Nursery fees"), say("5ος σταθμός · Νοέμβριος", "5th nursery · November"),
        "2026-000098", euro("65.00"),
        say("Έληξε πριν από 9 ημέρες, στις 21 Νοεμβρίου", "Overdue by 9 days, since 21 November"),
        say("Υπάρχει πληρωμή σε εξέλιξη", "A payment is under way"), Tone.DANGER, false, false,
    )

    private fun bulky() = row(
        say("Αποκομιδή ογκωδών", "Collection of bulky items"), say("Μπάζα, ένας κάδος", "Rubble, one skip"),
        "2026-000044", euro("25.00"), say("Πληρώθηκε", "Paid"), "", Tone.GOOD, false, false,
    )

    private fun row(
        title: String, detail: String, number: String, amount: String, status: String, note: String, tone: Tone,
        can: Boolean, chosen: Boolean,
    ) = BillRow(
        "bill $number", title, detail, number, amount, status, note, tone, can, chosen && can,
        listOf(title, amount, status, note, detail, number).filter { it != "" }.joinToString(". "),
    )

    /** A code with a wrong digit, said beside its field. */
    fun addBill() = the.view(
        Screen.AddBill(
            AddBillView(
                title = say("Προσθήκη οφειλής", "Add a bill"),
                intro = say(
                    "Γράψτε ή επικολλήστε τον κωδικό πληρωμής, που αρχίζει με RF, και το ποσό που γράφει το έντυπο.",
                    "Type or paste the payment code, which begins with RF, and the amount that are printed on the bill.",
                ),
                reference = the.field(
                    "Κωδικός πληρωμής (RF)", "Payment code (RF)", "rf34 9099 9400 0000 0000 1235 4", "",
                    say(
                        "Κάποιο ψηφίο είναι λάθος: ο κωδικός δεν βγαίνει σωστός. Συγκρίνετέ τον ξανά με το έντυπο.",
                        "One of the digits is wrong: this code does not add up. Compare it with the bill once more.",
                    ),
                ),
                amount = the.field(
                    "Ποσό που γράφει το έντυπο", "Amount on the bill", "",
                    say("Για παράδειγμα 45,12", "For example 45.12"),
                ),
                find = the.button("Εύρεση οφειλής", "Find this bill"),
                linkIntro = say(
                    "Για να δείτε όλες τις οφειλές σας, γράψτε και τον ΑΦΜ σας, μαζί με τον κωδικό και το ποσό μιας ανοιχτής " +
                        "οφειλής. Ο ΑΦΜ χρησιμοποιείται μία φορά και δεν μένει στο τηλέφωνο.",
                    "To see all your bills, write your tax number as well as the code and amount of one open bill. The " +
                        "number is used once and is not kept on this phone.",
                ),
                taxNumber = the.field("ΑΦΜ", "Tax number (ΑΦΜ)", "", say("Εννέα ψηφία", "Nine digits")),
                link = the.button("Όλες οι οφειλές μου", "Show all my bills"),
                refusal = null,
                busy = false,
            ),
        ),
        Tab.PAY,
    )

    /** A bill in instalments, one of them paid. */
    fun bill() = the.view(
        Screen.Bill(
            BillView(
                row = fees(false).copy(
                    amount = euro("28.20"),
                    status = say("Μία δόση προς πληρωμή", "One instalment is due"),
                    note = say("Πληρώθηκαν 28,20\u00A0€ από 84,60\u00A0€", "€28.20 of €84.60 paid"),
                ),
                notice = Notice(
                    Tone.WARNING,
                    say(
                        "Μια πληρωμή 28,20\u00A0€ γι’ αυτό είναι ανοιχτή στην τράπεζα. Ολοκληρώστε την ή εγκαταλείψτε την πριν " +
                            "πληρώσετε με άλλον τρόπο.",
                        "A payment of €28.20 for this is open at the bank. Finish it or give it up before you pay in " +
                            "another way.",
                    ),
                    "a",
                ),
                facts = facts(),
                instalments = listOf(
                    part(1, say("Πληρώθηκε", "Paid"), Tone.GOOD, false),
                    part(2, say("Λήγει αύριο", "Due tomorrow"), Tone.WARNING, true),
                    part(3, say("Λήγει: 31 Ιανουαρίου 2027", "Due 31 January 2027"), Tone.INFO, true),
                ),
                history = listOf(paid()),
                pay = the.button(
                    "Πληρωμή", "Pay",
                    say(
                        "Μια πληρωμή γι’ αυτό δεν έχει ολοκληρωθεί. Ανοίξτε πρώτα εκείνη.",
                        "A payment for this is not finished. Open it first.",
                    ),
                ),
                plan = null,
                useCredit = the.button("Χρήση 5,00\u00A0€ από παλιότερη υπερπληρωμή", "Use €5.00 that you paid too much"),
                busy = false,
            ),
        ),
        Tab.PAY,
    )

    private fun facts() = listOf(
        fact(say("Αριθμός οφειλής", "Bill number"), "2026-000123"),
        fact(say("Αφορά", "What for"), say("Διόρθωση τετραγωνικών, Υποδείγματος 1", "Floor area corrected, Ypodeigmatos 1")),
        fact(say("Περίοδος", "Period"), "2026"),
        fact(say("Έκδοση", "Issued"), say("21 Νοεμβρίου 2026", "21 November 2026")),
        fact(say("Λήξη", "Due"), say("21 Δεκεμβρίου 2026", "21 December 2026")),
        fact(say("Χρέωση", "Charged"), euro("84.60")),
        fact(say("Πληρωμένα ως τώρα", "Paid so far"), euro("28.20")),
        fact(say("Υπόλοιπο", "To pay"), euro("56.40")),
    )

    private fun fact(label: String, value: String) = FactRow(label, value, "$label: $value")

    private fun paid(): PaidRow {
        val (day, how) = say("22 Νοεμβρίου 2026", "22 November 2026") to say("με κάρτα", "by card")
        return PaidRow(day, how, euro("28.20"), "2026-000011", the.button("Απόδειξη", "Receipt"), "$day. ${euro("28.20")}. $how")
    }

    private fun part(n: Int, status: String, tone: Tone, open: Boolean): InstalmentRow {
        val title = say("Δόση $n από 3", "Instalment $n of 3")
        val pay = the.button("Πληρωμή αυτής", "Pay this one").takeIf { open }
        return InstalmentRow("part $n", title, euro("28.20"), status, tone, pay, "$title. ${euro("28.20")}. $status")
    }

    /** Instalments that are looked at. */
    fun plan() = the.view(
        Screen.Plan(
            PlanView(
                title = say("Δόσεις", "Instalments"),
                intro = say("Δημοτικά τέλη, 84,60\u00A0€", "Municipal fees, €84.60"),
                counts = listOf("2" to "42.30", "3" to "28.20", "4" to "21.15").map { (n, each) ->
                    val label = say("$n δόσεις", "$n instalments")
                    the.option(n, label, n == "3", say("περίπου ${euro(each)} η καθεμία", "about ${euro(each)} each"))
                },
                preview = listOf(
                    say("21 Δεκεμβρίου 2026", "21 December 2026"),
                    say("21 Ιανουαρίου 2027", "21 January 2027"),
                    say("22 Φεβρουαρίου 2027", "22 February 2027"),
                ).mapIndexed { at, day -> part(at + 1, say("Λήγει: $day", "Due $day"), Tone.INFO, false) },
                terms = say(
                    "Κάθε δόση έχει δικό της κωδικό πληρωμής και ημερομηνία. Αφού συμφωνήσετε, η οφειλή πληρώνεται μόνο έτσι.",
                    "Each instalment has its own payment code and due date. Once you agree, the whole bill is paid this " +
                        "way only.",
                ),
                agree = the.button("Συμφωνώ με τις δόσεις", "Agree to these instalments"),
                busy = false,
            ),
        ),
        Tab.PAY,
    )
}
