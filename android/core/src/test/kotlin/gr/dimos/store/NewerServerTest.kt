package gr.dimos.store

import com.sun.net.httpserver.HttpServer
import gr.dimos.app.ReportIntent
import gr.dimos.core.City
import java.net.InetSocketAddress
import java.nio.file.Path
import java.util.concurrent.Executors
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** The city's server has become another generation's. Only its refusal is played here; no such server exists yet. */
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

    private class NewerServer : AutoCloseable {
        private val server = HttpServer.create(InetSocketAddress("127.0.0.1", 0), 0)
        val url = "http://127.0.0.1:${server.address.port}"

        init {
            val problem = """{"type":"urn:dimos:problem:upgrade_required","title":"Too old","status":426,
                "detail":"Update the app.","code":"upgrade_required"}""".toByteArray()
            server.createContext("/") { asked ->
                asked.requestBody.readAllBytes()
                asked.responseHeaders["content-type"] = "application/problem+json"
                asked.sendResponseHeaders(426, problem.size.toLong())
                asked.responseBody.use { it.write(problem) }
            }
            server.executor = Executors.newCachedThreadPool { Thread(it).apply { isDaemon = true } }
            server.start()
        }

        override fun close() = server.stop(0)
    }
}
