package gr.dimos.store

import gr.dimos.core.CoreConfig
import gr.dimos.core.DeliveryReport
import gr.dimos.core.SecretStore
import gr.dimos.core.SyncEngine
import kotlin.time.Duration
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * Delivers what waits with no screen: what the operating system wakes the app for. May run beside an open [CoreStore].
 */
class BackgroundDelivery(
    private val config: () -> CoreConfig,
    private val secrets: SecretStore,
    private val diagnostics: Diagnostics = Diagnostics(),
) {
    /**
     * Delivers until everything is sent or [deadline] is over. May be cancelled at any moment: nothing is lost or
     * doubled.
     */
    suspend fun run(deadline: Duration): DeliveryOutcome =
        try {
            // Opening reads the phone's storage.
            val engine = withContext(Dispatchers.IO) {
                SyncEngine.open(config(), GuardedSecrets(secrets, diagnostics).readable())
            }
            engine.use { DeliveryOutcome.of(it.drain(deadline.inWholeMilliseconds.coerceAtLeast(0).toULong())) }
        } catch (cancelled: CancellationException) {
            throw cancelled
        } catch (trouble: Throwable) {
            diagnostics.note("background delivery", trouble)
            DeliveryOutcome.Failed(CoreFailure.of(trouble))
        }
}

/** How a run went. */
sealed interface DeliveryOutcome {
    /** Whether the operating system should run it again, later. */
    val comeAgain: Boolean

    /** It ran. */
    data class Ran(
        val delivered: Int,
        /** Acts that the city refused: a person has to look. */
        val refused: Int,
        /** Acts that still wait. */
        val left: Int,
        /** Reports that others did something to: worth a notification. */
        val reportsWithNews: Int,
        /** Jobs that came onto the crew's plan, to another day, or off it: likewise. */
        val jobsWithNews: Int,
        /** The city takes nothing more from this version of the app. */
        val updateRequired: Boolean,
    ) : DeliveryOutcome {
        override val comeAgain get() = left > 0 && !updateRequired
    }

    /** The phone's storage or its memory did not allow it. What waits is still there. */
    data class Failed(val failure: CoreFailure) : DeliveryOutcome {
        override val comeAgain
            get() = when (failure) {
                is CoreFailure.Storage, is CoreFailure.NoThreads, is CoreFailure.Secrets -> true
                is CoreFailure.Library, is CoreFailure.Broken -> false
            }
    }

    companion object {
        internal fun of(report: DeliveryReport) = Ran(
            delivered = report.delivered.toInt(),
            refused = report.wedged.toInt(),
            left = report.left.toInt(),
            reportsWithNews = report.reportsWithNews.toInt(),
            jobsWithNews = report.jobsWithNews.toInt(),
            updateRequired = report.upgradeRequired,
        )
    }
}
