package gr.dimos.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import gr.dimos.app.JobRow
import gr.dimos.ui.LocalWords
import gr.dimos.ui.theme.Spacing

/** A stop of a crew's day. Open ones have their number and, where they can be moved, a button for each direction. */
@Composable
fun StopCard(
    row: JobRow,
    modifier: Modifier = Modifier,
    up: () -> Unit = {},
    down: () -> Unit = {},
    open: () -> Unit,
) {
    val touched = Modifier.clickable(role = Role.Button, onClick = open)
        .semantics(mergeDescendants = true) { contentDescription = row.spoken }
        .padding(Spacing.large, Spacing.medium)
    Sheet(modifier) {
        BoxWithConstraints {
            if (maxWidth < leastBeside()) {
                Column {
                    Column(touched.fillMaxWidth(), Arrangement.spacedBy(6.dp)) {
                        if (row.stop > 0u) Number(row.stop)
                        StopWords(row, Modifier)
                    }
                    Row(Modifier.align(Alignment.End)) { Moves(row, up, down) }
                }
            } else {
                Row(verticalAlignment = Alignment.CenterVertically) {
                    Row(Modifier.weight(1f).then(touched), Arrangement.spacedBy(Spacing.medium)) {
                        if (row.stop > 0u) Number(row.stop)
                        StopWords(row, Modifier.weight(1f))
                    }
                    Column(Modifier.padding(end = Spacing.tiny)) { Moves(row, up, down) }
                }
            }
        }
    }
}

/** From this width on number, words and buttons stand beside each other: the longest status has room on one line. */
@Composable
private fun leastBeside() = 140.dp + with(LocalDensity.current) { 165.sp.toDp() }

/** A button for each direction, where the stop can be moved at all. */
@Composable
private fun Moves(row: JobRow, up: () -> Unit, down: () -> Unit) {
    if (!row.canMoveUp && !row.canMoveDown) return
    val words = LocalWords.current
    SymbolButton(Symbols.Up, "${words.moveUp}: ${row.title}", up, enabled = row.canMoveUp)
    SymbolButton(Symbols.Down, "${words.moveDown}: ${row.title}", down, enabled = row.canMoveDown)
}

@Composable
private fun Number(stop: UInt) {
    val side = with(LocalDensity.current) { 32.sp.toDp() }
    Box(Modifier.size(side).background(MaterialTheme.colorScheme.primary, CircleShape), Alignment.Center) {
        Text("$stop", color = MaterialTheme.colorScheme.onPrimary, style = MaterialTheme.typography.titleSmall)
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun StopWords(row: JobRow, modifier: Modifier) = Column(modifier, Arrangement.spacedBy(6.dp)) {
    val faint = MaterialTheme.colorScheme.onSurfaceVariant
    Text(row.title, style = MaterialTheme.typography.titleMedium)
    if (row.place.isNotEmpty()) Text(row.place, style = MaterialTheme.typography.bodyMedium)
    FlowRow(
        Modifier.fillMaxWidth(),
        Arrangement.spacedBy(8.dp),
        Arrangement.spacedBy(4.dp),
    ) {
        ToneBadge(row.status, row.tone, Modifier.align(Alignment.CenterVertically))
        SmallPrint(row.number, Modifier.align(Alignment.CenterVertically))
        if (row.pending) Icon(Symbols.Upload, null, Modifier.size(20.dp).align(Alignment.CenterVertically), faint)
    }
}
