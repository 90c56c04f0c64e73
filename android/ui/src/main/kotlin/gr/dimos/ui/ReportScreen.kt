package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.ReportView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun ReportScreen(report: ReportView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
