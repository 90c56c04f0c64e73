package gr.dimos.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import gr.dimos.app.BillRow
import gr.dimos.app.BillsView
import gr.dimos.app.Intent
import gr.dimos.app.PayIntent
import gr.dimos.app.Tone
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.BillCard
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.EmptyState
import gr.dimos.ui.parts.Heading
import gr.dimos.ui.parts.NoticeBox
import gr.dimos.ui.parts.NoticeLink
import gr.dimos.ui.parts.Page
import gr.dimos.ui.parts.SymbolAndText
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.lettersAreLarge
import gr.dimos.ui.theme.Spacing

/** What is owed, what is due first; what was paid; the way to add a bill and to the receipts. */
@Composable
fun BillsScreen(bills: BillsView, send: (Intent) -> Unit, slots: Slots) {
    val pay = { intent: PayIntent -> send(Intent.Pay(intent)) }
    val bottom: (@Composable () -> Unit)? = bills.payChosen?.let { chosen ->
        { ActionButton(chosen, { pay(PayIntent.PayChosen) }, icon = Symbols.Payments) }
    }
    Page(bills.title, busy = bills.refreshing, onRefresh = { pay(PayIntent.Refresh) }, bottom = bottom) {
        item(key = "summary") { Summary(bills) }
        items(bills.attempts, key = { "attempt ${it.code}" }) { attempt ->
            NoticeLink(attempt.label, Tone.WARNING) { pay(PayIntent.OpenAttempt(attempt.code)) }
        }
        bills(bills.due, pay)
        bills.empty?.let { empty -> item(key = "empty") { EmptyState(empty, Symbols.Bill) } }
        item(key = "ways") { Ways(bills, pay) }
        if (bills.ended.isNotEmpty()) item(key = "ended") { Heading(bills.endedTitle) }
        bills(bills.ended, pay)
    }
}

@Composable
private fun Summary(bills: BillsView) = Column(verticalArrangement = Arrangement.spacedBy(Spacing.small)) {
    if (bills.summary.isNotEmpty()) {
        Text(
            bills.summary,
            Modifier.semantics { heading() },
            style = if (lettersAreLarge()) MaterialTheme.typography.titleLarge else
                MaterialTheme.typography.headlineMedium,
        )
    }
    bills.stale?.let { SymbolAndText(Symbols.Offline, it) }
    bills.credit?.let { NoticeBox(it, Tone.GOOD) }
}

@Composable
private fun Ways(bills: BillsView, pay: (PayIntent) -> Unit) = Column(
    Modifier.fillMaxWidth(),
    Arrangement.spacedBy(Spacing.small),
) {
    ActionButton(bills.add, { pay(PayIntent.AddBill) }, kind = ButtonKind.TONAL, icon = Symbols.Add)
    ActionButton(bills.receipts, { pay(PayIntent.OpenReceipts) }, kind = ButtonKind.OUTLINED, icon = Symbols.Receipt)
}

private fun LazyListScope.bills(rows: List<BillRow>, pay: (PayIntent) -> Unit) = items(rows, key = { it.id }) { row ->
    BillCard(row, { pay(PayIntent.Choose(row.id, it)) }) { pay(PayIntent.OpenBill(row.id)) }
}
