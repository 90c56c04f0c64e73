package gr.dimos.store

import gr.dimos.app.Intent
import gr.dimos.app.ReportIntent
import gr.dimos.app.Screen
import gr.dimos.core.City
import gr.dimos.core.soon
import java.nio.file.Path
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.RepeatedTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Airplane mode, and what the operating system delivers when nobody looks. */
class OfflineTest {
    @TempDir lateinit var dir: Path
    @AutoClose private val city = City.open()
    private val phone by lazy { Handset(dir, city.url).ready() }

    @AfterEach
    fun closePhone() = phone.close()

    @Test
    fun `what was sent in airplane mode is delivered when that ends`() {
        fileInAirplaneMode()
        val waiting = phone.seeMine("the report, kept") { it.unsent.size == 1 && it.rows.size == 1 }
        assertFalse(isTicket(waiting.rows.single().number))
        phone.signals.online.value = true
        phone.seeMine("its number") { mine -> mine.rows.any { isTicket(it.number) } && mine.unsent.isEmpty() }
    }

    @Test
    fun `leaving the app asks the operating system once for what waits, and for nothing where nothing waits`() {
        phone.signals.inFront.value = false
        phone.send(Intent.DismissToast)
        assertTrue(phone.os.deliveries.isEmpty())

        phone.signals.inFront.value = true
        fileInAirplaneMode()
        phone.os.deliveries.clear()
        phone.signals.inFront.value = false
        assertEquals(1, phone.os.deliveries.soon("the request for delivery"))
        assertTrue(Handset.MAIN in phone.os.calledOn)
    }

    @Test
    fun `the operating system delivers beside the open app, and says whether to come again`() = runBlocking {
        fileInAirplaneMode()
        val delivery = BackgroundDelivery({ phone.config }, phone.os.secrets)
        val none = BackgroundDelivery({ phone.config.copy(serverUrl = "http://127.0.0.1:9") }, phone.os.secrets)
        val unreached = none.run(2.seconds) as DeliveryOutcome.Ran
        assertEquals(1, unreached.left)
        assertTrue(unreached.comeAgain)
        assertEquals(0, (delivery.run(0.seconds) as DeliveryOutcome.Ran).delivered)

        val ran = patientlyRun(delivery)
        assertEquals(0, ran.left + ran.refused)
        assertFalse(ran.comeAgain)
        phone.signals.online.value = true
        val mine = phone.seeMine("its number") { mine -> mine.unsent.isEmpty() && isTicket(mine.rows.first().number) }
        assertEquals(1, mine.rows.size, "delivered once")
    }

    @RepeatedTest(3)
    fun `a delivery that the operating system stops loses nothing and doubles nothing`() = runBlocking {
        fileInAirplaneMode()
        val delivery = BackgroundDelivery({ phone.config }, phone.os.secrets)
        for (pause in listOf(0L, 5L, 20L, 60L)) {
            val run = async { delivery.run(20.seconds) }
            delay(pause)
            run.cancelAndJoin()
        }
        patientlyRun(delivery)
        phone.signals.online.value = true
        // A round that was stopped may go on for a moment and bring the number where this app does not see it.
        val mine = phone.patiently("its number", Intent.Foreground) { view ->
            (view.screen as? Screen.MyReports)?.myReports?.takeIf { mine -> mine.rows.any { isTicket(it.number) } }
        }
        assertEquals(1, mine.rows.size)
    }

    @Test
    fun `storage or secrets that fail for now are reasons to come again`() = runBlocking {
        val noFolder = phone.config.copy(dataDir = "/dev/null/app")
        val noStorage = BackgroundDelivery({ noFolder }, phone.os.secrets).run(1.seconds) as DeliveryOutcome.Failed
        assertTrue(noStorage.failure is CoreFailure.Storage && noStorage.comeAgain, "$noStorage")
        val locked = BackgroundDelivery({ phone.config }, LockedSecrets()).run(1.seconds) as DeliveryOutcome.Failed
        assertTrue(locked.failure is CoreFailure.Secrets && locked.comeAgain, "$locked")
    }

    private fun fileInAirplaneMode() {
        phone.signals.online.value = false
        phone.compose()
        phone.report(ReportIntent.Send)
        phone.seeMine("the report, kept") { it.unsent.isNotEmpty() }
    }

    private suspend fun patientlyRun(delivery: BackgroundDelivery): DeliveryOutcome.Ran {
        repeat(20) {
            val ran = delivery.run(20.seconds) as DeliveryOutcome.Ran
            if (ran.left == 0) return ran
            delay(500)
        }
        error("still not delivered")
    }
}
