package gr.dimos.ui

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.click
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performTouchInput
import androidx.compose.ui.test.runSkikoComposeUiTest
import androidx.compose.ui.test.swipe
import androidx.compose.ui.unit.Density
import gr.dimos.app.MapPin
import gr.dimos.app.MapView
import gr.dimos.app.Tone
import gr.dimos.ui.map.Camera
import gr.dimos.ui.map.DrawnMap
import gr.dimos.ui.theme.DimosTheme
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The map that is drawn without tiles. */
@OptIn(ExperimentalTestApi::class)
class MapTest {
    private val pin = MapPin("1", 40.6330, 22.9470, "road", Tone.WARNING, 0u, "Λακκούβα")
    private val map = MapView(40.6330, 22.9470, 200.0, listOf(pin), 30.0, "Χάρτης")

    @Test
    fun `a place and its point on the screen are each other's`() {
        val camera = Camera(40.6330, 22.9470, 2.0)
        val (lat, lon) = camera.place(camera.offset(40.6401, 22.9360))
        assertEquals(40.6401, lat, 1e-6)
        assertEquals(22.9360, lon, 1e-6)
        // A kilometre north is 500 pixels up.
        assertEquals(-500f, camera.offset(40.6330 + 1_000 / 111_195.0, 22.9470).y, 0.5f)
    }

    @Test
    fun `what lies under the fingers stays there while they zoom, and nothing zooms for ever`() {
        val camera = Camera(40.6330, 22.9470, 2.0)
        val fingers = Offset(80f, -120f)
        val under = camera.place(fingers)
        camera.zoom(3f, fingers)
        val after = camera.place(fingers)
        assertEquals(under.first, after.first, 1e-7)
        assertEquals(under.second, after.second, 1e-7)
        repeat(100) { camera.zoom(10f) }
        assertTrue(camera.metresPerPixel > 0.01)
        repeat(100) { camera.zoom(0.1f) }
        assertTrue(camera.metresPerPixel < 1_000)
    }

    @Test
    fun `a touch gives the place that was touched, a pin gives itself`() {
        val places = mutableListOf<Pair<Double, Double>>()
        val pins = mutableListOf<String>()
        onMap(places, pins) {
            onNodeWithContentDescription("Χάρτης").performTouchInput { click(Offset(300f, 200f)) }
            waitForIdle()
            onNodeWithContentDescription("Λακκούβα").performClick()
        }
        // 100 pixels east of the middle at one metre each.
        assertEquals(40.6330, places.single().first, 1e-6)
        assertEquals(100.0, (places.single().second - 22.9470) * 111_195 * Math.cos(Math.toRadians(40.6330)), 0.5)
        assertEquals(listOf("1"), pins)
    }

    @Test
    fun `a finger moves the ground, and the buttons make it larger`() {
        val places = mutableListOf<Pair<Double, Double>>()
        onMap(places, mutableListOf()) {
            val ground = onNodeWithContentDescription("Χάρτης")
            ground.performTouchInput { swipe(Offset(200f, 300f), Offset(200f, 100f)) }
            onNodeWithContentDescription("Μεγέθυνση").performClick()
            waitForIdle()
            ground.performTouchInput { click(Offset(200f, 200f)) }
        }
        val south = (40.6330 - places.single().first) * 111_195
        assertTrue(south in 150.0..210.0, "moved $south m")
    }

    private fun onMap(
        places: MutableList<Pair<Double, Double>>,
        pins: MutableList<String>,
        story: SkikoComposeUiTest.() -> Unit,
    ) = runSkikoComposeUiTest(Size(400f, 400f), Density(1f)) {
        setContent {
            DimosTheme(dark = false) {
                CompositionLocalProvider(LocalWords provides Samples("el").words()) {
                    DrawnMap(map, onPlace = { lat, lon -> places += lat to lon }, onPin = { pins += it })
                }
            }
        }
        story()
    }
}
