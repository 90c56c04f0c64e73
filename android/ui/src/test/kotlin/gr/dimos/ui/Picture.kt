package gr.dimos.ui

import androidx.compose.runtime.Composable
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.MotionDurationScale
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.toComposeImageBitmap
import androidx.compose.ui.graphics.toPixelMap
import androidx.compose.ui.input.pointer.PointerEventType
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.IntSize
import gr.dimos.app.ViewModel
import java.awt.image.BufferedImage
import java.nio.file.Files
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.math.abs
import kotlinx.coroutines.Dispatchers
import org.junit.jupiter.api.Assertions.assertTrue

/** How a screen looks in one setting. */
data class Look(val language: String, val dark: Boolean, val fontScale: Int) {
    override fun toString() = "$language-${if (dark) "dark" else "light"}-$fontScale"

    companion object {
        /** Both languages by day and by night, with letters as usual and twice as large. */
        val all = listOf("el", "en").flatMap { language ->
            listOf(false, true).flatMap { dark -> listOf(1, 2).map { Look(language, dark, it) } }
        }
    }
}

/** Nothing moves: what turns for ever stands where it would end, or its place would hang on how fast the machine is. */
private object Still : MotionDurationScale {
    override val scaleFactor = 0f
}

/** Draws what a phone would show and compares it with the picture that is kept of it. */
object Picture {
    const val WIDTH = 390
    const val HEIGHT = 844
    private const val CHANNEL_TOLERANCE = 24
    private const val PIXELS_TOLERANCE = 0.002
    private val kept = Path.of(System.getProperty("dimos.pictures"))
    private val differences = Path.of("target", "pictures")
    private val writes = System.getProperty("dimos.pictures.write") == "true"

    /** Compares every look of a screen, or writes them where `-Ddimos.pictures.write=true`. */
    fun check(
        name: String,
        height: Int = HEIGHT,
        width: Int = WIDTH,
        tap: Offset? = null,
        view: (language: String) -> ViewModel,
    ) = checkDrawn(name, IntSize(width, height), tap) { look ->
        DimosApp(view(look.language), {}, TestSlots, look.dark, TestFont, city = RealCity.map(look.language))
    }

    /** The same of whatever is drawn, after a place on it was touched. */
    fun checkDrawn(
        name: String,
        size: IntSize = IntSize(WIDTH, HEIGHT),
        tap: Offset? = null,
        content: @Composable (Look) -> Unit,
    ) {
        val wrong = Look.all.mapNotNull { look -> compare("$name-$look", draw(look, size, tap) { content(look) }) }
        assertTrue(wrong.isEmpty()) { wrong.joinToString("\n") }
    }

    private fun draw(look: Look, size: IntSize, tap: Offset?, content: @Composable () -> Unit): BufferedImage {
        val (width, height) = size
        val density = Density(1f, look.fontScale.toFloat())
        val scene = ImageComposeScene(
            width,
            height,
            density,
            coroutineContext = Dispatchers.Unconfined + Still,
            content = content,
        )
        try {
            // The first frames lay out and load; the animations of an appearing screen are over after the last.
            var image = scene.render(0)
            if (tap != null) {
                scene.sendPointerEvent(PointerEventType.Press, tap)
                scene.sendPointerEvent(PointerEventType.Release, tap)
            }
            for (step in 1..3) image = scene.render(step * 1_000_000_000L)
            val pixels = image.toComposeImageBitmap().toPixelMap().buffer
            return BufferedImage(width, height, BufferedImage.TYPE_INT_RGB)
                .apply { setRGB(0, 0, width, height, pixels, 0, width) }
        } finally {
            scene.close()
        }
    }

    private fun compare(name: String, drawn: BufferedImage): String? {
        val file = kept.resolve("$name.png")
        if (writes) {
            Files.createDirectories(kept)
            ImageIO.write(Palette.reduce(drawn), "png", file.toFile())
            return null
        }
        if (!Files.exists(file)) return "$file is missing: write it with -Ddimos.pictures.write=true and look at it"
        val expected = ImageIO.read(file.toFile())
        // Reduced like the kept one, or photos would always differ.
        val now = Palette.reduce(drawn)
        val sameSize = expected.width == now.width && expected.height == now.height
        val different = if (sameSize) count(expected, now) else Int.MAX_VALUE
        if (different <= PIXELS_TOLERANCE * now.width * now.height) return null
        Files.createDirectories(differences)
        val shown = differences.resolve("$name.png")
        ImageIO.write(beside(expected, now), "png", shown.toFile())
        return "$name differs in $different pixels; what was kept and what is drawn: ${shown.toAbsolutePath()}"
    }

    private fun count(one: BufferedImage, other: BufferedImage): Int {
        val there = other.pixels()
        return one.pixels().filterIndexed { place, here -> apart(here, there[place]) }.size
    }

    private fun apart(one: Int, other: Int) =
        one != other && (apart(one, other, 0) || apart(one, other, 8) || apart(one, other, 16))

    private fun apart(one: Int, other: Int, channel: Int) =
        abs((one shr channel and 0xFF) - (other shr channel and 0xFF)) > CHANNEL_TOLERANCE

    private fun beside(one: BufferedImage, other: BufferedImage): BufferedImage {
        val both = BufferedImage(one.width + other.width, maxOf(one.height, other.height), BufferedImage.TYPE_INT_RGB)
        with(both.createGraphics()) {
            drawImage(one, 0, 0, null)
            drawImage(other, one.width, 0, null)
            dispose()
        }
        return both
    }
}
