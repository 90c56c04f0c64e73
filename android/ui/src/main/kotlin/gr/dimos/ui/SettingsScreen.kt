package gr.dimos.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.text.input.KeyboardType
import gr.dimos.app.Intent
import gr.dimos.app.SettingsIntent
import gr.dimos.app.SettingsView
import gr.dimos.app.Tone
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.ChoiceList
import gr.dimos.ui.parts.DimosField
import gr.dimos.ui.parts.Heading
import gr.dimos.ui.parts.NoticeBox
import gr.dimos.ui.parts.Page
import gr.dimos.ui.parts.Panel
import gr.dimos.ui.parts.SwitchRow
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.Words
import gr.dimos.ui.theme.Spacing

/** Language, text size, what is remembered, a crew's phone, privacy, what this app is. */
@Composable
fun SettingsScreen(settings: SettingsView, send: (Intent) -> Unit, slots: Slots) {
    val set = { intent: SettingsIntent -> send(Intent.Settings(intent)) }
    Page(settings.title) {
        item(key = "language heading") { Heading(settings.headings.language) }
        item(key = "languages") { ChoiceList(settings.languages, { set(SettingsIntent.Language(it)) }) }
        item(key = "reading heading") { Heading(settings.headings.reading) }
        item(key = "switches") {
            Panel {
                SwitchRow(settings.largeTextLabel, settings.largeText, { set(SettingsIntent.LargeText(it)) })
                HorizontalDivider()
                SwitchRow(settings.rememberContactLabel, settings.rememberContact, { set(SettingsIntent.RememberContact(it)) })
            }
        }
        item(key = "crew heading") { Heading(settings.headings.crew) }
        item(key = "crew") { Crew(settings, set) }
        item(key = "privacy heading") { Heading(settings.headings.privacy) }
        item(key = "privacy") { Privacy(settings, set) }
        item(key = "about heading") { Heading(settings.headings.about) }
        item(key = "about") { About(settings) }
    }
}

@Composable
private fun Crew(settings: SettingsView, set: (SettingsIntent) -> Unit) = Panel {
    if (settings.crew.isNotEmpty()) {
        Row(horizontalArrangement = Arrangement.spacedBy(Spacing.medium), verticalAlignment = Alignment.CenterVertically) {
            Icon(Symbols.Crew, null)
            Text(settings.crew, style = MaterialTheme.typography.titleMedium)
        }
    }
    settings.code?.let { DimosField(it, { code -> set(SettingsIntent.TypeCode(code)) }, keyboard = KeyboardType.Ascii) }
    settings.enrol?.let { ActionButton(it, { set(SettingsIntent.Enrol) }, kind = ButtonKind.TONAL) }
}

@Composable
private fun Privacy(settings: SettingsView, set: (SettingsIntent) -> Unit) = Panel {
    Words(settings.privacy, quiet = true)
    settings.privacyNotice?.let {
        ActionButton(it, { set(SettingsIntent.OpenPrivacyNotice) }, kind = ButtonKind.OUTLINED, icon = Symbols.Info)
    }
    settings.forgetWarning?.let { NoticeBox(it, Tone.DANGER, loud = true) }
    ActionButton(
        settings.forget,
        { set(SettingsIntent.ForgetMe(settings.forgetWarning != null)) },
        kind = ButtonKind.DANGER,
        icon = Symbols.Delete,
    )
}

@Composable
private fun About(settings: SettingsView) = Column(verticalArrangement = Arrangement.spacedBy(Spacing.tiny)) {
    if (settings.contact.isNotEmpty()) Text(settings.contact, style = MaterialTheme.typography.bodyMedium)
    val faint = MaterialTheme.colorScheme.onSurfaceVariant
    settings.about.forEach { Text(it, color = faint, style = MaterialTheme.typography.bodySmall) }
}
