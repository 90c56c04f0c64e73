package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.PlanView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun PlanScreen(plan: PlanView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
