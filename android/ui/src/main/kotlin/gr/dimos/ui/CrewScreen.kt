package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.CrewView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun CrewScreen(crew: CrewView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
