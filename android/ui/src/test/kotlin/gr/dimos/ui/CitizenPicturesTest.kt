package gr.dimos.ui

import androidx.compose.ui.geometry.Offset
import gr.dimos.app.ReportStep
import gr.dimos.app.ViewModel
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

/** How the citizen's screens look. */
class CitizenPicturesTest {
    @TestFactory
    fun `looks as it was looked at`() = screens.map { (name, view) ->
        // A ticket is shown whole, the others as a phone shows them.
        val height = if (name.startsWith("ticket")) 1_900 else Picture.HEIGHT
        DynamicTest.dynamicTest(name) { Picture.check(name, height) { view(Samples(it)) } }
    }

    @Test
    fun `the city as a map`() =
        Picture.check("my-city-map", tap = Offset(362f, 30f)) { TownSamples(Samples(it)).city() }

    companion object {
        /** Every screen of a citizen in the states that look different. */
        val screens: Map<String, (Samples) -> ViewModel> = buildMap {
            put("starting") { it.starting() }
            put("no-city") { it.starting(busy = false) }
            put("report-drafts") { ReportSamples(it).drafts() }
            put("report-empty") { ReportSamples(it).empty() }
            for (step in ReportStep.entries) {
                put("report-${step.name.lowercase()}") { ReportSamples(it).step(step) }
            }
            put("report-outside") { ReportSamples(it).outside() }
            put("report-emergency") { ReportSamples(it).emergency() }
            put("my-reports") { TownSamples(it).mine() }
            put("my-reports-none") { TownSamples(it).none() }
            put("ticket-fixed") { TownSamples(it).fixed() }
            put("ticket-asked") { TownSamples(it).asked() }
            put("my-city") { TownSamples(it).city() }
        }
    }
}
