package gr.dimos.core

import gr.dimos.app.FfiConverterTypeBaseMap
import gr.dimos.app.Intent
import gr.dimos.app.PhoneFix
import gr.dimos.app.PhotoSource
import gr.dimos.app.PickedPhoto
import gr.dimos.app.ReportIntent
import gr.dimos.app.Screen
import gr.dimos.app.SettingsIntent
import gr.dimos.app.Tab
import java.nio.ByteBuffer
import java.nio.file.Files
import java.nio.file.Path
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.api.io.TempDir

/** What crosses between Kotlin and Rust: calls, callbacks, answers, waiting, errors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossingTest {
    @AutoClose private val city = City.open()

    @Test
    fun `an intent goes in and the whole screen comes out`(@TempDir dir: Path) {
        Phone(dir, city.url).open().use { phone ->
            val greek = phone.untilReady()
            assertEquals("el", greek.language)
            val tabs = listOf(Tab.REPORT, Tab.MY_REPORTS, Tab.MY_CITY, Tab.PAY, Tab.SETTINGS)
            assertEquals(tabs, greek.tabs.map { it.tab })

            phone.core.send(Intent.Settings(SettingsIntent.Language("en")))
            val english = phone.until("English") { view -> view.takeIf { it.language == "en" } }
            assertTrue(greek.tabs.zip(english.tabs).all { (one, other) -> one.title != other.title })
        }
    }

    @Test
    fun `the core calls back from threads of its own, and keeps its secrets with the shell`(@TempDir dir: Path) {
        Phone(dir, city.url).open().use { phone ->
            phone.untilReady()
            val own = Thread.currentThread().name
            assertTrue(phone.shell.renderedOn.any { it != own }, "rendered on ${phone.shell.renderedOn} only")
            phone.until("the phone's registration") { _ -> phone.secrets.names.takeIf { it.isNotEmpty() } }
        }
    }

    @Test
    fun `a photo is asked for and answered once`(@TempDir dir: Path) {
        Phone(dir, city.url).open().use { phone ->
            phone.untilReady()
            phone.report(ReportIntent.New)
            phone.report(ReportIntent.AddPhoto(PhotoSource.LIBRARY))
            val (id, request) = phone.shell.photosWanted.soon("pickPhoto")
            assertEquals(PhotoSource.LIBRARY, request.source)

            phone.core.resolvePhoto(id, PickedPhoto.Cancelled)
            assertThrows(CoreException.Stale::class.java) { phone.core.resolvePhoto(id, PickedPhoto.Cancelled) }
            assertThrows(CoreException.Stale::class.java) { phone.core.resolveLocation(4_711u, PhoneFix.Off) }
        }
    }

    @Test
    fun `a position is asked for, answered, and stands on the screen`(@TempDir dir: Path) {
        Phone(dir, city.url).open().use { phone ->
            phone.untilReady()
            phone.report(ReportIntent.New)
            // The city's middle: where its map opens.
            val middle = phone.untilReport("the city's map") { it.place.map.lat != 0.0 }.place.map
            phone.report(ReportIntent.UsePhonePosition)
            phone.untilReport("the phone being located") { it.place.locating }
            val (id, request) = phone.shell.positionsWanted.soon("locate")
            assertTrue(request.timeoutMs > 0u)

            phone.core.resolveLocation(id, PhoneFix.Found(middle.lat, middle.lon, 12f))
            val place = phone.untilReport("the place") { it.place.isSet }.place
            assertFalse(place.locating)
            assertEquals(middle.lat, place.map.lat, 1e-6)
            assertEquals(12.0, place.map.accuracyM, 0.01)
        }
    }

    @Test
    fun `the city's drawing crosses once, apart from the views, and costs little`(@TempDir dir: Path) {
        Phone(dir, city.url).open().use { phone ->
            phone.untilReady()
            val map = phone.until("the city's drawing") { phone.shell.cities.peek() }
            assertTrue(map.boundary.isNotEmpty() && map.streets.size > 500 && map.landmarks.size > 10)
            assertTrue("OpenStreetMap" in map.credits.joinToString())
            for (tab in Tab.entries) phone.core.send(Intent.OpenTab(tab))
            phone.core.send(Intent.Foreground)
            phone.until("my city") { view -> view.takeIf { it.tabs.any { tab -> tab.selected } } }
            assertEquals(1, phone.shell.cities.size)
            phone.core.send(Intent.Settings(SettingsIntent.Language("en")))
            val english = phone.until("the English one") { phone.shell.cities.elementAtOrNull(1) }
            assertEquals(map.streets, english.streets)
            assertTrue(english.neighbours.zip(map.neighbours).all { (one, other) -> one.name != other.name })

            val buffer = ByteBuffer.allocate(FfiConverterTypeBaseMap.allocationSize(map).toInt())
            FfiConverterTypeBaseMap.write(map, buffer)
            val bytes = buffer.position()
            val millis = List(20) {
                val began = System.nanoTime()
                assertEquals(map.version, FfiConverterTypeBaseMap.read(buffer.rewind()).version)
                (System.nanoTime() - began) / 1e6
            }
            println("the city's drawing: $bytes bytes; read in ${millis.first()} ms first, ${millis.last()} ms once warm")
            assertTrue(bytes < 300_000, "$bytes bytes")
        }
    }

    @Test
    fun `text crosses as it was typed`(@TempDir dir: Path) {
        Phone(dir, city.url).open().use { phone ->
            phone.untilReady()
            phone.report(ReportIntent.New)
            for (text in listOf("Λακκούβα «βαθιά» στη στάση", "\u0000 NUL, \uD83D\uDEB2 bicycle, e\u0301", "")) {
                phone.report(ReportIntent.Describe(text))
                assertEquals(text, phone.untilReport("what was typed") { it.composing }.description.value)
            }
        }
    }

    @Test
    fun `many threads may call at once`(@TempDir dir: Path) {
        Phone(dir, city.url).open().use { phone ->
            phone.untilReady()
            fun look() {
                phone.core.send(Intent.OpenTab(Tab.MY_CITY))
                phone.core.view()
            }
            val threads = List(8) { Thread { repeat(50) { look() } } }
            threads.forEach(Thread::start)
            threads.forEach(Thread::join)
            phone.until("my city") { view -> (view.screen as? Screen.MyCity) }
        }
    }

    @Test
    fun `delivery is waited for without a thread, several rounds at once`(@TempDir dir: Path) = runBlocking {
        SyncEngine.open(Phone(dir, city.url).config, TestSecrets()).use { engine ->
            val rounds = List(3) { async { engine.drain(20_000u) } }.awaitAll()
            assertEquals(listOf(0u, 0u, 0u), rounds.map { it.left })
            assertTrue(rounds.none { it.upgradeRequired })
        }
    }

    @Test
    fun `storage that cannot be used is an error with a reason`(@TempDir dir: Path) {
        val file = Files.writeString(dir.resolve("file"), "not a folder")
        val config = Phone(file.resolve("phone"), city.url).config
        val refused = assertThrows(CoreException.Storage::class.java) { SyncEngine.open(config, TestSecrets()) }
        assertTrue(refused.reason.isNotBlank())
    }
}
