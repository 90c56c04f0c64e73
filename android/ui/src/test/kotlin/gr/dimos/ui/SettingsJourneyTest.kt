package gr.dimos.ui

import gr.dimos.app.Screen
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** What a person sets, by what stands on the screen. */
class SettingsJourneyTest {
    @TempDir lateinit var dir: Path

    @Test
    fun `another language and larger letters are there at once`() = Stage.run(dir) {
        tap("Ρυθμίσεις")
        tap("English")
        sees("As on the phone")
        tap("Larger texts")
        assertTrue(awaits("larger letters") { phone.core.view().largeText.takeIf { it } })
    }

    @Test
    fun `nothing is forgotten before what would be lost was read`() = Stage.run(dir, "en-GB") {
        tap("Settings")
        val forget = (phone.core.view().screen as Screen.Settings).settings.forget.label
        tap(forget)
        val asked = awaits("the warning") { (phone.core.view().screen as? Screen.Settings)?.settings?.forgetWarning }
        sees(asked)
    }

    @Test
    fun `who wants to be forgotten is, on this phone, and begins anew`() = Stage.run(dir, "en-GB") {
        reported()
        tap("Settings")
        tap("Forget everything of mine on this phone")
        sees("Your list of reports on this phone will be empty. The city keeps what was sent.")
        tap("Yes, forget everything")
        sees("Everything of yours was removed from this phone.")
        tap("My reports")
        sees("You have not reported anything yet.")
        tap("Report")
        sees("Report a problem")
    }

    @Test
    fun `a crew's code that the city does not know is refused beside its field`() = Stage.run(dir, "en-GB") {
        tap("Settings")
        type("Crew code", "ABCD-2345")
        tap("Make this a crew’s phone")
        val refused = awaits("a refusal") { (phone.core.view().screen as? Screen.Settings)?.settings?.code?.error }
        sees(refused)
    }
}
