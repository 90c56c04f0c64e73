package gr.dimos.android.photos

import android.content.ActivityNotFoundException
import android.content.Context
import androidx.core.content.FileProvider
import gr.dimos.android.Desk
import gr.dimos.app.PhotoSource
import gr.dimos.app.PickedPhoto
import gr.dimos.store.PhotoPicker
import java.io.File
import java.io.IOException

/** The phone's own camera app and the system's photo picker: neither needs a permission. */
class CameraAndPicker(
    private val context: Context,
    private val desk: Desk,
    private val photos: PhotoImport,
) : PhotoPicker {

    override suspend fun pick(source: PhotoSource): PickedPhoto =
        try {
            when (source) {
                PhotoSource.CAMERA -> take()
                PhotoSource.LIBRARY -> choose()
            }
        } catch (_: ActivityNotFoundException) {
            PickedPhoto.Unavailable
        } catch (_: SecurityException) {
            // A phone that is managed by somebody may forbid the camera.
            PickedPhoto.Denied
        } catch (_: IOException) {
            PickedPhoto.Unavailable
        }

    private suspend fun take(): PickedPhoto {
        val file = photos.cameraFile()
        val uri = FileProvider.getUriForFile(context, "${context.packageName}.files", file)
        if (!desk.takePicture(file.path, uri)) {
            file.delete()
            return PickedPhoto.Cancelled
        }
        return picked(photos.readable(File(file.path)))
    }

    private suspend fun choose(): PickedPhoto {
        val uri = desk.choosePicture() ?: return PickedPhoto.Cancelled
        return picked(photos.from(uri))
    }

    private fun picked(result: PhotoImport.Result): PickedPhoto =
        when (result) {
            is PhotoImport.Result.Ready -> PickedPhoto.Picked(result.path)
            PhotoImport.Result.NoPhoto, PhotoImport.Result.StorageFull -> PickedPhoto.Unavailable
        }
}
