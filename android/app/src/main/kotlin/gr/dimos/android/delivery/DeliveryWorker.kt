package gr.dimos.android.delivery

import android.content.Context
import androidx.work.CoroutineWorker
import androidx.work.ForegroundInfo
import androidx.work.WorkerParameters
import gr.dimos.android.DimosApplication
import kotlin.time.Duration.Companion.minutes

/** Delivers what waits and takes in what is new, with no screen. */
class DeliveryWorker(context: Context, parameters: WorkerParameters) : CoroutineWorker(context, parameters) {
    private val parts = (context.applicationContext as DimosApplication).parts

    override suspend fun doWork(): Result {
        val outcome = parts.background.run(DEADLINE)
        if (!parts.signals.inFront.value) parts.notices.tell(outcome)
        return if (outcome.comeAgain) Result.retry() else Result.success()
    }

    /** Before Android 12, urgent work has to show that it runs. */
    override suspend fun getForegroundInfo(): ForegroundInfo = ForegroundInfo(Notices.SENDING, parts.notices.sending())

    private companion object {
        /** Android stops work after ten minutes. */
        val DEADLINE = 8.minutes
    }
}
