package gr.dimos.android.push

import android.app.PendingIntent
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import java.util.UUID

/**
 * UnifiedPush (https://unifiedpush.org/developers/spec/android/): another app, of the person's choice, keeps the
 * connection. Where none is installed, nothing happens.
 */
class UnifiedPush(private val context: Context) : Push {
    override fun start() {
        val distributor = context.packageManager.queryBroadcastReceivers(Intent(REGISTER), 0)
            .map { it.activityInfo.packageName }
            .minOrNull() ?: return
        val address = PushAddress(context)
        val secret = address.secret ?: "${UUID.randomUUID()}".also { address.secret = it }
        val who = PendingIntent.getBroadcast(
            context, 0, Intent().setPackage(context.packageName), PendingIntent.FLAG_IMMUTABLE,
        )
        context.sendBroadcast(
            Intent(REGISTER).setPackage(distributor)
                .putExtra("token", secret)
                .putExtra("application", context.packageName)
                .putExtra("pi", who),
        )
    }

    private companion object {
        const val REGISTER = "org.unifiedpush.android.distributor.REGISTER"
    }
}

/** What a distributor says. Every app can send this: only who knows the secret is heard. */
class UnifiedPushReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val address = PushAddress(context)
        val secret = address.secret ?: return
        if (intent.getStringExtra("token") != secret) return
        when (intent.action) {
            "org.unifiedpush.android.connector.NEW_ENDPOINT" -> address.address = intent.getStringExtra("endpoint")
            "org.unifiedpush.android.connector.UNREGISTERED",
            "org.unifiedpush.android.connector.REGISTRATION_FAILED" -> address.address = null
            "org.unifiedpush.android.connector.MESSAGE" -> woken(context)
        }
    }
}
