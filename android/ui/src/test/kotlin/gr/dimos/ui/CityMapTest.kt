package gr.dimos.ui

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Canvas
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.PixelMap
import androidx.compose.ui.graphics.drawscope.CanvasDrawScope
import androidx.compose.ui.graphics.toPixelMap
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performTouchInput
import androidx.compose.ui.test.runSkikoComposeUiTest
import androidx.compose.ui.test.swipe
import androidx.compose.ui.text.TextMeasurer
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.createFontFamilyResolver
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.sp
import gr.dimos.app.BaseMap
import gr.dimos.app.BaseStreet
import gr.dimos.app.MapView
import gr.dimos.app.StreetRank
import gr.dimos.ui.map.Camera
import gr.dimos.ui.map.CityDrawing
import gr.dimos.ui.map.CityPainter
import gr.dimos.ui.map.DrawnMap
import gr.dimos.ui.map.Inks
import gr.dimos.ui.map.Line
import gr.dimos.ui.map.LocalCity
import gr.dimos.ui.map.Names
import gr.dimos.ui.map.Room
import gr.dimos.ui.map.anchorsOf
import gr.dimos.ui.map.halo
import gr.dimos.ui.theme.DarkColours
import gr.dimos.ui.theme.DimosTheme
import gr.dimos.ui.theme.LightColours
import java.lang.management.ManagementFactory
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The city under the pins. */
@OptIn(ExperimentalTestApi::class)
class CityMapTest {
    private val light = Inks(LightColours)

    @Test
    fun `a street is drawn where it is, and moves with the ground`() = onMap(crossing()) {
        val ground = onNodeWithContentDescription("Χάρτης")
        assertEquals(light.street, pixels().at(300, 200), "the street goes east through the middle")
        assertEquals(light.land, pixels().at(300, 260))
        ground.performTouchInput { swipe(Offset(200f, 300f), Offset(200f, 360f)) }
        waitForIdle()
        val moved = pixels()
        assertEquals(light.land, moved.at(300, 200))
        assertTrue((236..276).any { moved.at(300, it) == light.street }, "it went down with the finger")
    }

    @Test
    fun `what is not the city is dimmed, and the licences' line is on the map`() = onMap(crossing(), east = 1_000.0) {
        // The border is in the middle: the city to the left.
        assertEquals(light.land, pixels().at(100, 100))
        assertTrue(pixels().at(330, 100) != light.land)
        onNodeWithText("© OpenStreetMap contributors", substring = true).assertExists()
    }

    @Test
    fun `the real city has its streets under every place of it, by day and by night`() {
        for (scheme in listOf(LightColours, DarkColours)) {
            val inks = Inks(scheme)
            val painted = paint(CityDrawing(RealCity.map("el")), Camera(40.6329, 22.9471, 1.0), inks)
            val share = painted.share { it == inks.street }
            assertTrue(share in 0.03..0.6, "$share of the middle of town is street")
        }
    }

    @Test
    fun `a name stands along a straight stretch that is long enough, and is never upside down`() {
        val straight = anchorsOf(Line(listOf(0f, 0f, 500f, 0f)))
        assertEquals(listOf(50f, 150f, 250f, 350f, 450f), straight.map { it.east })
        assertEquals(0f, straight[0].degrees)
        assertEquals(listOf(100f, 500f), listOf(straight[0].room, straight[2].room))
        // To the west and a little south: written from west to east.
        val back = anchorsOf(Line(listOf(0f, 0f, -100f, -10f))).single()
        assertTrue(back.degrees in -10f..10f, "${back.degrees}")
        // A bend of 90 degrees are two stretches; what is too short has no name.
        assertEquals(2, anchorsOf(Line(listOf(0f, 0f, 100f, 0f, 100f, 100f))).size)
        assertEquals(0, anchorsOf(Line(listOf(0f, 0f, 10f, 0f))).size)
        assertEquals(0, anchorsOf(Line(listOf())).size)
    }

