package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.StartingView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun StartingScreen(starting: StartingView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
