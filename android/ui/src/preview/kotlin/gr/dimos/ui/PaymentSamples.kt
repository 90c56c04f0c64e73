package gr.dimos.ui

import gr.dimos.app.CheckoutStage
import gr.dimos.app.CheckoutView
import gr.dimos.app.CopyView
import gr.dimos.app.MethodView
import gr.dimos.app.PayingItem
import gr.dimos.app.PayingView
import gr.dimos.app.ReceiptRow
import gr.dimos.app.ReceiptsView
import gr.dimos.app.Screen
import gr.dimos.app.SlipView
import gr.dimos.app.Tab
import gr.dimos.app.Tone
import gr.dimos.app.TransferView

/** Payments and receipts, as the core shows them. */
class PaymentSamples(language: String) {
    private val the = Samples(language)
    private fun say(greek: String, english: String) = the.say(greek, english)
    private fun euro(amount: String) = say("${amount.replace('.', ',')}\u00A0€", "€$amount")
    private val fees get() = say("Δημοτικά τέλη", "Municipal fees")

    /** One bill, a part of which may be paid. */
    fun paying() = the.view(
        Screen.Paying(
            PayingView(
                title = say("Πληρωμή", "Pay"),
                items = listOf(
                    PayingItem(
                        "p", fees, euro("84.60"), "",
                        the.field("Ποσό, αν δεν πληρώνετε όλο", "Amount, if not all of it", "", euro("84.60")),
                        null, "$fees. ${euro("84.60")}",
                    ),
                ),
                total = say("Σύνολο: ${euro("84.60")}", "Together: ${euro("84.60")}"),
                notice = null,
                methods = listOf(
                    MethodView("sandbox", the.button("Με κάρτα (τράπεζα δοκιμών)", "By card (sandbox bank)")),
                ),
                methodsNote = say(
                    "Η πληρωμή γίνεται στη σελίδα της τράπεζας. Ο δήμος και η εφαρμογή δεν βλέπουν ποτέ την κάρτα σας.",
                    "You pay on the bank’s own page. The city and this app never see your card.",
                ),
                transfer = transfer(),
            ),
        ),
        Tab.PAY,
    )

    private fun transfer() = TransferView(
        title = say("Από την εφαρμογή της τράπεζάς σας", "From any bank’s app"),
        intro = say(
            "Στην εφαρμογή της τράπεζάς σας διαλέξτε πληρωμή με κωδικό (RF) και αντιγράψτε τον κωδικό, ή σαρώστε το " +
                "τετράγωνο με άλλο τηλέφωνο. Τα χρήματα φτάνουν σε μία ή δύο εργάσιμες ημέρες.",
            "In your bank’s app choose payments by code (RF) and copy the code, or scan the square with another phone. " +
                "The money is here one or two working days later.",
        ),
        payee = copied("payee", say("Δικαιούχος", "Payee"), "Δήμος Δείγμα (TEST)"),
        iban = copied("iban", "IBAN", "GR16 0110 1250 0000 0001 2300 695"),
        slips = listOf(
            SlipView(
                fees,
                copied("rf:p", say("Κωδικός πληρωμής (RF)", "Payment code (RF)"), "RF34 9099 9400 0000 0000 1234 5"),
                copied("amount:p", say("Ποσό", "Amount"), euro("84.60")),
                sampleQr(
                    say(
                        "Τετράγωνος κωδικός για την εφαρμογή της τράπεζας, 84,60\u00A0€. Ο κωδικός πληρωμής δίπλα λέει το ίδιο.",
                        "Square code for a bank’s app, €84.60. The payment code beside it says the same.",
                    ),
                ),
                null,
            ),
        ),
    )

    private fun copied(what: String, label: String, text: String): CopyView {
        val button = the.button("Αντιγραφή", "Copy")
        return CopyView(what, label, text, button.copy(spoken = "${button.label}: $label"), "$label: $text")
    }

