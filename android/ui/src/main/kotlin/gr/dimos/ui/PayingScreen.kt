package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.PayingView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun PayingScreen(paying: PayingView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
