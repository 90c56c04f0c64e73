package gr.dimos.android

import android.app.LocaleManager
import android.content.Context
import android.content.SharedPreferences
import android.content.res.Configuration
import android.content.res.Resources
import android.os.Build
import android.os.LocaleList
import androidx.annotation.RequiresApi
import androidx.core.content.edit
import java.util.Locale

/**
 * The app's language. A person chooses it in the app or, from Android 13 on, among the phone's settings of the app, and each
 * place hears of the other. The choice itself is the core's to remember: kept here is what Android knows of it.
 */
class AppLanguage(private val context: Context) {
    private val memory = context.languageMemory()

    /** It was chosen in the app; empty is "as the phone". */
    fun chosenHere(tag: String) {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) return
        memory.edit { putString(KNOWN, tag) }
        manager().applicationLocales = LocaleList.forLanguageTags(tag)
    }

    /** What was chosen in the phone's settings since Android and the app last agreed; null where nothing was. */
    fun chosenThere(): String? {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) return null
        val now = manager().applicationLocales.toLanguageTags()
        if (now == memory.getString(KNOWN, "")) return null
        memory.edit { putString(KNOWN, now) }
        return now
    }

    /** The core speaks it: so do the few texts that are the platform's, also where there is no core. */
    fun isSpoken(language: String) {
        if (memory.getString(SPOKEN, null) != language) memory.edit { putString(SPOKEN, language) }
    }

    @RequiresApi(Build.VERSION_CODES.TIRAMISU)
    private fun manager() = context.getSystemService(Context.LOCALE_SERVICE) as LocaleManager

    private companion object {
        const val KNOWN = "known"
    }
}

/** The app's own texts in the language that the core spoke last; before it ever spoke, in the phone's. */
val Context.words: Resources
    get() {
        val language = languageMemory().getString(SPOKEN, null) ?: return resources
        val spoken = Configuration(resources.configuration).apply { setLocale(Locale.forLanguageTag(language)) }
        return createConfigurationContext(spoken).resources
    }

private const val SPOKEN = "spoken"

private fun Context.languageMemory(): SharedPreferences = getSharedPreferences("language", Context.MODE_PRIVATE)
