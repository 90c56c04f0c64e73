package gr.dimos.ui.ticket

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.width
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.drawscope.Fill
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import gr.dimos.app.TimelineRow
import gr.dimos.ui.parts.PhotoStrip
import gr.dimos.ui.parts.Words
import gr.dimos.ui.parts.spaced
import gr.dimos.ui.theme.Spacing
import gr.dimos.ui.theme.tones

/** One thing that happened, on a line through all of them; a ring instead of a dot while it is unsent. */
@Composable
fun TimelineStep(row: TimelineRow, first: Boolean, last: Boolean, modifier: Modifier = Modifier) {
    Row(modifier.fillMaxWidth().height(IntrinsicSize.Min), horizontalArrangement = spaced(Spacing.medium)) {
        Dot(row, first, last)
        Column(
            Modifier.weight(1f).padding(bottom = if (last) 0.dp else Spacing.large),
            verticalArrangement = spaced(Spacing.tiny),
        ) {
            Column(Modifier.semantics(mergeDescendants = true) { contentDescription = row.spoken }) {
                Text(row.text, style = MaterialTheme.typography.titleSmall)
                Text(
                    row.`when`,
                    style = MaterialTheme.typography.bodySmall,
                    color = MaterialTheme.colorScheme.onSurfaceVariant,
                )
                Words(row.detail, quiet = true)
            }
            PhotoStrip(row.photos, side = 96.dp)
        }
    }
}

@Composable
private fun Dot(row: TimelineRow, first: Boolean, last: Boolean) {
    val line = MaterialTheme.colorScheme.outlineVariant
    val dot = MaterialTheme.tones[row.tone].text
    Canvas(Modifier.width(16.dp).fillMaxHeight()) {
        val middle = Offset(size.width / 2, 10.dp.toPx())
        val radius = 5.dp.toPx()
        if (!first) drawLine(line, Offset(middle.x, 0f), Offset(middle.x, middle.y - radius), 2.dp.toPx())
        if (!last) drawLine(line, Offset(middle.x, middle.y + radius), Offset(middle.x, size.height), 2.dp.toPx())
        drawCircle(dot, radius, middle, style = if (row.pending) Stroke(2.dp.toPx()) else Fill)
    }
}
