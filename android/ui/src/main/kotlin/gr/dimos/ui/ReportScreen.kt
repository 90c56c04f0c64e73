package gr.dimos.ui

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.key
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.unit.dp
import gr.dimos.app.DraftRow
import gr.dimos.app.Intent
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportStep
import gr.dimos.app.ReportView
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.FilePicture
import gr.dimos.ui.parts.Page
import gr.dimos.ui.parts.RowCard
import gr.dimos.ui.parts.SymbolButton
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.Words
import gr.dimos.ui.parts.spaced
import gr.dimos.ui.report.Welcome
import gr.dimos.ui.report.contactStep
import gr.dimos.ui.report.nearbyStep
import gr.dimos.ui.report.obstacle
import gr.dimos.ui.report.questionsStep
import gr.dimos.ui.report.reviewStep
import gr.dimos.ui.report.serviceStep
import gr.dimos.ui.report.stepProgress
import gr.dimos.ui.report.whatStep
import gr.dimos.ui.report.whereStep
import gr.dimos.ui.theme.Spacing

/** Composing a report: drafts and a beginning, or the step in front. */
@Composable
fun ReportScreen(report: ReportView, send: (Intent) -> Unit, slots: Slots) {
    val tell = { intent: ReportIntent -> send(Intent.Report(intent)) }
    if (report.composing) {
        // Every step begins at its top.
        key(report.step) { Composing(report, tell) }
    } else {
        Page(report.title) {
            report.start?.let { start -> item("start") { Welcome(start) { tell(ReportIntent.New) } } }
            items(report.drafts, key = { it.id }) { DraftCard(it, tell) }
        }
    }
}

@Composable
private fun Composing(report: ReportView, tell: (ReportIntent) -> Unit) {
    val list = rememberLazyListState()
    val obstacle = report.obstacle()
    LaunchedEffect(obstacle) { if (obstacle != null) list.animateScrollToItem(0) }
    Page(
        report.title,
        back = true,
        bottom = {
            if (report.step == ReportStep.REVIEW) {
                val showsWhyNot = report.send.whyNot != obstacle
                ActionButton(report.send, { tell(ReportIntent.Send) }, icon = Symbols.Send, showsWhyNot = showsWhyNot)
            } else if (report.step == ReportStep.NEARBY && report.nearby.isNotEmpty()) {
                ActionButton(report.noneOfThese, { tell(ReportIntent.NoneOfThese) }, kind = ButtonKind.OUTLINED)
            } else {
                val showsWhyNot = report.next.whyNot != obstacle
                ActionButton(report.next, { tell(ReportIntent.Next) }, showsWhyNot = showsWhyNot)
            }
        },
        list = list,
    ) {
        stepProgress(report)
        step(report, tell)
    }
}

private fun LazyListScope.step(report: ReportView, tell: (ReportIntent) -> Unit) = when (report.step) {
    ReportStep.WHAT -> whatStep(report, tell)
    ReportStep.WHERE -> whereStep(report.place, tell)
    ReportStep.SERVICE -> serviceStep(report, tell)
    ReportStep.QUESTIONS -> questionsStep(report, tell)
    ReportStep.NEARBY -> nearbyStep(report, tell)
    ReportStep.CONTACT -> contactStep(report, tell)
    ReportStep.REVIEW -> reviewStep(report, tell)
}

@Composable
private fun DraftCard(draft: DraftRow, tell: (ReportIntent) -> Unit) {
    Row(verticalAlignment = Alignment.CenterVertically) {
        RowCard(draft.spoken, { tell(ReportIntent.Resume(draft.id)) }, Modifier.weight(1f)) {
            Row(horizontalArrangement = spaced(Spacing.medium), verticalAlignment = Alignment.CenterVertically) {
                FilePicture(
                    draft.thumbPath,
                    Symbols.Edit,
                    Modifier.size(56.dp).clip(MaterialTheme.shapes.small),
                )
                Column(Modifier.weight(1f)) {
                    Text(draft.title, style = MaterialTheme.typography.titleMedium)
                    Words(draft.detail, quiet = true)
                }
            }
        }
        SymbolButton(
            Symbols.Delete,
            "${LocalWords.current.remove}: ${draft.spoken}",
            { tell(ReportIntent.DiscardDraft(draft.id)) },
        )
    }
}
