package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.CheckoutView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun CheckoutScreen(checkout: CheckoutView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
