package gr.dimos.android.links

import android.content.ClipData
import android.content.Intent
import android.net.Uri
import androidx.core.content.IntentCompat
import gr.dimos.app.Intent as AppIntent
import gr.dimos.app.Tab

/** What somebody outside wants of the app. Everybody can write such an intent: nothing in it is trusted. */
sealed interface Arrival {
    /** Something for the core. */
    data class Told(val intent: AppIntent) : Arrival

    /** Another app lends a photo, or says so. */
    data class Photo(val uri: Uri) : Arrival

    /** Another app shared something that is no photo. */
    data object NoPhoto : Arrival

    /** The app was just opened. */
    data object Nothing : Arrival
}

/** The action of the shortcut, the tile and of whoever wants to report. */
const val ACTION_REPORT = "gr.dimos.android.REPORT"

/** The action of the shortcut to what is owed. */
const val ACTION_PAY = "gr.dimos.android.PAY"

/** The action of a notification about reports. */
const val ACTION_MY_REPORTS = "gr.dimos.android.MY_REPORTS"

/** The action of a notification about a crew's plan. */
const val ACTION_CREW = "gr.dimos.android.CREW"

private const val LONGEST_LINK = 2_000

/** Reads what started the app: once, and not again when it is opened from the list of recent ones. */
fun arrivalOf(intent: Intent): Arrival {
    if (intent.flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY != 0) return Arrival.Nothing
    return when (intent.action) {
        ACTION_REPORT -> Arrival.Told(AppIntent.OpenTab(Tab.REPORT))
        ACTION_PAY -> Arrival.Told(AppIntent.OpenTab(Tab.PAY))
        ACTION_MY_REPORTS -> Arrival.Told(AppIntent.OpenTab(Tab.MY_REPORTS))
        ACTION_CREW -> Arrival.Told(AppIntent.OpenTab(Tab.CREW))
        Intent.ACTION_VIEW -> intent.data?.let(::link) ?: Arrival.Nothing
        Intent.ACTION_SEND -> shared(intent)
        else -> Arrival.Nothing
    }
}

/** The core knows one spelling of a link; the city's pages have another. */
private fun link(data: Uri): Arrival? {
    val url = when (data.scheme) {
        "dimos" -> "$data"
        "https" -> "dimos:/${data.encodedPath.orEmpty()}"
        else -> return null
    }
    return Arrival.Told(AppIntent.OpenLink(url.take(LONGEST_LINK)))
}

private fun shared(intent: Intent): Arrival {
    val stream = IntentCompat.getParcelableExtra(intent, Intent.EXTRA_STREAM, Uri::class.java)
        ?: intent.clipData?.takeIf { it.itemCount > 0 }?.let(::firstOf)
    return stream?.let { Arrival.Photo(it) } ?: Arrival.NoPhoto
}

private fun firstOf(clip: ClipData): Uri? = clip.getItemAt(0).uri
