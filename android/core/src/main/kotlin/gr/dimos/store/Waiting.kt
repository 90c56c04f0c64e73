package gr.dimos.store

import gr.dimos.app.Intent
import gr.dimos.app.SettingsIntent

/**
 * Whether an intent makes sense only once the phone's storage is read: what a link, a shortcut or a shared photo that
 * started the app asks for. The rest tells the core how the phone is, and is told at once.
 */
internal fun Intent.waitsForStart(): Boolean = when (this) {
    is Intent.OpenLink, is Intent.PhotoArrived, is Intent.OpenTab, is Intent.Report, is Intent.MyReports,
    is Intent.MyCity, is Intent.Pay, is Intent.Crew -> true
    is Intent.Start, is Intent.Foreground, is Intent.Background, is Intent.Connectivity, is Intent.Back,
    is Intent.DismissToast, is Intent.ToastAction -> false
    // What was read from the storage would take the place of what a person set before.
    is Intent.Settings -> intent !is SettingsIntent.PhoneLocale
}
