package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.TicketView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun TicketScreen(ticket: TicketView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
