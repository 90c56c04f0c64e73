package gr.dimos.android.photos

import android.graphics.BitmapFactory
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.asImageBitmap
import gr.dimos.ui.parts.Pictures
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** Pictures from files, read no larger than they are shown. */
object FilePictures : Pictures {
    override suspend fun load(path: String, pixels: Int): ImageBitmap? = withContext(Dispatchers.IO) {
        val size = BitmapFactory.Options().apply { inJustDecodeBounds = true }
        BitmapFactory.decodeFile(path, size)
        val longest = maxOf(size.outWidth, size.outHeight)
        val options = BitmapFactory.Options().apply { inSampleSize = sample(longest, pixels) }
        try {
            BitmapFactory.decodeFile(path, options)?.asImageBitmap()
        } catch (_: OutOfMemoryError) {
            null
        }
    }

    /** How many pixels become one: a power of two, never fewer pixels than are shown. */
    internal fun sample(longest: Int, wanted: Int): Int {
        var sample = 1
        while (longest / (sample * 2) >= wanted) sample *= 2
        return sample
    }
}
