package gr.dimos.android

import android.content.Context
import java.io.File
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days

/**
 * Files that only pass through: photos as the camera and other apps gave them, documents lent to another app. The core keeps
 * what it needs of them itself.
 */
class Passing(private val context: Context) {
    /** One of their folders. */
    fun folder(name: String) = File(context.cacheDir, name).apply { mkdirs() }

    /** Throws away what is older: it was taken over or given up. */
    fun sweep(olderThan: Duration = 1.days) {
        val old = System.currentTimeMillis() - olderThan.inWholeMilliseconds
        for (name in FOLDERS) folder(name).listFiles()?.filter { it.lastModified() <= old }?.forEach(File::delete)
    }

    companion object {
        /** What a camera writes. */
        const val CAMERA = "camera"

        /** What other apps share, and what the picker lends. */
        const val PHOTOS = "photos"

        /** What is lent to another app. */
        const val DOCUMENTS = "documents"

        private val FOLDERS = listOf(CAMERA, PHOTOS, DOCUMENTS)
    }
}
