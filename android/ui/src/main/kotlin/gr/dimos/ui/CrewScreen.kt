package gr.dimos.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.unit.dp
import gr.dimos.app.CrewIntent
import gr.dimos.app.CrewView
import gr.dimos.app.Intent
import gr.dimos.app.JobRow
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.EmptyState
import gr.dimos.ui.parts.Page
import gr.dimos.ui.parts.StopCard
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.Words
import gr.dimos.ui.parts.carried
import gr.dimos.ui.parts.rememberReorder
import gr.dimos.ui.theme.Spacing

/** A crew's day: the way on a map, and its stops in their order, which can be changed by dragging or by buttons. */
@Composable
fun CrewScreen(day: CrewView, send: (Intent) -> Unit, slots: Slots) {
    val act = { intent: CrewIntent -> send(Intent.Crew(intent)) }
    val list = rememberLazyListState()
    val reorder = rememberReorder(list)
    val (open, closed) = day.jobs.partition { it.stop > 0u }
    Page(day.title, busy = day.refreshing, onRefresh = { act(CrewIntent.Refresh) }, list = list) {
        item(key = "summary") { Words(day.summary) }
        day.empty?.let { item(key = "empty") { EmptyState(it, Symbols.Crew) } }
        if (day.jobs.isNotEmpty()) item(key = "map") {
            slots.map.Map(day.map, Modifier.fillMaxWidth().height(220.dp), null) { act(CrewIntent.Open(it)) }
        }
        if (open.isNotEmpty()) item(key = "start") { End(day.start, Symbols.Flag) }
        items(open, key = { it.id }) { row ->
            val place = open.indexOf(row)
            val move = { to: Int -> act(CrewIntent.MoveJob(row.id, to.toUInt())) }
            StopCard(
                row,
                Modifier.carried(reorder, row.id) { onto ->
                    open.indexOfFirst { it.id == onto }.takeIf { it >= 0 }?.let(move)
                },
                up = { move(place - 1) },
                down = { move(place + 1) },
            ) { act(CrewIntent.Open(row.id)) }
        }
        if (open.isNotEmpty()) item(key = "end") {
            Column(verticalArrangement = Arrangement.spacedBy(Spacing.medium)) {
                End(day.end, Symbols.Flag)
                ActionButton(
                    day.shortenWay,
                    { act(CrewIntent.ShortenWay) },
                    kind = ButtonKind.TONAL,
                    icon = Symbols.Navigate,
                )
            }
        }
        items(closed, key = { it.id }) { row: JobRow -> StopCard(row) { act(CrewIntent.Open(row.id)) } }
    }
}

/** Where the way begins and ends. */
@Composable
private fun End(text: String, symbol: ImageVector) = Row(
    Modifier.fillMaxWidth(),
    Arrangement.spacedBy(Spacing.small),
    Alignment.CenterVertically,
) {
    val faint = MaterialTheme.colorScheme.onSurfaceVariant
    Icon(symbol, null, Modifier.size(20.dp), faint)
    Text(text, color = faint, style = MaterialTheme.typography.bodyMedium)
}
