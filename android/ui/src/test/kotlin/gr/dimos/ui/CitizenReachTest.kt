package gr.dimos.ui

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

/** Everything on the citizen's screens has a name, room for a finger, and all of its words, to the end of the page. */
class CitizenReachTest {
    @ParameterizedTest
    @ValueSource(floats = [1f, 2f])
    fun `nothing is nameless, small, cut or out of reach`(fontScale: Float) {
        // English is the shorter one: its letters are looked at only where they are large.
        for (language in if (fontScale > 1) listOf("el", "en") else listOf("el")) {
            val screens = CitizenPicturesTest.screens.mapValues { (_, view) -> view(Samples(language)) }
            assertEquals("", Reach.wrong(screens, fontScale).joinToString("\n"))
        }
    }
}
