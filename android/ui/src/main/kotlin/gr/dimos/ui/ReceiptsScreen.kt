package gr.dimos.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import gr.dimos.app.Intent
import gr.dimos.app.PayIntent
import gr.dimos.app.ReceiptRow
import gr.dimos.app.ReceiptsView
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.EmptyState
import gr.dimos.ui.parts.Page
import gr.dimos.ui.parts.Panel
import gr.dimos.ui.parts.Priced
import gr.dimos.ui.parts.SmallPrint
import gr.dimos.ui.parts.SymbolAndText
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.theme.Spacing

/** The receipts, newest first: each can be read and handed on. */
@Composable
fun ReceiptsScreen(receipts: ReceiptsView, send: (Intent) -> Unit, slots: Slots) {
    val pay = { intent: PayIntent -> send(Intent.Pay(intent)) }
    Page(receipts.title, back = true, busy = receipts.refreshing, onRefresh = { pay(PayIntent.Refresh) }) {
        receipts.stale?.let { item(key = "stale") { SymbolAndText(Symbols.Offline, it) } }
        receipts.empty?.let { item(key = "empty") { EmptyState(it, Symbols.Receipt) } }
        items(receipts.rows, key = { it.number }) { Receipt(it, pay) }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Receipt(row: ReceiptRow, pay: (PayIntent) -> Unit) = Panel {
    Column(
        Modifier.semantics(mergeDescendants = true) { contentDescription = row.spoken },
        Arrangement.spacedBy(Spacing.tiny),
    ) {
        Priced(row.title, row.amount, MaterialTheme.typography.titleMedium)
        Text(row.detail, style = MaterialTheme.typography.bodyMedium)
        SmallPrint(row.number)
    }
    FlowRow(Modifier.fillMaxWidth(), Arrangement.spacedBy(Spacing.small, Alignment.End)) {
        ActionButton(
            row.share,
            { pay(PayIntent.ShareReceipt(row.number)) },
            Modifier.width(IntrinsicSize.Max),
            kind = ButtonKind.TEXT,
            icon = Symbols.Share,
            showsWhyNot = false,
        )
        ActionButton(
            row.show,
            { pay(PayIntent.ShowReceipt(row.number)) },
            Modifier.width(IntrinsicSize.Max),
            kind = ButtonKind.TONAL,
            icon = Symbols.Receipt,
        )
    }
}
