package gr.dimos.store

import gr.dimos.app.Intent
import gr.dimos.app.MyReportsIntent
import gr.dimos.app.PhotoSource
import gr.dimos.core.City
import gr.dimos.core.soon
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** A citizen's story with the city, from the photo to the stars, as the app lives it. */
class CitizenJourneyTest {
    @TempDir lateinit var dir: Path
    @AutoClose private val city = City.open()

    @Test
    fun `photographed, sent, asked about, answered, fixed, not fixed, fixed again and rated`() {
        val desk = city.staff("dispatcher")
        Handset(dir, city.url).ready().use { eleni ->
            val report = eleni.file { compose() }
            assertEquals(PhotoSource.CAMERA, eleni.os.photosAsked.soon("a photo"))
            assertEquals(1, eleni.seeTicket(report, "the photo") { it.photos.size == 1 }.photos.size)

            desk.ask(report, "Σε ποια γωνία;")
            val asked = eleni.seeTicket(report, "the question") { it.answer != null }
            assertEquals("Σε ποια γωνία;", asked.question)
            eleni.write("Στη βόρεια", MyReportsIntent.Answer)
            eleni.seeTicket(report, "the answer with the city") { it.question == null && it.unsent.isEmpty() }

            desk.resolve(report)
            eleni.seeTicket(report, "the fix") { it.reopen != null && it.rate != null }
            eleni.os.willPick(eleni.photo("street-5.jpg"))
            eleni.send(Intent.MyReports(MyReportsIntent.AddPhoto(PhotoSource.LIBRARY)))
            eleni.seeTicket(report, "the photo of it") { it.writingPhotos.size == 1 && !it.writingPhotos.first().busy }
            eleni.write("Δεν έφτιαξε", MyReportsIntent.Reopen)
            eleni.until(report, "reopened") { desk.state(report) == "reopened" }

            desk.resolve(report)
            eleni.seeTicket(report, "the second fix") { it.rate?.enabled == true }
            eleni.send(Intent.MyReports(MyReportsIntent.Rate(4u)))
            eleni.until(report, "rated") { desk.state(report) == "confirmed" }
            assertEquals(4.toUByte(), eleni.seeTicket(report, "the stars") { it.unsent.isEmpty() }.stars)
        }
    }

    @Test
    fun `a public page is shared by the system's sheet`() {
        Handset(dir, city.url).ready().use { eleni ->
            val report = eleni.file { composeAt(SPOTS[0]) }
            eleni.seeTicket(report, "the page") { it.share != null }
            eleni.send(Intent.MyReports(MyReportsIntent.Share))
            assertTrue(city.url in eleni.os.shared.soon("share"))
        }
    }

    private fun Handset.until(report: String, what: String, holds: () -> Boolean) {
        patiently(what, Intent.MyReports(MyReportsIntent.Refresh)) { Unit.takeIf { holds() } }
    }
}
