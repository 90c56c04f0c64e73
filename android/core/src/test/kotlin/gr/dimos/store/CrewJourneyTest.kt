package gr.dimos.store

import gr.dimos.app.CrewIntent
import gr.dimos.app.CrewView
import gr.dimos.app.Intent
import gr.dimos.app.PhoneFix
import gr.dimos.app.PhotoSource
import gr.dimos.app.Tab
import gr.dimos.app.WorkPhoto
import gr.dimos.core.City
import gr.dimos.core.soon
import java.nio.file.Path
import kotlin.math.abs
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** A crew's day, from the code that makes a phone theirs to the last job. */
class CrewJourneyTest {
    @TempDir lateinit var dir: Path

    @Test
    fun `enrolled by a code, the day is worked in route order, in a cellar without a network too`() {
        City.open().use { city ->
            val desk = city.staff("dispatcher")
            val reports = Handset(dir.resolve("citizen"), city.url).ready().use { eleni ->
                SPOTS.map { spot -> eleni.file { composeAt(spot) } }
            }
            reports.forEach { desk.schedule(it) }

            Handset(dir.resolve("crew"), city.url).ready().use { crew ->
                assertFalse(crew.store.state.value.tabs.any { it.tab == Tab.CREW })
                crew.enrol(desk.enrolmentCode())
                assertTrue(crew.store.state.value.tabs.any { it.tab == Tab.CREW })
                val day = crew.seeDay("the plan") { it.jobs.size == 3 && !it.refreshing }
                assertEquals(listOf(1u, 2u, 3u), day.jobs.map { it.stop })
                assertEquals(listOf(1u, 2u, 3u), day.map.pins.map { it.number })
                val (first, second, third) = day.jobs.map { it.id }

                crew.job(first, CrewIntent.Navigate(first))
                assertTrue(crew.os.opened.soon("the way").startsWith("geo:"))

                crew.signals.online.value = false
                crew.send(Intent.Crew(CrewIntent.StartJob(first)))
                crew.seeJob("the job begun") { it.start == null }
                assertFalse(crew.seeJob("the job") { it.close != null }.close!!.enabled, "an end needs its photo")
                crew.photograph("street-4.jpg", WorkPhoto.BEFORE)
                crew.photograph("street-1.jpg", WorkPhoto.AFTER)
                crew.send(Intent.Crew(CrewIntent.WriteNote("Καθαρίστηκε.")))
                crew.send(Intent.Crew(CrewIntent.CloseJob))

                crew.job(second, CrewIntent.WriteNote("Παρκαρισμένο αυτοκίνητο πάνω στη σχάρα."))
                val reasons = crew.seeJob("the reasons") { it.cannotReasons.isNotEmpty() }.cannotReasons
                crew.send(Intent.Crew(CrewIntent.CannotDo(reasons.first { it.code == "no_access" }.code)))

                val offline = crew.seeDay("two done, unsent") { now -> now.jobs.count { it.pending } == 2 }
                assertEquals(third, offline.jobs.single { it.stop > 0u }.id)

                crew.signals.online.value = true
                crew.seeDay("all sent") { now -> now.jobs.none { it.pending } }
                val byJob = mapOf("resolved" to 1, "triaged" to 1, "scheduled" to 1)
                assertEquals(byJob, reports.groupingBy { desk.state(it) }.eachCount())
            }
        }
    }

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

    private fun Handset.job(id: String, then: CrewIntent) {
        send(Intent.OpenTab(Tab.CREW))
        send(Intent.Crew(CrewIntent.Open(id)))
        seeJob("the job") { it.row.id == id }
        send(Intent.Crew(then))
    }

    private fun Handset.photograph(name: String, kind: WorkPhoto) {
        os.willPick(photo(name))
        send(Intent.Crew(CrewIntent.AddPhoto(PhotoSource.CAMERA, kind)))
        seeJob("the photo") { job ->
            val photos = if (kind == WorkPhoto.BEFORE) job.before else job.after
            photos.isNotEmpty() && photos.none { it.busy }
        }
    }
}
