package gr.dimos.ui

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.performTouchInput
import androidx.compose.ui.test.runSkikoComposeUiTest
import androidx.compose.ui.unit.Density
import gr.dimos.app.CrewIntent
import gr.dimos.app.Intent
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

/** A stop is carried to another place by a long press and a drag. */
@OptIn(ExperimentalTestApi::class)
class CarryTest {
    @Test
    fun `the first stop is carried below the second`() {
        val sent = mutableListOf<Intent>()
        runSkikoComposeUiTest(Size(Picture.WIDTH.toFloat(), 1_400f), Density(1f)) {
            setContent { DimosApp(CrewSamples("en").day(), { sent += it }, TestSlots, dark = false, font = TestFont) }
            onNode(hasText("THES-2026-000041", substring = true)).performTouchInput {
                down(center)
                advanceEventTime(1_000)
                repeat(12) { moveBy(Offset(0f, 10f)) }
                up()
            }
            waitForIdle()
        }
        assertEquals(listOf<Intent>(Intent.Crew(CrewIntent.MoveJob("job 41", 1u))), sent)
    }
}
