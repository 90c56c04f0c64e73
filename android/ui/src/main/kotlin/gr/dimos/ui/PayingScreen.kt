package gr.dimos.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import gr.dimos.app.Intent
import gr.dimos.app.PayIntent
import gr.dimos.app.PayingItem
import gr.dimos.app.PayingView
import gr.dimos.app.SlipView
import gr.dimos.app.Tone
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.Copied
import gr.dimos.ui.parts.DimosField
import gr.dimos.ui.parts.Heading
import gr.dimos.ui.parts.NoticeBox
import gr.dimos.ui.parts.NoticeLink
import gr.dimos.ui.parts.Page
import gr.dimos.ui.parts.Panel
import gr.dimos.ui.parts.Priced
import gr.dimos.ui.parts.QrCode
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.Words
import gr.dimos.ui.theme.Spacing

/** What is about to be paid, and the ways to pay it: at once on a provider's page, or from any bank's app. */
@Composable
fun PayingScreen(paying: PayingView, send: (Intent) -> Unit, slots: Slots) {
    val pay = { intent: PayIntent -> send(Intent.Pay(intent)) }
    val copy = { what: String -> pay(PayIntent.Copy(what)) }
    Page(paying.title, back = true) {
        paying.notice?.let { notice ->
            val open = notice.attempt?.let { attempt -> { pay(PayIntent.OpenAttempt(attempt)) } }
            item(key = "notice") { NoticeLink(notice.text, notice.tone, open) }
        }
        items(paying.items, key = { it.id }) { Item(it, pay) }
        item(key = "total") { Text(paying.total, style = MaterialTheme.typography.headlineSmall) }
        item(key = "methods") { Methods(paying, pay) }
        item(key = "transfer") {
            Column(verticalArrangement = Arrangement.spacedBy(Spacing.small)) {
                HorizontalDivider()
                Heading(paying.transfer.title)
                Words(paying.transfer.intro)
            }
        }
        items(paying.transfer.slips, key = { it.reference.what }) { Slip(it, paying.transfer.slips.size > 1, copy) }
        item(key = "payee") {
            Panel {
                Copied(paying.transfer.payee, copy)
                Copied(paying.transfer.iban, copy)
            }
        }
    }
}

@Composable
private fun Item(item: PayingItem, pay: (PayIntent) -> Unit) = Panel {
    Column(Modifier.semantics(mergeDescendants = true) { contentDescription = item.spoken }) {
        Priced(item.title, item.amount, MaterialTheme.typography.titleMedium)
        Words(item.note, quiet = true)
    }
    item.part?.let { part ->
        DimosField(part, { pay(PayIntent.TypePart(item.id, it)) }, keyboard = KeyboardType.Decimal)
    }
    item.leaveOut?.let {
        ActionButton(
            it,
            { pay(PayIntent.LeaveOut(item.id)) },
            Modifier.align(Alignment.End).width(IntrinsicSize.Max),
            kind = ButtonKind.TEXT,
            icon = Symbols.Remove,
        )
    }
}

@Composable
private fun Methods(paying: PayingView, pay: (PayIntent) -> Unit) = Column(
    Modifier.fillMaxWidth(),
    Arrangement.spacedBy(Spacing.small),
) {
    for (method in paying.methods) {
        ActionButton(method.button, { pay(PayIntent.PayBy(method.provider)) }, icon = Symbols.Card)
    }
    Words(paying.methodsNote, quiet = true)
}

@Composable
private fun Slip(slip: SlipView, named: Boolean, copy: (String) -> Unit) = Panel {
    if (named) Text(slip.title, style = MaterialTheme.typography.titleSmall)
    slip.whyNot?.let { NoticeBox(it, Tone.WARNING) }
    slip.qr?.let { QrCode(it, Modifier.align(Alignment.CenterHorizontally)) }
    Copied(slip.reference, copy)
    slip.amount?.let { Copied(it, copy) }
}
