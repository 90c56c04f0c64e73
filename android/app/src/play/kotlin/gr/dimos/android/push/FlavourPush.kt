package gr.dimos.android.push

import android.content.Context
import com.google.firebase.FirebaseApp
import com.google.firebase.FirebaseOptions
import com.google.firebase.messaging.FirebaseMessaging
import com.google.firebase.messaging.FirebaseMessagingService
import com.google.firebase.messaging.RemoteMessage
import gr.dimos.android.R

/** The build for Google's store: FCM where a Firebase project is configured, else UnifiedPush. */
internal fun flavourPush(context: Context): Push =
    if (context.getString(R.string.fcm_project).isEmpty()) UnifiedPush(context) else Fcm(context)

private class Fcm(private val context: Context) : Push {
    override fun start() {
        if (FirebaseApp.getApps(context).isEmpty()) {
            val options = FirebaseOptions.Builder()
                .setProjectId(context.getString(R.string.fcm_project))
                .setApplicationId(context.getString(R.string.fcm_application))
                .setApiKey(context.getString(R.string.fcm_key))
                .build()
            FirebaseApp.initializeApp(context, options)
        }
        // On a phone without Google's services this fails, later and quietly.
        FirebaseMessaging.getInstance().token.addOnSuccessListener { PushAddress(context).address = it }
    }
}

/** What Firebase calls. */
class FcmService : FirebaseMessagingService() {
    override fun onNewToken(token: String) {
        PushAddress(this).address = token
    }

    override fun onMessageReceived(message: RemoteMessage) = woken(this)
}
