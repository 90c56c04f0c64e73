package gr.dimos.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.width
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import gr.dimos.app.BillRow
import gr.dimos.app.BillView
import gr.dimos.app.Intent
import gr.dimos.app.PaidRow
import gr.dimos.app.PayIntent
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.Instalment
import gr.dimos.ui.parts.Known
import gr.dimos.ui.parts.NoticeLink
import gr.dimos.ui.parts.Page
import gr.dimos.ui.parts.Panel
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.ToneBadge
import gr.dimos.ui.parts.Words
import gr.dimos.ui.theme.Spacing

/** One bill: how much, until when, what it is made of, its instalments, and what was paid. */
@Composable
fun BillScreen(bill: BillView, send: (Intent) -> Unit, slots: Slots) {
    val pay = { intent: PayIntent -> send(Intent.Pay(intent)) }
    Page(bill.row.title, back = true, busy = bill.busy) {
        bill.notice?.let { notice ->
            val open = notice.attempt?.let { attempt -> { pay(PayIntent.OpenAttempt(attempt)) } }
            item(key = "notice") { NoticeLink(notice.text, notice.tone, open) }
        }
        item(key = "head") { Head(bill.row) }
        if (bill.pay != null || bill.plan != null || bill.useCredit != null) item(key = "ways") { Ways(bill, pay) }
        if (bill.instalments.isNotEmpty()) item(key = "instalments") {
            Panel {
                bill.instalments.forEachIndexed { index, row ->
                    if (index > 0) HorizontalDivider()
                    Instalment(row) { pay(PayIntent.PayOne(row.id)) }
                }
            }
        }
        if (bill.facts.isNotEmpty()) item(key = "facts") {
            Panel { bill.facts.forEach { Known(it.label, it.value, it.spoken) } }
        }
        if (bill.history.isNotEmpty()) item(key = "history") {
            Panel { bill.history.forEach { row -> Paid(row) { pay(PayIntent.ShowReceipt(row.receipt)) } } }
        }
    }
}

@Composable
private fun Head(row: BillRow) = Column(
    Modifier.fillMaxWidth().semantics(mergeDescendants = true) { contentDescription = row.spoken },
    Arrangement.spacedBy(Spacing.small),
) {
    if (row.amount.isNotEmpty()) Text(row.amount, style = MaterialTheme.typography.displaySmall)
    ToneBadge(row.status, row.tone)
    Words(row.note, quiet = true)
}

@Composable
private fun Ways(bill: BillView, pay: (PayIntent) -> Unit) = Column(verticalArrangement = Arrangement.spacedBy(Spacing.small)) {
    bill.pay?.let { ActionButton(it, { pay(PayIntent.PayBill(bill.row.id)) }, icon = Symbols.Payments) }
    bill.plan?.let { ActionButton(it, { pay(PayIntent.OpenPlan) }, kind = ButtonKind.TONAL, icon = Symbols.Calendar) }
    bill.useCredit?.let { ActionButton(it, { pay(PayIntent.UseCredit) }, kind = ButtonKind.OUTLINED) }
}

@Composable
private fun Paid(row: PaidRow, show: () -> Unit) = Column(Modifier.fillMaxWidth()) {
    Known("${row.`when`}\n${row.text}", row.amount, row.spoken)
    row.show?.let {
        ActionButton(
            it,
            show,
            Modifier.align(Alignment.End).width(IntrinsicSize.Max),
            kind = ButtonKind.TEXT,
            icon = Symbols.Receipt,
        )
    }
}
