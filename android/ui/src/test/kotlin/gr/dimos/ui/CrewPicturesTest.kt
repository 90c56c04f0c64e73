package gr.dimos.ui

import org.junit.jupiter.api.Test

/** How a crew's screens look. */
class CrewPicturesTest {
    @Test
    fun `the day`() = Picture.check("crew", 1_200) { CrewSamples(it).day() }

    @Test
    fun `a job`() = Picture.check("job", 1_700) { CrewSamples(it).job() }

    @Test
    fun `a job that was refused`() = Picture.check("job-refused") { CrewSamples(it).job(refused = true) }
}
