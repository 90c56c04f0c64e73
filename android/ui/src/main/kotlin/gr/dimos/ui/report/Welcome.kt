package gr.dimos.ui.report

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.material3.Icon
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.unit.dp
import gr.dimos.app.Button
import gr.dimos.app.ReportView
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.spaced
import gr.dimos.ui.theme.Spacing

/** Where a report begins. */
@Composable
fun Welcome(start: Button, onStart: () -> Unit) {
    Surface(
        Modifier.fillMaxWidth(),
        shape = MaterialTheme.shapes.large,
        color = MaterialTheme.colorScheme.primaryContainer,
        contentColor = MaterialTheme.colorScheme.onPrimaryContainer,
    ) {
        Column(
            Modifier.padding(Spacing.huge),
            verticalArrangement = spaced(Spacing.huge),
            horizontalAlignment = Alignment.CenterHorizontally,
        ) {
            Icon(Symbols.AddPhoto, contentDescription = null, Modifier.size(88.dp))
            ActionButton(start, onStart)
        }
    }
}

/** How far the report is; the title says which step it is, so that a screen reader needs no line. */
fun LazyListScope.stepProgress(report: ReportView) {
    val step = report.steps.indexOfFirst { it.step == report.step } + 1
    item("progress") {
        LinearProgressIndicator(
            progress = { step.toFloat() / report.steps.size.coerceAtLeast(1) },
            Modifier.fillMaxWidth().clearAndSetSemantics {},
            gapSize = 0.dp,
            drawStopIndicator = {},
        )
    }
}
