package gr.dimos.ui

import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.toComposeImageBitmap
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font
import gr.dimos.ui.parts.Pictures
import java.nio.file.Files
import java.nio.file.Path
import org.jetbrains.skia.Image

/** The font of every test, the same on every machine. */
val TestFont: FontFamily = FontFamily(
    Font("fonts/Roboto-Regular.ttf", FontWeight.Normal),
    Font("fonts/Roboto-Medium.ttf", FontWeight.Medium),
    Font("fonts/Roboto-Bold.ttf", FontWeight.Bold),
)

/** Pictures from files, decoded at once; a bare file name means one of the photos that the tests carry. */
object FilePictures : Pictures {
    private val known = mutableMapOf<String, ImageBitmap?>()

    override suspend fun load(path: String, pixels: Int): ImageBitmap? = synchronized(known) {
        known.getOrPut(path) {
            val file = if ('/' in path) Path.of(path) else Path.of(System.getProperty("dimos.photos"), path)
            if (Files.exists(file)) Image.makeFromEncoded(Files.readAllBytes(file)).toComposeImageBitmap() else null
        }
    }
}

/** What the tests put into the screens. */
val TestSlots = Slots(FilePictures)
