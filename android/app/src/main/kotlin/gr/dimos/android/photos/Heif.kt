package gr.dimos.android.photos

import android.graphics.Bitmap
import android.graphics.ImageDecoder
import android.media.ExifInterface
import android.os.Build
import java.io.File
import java.io.IOException
import kotlin.math.max

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
        decoder.setTargetSampleSize(max(1, max(info.size.width, info.size.height) / LONGEST_SIDE))
    }
    try {
        val isWritten = into.outputStream().use { bitmap.compress(Bitmap.CompressFormat.JPEG, QUALITY, it) }
        if (!isWritten) throw IOException("no JPEG")
    } finally {
        bitmap.recycle()
    }
    keepWhenAndWhere(from, into)
}

/** Writes into a picture when and where that was taken which it was made from. */
internal fun keepWhenAndWhere(from: File, into: File) {
    val old = ExifInterface(from.path)
    val new = ExifInterface(into.path)
    KEPT_TAGS.forEach { tag -> old.getAttribute(tag)?.let { new.setAttribute(tag, it) } }
    new.saveAttributes()
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

private const val LONGEST_SIDE = 4096
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
