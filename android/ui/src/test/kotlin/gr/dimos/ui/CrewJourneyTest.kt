package gr.dimos.ui

import gr.dimos.app.CrewView
import gr.dimos.app.Intent
import gr.dimos.app.JobRow
import gr.dimos.app.Screen
import gr.dimos.core.Desk
import gr.dimos.store.Handset
import gr.dimos.store.SPOTS
import gr.dimos.store.composeAt
import gr.dimos.store.file
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** A crew's day by what stands on its screens, from the code that makes a phone theirs to the last job. */
class CrewJourneyTest {
    @TempDir lateinit var dir: Path

    @Test
    fun `enrolled by a code, two jobs are put in another order, one is done and one given back`() =
        Stage.run(dir, "en-GB") {
            val desk = city.staff("dispatcher")
            val reports = planned(desk)
            enrol(desk.enrolmentCode())
            sees("0 of 2 done")

            val first = stop(1).id
            tap("Move down")
            awaits("the new order") { stop(1).takeIf { it.id != first } }

            tap(stop(1).number)
            tap("Show the way")
            assertTrue(awaits("the map app") { phone.shell.opened.poll() }.startsWith("geo:"))
            tap("Begin")
            sees("Begun at")
            tells("Take a photo after the work first.")
            camera += listOf("street-4.jpg", "street-1.jpg")
            tap("Photo before")
            sees("Remove: before")
            tap("Photo after")
            sees("Remove: after")
            type("Note", "Cleared.")
            tap("Done")
            sees("1 of 2 done")

            tap(stop(1).number)
            tap("Could not be done")
            type("Note", "A car stands on it.")
            tap("Could not be done: No access")
            sees("1 given back")
            val told = setOf("resolved", "triaged")
            assertEquals(told, awaits("the city's word") { reports.map(desk::state).toSet().takeIf { it == told } })
        }

    @Test
    fun `in a cellar without a network the work goes on, and the city hears of it afterwards`() =
        Stage.run(dir, "en-GB") {
            val desk = city.staff("dispatcher")
            val reports = planned(desk)
            enrol(desk.enrolmentCode())
            sees("0 of 2 done")
            phone.core.send(Intent.Connectivity(false))
            sees("No connection.")

            tap(stop(1).number)
            tap("Begin")
            sees("Begun at")
            camera += listOf("street-4.jpg", "street-1.jpg")
            tap("Photo before")
            sees("Remove: before")
            tap("Photo after")
            sees("Remove: after")
            tap("Done")
            sees("1 of 2 done")

            tap(stop(1).number)
            tap("Could not be done")
            tap("Could not be done: Another reason (write a note)")
            sees("Write in the note why it could not be done.")
            type("Note", "The street is being paved.")
            tap("Could not be done: Another reason (write a note)")
            sees("1 given back")
            assertEquals(setOf("scheduled"), reports.map(desk::state).toSet(), "the city knows nothing of it yet")

            phone.core.send(Intent.Connectivity(true))
            val told = setOf("resolved", "triaged")
            assertEquals(told, awaits("the city's word") { reports.map(desk::state).toSet().takeIf { it == told } })
            awaits("nothing unsent") { Unit.takeIf { day()?.jobs?.none { it.pending } == true } }
        }

    @Test
    fun `what was done on a job that the city closed meanwhile goes to the dispatcher, and the crew is told`() =
        Stage.run(dir, "en-GB") {
            val desk = city.staff("dispatcher")
            val report = planned(desk, 1).single()
            enrol(desk.enrolmentCode())
            tap(stop(1).number)
            phone.core.send(Intent.Connectivity(false))
            camera += "street-1.jpg"
            tap("Photo after")
            sees("Remove: after")
            tap("Done")
            sees("Done at")
            desk.resolve(report)

            phone.core.send(Intent.Connectivity(true))
            sees("Taken back by the city; what you did is with the dispatcher")
            assertFalse(shows("needs your attention"), "there is nothing for the crew to do about it")
            assertEquals("resolved", desk.state(report))
        }

    private fun Stage.planned(desk: Desk, many: Int = 2): List<String> {
        val reports = Handset(dir.resolve("citizen"), city.url).ready().use { eleni ->
            SPOTS.take(many).map { spot -> eleni.file { composeAt(spot) } }
        }
        return reports.onEach { desk.schedule(it) }
    }

    private fun Stage.enrol(code: String) {
        tap("Settings")
        type("Crew code", code)
        tap("Make this a crew’s phone")
    }

    /** A stop of the day. Touched by its ticket number, which stands on its card only and not on the map. */
    private fun Stage.stop(number: Int): JobRow = awaits("stop $number") {
        day()?.jobs?.find { it.stop == number.toUInt() }
    }

    private fun Stage.day(): CrewView? = (phone.core.view().screen as? Screen.Crew)?.crew
}
