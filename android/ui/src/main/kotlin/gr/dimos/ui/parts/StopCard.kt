package gr.dimos.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import gr.dimos.app.JobRow

/** A stop of a crew's day. Open ones have their number and, where they can be moved, a button for each direction. */
@Composable
fun StopCard(
    row: JobRow,
    modifier: Modifier = Modifier,
    up: () -> Unit = {},
    down: () -> Unit = {},
    open: () -> Unit,
) {
    Sheet(modifier) {
        Row(verticalAlignment = Alignment.CenterVertically) {
            val whole = Modifier.weight(1f).clickable(role = Role.Button, onClick = open)
                .semantics(mergeDescendants = true) { contentDescription = row.spoken }
                .padding(16.dp, 12.dp)
            if (lettersAreLarge()) {
                Column(whole, Arrangement.spacedBy(6.dp)) {
                    if (row.stop > 0u) Number(row.stop)
                    StopWords(row, Modifier)
                }
            } else {
                Row(whole, Arrangement.spacedBy(12.dp)) {
                    if (row.stop > 0u) Number(row.stop)
                    StopWords(row, Modifier.weight(1f))
                }
            }
            if (row.canMoveUp || row.canMoveDown) {
                Column(Modifier.padding(end = 4.dp)) {
                    Move(Symbols.Up, "↑ ${row.title}", row.canMoveUp, up)
                    Move(Symbols.Down, "↓ ${row.title}", row.canMoveDown, down)
                }
            }
        }
    }
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

@Composable
private fun Move(symbol: ImageVector, spoken: String, can: Boolean, move: () -> Unit) =
    IconButton(move, Modifier.size(48.dp), can) { Icon(symbol, spoken) }