    @Test
    fun `a name is whole, over no other, and under nothing that lies over the map`() {
        val room = Room().apply { clear(Size(400f, 200f)) }
        fun takes(x: Float, y: Float, name: String, apart: Float = 0f) = room.take(Offset(x, y), 50f, 10f, name, apart)
        room.block(300f, 0f, 400f, 80f)
        assertTrue(takes(100f, 100f, "Εγνατία"))
        assertFalse(takes(120f, 110f, "Ερμού"), "over another")
        assertFalse(takes(30f, 150f, "Ερμού"), "cut at the edge")
        assertFalse(takes(200f, 195f, "Ερμού"), "cut below")
        assertFalse(takes(270f, 60f, "Ερμού"), "under the buttons")
        assertFalse(takes(300f, 150f, "Εγνατία", apart = 240f), "said already nearby")
        assertTrue(takes(300f, 150f, "Ερμού"))
    }

    @Test
    fun `a frame of the real city is cheap and makes next to nothing that has to be cleared away`() {
        val map = RealCity.map("el")
        val began = System.nanoTime()
        val city = CityDrawing(map)
        val made = System.nanoTime() - began
        val stage = Canvas(ImageBitmap(390, 600))
        val scope = CanvasDrawScope()
        val painter = painter(city, light)
        val camera = Camera(40.6329, 22.9471, 2.0)
        fun frame(step: Int) {
            camera.pan(Offset(if (step % 100 < 50) 3f else -3f, 1f))
            scope.draw(Density(1f), LayoutDirection.Ltr, stage, Size(390f, 600f)) { painter.draw(this, camera) }
        }
        repeat(400, ::frame)
        val threads = ManagementFactory.getThreadMXBean() as com.sun.management.ThreadMXBean
        val (bytes, start) = threads.currentThreadAllocatedBytes to System.nanoTime()
        repeat(FRAMES, ::frame)
        val each = (threads.currentThreadAllocatedBytes - bytes) / FRAMES
        val micros = (System.nanoTime() - start) / FRAMES / 1_000
        println("city: made in ${made / 1_000} µs; a frame takes $micros µs and $each bytes, on the processor alone")
        assertTrue(each < 48 * 1024, "$each bytes a frame")
    }

    /** One street through the middle of a square city of two kilometres. */
    private fun crossing(): BaseMap {
        val square = listOf(-1_000f, -1_000f, 1_000f, -1_000f, 1_000f, 1_000f, -1_000f, 1_000f, -1_000f, -1_000f)
        val street = BaseStreet("Εγνατία", StreetRank.MAIN, listOf(-900f, 0f, 900f, 0f))
        val credits = listOf("© OpenStreetMap contributors, ODbL 1.0")
        return BaseMap("1", "el", LAT, LON, listOf(square), listOf(), listOf(street), listOf(), credits)
    }

    private fun onMap(city: BaseMap, east: Double = 0.0, story: SkikoComposeUiTest.() -> Unit) {
        val lon = LON + east / (111_195.08 * Math.cos(Math.toRadians(LAT)))
        val map = MapView(LAT, lon, 200.0, listOf(), 0.0, "Χάρτης")
        runSkikoComposeUiTest(Size(400f, 400f), Density(1f)) {
            setContent {
                DimosTheme(dark = false) {
                    CompositionLocalProvider(
                        LocalWords provides Samples("el").words(),
                        LocalCity provides lazyOf(CityDrawing(city)),
                    ) { DrawnMap(map) }
                }
            }
            story()
        }
    }

    private fun SkikoComposeUiTest.pixels(): PixelMap =
        onNodeWithContentDescription("Χάρτης").captureToImage().toPixelMap()

    private fun PixelMap.at(x: Int, y: Int) = this[x, y]

    private fun PixelMap.share(of: (androidx.compose.ui.graphics.Color) -> Boolean): Double {
        var many = 0
        for (y in 0 until height) for (x in 0 until width) if (of(this[x, y])) many++
        return many.toDouble() / (width * height)
    }

    private fun painter(city: CityDrawing, inks: Inks): CityPainter {
        val measurer = TextMeasurer(createFontFamilyResolver(), Density(1f), LayoutDirection.Ltr, 0)
        return CityPainter(city, inks, Names(measurer, TextStyle(fontSize = 11.sp, fontFamily = TestFont), halo(3f)))
    }

    private fun paint(city: CityDrawing, camera: Camera, inks: Inks): PixelMap {
        val image = ImageBitmap(400, 400)
        val painter = painter(city, inks)
        CanvasDrawScope().draw(Density(1f), LayoutDirection.Ltr, Canvas(image), Size(400f, 400f)) {
            painter.draw(this, camera)
        }
        return image.toPixelMap()
    }

    private companion object {
        const val LAT = 40.63
        const val LON = 22.95
        const val FRAMES = 300
    }
}
