package gr.dimos.android

import android.app.Activity
import android.net.Uri
import android.os.Bundle
import android.widget.Toast
import androidx.activity.ComponentActivity
import androidx.activity.OnBackPressedCallback
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.result.PickVisualMediaRequest
import androidx.activity.result.contract.ActivityResultContracts.PickVisualMedia
import androidx.activity.result.contract.ActivityResultContracts.RequestMultiplePermissions
import androidx.activity.result.contract.ActivityResultContracts.TakePicture
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.lifecycleScope
import androidx.lifecycle.repeatOnLifecycle
import gr.dimos.android.links.Arrival
import gr.dimos.android.links.arrivalOf
import gr.dimos.android.photos.PhotoImport
import gr.dimos.android.photos.asPicked
import gr.dimos.app.Intent
import gr.dimos.app.ReportIntent
import gr.dimos.store.CoreState
import java.io.File
import kotlinx.coroutines.launch

/** The one screen: shows what the core says, and hands on what arrives from outside. */
class MainActivity : ComponentActivity(), Desk.Window {
    private val parts get() = (application as DimosApplication).parts

    private val camera = registerForActivityResult(TakePicture()) { taken ->
        parts.desk.pictureTaken(taken)?.let { late(it) { parts.photos.readable(File(it.file.orEmpty())) } }
    }
    private val picker = registerForActivityResult(PickVisualMedia()) { uri ->
        parts.desk.pictureChosen(uri)?.let { late(it) { parts.photos.from(checkNotNull(uri)) } }
    }
    private val permissions = registerForActivityResult(RequestMultiplePermissions()) {
        parts.desk.permissionsDecided(it)
    }
    private val back = object : OnBackPressedCallback(false) {
        override fun handleOnBackPressed() = parts.host.send(Intent.Back)
    }

    override val activity: Activity get() = this

    override fun onCreate(savedInstanceState: Bundle?) {
        enableEdgeToEdge()
        super.onCreate(savedInstanceState)
        parts.opened(resources.configuration)
        parts.desk.opened(this, savedInstanceState?.awaited())
        parts.host.open()
        // Back leads out of the app, with the system's own preview of it, where the core has nowhere to go back to.
        onBackPressedDispatcher.addCallback(this, back)
        lifecycleScope.launch {
            repeatOnLifecycle(Lifecycle.State.STARTED) {
                parts.host.state.collect { back.isEnabled = (it as? CoreState.Open)?.view?.canGoBack == true }
            }
        }
        if (savedInstanceState == null) arrived(intent)
        setContent { Root(parts.host, parts.desk, parts::touched, ::sendDetails) }
    }

    override fun onNewIntent(intent: android.content.Intent) {
        super.onNewIntent(intent)
        setIntent(intent)
        arrived(intent)
    }

    override fun onSaveInstanceState(outState: Bundle) {
        super.onSaveInstanceState(outState)
        outState.putString(PHOTO_FOR, parts.desk.awaited?.belongsTo)
        outState.putString(PHOTO_FILE, parts.desk.awaited?.file)
    }

    override fun onDestroy() {
        parts.desk.closed(this)
        super.onDestroy()
    }

    override fun takePicture(into: Uri) = camera.launch(into)

    override fun choosePicture() = picker.launch(PickVisualMediaRequest(PickVisualMedia.ImageOnly))

    override fun askPermissions(names: List<String>) = permissions.launch(names.toTypedArray())

    private fun arrived(intent: android.content.Intent) {
        when (val arrival = arrivalOf(intent)) {
            is Arrival.Told -> parts.host.send(arrival.intent)
            is Arrival.Photo -> parts.scope.launch { take(parts.photos.from(arrival.uri)) }
            Arrival.NoPhoto -> say(R.string.share_no_photo)
            Arrival.Nothing -> Unit
        }
    }

    /** A photo that a process before this one asked for: the core knows where it belongs. */
    private fun late(what: Desk.Awaited, read: suspend () -> PhotoImport.Result) {
        parts.scope.launch { parts.host.send(Intent.PhotoArrived(what.belongsTo, read().asPicked())) }
    }

    private fun Bundle.awaited() = getString(PHOTO_FOR)?.let { Desk.Awaited(it, getString(PHOTO_FILE)) }

    /** A photo that another app shares begins a report. */
    private fun take(photo: PhotoImport.Result) =
        when (photo) {
            is PhotoImport.Result.Ready -> parts.host.send(Intent.Report(ReportIntent.PhotoShared(photo.path)))
            PhotoImport.Result.NoPhoto -> say(R.string.share_no_photo)
            PhotoImport.Result.StorageFull -> say(R.string.share_storage_full)
        }

    private fun say(text: Int) = Toast.makeText(applicationContext, words.getText(text), Toast.LENGTH_LONG).show()

    private fun sendDetails() {
        val details = android.content.Intent(android.content.Intent.ACTION_SEND)
            .setType("text/plain")
            .putExtra(android.content.Intent.EXTRA_TEXT, parts.host.diagnostics.text())
        startActivity(android.content.Intent.createChooser(details, null))
    }

    private companion object {
        const val PHOTO_FOR = "photo-for"
        const val PHOTO_FILE = "photo-file"
    }
}
