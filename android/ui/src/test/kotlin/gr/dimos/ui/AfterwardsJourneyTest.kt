package gr.dimos.ui

import gr.dimos.app.Intent
import gr.dimos.store.Handset
import gr.dimos.store.SPOTS
import gr.dimos.store.composeAt
import gr.dimos.store.file
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** What a citizen does with a report once it is sent, by what is seen on the screen and touched there. */
class AfterwardsJourneyTest {
    @TempDir lateinit var dir: Path

    @Test
    fun `the city asks and is answered, says it is fixed and hears that it is not, and is rated in the end`() =
        Stage.run(dir, "en-GB") {
            val desk = city.staff("dispatcher")
            val report = reported()
            desk.ask(report, "At which corner?")
            seesLater("At which corner?")
            sees("Write something or add a photo first.")
            type("Your words", "The northern one.")
            tap("Send the answer")
            sees("You answered")
            sees("The northern one.")
            awaits("the answer with the city") { Unit.takeIf { desk.state(report) != "needs_info" } }

            desk.resolve(report)
            seesLater("The city says it is fixed")
            sees("Say what is still wrong, or show it with a photo.")
            camera += "street-5.jpg"
            tap("Add a photo")
            tap("Camera")
            sees("Photo 1 of 1")
            type("Your words", "The water still stands.")
            tap("It is not fixed")
            sees("You said it is not fixed")
            awaits("the city to know") { Unit.takeIf { desk.state(report) == "reopened" } }

            desk.resolve(report)
            seesLater("Rate the fix")
            tap("4 of 5")
            tap("Rate the fix")
            sees("You rated the fix: 4 stars of 5")
            awaits("the rating with the city") { Unit.takeIf { desk.state(report) == "confirmed" } }
        }

    @Test
    fun `somebody else's report is seconded, followed, and followed no more`() = Stage.run(dir, "en-GB") {
        Handset(dir.resolve("eleni"), city.url).ready().use { eleni -> eleni.file { composeAt(SPOTS[0]) } }
        standAt(SPOTS[0].first, SPOTS[0].second)
        tap("My city")
        tap("Around me")
        tap("-000001")
        sees("Me too")
        phone.core.send(Intent.Connectivity(false))
        tap("Me too")
        sees("You said “me too”")
        // The city counts, and does not tell who it was.
        phone.core.send(Intent.Connectivity(true))
        sees("One more person says “me too”")
        tap("Stop following")
        sees("You no longer follow this report.")
        tap("Follow")
        sees("You will see how it goes on.")
        sees("Stop following")

        tap("My reports")
        tap("Following")
        tap("-000001")
        tap("Stop following")
        sees("You no longer follow this report.")
        tap("Back")
        sees("You do not follow any report yet.")
    }

    @Test
    fun `a report is taken back only after what that means was read`() = Stage.run(dir, "en-GB") {
        val desk = city.staff("dispatcher")
        val report = reported()
        tap("Take the report back")
        sees("If you take the report back, the city stops working on it.")
        assertEquals(false, desk.state(report) == "withdrawn")
        tap("Yes, take it back")
        sees("You took the report back")
        awaits("the city to know") { Unit.takeIf { desk.state(report) == "withdrawn" } }
    }

    @Test
    fun `what the city refuses is looked at, sent again, and given up once that is meant`() = Stage.run(dir, "en-GB") {
        val desk = city.staff("dispatcher")
        val report = reported()
        phone.core.send(Intent.Connectivity(false))
        tap("Take the report back")
        tap("Yes, take it back")
        sees("not sent yet")
        // The crew was faster.
        desk.resolve(report)

        phone.core.send(Intent.Connectivity(true))
        sees("One item needs your attention in My reports.")
        tap("My reports")
        sees("Taking back")
        sees("The city did not take this: the report has moved on meanwhile.")
        tap("Send again")
        sees("The city did not take this: the report has moved on meanwhile.")
        tap("Discard")
        tap("Really discard?")
        sees("Discarded.")
        awaits("no more attention") { Unit.takeIf { !shows("needs your attention") } }
        tap("-000001")
        sees("The city says it is fixed")
    }
}
