package gr.dimos.store

import gr.dimos.app.ReportIntent
import gr.dimos.core.City
import java.nio.file.Path
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** The city's server has become another generation's. */
class NewerServerTest {
    @TempDir lateinit var dir: Path

    @Test
    fun `the app says that it is too old, keeps what is unsent, and delivers it once it is updated`() {
        val secrets = TestPorts().secrets
        City.open().use { city ->
            Handset(dir, city.url, TestSignals(locale = "en-GB"), TestPorts(secrets)).ready().use { phone ->
                phone.signals.online.value = false
                phone.compose()
                phone.report(ReportIntent.Send)
                phone.seeMine("kept") { it.unsent.size == 1 }
            }
            val newer = NewerServer()
            newer.use {
                Handset(dir, newer.url, TestSignals(locale = "en-GB"), TestPorts(secrets)).ready().use { phone ->
                    val banner = phone.see("the banner") { view -> view.banner?.takeIf { "too old" in it.text } }
                    assertTrue("what is unsent is kept" in banner.text)
                    assertEquals(1, phone.seeMine("still there") { it.unsent.isNotEmpty() }.unsent.size)

                    val delivery = BackgroundDelivery({ phone.config }, secrets)
                    val ran = runBlocking { delivery.run(5.seconds) } as DeliveryOutcome.Ran
                    assertTrue(ran.updateRequired && ran.left == 1, "$ran")
                    assertFalse(ran.comeAgain, "the operating system need not wake it for nothing")
                }
            }
            Handset(dir, city.url, TestSignals(locale = "en-GB"), TestPorts(secrets)).ready().use { updated ->
                updated.seeMine("its number") { mine -> mine.unsent.isEmpty() && mine.rows.any { isTicket(it.number) } }
                updated.see("no more banner") { view -> Unit.takeIf { view.banner == null } }
            }
        }
    }
}
