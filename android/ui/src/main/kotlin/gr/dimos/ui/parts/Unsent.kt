package gr.dimos.ui.parts

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import gr.dimos.app.MyReportsIntent
import gr.dimos.app.UnsentRow
import gr.dimos.ui.theme.Spacing
import gr.dimos.app.Button as ButtonView

/** What has not reached the city yet: why, and every way out of it. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun UnsentCard(row: UnsentRow, tell: (MyReportsIntent) -> Unit, modifier: Modifier = Modifier) {
    Panel(modifier) {
        Column(
            Modifier.semantics(mergeDescendants = true) { contentDescription = row.spoken },
            verticalArrangement = spaced(Spacing.small),
        ) {
            Text(row.title, style = MaterialTheme.typography.titleMedium)
            if (row.detail.isNotEmpty()) Text(row.detail, style = MaterialTheme.typography.bodyMedium)
            ToneBadge(row.status, row.tone)
        }
        val ways = listOfNotNull(
            row.retry?.let { Way(it, ButtonKind.TONAL, MyReportsIntent.Retry(row.act)) },
            row.without?.let { Way(it, ButtonKind.TONAL, MyReportsIntent.SendWithout(row.act)) },
            row.edit?.let { Way(it, ButtonKind.OUTLINED, MyReportsIntent.Edit(row.act)) },
            row.discard?.let { Way(it, ButtonKind.DANGER, MyReportsIntent.Discard(row.act)) },
        )
        if (ways.isNotEmpty()) {
            FlowRow(
                Modifier.fillMaxWidth(),
                horizontalArrangement = spaced(Spacing.small),
                verticalArrangement = spaced(Spacing.small),
            ) {
                ways.forEach { ActionButton(it.button, { tell(it.intent) }, kind = it.kind, fills = false) }
            }
        }
    }
}

private class Way(val button: ButtonView, val kind: ButtonKind, val intent: MyReportsIntent)
