package gr.dimos.android.delivery

import android.Manifest.permission.POST_NOTIFICATIONS
import android.annotation.SuppressLint
import android.app.Notification
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.os.Build
import androidx.core.app.NotificationChannelCompat
import androidx.core.app.NotificationCompat
import androidx.core.app.NotificationManagerCompat
import androidx.core.content.ContextCompat
import androidx.core.content.edit
import gr.dimos.android.MainActivity
import gr.dimos.android.R
import gr.dimos.android.links.ACTION_CREW
import gr.dimos.android.links.ACTION_MY_REPORTS
import gr.dimos.android.words
import gr.dimos.store.DeliveryOutcome

/** Notifications. They say that there is something and never what: a screen may lie on a table. */
class Notices(private val context: Context) {
    private val manager = NotificationManagerCompat.from(context)

    private val memory = context.getSharedPreferences("permissions", Context.MODE_PRIVATE)

    /** The permission that newer Androids want; older ones know no such name. */
    @get:SuppressLint("InlinedApi")
    val permission: String get() = POST_NOTIFICATIONS

    /** Whether it has to be asked for, which is done once; says yes once. */
    fun shouldAsk(): Boolean {
        if (isAllowed() || memory.getBoolean("notices-asked", false)) return false
        memory.edit { putBoolean("notices-asked", true) }
        return true
    }

    /** Makes the channels, named in the app's language. */
    fun makeChannels() {
        manager.createNotificationChannelsCompat(
            listOf(
                channel(NEWS_CHANNEL, R.string.channel_news, NotificationManagerCompat.IMPORTANCE_DEFAULT),
                channel(REFUSED_CHANNEL, R.string.channel_refused, NotificationManagerCompat.IMPORTANCE_DEFAULT),
                channel(SENDING_CHANNEL, R.string.channel_delivery, NotificationManagerCompat.IMPORTANCE_LOW),
            ),
        )
    }

    /** Tells what a person has to know of a run. */
    fun tell(outcome: DeliveryOutcome) {
        if (outcome !is DeliveryOutcome.Ran) return
        if (outcome.reportsWithNews > 0) show(NEWS, NEWS_CHANNEL, plural(R.plurals.news, outcome.reportsWithNews))
        if (outcome.jobsWithNews > 0) {
            // Only a crew's phone has this one in its settings.
            manager.createNotificationChannel(
                channel(PLAN_CHANNEL, R.string.channel_plan, NotificationManagerCompat.IMPORTANCE_HIGH),
            )
            show(PLAN, PLAN_CHANNEL, plural(R.plurals.plan, outcome.jobsWithNews), ACTION_CREW)
        }
        if (outcome.updateRequired) {
            show(REFUSED, REFUSED_CHANNEL, context.words.getString(R.string.update_required))
        } else if (outcome.refused > 0) {
            show(REFUSED, REFUSED_CHANNEL, plural(R.plurals.refused, outcome.refused))
        }
    }

    /** What older Androids show while urgent work runs. */
    fun sending(): Notification = builder(SENDING_CHANNEL, context.words.getString(R.string.sending)).setOngoing(true).build()

    private fun plural(words: Int, count: Int) = context.words.getQuantityString(words, count, count)

    private fun channel(id: String, name: Int, importance: Int) =
        NotificationChannelCompat.Builder(id, importance).setName(context.words.getString(name)).build()

    // Looked at first; lint does not see it.
    @SuppressLint("MissingPermission")
    private fun show(id: Int, channel: String, text: String, leadsTo: String = ACTION_MY_REPORTS) {
        if (!isAllowed()) return
        manager.notify(id, builder(channel, text, leadsTo).setAutoCancel(true).build())
    }

    private fun builder(channel: String, text: String, leadsTo: String = ACTION_MY_REPORTS) = NotificationCompat.Builder(context, channel)
        .setSmallIcon(R.drawable.ic_notification)
        .setColor(context.getColor(R.color.brand))
        .setContentTitle(context.words.getString(R.string.app_name))
        .setContentText(text)
        .setStyle(NotificationCompat.BigTextStyle().bigText(text))
        .setContentIntent(opening(leadsTo))

    private fun opening(action: String): PendingIntent {
        val open = Intent(action).setClass(context, MainActivity::class.java)
        return PendingIntent.getActivity(context, 0, open, PendingIntent.FLAG_IMMUTABLE)
    }

    private fun isAllowed() = Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU ||
        ContextCompat.checkSelfPermission(context, POST_NOTIFICATIONS) == PackageManager.PERMISSION_GRANTED

    companion object {
        /** The notification of urgent work. */
        const val SENDING = 3

        private const val NEWS = 1
        private const val REFUSED = 2
        private const val PLAN = 4
        private const val NEWS_CHANNEL = "news"
        private const val PLAN_CHANNEL = "plan"
        private const val REFUSED_CHANNEL = "refused"
        private const val SENDING_CHANNEL = "sending"
    }
}
