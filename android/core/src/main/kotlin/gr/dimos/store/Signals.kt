package gr.dimos.store

import gr.dimos.app.Intent
import gr.dimos.app.SettingsIntent
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.merge

/** What the operating system tells of itself while the app runs. */
interface Signals {
    /** Whether the app is in front of the person. */
    val inFront: StateFlow<Boolean>

    /** Whether there is a network. */
    val online: StateFlow<Boolean>

    /** The phone's locale, BCP 47, for example `el-GR`. */
    val locale: StateFlow<String>
}

/** What the core was told last. It takes for granted that it is started in front and with a network. */
internal class Told(val locale: String, val online: Boolean) {
    /** What it has to hear first, in this order. */
    fun opening(): List<Intent> = listOfNotNull(
        Intent.Settings(SettingsIntent.PhoneLocale(locale)),
        if (online) null else Intent.Connectivity(false),
        Intent.Start,
    )
}

internal fun Signals.now() = Told(locale.value, online.value)

/** What changed after [told], as intents. */
internal fun Signals.after(told: Told): Flow<Intent> = merge(
    inFront.changes(from = true) { if (it) Intent.Foreground else Intent.Background },
    online.changes(from = told.online) { Intent.Connectivity(it) },
    locale.changes(from = told.locale) { Intent.Settings(SettingsIntent.PhoneLocale(it)) },
)

private fun <T> StateFlow<T>.changes(from: T, intent: (T) -> Intent): Flow<Intent> = flow {
    var last = from
    collect { value ->
        if (value != last) {
            last = value
            emit(intent(value))
        }
    }
}
