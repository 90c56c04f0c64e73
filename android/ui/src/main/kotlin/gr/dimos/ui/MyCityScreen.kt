package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.MyCityView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun MyCityScreen(myCity: MyCityView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
