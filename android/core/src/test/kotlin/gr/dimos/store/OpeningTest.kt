package gr.dimos.store

import gr.dimos.app.Intent
import gr.dimos.app.ReportIntent
import gr.dimos.app.Screen
import gr.dimos.app.Tab
import gr.dimos.core.City
import gr.dimos.core.CoreConfig
import gr.dimos.core.CoreException
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.minutes
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.api.io.TempDir

/** The core cannot be opened, or the phone's storage cannot: the app says so and has a way out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpeningTest {
    @AutoClose private val city = City.open()

    @Test
    fun `storage that cannot be used is told on the first screen, and trying again helps`(@TempDir dir: Path) {
        // A file stands where the app's folder should be.
        val blocked = Files.writeString(dir.resolve("app"), "not a folder")
        Handset(dir, city.url).open().use { phone ->
            val told = phone.see("what is wrong") { view ->
                (view.screen as? Screen.Starting)?.starting?.takeIf { it.retry != null }
            }
            assertTrue(told.message.isNotBlank())
            phone.store.send(Intent.OpenTab(Tab.MY_REPORTS))
            phone.send(Intent.Foreground)
            phone.see("it still is") { view -> (view.screen as? Screen.Starting)?.starting?.retry }

            Files.delete(blocked)
            phone.send(Intent.Foreground)
            phone.see("what was asked for meanwhile") { view -> view.screen as? Screen.MyReports }
        }
    }

    @Test
    fun `a damaged database is moved aside, what was unsent is recovered, and that is told`(@TempDir dir: Path) {
        val signals = TestSignals()
        val phone = Handset(dir, city.url, signals).ready()
        phone.use {
            signals.online.value = false
            it.composeAt(SPOTS[0])
            it.report(ReportIntent.Send)
            it.seeMine("kept") { mine -> mine.unsent.isNotEmpty() }
        }
        // The heads of the database and of its log: nothing of them can be read but by its raw bytes.
        for (name in listOf("dimos.db", "dimos.db-wal")) {
            val file = dir.resolve("app/$name")
            if (!Files.exists(file)) continue
            Files.write(file, Files.readAllBytes(file).also { it.fill(0xA5.toByte(), 0, 100) })
        }
        phone.ready().use {
            assertTrue(it.see("a word about it") { view -> view.toast }.text.isNotBlank())
            assertEquals(1, it.seeMine("what was unsent") { mine -> mine.unsent.isNotEmpty() }.unsent.size)
            val aside = Files.list(dir.resolve("app")).use { files -> files.map { "${it.fileName}" }.toList() }
            assertTrue(aside.any { name -> name.startsWith("set-aside") }, "$aside")
        }
    }

    @Test
    fun `whatever opening throws has a name`(@TempDir dir: Path) {
        val phone = Handset(dir, city.url)
        fun failure(config: () -> CoreConfig) =
            (runBlocking { CoreStore.open(config, phone.surroundings) } as CoreStore.Opening.Failed).failure
        assertTrue(failure { throw IOException("no space left on device") } is CoreFailure.Storage)
        assertTrue(failure { throw CoreException.NoThreads("EAGAIN") } is CoreFailure.NoThreads)
        assertTrue(failure { throw UnsatisfiedLinkError("no dimos_ffi") } is CoreFailure.Library)
        assertTrue(failure { error("a mistake") } is CoreFailure.Broken)
        assertEquals(4, phone.diagnostics.text().lines().size)
        val locked = Handset(dir, city.url, os = TestPorts(LockedSecrets()))
        val opened = runBlocking { CoreStore.open({ locked.config }, locked.surroundings) }
        assertTrue((opened as CoreStore.Opening.Failed).failure is CoreFailure.Secrets)
    }

    @Test
    fun `the host tells of a failure, tries again, and keeps what was sent meanwhile`(@TempDir dir: Path) {
        val phone = Handset(dir, city.url)
        val tries = AtomicInteger()
        val config = { if (tries.incrementAndGet() < 3) throw IOException("no space left on device") else phone.config }
        val host = CoreHost(config, phone.surroundings)
        runBlocking {
            withContext(phone.main) { host.send(Intent.OpenTab(Tab.MY_CITY)); host.open(); host.open() }
            host.until { it is CoreState.Failed }
            assertEquals(1, tries.get())
            withContext(phone.main) { host.tryAgain() }
            host.until { it is CoreState.Opening || tries.get() == 2 }
            host.until { it is CoreState.Failed && tries.get() == 2 }
            assertTrue("opening the core" in host.diagnostics.text())
            withContext(phone.main) { host.tryAgain() }
            host.until { it is CoreState.Open && it.view.screen is Screen.MyCity }
            // What lies under its map comes apart from the views, and stays.
            host.until { it is CoreState.Open && it.city?.streets?.isNotEmpty() == true }
            withContext(phone.main) { host.open() }
            assertEquals(3, tries.get(), "open already")
            // A core that failed is ended and made anew.
            withContext(phone.main) { host.tryAgain() }
            host.until { it is CoreState.Open && it.view.screen is Screen.Report && tries.get() == 4 }
            withContext(phone.main) { repeat(2) { host.close() } }
            host.awaitClosed()
        }
    }

    private suspend fun CoreHost.until(holds: (CoreState) -> Boolean) = withTimeout(1.minutes) { state.first(holds) }
}
