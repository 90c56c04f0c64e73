package gr.dimos.store

import gr.dimos.app.Intent
import gr.dimos.app.MyReportsIntent
import gr.dimos.core.City
import gr.dimos.core.soon
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** What a citizen does with a report, beside the script's story. */
class CitizenJourneyTest {
    @TempDir lateinit var dir: Path
    @AutoClose private val city = City.open()

    @Test
    fun `a public page is shared by the system's sheet`() {
        Handset(dir, city.url).ready().use { eleni ->
            val report = eleni.file { composeAt(SPOTS[0]) }
            eleni.seeTicket(report, "the page") { it.share != null }
            eleni.send(Intent.MyReports(MyReportsIntent.Share))
            assertTrue(city.url in eleni.os.shared.soon("share"))
        }
    }
}
