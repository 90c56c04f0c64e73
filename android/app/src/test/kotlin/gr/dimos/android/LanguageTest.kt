package gr.dimos.android

import android.app.LocaleManager
import android.os.LocaleList
import gr.dimos.app.Intent
import gr.dimos.app.Screen
import gr.dimos.app.SettingsIntent
import gr.dimos.app.Tab
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** The language: chosen in the app or among the phone's settings of the app, it is the same in both. */
@RunWith(RobolectricTestRunner::class)
class LanguageTest {
    @get:Rule val opened = Opened()

    private val phonesSettings get() = checkNotNull(opened.app.getSystemService(LocaleManager::class.java))

    @Test
    fun `a language chosen in the app is chosen in the phone's settings too`() {
        opened.ready()
        choose("el")
        assertEquals("el", phonesSettings.applicationLocales.toLanguageTags())
        speaks("el")
        choose("")
        assertEquals("", phonesSettings.applicationLocales.toLanguageTags())
        speaks("en")
    }

    @Test
    fun `a language chosen in the phone's settings is chosen in the app too, whatever was chosen there`() {
        opened.ready()
        choose("en")
        phonesSettings.applicationLocales = LocaleList.forLanguageTags("el")
        opened.madeAnew()
        speaks("el")
        chosenIs("el")
        phonesSettings.applicationLocales = LocaleList.getEmptyLocaleList()
        opened.madeAnew()
        chosenIs("")
    }

    @Test
    fun `a language chosen in the phone's settings before the app starts is there at its start`() {
        opened.ready()
        opened.killed()
        phonesSettings.applicationLocales = LocaleList.forLanguageTags("el")
        opened.ready()
        speaks("el")
        chosenIs("el")
    }

    @Test
    fun `what the platform says of the app is in the app's language, also before its core is there`() {
        opened.ready()
        assertEquals("Where are you?", opened.app.words.getString(R.string.location_title))
        choose("el")
        until({ "Greek words" }) { opened.app.words.getString(R.string.location_title).takeIf { it == "Πού είστε;" } }
        opened.killed()
        assertEquals("Ο Δήμος δεν μπορεί να ξεκινήσει", opened.app.words.getString(R.string.failed_title))
    }

    private fun choose(tag: String) = opened.parts.touched(Intent.Settings(SettingsIntent.Language(tag)))

    private fun speaks(language: String) = opened.see("the language $language") { it.takeIf { it.language == language } }

    private fun chosenIs(tag: String) {
        opened.send(Intent.OpenTab(Tab.SETTINGS))
        opened.see("“$tag” chosen in the settings") { view ->
            (view.screen as? Screen.Settings)?.settings?.languages?.find { it.selected && it.code == tag }
        }
    }
}
