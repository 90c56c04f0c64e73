package gr.dimos.ui

import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.SettingsView
import gr.dimos.ui.parts.Page

/** Not drawn yet. */
@Composable
fun SettingsScreen(settings: SettingsView, send: (Intent) -> Unit, slots: Slots) {
    Page("") {}
}
