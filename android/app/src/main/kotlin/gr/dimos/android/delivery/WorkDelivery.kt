package gr.dimos.android.delivery

import android.content.Context
import androidx.work.BackoffPolicy
import androidx.work.Constraints
import androidx.work.ExistingPeriodicWorkPolicy
import androidx.work.ExistingWorkPolicy
import androidx.work.NetworkType
import androidx.work.OneTimeWorkRequest
import androidx.work.OneTimeWorkRequestBuilder
import androidx.work.OutOfQuotaPolicy
import androidx.work.PeriodicWorkRequestBuilder
import androidx.work.WorkManager
import gr.dimos.store.DeliveryScheduler
import java.time.Duration

/** Has Android run [DeliveryWorker] when there is a network: at most one at a time, however often it is asked. */
class WorkDelivery(private val context: Context, private val inFront: () -> Boolean) : DeliveryScheduler {
    private val work get() = WorkManager.getInstance(context)

    override fun schedule(waiting: Int) {
        // While the app shows, the core sends by itself and this is for later; who leaves wants it sent now.
        if (inFront()) once(ExistingWorkPolicy.KEEP, request().setInitialDelay(SOON).build()) else hurry()
    }

    /** At once, also where an earlier run waits for its turn: nothing is lost or doubled by stopping one. */
    fun hurry() {
        val request = request().setExpedited(OutOfQuotaPolicy.RUN_AS_NON_EXPEDITED_WORK_REQUEST).build()
        once(ExistingWorkPolicy.REPLACE, request)
    }

    /** Asks the city a few times a day, for phones without push. */
    fun lookForNewsNowAndThen() {
        val request = PeriodicWorkRequestBuilder<DeliveryWorker>(NEWS_EVERY)
            .setConstraints(NETWORK)
            .setInitialDelay(NEWS_EVERY)
            .build()
        work.enqueueUniquePeriodicWork(NEWS, ExistingPeriodicWorkPolicy.KEEP, request)
    }

    private fun once(policy: ExistingWorkPolicy, request: OneTimeWorkRequest) {
        work.enqueueUniqueWork(DELIVERY, policy, request)
    }

    private fun request() = OneTimeWorkRequestBuilder<DeliveryWorker>()
        .setConstraints(NETWORK)
        .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, Duration.ofSeconds(30))

    companion object {
        /** The name of the unique work that sends. */
        const val DELIVERY = "delivery"

        /** The name of the unique work that looks for news. */
        const val NEWS = "news"

        private val NETWORK = Constraints.Builder().setRequiredNetworkType(NetworkType.CONNECTED).build()
        private val NEWS_EVERY: Duration = Duration.ofHours(6)
        private val SOON: Duration = Duration.ofSeconds(30)
    }
}
