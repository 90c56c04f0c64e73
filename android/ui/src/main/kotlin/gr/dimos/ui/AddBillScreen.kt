package gr.dimos.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.material3.HorizontalDivider
import androidx.compose.runtime.Composable
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardType
import gr.dimos.app.AddBillView
import gr.dimos.app.Intent
import gr.dimos.app.PayIntent
import gr.dimos.app.Tone
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.DimosField
import gr.dimos.ui.parts.NoticeBox
import gr.dimos.ui.parts.Page
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.Words
import gr.dimos.ui.parts.lettersAreLarge
import gr.dimos.ui.theme.Spacing

/** A bill on paper: its payment code and amount, or all bills of a tax number. What is wrong stands beside its field. */
@Composable
fun AddBillScreen(form: AddBillView, send: (Intent) -> Unit, slots: Slots) {
    val pay = { intent: PayIntent -> send(Intent.Pay(intent)) }
    Page(form.title, back = true, busy = form.busy) {
        form.refusal?.let { why -> item(key = "refusal") { NoticeBox(why, Tone.DANGER, loud = true) } }
        item(key = "bill") { OneBill(form, pay) }
        item(key = "line") { HorizontalDivider() }
        item(key = "all") { AllBills(form, pay) }
    }
}

@Composable
private fun OneBill(form: AddBillView, pay: (PayIntent) -> Unit) = Column(verticalArrangement = Arrangement.spacedBy(Spacing.medium)) {
    Words(form.intro)
    // All of a code is to be seen while it is compared with the paper.
    val lines = if (lettersAreLarge()) 2 else 1
    DimosField(
        form.reference,
        { pay(PayIntent.TypeReference(it)) },
        lines = lines,
        keyboard = KeyboardType.Ascii,
        done = ImeAction.Next,
    )
    DimosField(form.amount, { pay(PayIntent.TypeAmount(it)) }, keyboard = KeyboardType.Decimal)
    ActionButton(form.find, { pay(PayIntent.Find) }, icon = Symbols.Search)
}

@Composable
private fun AllBills(form: AddBillView, pay: (PayIntent) -> Unit) = Column(verticalArrangement = Arrangement.spacedBy(Spacing.medium)) {
    Words(form.linkIntro, quiet = true)
    DimosField(form.taxNumber, { pay(PayIntent.TypeTaxNumber(it)) }, keyboard = KeyboardType.Number)
    ActionButton(form.link, { pay(PayIntent.Link) }, kind = ButtonKind.TONAL)
}
