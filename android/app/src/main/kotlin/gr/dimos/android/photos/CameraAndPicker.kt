package gr.dimos.android.photos

import android.content.ActivityNotFoundException
import android.content.Context
import androidx.core.content.FileProvider
import gr.dimos.android.Desk
import gr.dimos.app.PhotoSource
import gr.dimos.app.PickPhoto
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

    override suspend fun pick(request: PickPhoto): PickedPhoto =
        try {
            when (request.source) {
                PhotoSource.CAMERA -> take(request.belongsTo)
                PhotoSource.LIBRARY -> choose(request.belongsTo)
            }
        } catch (_: ActivityNotFoundException) {
            PickedPhoto.Unavailable
        } catch (_: SecurityException) {
            // A phone that is managed by somebody may forbid the camera.
            PickedPhoto.Denied
        } catch (_: IOException) {
            // The file that the camera is to write could not be made.
            PickedPhoto.StorageFull
        }

    private suspend fun take(belongsTo: String): PickedPhoto {
        val file = photos.cameraFile()
        val uri = FileProvider.getUriForFile(context, "${context.packageName}.files", file)
        if (!desk.takePicture(Desk.Awaited(belongsTo, file.path), uri)) {
            file.delete()
            return PickedPhoto.Cancelled
        }
        return photos.readable(File(file.path)).asPicked()
    }

    private suspend fun choose(belongsTo: String): PickedPhoto {
        val uri = desk.choosePicture(Desk.Awaited(belongsTo, file = null)) ?: return PickedPhoto.Cancelled
        return photos.from(uri).asPicked()
    }
}

/** As the core hears it. */
fun PhotoImport.Result.asPicked(): PickedPhoto =
    when (this) {
        is PhotoImport.Result.Ready -> PickedPhoto.Picked(path)
        PhotoImport.Result.NoPhoto -> PickedPhoto.Unavailable
        PhotoImport.Result.StorageFull -> PickedPhoto.StorageFull
    }
