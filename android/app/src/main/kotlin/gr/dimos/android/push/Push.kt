package gr.dimos.android.push

import android.content.Context
import androidx.core.content.edit
import gr.dimos.android.DimosApplication

/**
 * A way for the city to wake the phone. A message carries nothing: the phone is woken and asks the city itself. The app
 * runs whole without any, and then asks a few times a day.
 */
interface Push {
    /** Registers, if there is anybody to register with. May be called at every start. */
    fun start()
}

/** No push at all. */
object NoPush : Push {
    override fun start() = Unit
}

/** Where the city would have to send a message to, as the last registration said; nothing of it is in a backup. */
class PushAddress(context: Context) {
    private val kept = context.getSharedPreferences("push", Context.MODE_PRIVATE)

    /** The address: a URL for UnifiedPush, a token for FCM. */
    var address: String?
        get() = kept.getString("address", null)
        set(value) = kept.edit { putString("address", value) }

    /** What a distributor has to show that it is the one we registered with. */
    var secret: String?
        get() = kept.getString("secret", null)
        set(value) = kept.edit { putString("secret", value) }
}

/** A message came. */
internal fun woken(context: Context) = (context.applicationContext as DimosApplication).parts.delivery.hurry()
