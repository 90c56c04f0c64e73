package gr.dimos.core

import gr.dimos.app.Intent
import gr.dimos.app.MyReportsView
import gr.dimos.app.PhotoSource
import gr.dimos.app.PickedPhoto
import gr.dimos.app.QuestionView
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportRow
import gr.dimos.app.ReportStep
import gr.dimos.app.Screen
import gr.dimos.app.Tab
import java.nio.file.Files
import java.nio.file.Path
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** A citizen's first report, from the photo to the ticket number, as an Android app lives it. */
class JourneyTest {
    @TempDir lateinit var dir: Path
    @AutoClose private val city = City.open()

    @Test
    fun `a blocked drain gets a ticket number`() {
        Phone(dir, city.url).open().use { phone ->
            phone.untilReady()
            compose(phone)
            phone.report(ReportIntent.Send)
            assertTrue(isTicket(numbered(phone).number))
        }
    }

    @Test
    fun `a report written without a network is delivered with no screen`() {
        val phone = Phone(dir, city.url).open()
        phone.use {
            phone.untilReady()
            phone.core.send(Intent.Connectivity(false))
            compose(phone)
            phone.report(ReportIntent.Send)
            val waiting = myReports(phone) { it.unsent.isNotEmpty() && it.rows.isNotEmpty() }
            assertTrue(waiting.rows.none { isTicket(it.number) }, "${waiting.rows.map { it.number }}")
            phone.core.send(Intent.Background)
            assertEquals(1u, phone.shell.deliveriesWanted.soon("scheduleDelivery").waiting)
        }

        val round = runBlocking { SyncEngine.open(phone.config, phone.secrets).use { it.drain(30_000u) } }
        assertNotEquals(0u, round.delivered, "$round")
        assertEquals(0u, round.left + round.wedged, "$round")

        phone.open().use { assertTrue(isTicket(numbered(phone).number)) }
    }

    /** Words, a photo that knows its place, and the service that the words suggest. */
    private fun compose(phone: Phone) {
        phone.report(ReportIntent.New)
        phone.report(ReportIntent.Describe("Βουλωμένο φρεάτιο, γεμάτο φύλλα. Με την πρώτη βροχή λιμνάζει ο δρόμος."))
        phone.report(ReportIntent.AddPhoto(PhotoSource.CAMERA))
        val (id, _) = phone.shell.photosWanted.soon("pickPhoto")
        phone.core.resolvePhoto(id, PickedPhoto.Picked(photo("street-6.jpg").toString()))
        val placed = phone.untilReport("the photo and its place") { report ->
            report.place.isSet && report.photos.any { !it.busy }
        }
        assertEquals(null, placed.place.outside)
        assertTrue(Files.exists(Path.of(placed.photos.single().thumbPath!!)))

        val suggested = phone.untilReport("a suggestion") { it.suggestions.isNotEmpty() }.suggestions.first()
        phone.report(ReportIntent.ChooseService(suggested.code))
        for (question in phone.untilReport("the service") { it.service.isNotEmpty() }.questions) {
            // The last choice is the harmless one.
            if (question !is QuestionView.Choice) continue
            phone.report(ReportIntent.Answer(question.code, question.options.last().code))
        }
        phone.report(ReportIntent.GoTo(ReportStep.REVIEW))
        phone.untilReport("a report that can be sent") { it.send.enabled }
    }

    /** A copy, as the camera would leave it in the app's own storage. */
    private fun photo(name: String): Path {
        val camera = Files.createDirectories(dir.resolve("camera"))
        return Files.copy(Path.of(System.getProperty("dimos.photos"), name), camera.resolve(name))
    }

    private fun numbered(phone: Phone): ReportRow =
        myReports(phone) { mine -> mine.rows.any { isTicket(it.number) } }.rows.first()

    private fun myReports(phone: Phone, shows: (MyReportsView) -> Boolean): MyReportsView {
        phone.untilReady()
        phone.core.send(Intent.OpenTab(Tab.MY_REPORTS))
        return phone.until("my reports") { view -> (view.screen as? Screen.MyReports)?.myReports?.takeIf(shows) }
    }

    private fun isTicket(number: String) = Regex("""\p{Lu}+-\d{4}-\d{6}""").matches(number)
}
