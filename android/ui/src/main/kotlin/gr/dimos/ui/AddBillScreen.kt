package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.AddBillView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun AddBillScreen(addBill: AddBillView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
