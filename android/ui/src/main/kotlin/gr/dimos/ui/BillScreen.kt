package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.BillView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun BillScreen(bill: BillView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
