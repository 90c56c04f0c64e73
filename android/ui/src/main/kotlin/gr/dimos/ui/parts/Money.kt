package gr.dimos.ui.parts

import androidx.compose.foundation.BorderStroke
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
import androidx.compose.material3.Checkbox
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.unit.dp
import gr.dimos.app.BillRow
import gr.dimos.app.CopyView
import gr.dimos.app.InstalmentRow
import gr.dimos.ui.theme.Spacing

/** What something is and how much: beside each other, below each other where there is no room. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Priced(title: String, amount: String, style: TextStyle) = FlowRow(Modifier.fillMaxWidth(), Arrangement.SpaceBetween) {
    Text(title, Modifier.padding(end = Spacing.medium), style = style)
    Text(amount, style = style, maxLines = 1)
}

/** A name and what is known; a screen reader says [spoken]. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Known(label: String, value: String, spoken: String) = FlowRow(
    Modifier.fillMaxWidth().semantics(mergeDescendants = true) { contentDescription = spoken },
    Arrangement.SpaceBetween,
) {
    Text(label, Modifier.padding(end = Spacing.large), MaterialTheme.colorScheme.onSurfaceVariant)
    Text(value)
}

/** A sheet that holds things which are touched each for itself. */
@Composable
fun Sheet(modifier: Modifier = Modifier, content: @Composable () -> Unit) = Surface(
    modifier.fillMaxWidth(),
    shape = MaterialTheme.shapes.medium,
    color = MaterialTheme.colorScheme.surfaceContainerLow,
    border = BorderStroke(1.dp, MaterialTheme.colorScheme.outlineVariant),
    content = content,
)

/** A bill of the list: its box chooses it, the rest of it opens its page. */
@Composable
fun BillCard(row: BillRow, choose: (Boolean) -> Unit, open: () -> Unit) = Sheet {
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
            .padding(if (row.canChoose) 0.dp else Spacing.large, Spacing.medium, Spacing.large, Spacing.medium)
        Column(whole, Arrangement.spacedBy(6.dp)) { BillWords(row) }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun BillWords(row: BillRow) {
    Priced(row.title, row.amount, MaterialTheme.typography.titleMedium)
    if (row.detail.isNotEmpty()) Text(row.detail, style = MaterialTheme.typography.bodyMedium)
    FlowRow(Modifier.fillMaxWidth(), Arrangement.SpaceBetween, Arrangement.spacedBy(Spacing.tiny)) {
        ToneBadge(row.status, row.tone, Modifier.align(Alignment.CenterVertically))
        SmallPrint(row.number, Modifier.align(Alignment.CenterVertically))
    }
    Words(row.note, quiet = true)
}

/** A number that is there to be looked up. */
@Composable
fun SmallPrint(text: String, modifier: Modifier = Modifier) =
    Text(text, modifier, MaterialTheme.colorScheme.onSurfaceVariant, style = MaterialTheme.typography.bodySmall)

/** An instalment, and the button that pays it. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Instalment(row: InstalmentRow, pay: () -> Unit) = Column(Modifier.fillMaxWidth()) {
    val said = Modifier.semantics(mergeDescendants = true) { contentDescription = row.spoken }
    Column(said) { Priced(row.title, row.amount, MaterialTheme.typography.titleMedium) }
    FlowRow(Modifier.fillMaxWidth(), Arrangement.SpaceBetween) {
        val middle = Modifier.align(Alignment.CenterVertically)
        ToneBadge(row.status, row.tone, middle.padding(vertical = Spacing.tiny).silent())
        row.pay?.let { ActionButton(it, pay, middle.width(IntrinsicSize.Max), ButtonKind.TEXT) }
    }
}

/** Something for a bank's app, and the button that copies it. */
@Composable
fun Copied(it: CopyView, copy: (String) -> Unit) = Column(Modifier.fillMaxWidth()) {
    val said = Modifier.semantics(mergeDescendants = true) { contentDescription = it.spoken }
    val words: @Composable (Modifier) -> Unit = { modifier ->
        Column(modifier.then(said)) {
            Text(it.label, color = MaterialTheme.colorScheme.onSurfaceVariant, style = MaterialTheme.typography.labelLarge)
            Text(it.text, style = MaterialTheme.typography.bodyLarge.copy(fontFeatureSettings = "tnum"))
        }
    }
    val button: @Composable (Modifier) -> Unit = { modifier ->
        ActionButton(it.button, { copy(it.what) }, modifier, ButtonKind.OUTLINED, Symbols.Copy)
    }
    if (lettersAreLarge()) {
        words(Modifier.fillMaxWidth())
        button(Modifier.fillMaxWidth().padding(top = Spacing.tiny))
    } else {
        Row(Modifier.fillMaxWidth(), Arrangement.spacedBy(Spacing.small), Alignment.CenterVertically) {
            words(Modifier.weight(1f))
            button(Modifier.width(IntrinsicSize.Max))
        }
    }
}