    /** The bank's page waits. */
    fun waiting() = checkout(
        CheckoutStage.WAITING_FOR_YOU, Tone.INFO, say("Περιμένουμε να πληρώσετε", "Waiting for you to pay"),
        say(
            "Πληρώστε στη σελίδα της τράπεζας και επιστρέψτε εδώ. Αν έχετε ήδη πληρώσει, δεν χρειάζεται κάτι άλλο: ρωτάμε " +
                "την τράπεζα.",
            "Pay on the bank’s page, then come back here. If you have paid already, there is nothing more to do: we ask " +
                "the bank.",
        ),
    )

    /** Nobody knows. */
    fun unknown() = checkout(
        CheckoutStage.NOT_KNOWN, Tone.WARNING, say("Δεν το ξέρουμε ακόμη", "Not known yet"),
        say(
            "Η τράπεζα δεν έχει πει αν πήρε τα χρήματα. Ρωτάμε συνέχεια, και με κλειστή την εφαρμογή. Μην πληρώσετε ξανά " +
                "μέχρι να μάθουμε.",
            "The bank has not said whether the money was taken. We keep asking, also when the app is closed. Do not pay " +
                "again until we know.",
        ),
    )

    /** Paid. */
    fun paid() = checkout(
        CheckoutStage.PAID, Tone.GOOD, say("Πληρώθηκε", "Paid"),
        say("Ευχαριστούμε. Η απόδειξή σας είναι η 2026-000012.", "Thank you. Your receipt is 2026-000012."),
    )

    private fun checkout(stage: CheckoutStage, tone: Tone, headline: String, detail: String) = the.view(
        Screen.Checkout(
            CheckoutView(
                id = "a",
                title = say("Πληρωμή", "Payment"),
                stage = stage,
                tone = tone,
                headline = headline,
                detail = detail,
                amount = euro("84.60"),
                items = listOf(fees),
                busy = false,
                open = the.button("Στη σελίδα της τράπεζας", "Go to the bank’s page")
                    .takeIf { stage == CheckoutStage.WAITING_FOR_YOU },
                ask = the.button("Ρωτήστε την τράπεζα τώρα", "Ask the bank now").takeIf { stage != CheckoutStage.PAID },
                giveUp = the.button("Δεν πλήρωσα: εγκατάλειψη", "I did not pay: give up")
                    .takeIf { stage == CheckoutStage.WAITING_FOR_YOU },
                again = null,
                receipt = if (stage == CheckoutStage.PAID) "2026-000012" else "",
                showReceipt = the.button("Απόδειξη", "Receipt").takeIf { stage == CheckoutStage.PAID },
            ),
        ),
        Tab.PAY,
    )

    /** Two receipts, one of them on its way to the phone. */
    fun receipts() = the.view(
        Screen.Receipts(
            ReceiptsView(
                title = say("Αποδείξεις", "Receipts"),
                rows = listOf(
                    receipt("2026-000012", fees, "84.60", say("με κάρτα", "by card"), true),
                    receipt(
                        "2026-000007", say("Αποκομιδή ογκωδών", "Collection of bulky items"), "25.00",
                        say("με τραπεζική μεταφορά", "by bank transfer"), false,
                    ),
                ),
                empty = null,
                stale = null,
                refreshing = false,
            ),
        ),
        Tab.PAY,
    )

    private fun receipt(number: String, title: String, amount: String, by: String, busy: Boolean): ReceiptRow {
        val detail = say("30 Νοεμβρίου 2026 · $by", "30 November 2026 · $by")
        val fetching = say("Η απόδειξη κατεβαίνει.", "The receipt is being fetched.").takeIf { busy }
        return ReceiptRow(
            number, title, euro(amount), detail,
            the.button("Απόδειξη", "Receipt", fetching), the.button("Κοινοποίηση", "Share", fetching), busy,
            "$title. ${euro(amount)}. $detail",
        )
    }
}
