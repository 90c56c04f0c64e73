package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.JobView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun JobScreen(job: JobView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
