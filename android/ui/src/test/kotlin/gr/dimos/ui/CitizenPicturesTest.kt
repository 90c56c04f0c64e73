package gr.dimos.ui

import org.junit.jupiter.api.Test

/** How the citizen's screens look. */
class CitizenPicturesTest {
    @Test
    fun `the start`() = Picture.check("starting") { Samples(it).starting() }
}
