package gr.dimos.android

import android.graphics.Bitmap
import android.media.ExifInterface
import android.util.Size
import gr.dimos.android.photos.LONGEST_SIDE
import gr.dimos.android.photos.PhotoImport
import gr.dimos.android.photos.fitted
import gr.dimos.android.photos.keepWhenAndWhere
import java.io.File
import java.io.IOException
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** As much of a HEIC as says that it is one. */
val HEIC = byteArrayOf(0, 0, 0, 24) + "ftypheic".encodeToByteArray() + ByteArray(64)

/** What the platform converts. The JVM has no decoder for HEIC, and Android's own does not run there. */
@RunWith(RobolectricTestRunner::class)
class HeifTest {
    private val folder get() = TestApplication.here.cacheDir
    private val heic get() = File(folder, "photo.jpg").apply { writeBytes(HEIC) }

    @Test
    fun `a HEIC that is handed in is converted by the platform and the original goes`() {
        val file = heic
        val ready = imported(file) { _, jpeg -> jpeg.writeBytes(photo()) } as PhotoImport.Result.Ready
        assertArrayEquals(photo(), File(ready.path).readBytes())
        assertFalse(file.exists())
    }

    @Test
    fun `whatever a codec throws, the photo is left for the core to judge and nothing half written stays`() {
        val troubles = listOf(
            IOException("damaged"),
            IllegalArgumentException("a strange size"),
            IllegalStateException("a codec that died"),
            OutOfMemoryError("too large"),
        )
        for (trouble in troubles) {
            val file = heic
            var begun: File? = null
            val result = imported(file) { _, jpeg ->
                begun = jpeg.apply { writeText("half of it") }
                throw trouble
            }
            assertEquals(trouble.message, PhotoImport.Result.Ready(file.path), result)
            assertArrayEquals(HEIC, file.readBytes())
            assertFalse(checkNotNull(begun).exists())
        }
    }

    @Test
    fun `a photo of any size comes out no longer than is wanted, and not much shorter`() {
        assertEquals(Size(3200, 2400), fitted(11_648, 8_736))
        assertEquals(Size(2400, 3200), fitted(9_000, 12_000))
        assertEquals(Size(LONGEST_SIDE, 1), fitted(LONGEST_SIDE * 4, 1))
        for ((width, height) in listOf(4032 to 3024, LONGEST_SIDE + 1 to 10, 3024 to 6_399, 30_000 to 20_000)) {
            val size = fitted(width, height)
            assertEquals("$width × $height", LONGEST_SIDE, maxOf(size.width, size.height))
        }
        for (small in listOf(Size(1, 1), Size(640, 480), Size(LONGEST_SIDE, LONGEST_SIDE))) {
            assertEquals(small, fitted(small.width, small.height))
        }
    }

    @Test
    fun `what is converted keeps when and where it was taken`() {
        val from = File(folder, "from.jpg").apply { writeBytes(photo()) }
        val into = picture(width = 8, height = 8)
        keepWhenAndWhere(from, into)
        val tags = listOf(
            ExifInterface.TAG_GPS_LATITUDE, ExifInterface.TAG_GPS_LATITUDE_REF,
            ExifInterface.TAG_GPS_LONGITUDE, ExifInterface.TAG_GPS_LONGITUDE_REF,
        )
        val (old, new) = ExifInterface(from.path) to ExifInterface(into.path)
        for (tag in tags) assertEquals(tag, checkNotNull(old.getAttribute(tag)), new.getAttribute(tag))
    }

    @Test
    fun `a photo that does not say when and where it was taken is a photo all the same`() {
        val into = picture(width = 8, height = 8)
        val before = into.readBytes()
        keepWhenAndWhere(File(folder, "is not there.heic"), into)
        assertArrayEquals(before, into.readBytes())
    }

    @Test
    fun `a camera that has no room to write, or a picture that has none to be converted, is told as that`() {
        val empty = File(folder, "empty.jpg").apply { createNewFile() }
        val file = heic
        val full: (File, File) -> Unit = { _, _ -> throw IOException("no space") }
        assertEquals(PhotoImport.Result.StorageFull, imported(empty, room = 0, full))
        assertEquals(PhotoImport.Result.StorageFull, imported(file, room = 0, full))
        assertFalse(file.exists())
    }

    private fun imported(file: File, room: Long = Long.MAX_VALUE, convert: (File, File) -> Unit) =
        runBlocking { PhotoImport(TestApplication.here, convert, { room }).readable(file) }

    private fun picture(width: Int, height: Int) = File(folder, "$width.jpg").apply {
        val bitmap = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888)
        assertTrue(outputStream().use { bitmap.compress(Bitmap.CompressFormat.JPEG, 90, it) })
    }
}
