package gr.dimos.store

import gr.dimos.app.CrewIntent
import gr.dimos.app.CrewView
import gr.dimos.app.Intent
import gr.dimos.app.PhoneFix
import gr.dimos.core.City
import java.nio.file.Path
import kotlin.math.abs
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** A crew's day, beside the script's story. */
class CrewJourneyTest {
    @TempDir lateinit var dir: Path

    @Test
    fun `the way is shortened from where the phone is, and by the depot where it may not know`() {
        City.open().use { city ->
            val desk = city.staff("dispatcher")
            val reports = Handset(dir.resolve("citizen"), city.url).ready().use { eleni ->
                SPOTS.map { spot -> eleni.file { composeAt(spot) } }
            }
            reports.forEach { desk.schedule(it) }
            Handset(dir.resolve("crew"), city.url).ready().use { crew ->
                crew.enrol(desk.enrolmentCode())
                crew.seeDay("the plan") { it.jobs.size == 3 && !it.refreshing }
                crew.os.access = { LocationAccess.GRANTED }
                crew.os.position = { PhoneFix.Found(SPOTS[2].first, SPOTS[2].second, 8f) }
                crew.send(Intent.Crew(CrewIntent.ShortenWay))
                crew.seeDay("the nearest first") { it.nearestFirst(SPOTS[2]) }

                crew.os.access = { throw SecurityException("denied meanwhile") }
                crew.send(Intent.Crew(CrewIntent.ShortenWay))
                assertNotNull(crew.seeDay("an answer all the same") { it.shortenWay.enabled })
            }
        }
    }

    private fun CrewView.nearestFirst(spot: Pair<Double, Double>) =
        map.pins.first { it.number == 1u }.let { abs(it.lat - spot.first) < 1e-4 }
}
