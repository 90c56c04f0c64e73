package gr.dimos.store

import gr.dimos.app.Intent
import gr.dimos.app.PhotoSource
import gr.dimos.app.PickedPhoto
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportStep
import gr.dimos.app.Screen
import gr.dimos.core.City
import java.nio.file.Files
import java.nio.file.Path
import kotlin.math.abs
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** What happens to the app's whole process: it is killed, its clock is changed, its library is missing. */
class ProcessTest {
    @TempDir lateinit var dir: Path
    @AutoClose private val city = City.open()

    @Test
    fun `killed in the middle of a report, the draft is there with words and photo, and can be sent`() {
        ChildApp.start("compose", dir, city.url).use { app ->
            assertEquals("composed", app.says())
            app.kill()
        }
        Handset(dir, city.url).ready().use { phone ->
            val draft = phone.seeReport("the draft") { it.drafts.isNotEmpty() || it.composing }.drafts.single()
            val again = phone.report(ReportIntent.Resume(draft.id)).screen as Screen.Report
            assertEquals("Έσπασε το φανάρι, κρέμεται στο καλώδιο.", again.report.description.value)
            val photo = phone.seeReport("the photo") { it.photos.size == 1 && !it.photos.single().busy }.photos.single()
            assertTrue(Files.size(Path.of(photo.thumbPath!!)) > 0)
            phone.report(ReportIntent.ChooseService("street-light-daytime"))
            phone.report(ReportIntent.GoTo(ReportStep.REVIEW))
            phone.seeReport("a report that can be sent") { it.send.enabled }
            phone.report(ReportIntent.Send)
            phone.seeMine("its number") { mine -> mine.rows.any { isTicket(it.number) } }
        }
    }

    @Test
    fun `killed behind the camera, nothing waits for the photo that was asked for`() {
        ChildApp.start("camera", dir, city.url).use { app ->
            app.says()
            app.kill()
        }
        Handset(dir, city.url).ready().use { phone ->
            phone.report(ReportIntent.Resume(phone.seeReport("the draft") { it.drafts.size == 1 }.drafts.single().id))
            assertTrue(phone.seeReport("its one photo") { it.photos.size == 1 }.photos.none { it.busy })
            phone.os.willPick(phone.photo("street-5.jpg"))
            phone.report(ReportIntent.AddPhoto(PhotoSource.CAMERA))
            phone.seeReport("both photos") { it.photos.size == 2 && it.photos.none { one -> one.busy } }
        }
    }

    @Test
    fun `killed behind the camera, the photo goes to its draft, or is said to have come too late`() {
        val belongsTo = atTheCamera("camera")
        Handset(dir, city.url).open().use { phone ->
            // Sent before the app has started: it waits for that.
            phone.store.send(phone.arrives(belongsTo, "street-5.jpg"))
            val report = phone.seeReport("both photos") { it.photos.size == 2 && it.photos.none { one -> one.busy } }
            assertEquals("Έσπασε το φανάρι, κρέμεται στο καλώδιο.", report.description.value)
            assertEquals("draft/${report.draft}", belongsTo)
            phone.report(ReportIntent.DiscardDraft(report.draft))
            val told = phone.send(phone.arrives(belongsTo, "street-2.jpg")).toast
            assertTrue("ήρθε αργά" in told!!.text, told.text)
            assertEquals(emptyList<Any>(), phone.seeReport("no draft") { !it.composing }.drafts)
        }
    }

    @Test
    fun `killed behind the camera of a report that begins with its photo, the report begins all the same`() {
        val belongsTo = atTheCamera("photo first")
        Handset(dir, city.url).open().use { phone ->
            phone.store.send(phone.arrives(belongsTo, "street-5.jpg"))
            val report = phone.seeReport("the photo") { it.photos.size == 1 && it.photos.none { one -> one.busy } }
            assertEquals("new/${report.draft}", belongsTo)
        }
    }

    /** What the camera was asked for when the app was killed. */
    private fun atTheCamera(part: String): String = ChildApp.start(part, dir, city.url).use { app ->
        app.says().also { app.kill() }
    }

    private fun Handset.arrives(belongsTo: String, photo: String) =
        Intent.PhotoArrived(belongsTo, PickedPhoto.Picked("${photo(photo)}"))

    @Test
    fun `killed at any moment of composing, the app opens again and takes a report`() {
        for (pause in listOf(300L, 900L, 1_500L, 2_200L)) {
            ChildApp.start("compose", dir, city.url).use { app ->
                Thread.sleep(pause)
                app.kill()
            }
        }
        Handset(dir, city.url).ready().use { phone ->
            phone.file { composeAt(SPOTS[0]) }
            phone.send(Intent.DismissToast)
        }
    }

    @Test
    fun `a library that is missing is a failure with a name, no crash`() {
        ChildApp.start("open", dir, city.url, emptyMap(), "/nowhere").use { app ->
            assertTrue(app.says().startsWith("Library("))
        }
    }

    @Test
    fun `a clock that is changed by years in the middle of it all loses and delays nothing`() {
        val clock = Files.writeString(dir.resolve("clock"), "0")
        ChildApp.start("clocks", dir, city.url, Trouble(dir).with("DIMOS_CLOCK" to clock)).use { app ->
            val year = 365L * 24 * 3_600
            for ((index, shift) in listOf(-year, year, 0).withIndex()) {
                val said = app.says()
                assertTrue(said.startsWith("sent ${index + 1} "), said)
                val off = said.substringAfterLast(' ').toLong() - System.currentTimeMillis() / 1_000
                assertTrue(abs(off - shift) < 600, "the clock was really changed: off by $off, not $shift")
            }
        }
    }

    @Test
    fun `a disk that is full is told of, loses nothing that was written, and once there is room the report goes out`() {
        val (disk, full) = dir.resolve("app") to dir.resolve("full")
        val trouble = Trouble(dir).with("DIMOS_DISK" to disk, "DIMOS_FULL" to full)
        ChildApp.start("full", dir, city.url, trouble).use { app ->
            repeat(2) { app.says().let { said -> assertTrue("Ο χώρος του τηλεφώνου γέμισε" in said, said) } }
            assertEquals("still there", app.says())
            assertEquals("sent", app.says())
        }
    }
}
