package gr.dimos.ui.report

import androidx.compose.foundation.lazy.LazyListScope
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportStep
import gr.dimos.app.ReportView
import gr.dimos.app.Tone
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.NoticeBox
import gr.dimos.ui.parts.Symbols

/** An answer that means danger is met with the number to call, above everything else of the step. */
fun LazyListScope.emergency(report: ReportView, tell: (ReportIntent) -> Unit) {
    val danger = report.emergency ?: return
    item("emergency") {
        NoticeBox(danger, Tone.DANGER, loud = true) {
            report.callEmergency?.let {
                ActionButton(
                    it,
                    { tell(ReportIntent.CallEmergency) },
                    kind = ButtonKind.EMERGENCY,
                    icon = Symbols.Phone,
                )
            }
        }
    }
}

/** What the step says at its top of why it cannot go on: it need not be said again below its button. */
fun ReportView.obstacle(): String? = when (step) {
    ReportStep.WHERE -> place.outside
    ReportStep.QUESTIONS, ReportStep.REVIEW -> emergency
    ReportStep.WHAT, ReportStep.SERVICE, ReportStep.NEARBY, ReportStep.CONTACT -> null
}
