package gr.dimos.ui

import gr.dimos.app.ReportStep
import gr.dimos.app.ViewModel
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory

/** How the citizen's screens look. */
class CitizenPicturesTest {
    @TestFactory
    fun `looks as it was looked at`() = screens.map { (name, view) ->
        DynamicTest.dynamicTest(name) { Picture.check(name) { view(Samples(it)) } }
    }

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
