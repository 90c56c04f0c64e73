package gr.dimos.android.photos

import android.content.ContentResolver
import android.content.Context
import android.net.Uri
import gr.dimos.android.Passing
import java.io.File
import java.io.IOException
import java.io.InputStream
import java.io.OutputStream
import java.util.UUID
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** Brings photos into the app's own storage in a form that the core reads, with what their EXIF says left as it is. */
class PhotoImport(
    private val context: Context,
    private val convert: (File, File) -> Unit = ::convertToJpeg,
    private val room: () -> Long = { context.cacheDir.usableSpace },
) {
    /** What came of it. */
    sealed interface Result {
        /** A file of the app's own. What is in it is the core's to judge. */
        data class Ready(val path: String) : Result

        /** There was nothing to read, or nothing that could be a photo. */
        data object NoPhoto : Result

        /** It could not be written. */
        data object StorageFull : Result
    }

    /** A new file that a camera may write. */
    suspend fun cameraFile(): File = withContext(Dispatchers.IO) { newFile(Passing.CAMERA).apply { createNewFile() } }

    /** Copies what another app lends. Only content of other apps is read: a path could name a file of our own. */
    suspend fun from(uri: Uri): Result = withContext(Dispatchers.IO) {
        if (!isLent(uri)) return@withContext Result.NoPhoto
        val lent = try {
            context.contentResolver.openInputStream(uri)
        } catch (_: IOException) {
            null
        } catch (_: RuntimeException) {
            // Whatever the other app throws while it is asked is thrown here.
            null
        } ?: return@withContext Result.NoPhoto
        val file = newFile(Passing.PHOTOS)
        val trouble = lent.use { copy(it, file) } ?: return@withContext readable(file)
        file.delete()
        trouble
    }

    /** Has the platform convert what the core does not read (HEIC, AVIF), and leaves everything else as it is. */
    suspend fun readable(file: File): Result = withContext(Dispatchers.IO) {
        if (file.length() == 0L) {
            file.delete()
            return@withContext if (isFull()) Result.StorageFull else Result.NoPhoto
        }
        if (!isHeif(file)) return@withContext Result.Ready(file.path)
        val jpeg = newFile(Passing.PHOTOS)
        when {
            isConverted(file, jpeg) -> Result.Ready(jpeg.path).also { file.delete() }
            isFull() -> Result.StorageFull.also { file.delete() }
            // The core says why it does not read it.
            else -> Result.Ready(file.path)
        }
    }

    /** Whether it is; what was begun of it is gone where it is not. */
    private fun isConverted(file: File, jpeg: File): Boolean {
        var done = false
        try {
            convert(file, jpeg)
            done = true
        } catch (_: IOException) {
            // Damaged, or of a kind that this phone has no codec for.
        } catch (_: RuntimeException) {
            // Codecs differ by maker, and so does what they throw at a picture that they do not expect.
        } catch (_: OutOfMemoryError) {
            // One picture is too large for this phone; the app goes on.
        } finally {
            if (!done) jpeg.delete()
        }
        return done
    }

    private fun isFull() = room() < LEAST_ROOM

    private fun isLent(uri: Uri): Boolean =
        uri.scheme == ContentResolver.SCHEME_CONTENT &&
            uri.authority?.substringAfterLast('@') != "${context.packageName}.files"

    /** What went wrong, or nothing. */
    private fun copy(from: InputStream, file: File): Result? {
        val into = try {
            file.outputStream()
        } catch (_: IOException) {
            return Result.StorageFull
        }
        return into.use { copy(from, it) }
    }

    private fun copy(from: InputStream, into: OutputStream): Result? {
        val buffer = ByteArray(64 * 1024)
        var total = 0L
        while (true) {
            val read = try {
                from.read(buffer)
            } catch (_: IOException) {
                return Result.NoPhoto
            } catch (_: RuntimeException) {
                return Result.NoPhoto
            }
            if (read < 0) return null
            total += read
            if (total > MOST_BYTES) return Result.NoPhoto
            try {
                into.write(buffer, 0, read)
            } catch (_: IOException) {
                return Result.StorageFull
            }
        }
    }

    /** In a folder that the operating system may empty; what is older than a day was taken over or given up. */
    private fun newFile(folder: String): File {
        val passing = Passing(context).apply { sweep() }
        return File(passing.folder(folder), "${UUID.randomUUID()}.jpg")
    }

    private companion object {
        /** A photo of 100 megapixels has half of it; a film does not fit. */
        const val MOST_BYTES = 100L * 1024 * 1024

        /** With less, writing a photo fails. */
        const val LEAST_ROOM = 2L * 1024 * 1024
    }
}
