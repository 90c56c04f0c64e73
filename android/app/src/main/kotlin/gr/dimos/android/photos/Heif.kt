package gr.dimos.android.photos

import android.graphics.Bitmap
import android.graphics.ImageDecoder
import android.media.ExifInterface
import android.os.Build
import android.util.Size
import java.io.File
import java.io.IOException
import kotlin.math.max
import kotlin.math.roundToInt

/** Whether a file is HEIC or AVIF, by its first bytes: names and declared types lie. */
internal fun isHeif(file: File): Boolean {
    val head = ByteArray(12)
    val read = file.inputStream().use { it.readNBytesCompat(head) }
    if (read < head.size || String(head, 4, 4, Charsets.ISO_8859_1) != "ftyp") return false
    return String(head, 8, 4, Charsets.ISO_8859_1) in HEIF_BRANDS
}

/** Decodes with the platform's codecs, turned upright, and carries over when and where it was taken. */
internal fun convertToJpeg(from: File, into: File) {
    if (Build.VERSION.SDK_INT < Build.VERSION_CODES.P) throw IOException("this Android has no decoder")
    val bitmap = ImageDecoder.decodeBitmap(ImageDecoder.createSource(from)) { decoder, info, _ ->
        decoder.allocator = ImageDecoder.ALLOCATOR_SOFTWARE
        // Memory for what the core keeps, not for what the camera can.
        val size = fitted(info.size.width, info.size.height)
        decoder.setTargetSize(size.width, size.height)
    }
    try {
        val isWritten = into.outputStream().use { bitmap.compress(Bitmap.CompressFormat.JPEG, QUALITY, it) }
        if (!isWritten) throw IOException("no JPEG")
    } finally {
        bitmap.recycle()
    }
    keepWhenAndWhere(from, into)
}

/** The size of a picture whose longest side is no longer than is wanted, in its own shape; a small one keeps its own. */
internal fun fitted(width: Int, height: Int): Size {
    val longest = max(width, height)
    if (longest <= LONGEST_SIDE) return Size(width, height)
    fun scaled(side: Int) = max(1, (side.toDouble() * LONGEST_SIDE / longest).roundToInt())
    return Size(scaled(width), scaled(height))
}

/** Writes into a picture when and where that was taken which it was made from. */
internal fun keepWhenAndWhere(from: File, into: File) {
    val old = exifOf(from) ?: return
    val new = ExifInterface(into.path)
    KEPT_TAGS.forEach { tag -> old.getAttribute(tag)?.let { new.setAttribute(tag, it) } }
    new.saveAttributes()
}

/** What a picture says of itself, if that can be read: a photo without it is a photo all the same. */
private fun exifOf(file: File): ExifInterface? =
    try {
        ExifInterface(file.path)
    } catch (_: IOException) {
        null
    } catch (_: RuntimeException) {
        // Of a HEIC that is not quite one the platform's parser throws whatever it likes.
        null
    }

private fun java.io.InputStream.readNBytesCompat(into: ByteArray): Int {
    var total = 0
    while (total < into.size) {
        val read = read(into, total, into.size - total)
        if (read < 0) break
        total += read
    }
    return total
}

/** Twice what the core keeps, so that the last scaling is its own. */
internal const val LONGEST_SIDE = 3200
private const val QUALITY = 92
private val HEIF_BRANDS = setOf("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis")
private val KEPT_TAGS = listOf(
    ExifInterface.TAG_DATETIME_ORIGINAL,
    ExifInterface.TAG_DATETIME,
    ExifInterface.TAG_GPS_LATITUDE,
    ExifInterface.TAG_GPS_LATITUDE_REF,
    ExifInterface.TAG_GPS_LONGITUDE,
    ExifInterface.TAG_GPS_LONGITUDE_REF,
)
