package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.BillsView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun BillsScreen(bills: BillsView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
