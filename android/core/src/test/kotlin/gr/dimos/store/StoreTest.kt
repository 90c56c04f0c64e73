package gr.dimos.store

import gr.dimos.app.Intent
import gr.dimos.app.MyReportsIntent
import gr.dimos.app.PhotoSource
import gr.dimos.app.PickedPhoto
import gr.dimos.app.ReportIntent
import gr.dimos.app.Screen
import gr.dimos.app.Tab
import gr.dimos.core.City
import gr.dimos.core.soon
import java.nio.file.Path
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.api.io.TempDir

/** The store itself: threads, order, ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreTest {
    @AutoClose private val city = City.open()

    @Test
    fun `ten thousand intents from many threads all arrive, and the app still answers`(@TempDir dir: Path) {
        Handset(dir, city.url).ready().use { phone ->
            val report = phone.file { composeAt(SPOTS[0]) }
            phone.seeTicket(report, "the page") { it.share != null }
            val began = System.nanoTime()
            val threads = List(THREADS) {
                thread { repeat(EACH) { phone.store.send(Intent.MyReports(MyReportsIntent.Share)) } }
            }
            threads.forEach(Thread::join)
            assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(5), "sending holds nobody up")
            phone.send(Intent.OpenTab(Tab.MY_CITY))
            val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
            while (phone.os.shared.size < THREADS * EACH && System.nanoTime() < deadline) Thread.sleep(20)
            // Each intent is an effect: what the ports were asked counts what arrived.
            assertEquals(THREADS * EACH, phone.os.shared.size)
            assertEquals(setOf(Handset.MAIN), phone.os.calledOn)
            phone.see("my city") { view -> view.screen as? Screen.MyCity }
        }
    }

    @Test
    fun `what is sent arrives in its order, and a slow screen sees less of it`(@TempDir dir: Path) {
        Handset(dir, city.url).ready().use { phone ->
            phone.report(ReportIntent.New)
            val seen = ConcurrentLinkedQueue<Int>()
            val scope = CoroutineScope(Dispatchers.Default)
            scope.launch {
                phone.store.state.collect { view ->
                    val typed = (view.screen as? Screen.Report)?.report?.description?.value
                    typed?.toIntOrNull()?.let(seen::add)
                }
            }
            val began = System.nanoTime()
            repeat(2_000) { phone.store.send(Intent.Report(ReportIntent.Describe("$it"))) }
            phone.seeReport("the last word") { it.description.value == "1999" }
            val frames = (System.nanoTime() - began) / 16_000_000 + 2
            scope.cancel()
            assertEquals(seen.sorted().distinct(), seen.toList(), "nothing older after something newer")
            assertTrue(seen.size <= frames, "${seen.size} view models in $frames frames")
        }
    }

    @Test
    fun `the screen is set on the main thread, however many of the core's threads call back`(@TempDir dir: Path) {
        val phone = Handset(dir, city.url).open()
        phone.use {
            val scope = CoroutineScope(Dispatchers.Unconfined)
            val setOn = ConcurrentLinkedQueue<String>()
            // Unconfined: runs where the value is set.
            scope.launch { phone.store.state.collect { setOn += threadName() } }
            val own = setOn.poll()
            phone.see("the city") { view -> view.takeIf { it.screen is Screen.Report } }
            phone.send(Intent.OpenTab(Tab.MY_CITY))
            phone.see("what is around") { view -> (view.screen as? Screen.MyCity)?.myCity?.takeIf { !it.busy } }
            scope.cancel()
            assertEquals(setOf(Handset.MAIN), setOn.toSet() - own)
        }
    }

    @Test
    fun `a main thread that is busy holds up neither the core nor whoever sends`(@TempDir dir: Path) {
        Handset(dir, city.url).ready().use { phone ->
            val busy = CountDownLatch(1)
            CoroutineScope(phone.main).launch { busy.await() }
            val began = System.nanoTime()
            repeat(1_000) { phone.store.send(Intent.Report(ReportIntent.New)) }
            phone.store.send(Intent.OpenTab(Tab.SETTINGS))
            assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(1))
            busy.countDown()
            phone.see("the settings") { view -> view.screen as? Screen.Settings }
        }
    }

    @Test
    fun `closed and opened again many times in one process, it remembers and leaves no threads`(@TempDir dir: Path) {
        val phone = Handset(dir, city.url).ready()
        phone.report(ReportIntent.New)
        phone.report(ReportIntent.Describe("Μια λακκούβα"))
        phone.untilKept("Μια λακκούβα")
        phone.close()
        phone.ready().close()
        val before = coreThreads()
        repeat(40) { round ->
            phone.ready()
            assertEquals(1, (phone.store.state.value.screen as Screen.Report).report.drafts.size, "round $round")
            phone.close()
        }
        val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20)
        while (coreThreads() > before + 1 && System.nanoTime() < deadline) Thread.sleep(50)
        assertTrue(coreThreads() <= before + 1, "${coreThreads()} of the core's threads, $before before")
    }

    @Test
    fun `after the end nothing is done, nothing fails and nothing hangs`(@TempDir dir: Path) {
        val phone = Handset(dir, city.url).ready()
        phone.report(ReportIntent.New)
        phone.report(ReportIntent.AddPhoto(PhotoSource.CAMERA))
        phone.os.photosAsked.soon("the camera")
        val senders = List(4) { thread { repeat(500) { phone.store.send(Intent.OpenTab(Tab.MY_CITY)) } } }
        repeat(3) { phone.store.close() }
        phone.close()
        senders.forEach(Thread::join)
        // The camera answers too late, the person taps once more, the network comes.
        phone.os.will { PickedPhoto.Cancelled }
        phone.signals.online.value = false
        val last = phone.store.state.value
        assertEquals(last, phone.send(Intent.OpenTab(Tab.SETTINGS)))
        assertEquals("", phone.diagnostics.text())
    }

    private companion object {
        const val THREADS = 8
        const val EACH = 1_250

        /** Threads of Rust, too, which the JVM does not know of. */
        fun coreThreads(): Int = Path.of("/proc/self/task").toFile().listFiles().orEmpty().count { task ->
            runCatching { task.resolve("comm").readText() }.getOrDefault("").startsWith("dimos-")
        }
    }
}
