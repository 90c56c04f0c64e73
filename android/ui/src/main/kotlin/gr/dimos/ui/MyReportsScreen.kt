package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.MyReportsView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun MyReportsScreen(myReports: MyReportsView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
