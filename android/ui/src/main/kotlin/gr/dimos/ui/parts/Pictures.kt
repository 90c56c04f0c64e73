package gr.dimos.ui.parts

import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.size
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.produceState
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.unit.dp
import gr.dimos.ui.LocalSlots

/** Reads pictures from files: the platform's part. */
fun interface Pictures {
    /** The picture in a file, of about that many pixels on its longer side; null where it cannot be read. */
    suspend fun load(path: String, pixels: Int): ImageBitmap?
}

/** A picture from a file, or a symbol while there is none. What it shows is said by what stands around it. */
@Composable
fun FilePicture(
    path: String?,
    placeholder: ImageVector,
    modifier: Modifier = Modifier,
    busy: Boolean = false,
    pixels: Int = 320,
    scale: ContentScale = ContentScale.Crop,
) {
    val pictures = LocalSlots.current.pictures
    val picture by produceState<ImageBitmap?>(null, path, pixels, pictures) {
        value = path?.let { pictures.load(it, pixels) }
    }
    Box(
        modifier.background(MaterialTheme.colorScheme.surfaceVariant),
        contentAlignment = Alignment.Center,
    ) {
        val shown = picture
        when {
            shown != null -> Image(shown, contentDescription = null, Modifier.fillMaxSize(), contentScale = scale)
            busy -> CircularProgressIndicator(Modifier.size(28.dp))
            else -> Icon(
                placeholder,
                contentDescription = null,
                Modifier.size(28.dp),
                MaterialTheme.colorScheme.onSurfaceVariant,
            )
        }
    }
}
