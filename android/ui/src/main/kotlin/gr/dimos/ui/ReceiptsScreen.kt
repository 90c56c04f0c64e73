package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.ReceiptsView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun ReceiptsScreen(receipts: ReceiptsView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
