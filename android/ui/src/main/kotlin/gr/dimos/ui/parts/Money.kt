package gr.dimos.ui.parts

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material3.Card
import androidx.compose.material3.CardDefaults
import androidx.compose.material3.Checkbox
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import gr.dimos.app.BillRow
import gr.dimos.app.CopyView
import gr.dimos.app.InstalmentRow
import gr.dimos.ui.theme.Spacing

/** A bill of the list: its box chooses it, the rest of it opens its page. */
@Composable
fun BillCard(row: BillRow, choose: (Boolean) -> Unit, open: () -> Unit) {
    val colors = CardDefaults.cardColors(MaterialTheme.colorScheme.surfaceContainerLow)
    Card(Modifier.fillMaxWidth(), colors = colors) {
        Row(verticalAlignment = Alignment.CenterVertically) {
            if (row.canChoose) {
                val box = Modifier.size(56.dp).toggleable(row.chosen, role = Role.Checkbox, onValueChange = choose)
                    .semantics { contentDescription = "${row.title}, ${row.amount}" }
                Row(box, Arrangement.Center, Alignment.CenterVertically) {
                    Checkbox(row.chosen, null, Modifier.clearAndSetSemantics {})
                }
            }
            val whole = Modifier.weight(1f).clickable(role = Role.Button, onClick = open)
                .semantics(mergeDescendants = true) { contentDescription = row.spoken }
                .padding(if (row.canChoose) 0.dp else 16.dp, 12.dp, 16.dp, 12.dp)
            Column(whole, Arrangement.spacedBy(4.dp)) { BillWords(row) }
        }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun BillWords(row: BillRow) {
    val faint = MaterialTheme.colorScheme.onSurfaceVariant
    FlowRow(Modifier.fillMaxWidth(), Arrangement.SpaceBetween) {
        Text(row.title, Modifier.padding(end = 12.dp), style = MaterialTheme.typography.titleMedium)
        Text(row.amount, style = MaterialTheme.typography.titleMedium, maxLines = 1)
    }
    if (row.detail.isNotEmpty()) Text(row.detail, style = MaterialTheme.typography.bodyMedium)
    FlowRow(
        Modifier.fillMaxWidth(),
        Arrangement.SpaceBetween,
        Arrangement.spacedBy(4.dp),
    ) {
        ToneBadge(row.status, row.tone, Modifier.align(Alignment.CenterVertically))
        Text(row.number, Modifier.align(Alignment.CenterVertically), faint, style = MaterialTheme.typography.bodySmall)
    }
    if (row.note.isNotEmpty()) Text(row.note, color = faint, style = MaterialTheme.typography.bodyMedium)
}

/** An instalment, and the button that pays it. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Instalment(row: InstalmentRow, pay: () -> Unit) = Column(Modifier.fillMaxWidth().padding(vertical = 4.dp)) {
    Column(Modifier.semantics(mergeDescendants = true) { contentDescription = row.spoken }, Arrangement.spacedBy(4.dp)) {
        FlowRow(Modifier.fillMaxWidth(), Arrangement.SpaceBetween) {
            Text(row.title, Modifier.padding(end = 12.dp), style = MaterialTheme.typography.bodyLarge)
            Text(row.amount, style = MaterialTheme.typography.bodyLarge, maxLines = 1)
        }
        if (row.status.isNotEmpty()) ToneBadge(row.status, row.tone)
    }
    row.pay?.let { ActionButton(
        it,
        pay,
        Modifier.align(Alignment.End).width(IntrinsicSize.Max),
        kind = ButtonKind.TEXT,
    ) }
}

/** Something for a bank's app, and the button that copies it. */
@Composable
fun Copied(it: CopyView, copy: (String) -> Unit) = Column(Modifier.fillMaxWidth()) {
    val faint = MaterialTheme.colorScheme.onSurfaceVariant
    Row(Modifier.fillMaxWidth(), Arrangement.spacedBy(8.dp), Alignment.CenterVertically) {
        Column(Modifier.weight(1f).semantics(mergeDescendants = true) { contentDescription = it.spoken }) {
            Text(it.label, color = faint, style = MaterialTheme.typography.labelLarge)
            val figures = it.text.any(Char::isDigit)
            val type = MaterialTheme.typography.bodyLarge
            Text(it.text, style = if (figures) type.copy(fontFeatureSettings = "tnum") else type)
        }
        ActionButton(
            it.button,
            { copy(it.what) },
            Modifier.width(IntrinsicSize.Max),
            kind = ButtonKind.OUTLINED,
            icon = Symbols.Copy,
        )
    }
}

/** A name and what is known, beside each other where there is room; a screen reader says [spoken]. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Known(label: String, value: String, spoken: String) = FlowRow(
    Modifier.fillMaxWidth().semantics(mergeDescendants = true) { contentDescription = spoken },
    Arrangement.SpaceBetween,
) {
    Text(label, Modifier.padding(end = Spacing.large), MaterialTheme.colorScheme.onSurfaceVariant)
    Text(value)
}
