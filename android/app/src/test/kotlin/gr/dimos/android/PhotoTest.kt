package gr.dimos.android

import android.app.Activity
import android.content.Intent
import android.net.Uri
import android.provider.MediaStore
import androidx.core.content.IntentCompat
import gr.dimos.app.Intent as AppIntent
import gr.dimos.app.PhotoSource
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportView
import gr.dimos.app.Screen
import java.io.File
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** The camera app and the picker, as they answer and as they do not. */
@RunWith(RobolectricTestRunner::class)
class PhotoTest {
    @get:Rule val opened = Opened()

    @Test
    fun `a photo of the camera app reaches the report`() {
        begin()
        val asked = cameraIsAsked()
        take(asked)
        answer(asked, Activity.RESULT_OK)
        seeReport("the photo") { it.photos.size == 1 && !it.photos[0].busy }
    }

    @Test
    fun `who closes the camera is back where they were, and may ask again`() {
        begin()
        answer(cameraIsAsked(), Activity.RESULT_CANCELED)
        val again = cameraIsAsked()
        assertEquals(0, seeReport("the report") { true }.photos.size)
        take(again)
        answer(again, Activity.RESULT_OK)
        seeReport("the photo") { it.photos.size == 1 }
    }

    @Test
    fun `a camera that says yes and writes nothing is told of`() {
        begin()
        answer(cameraIsAsked(), Activity.RESULT_OK)
        assertTrue(opened.see("words") { it.toast }.text.isNotEmpty())
    }

    @Test
    fun `a phone without a camera app says so and can still choose a photo`() {
        begin()
        shadowOf(opened.app).checkActivities(true)
        add(PhotoSource.CAMERA)
        assertTrue(opened.see("words") { it.toast }.text.isNotEmpty())
        shadowOf(opened.app).checkActivities(false)
        opened.send(AppIntent.DismissToast)
        choose(photo())
        seeReport("the photo") { it.photos.size == 1 && !it.photos[0].busy }
    }

    @Test
    fun `turning the phone while the camera is open does not lose the photo`() {
        begin()
        val asked = cameraIsAsked()
        take(asked)
        opened.turn()
        answer(asked, Activity.RESULT_OK)
        seeReport("the photo") { it.photos.size == 1 && !it.photos[0].busy }
    }

    @Test
    fun `a photo that was taken while Android ended the app is in its report all the same`() {
        begin("A lamp is out.")
        val asked = cameraIsAsked()
        take(asked)
        opened.start(saved = opened.killed())
        answer(asked, Activity.RESULT_OK)
        val report = seeReport("the photo") { it.photos.size == 1 && !it.photos[0].busy }
        assertEquals("A lamp is out.", report.description.value)
    }

    @Test
    fun `a photo that was chosen while Android ended the app is in its report all the same`() {
        begin("A bench is broken.")
        add(PhotoSource.LIBRARY)
        val asked = next()
        opened.start(saved = opened.killed())
        answer(asked, Activity.RESULT_OK, lent(photo()))
        val report = seeReport("the photo") { it.photos.size == 1 && !it.photos[0].busy }
        assertEquals("A bench is broken.", report.description.value)
    }

    @Test
    fun `a photo for a report that is gone when it arrives is said to have come too late`() {
        begin("A lamp is out.")
        val asked = cameraIsAsked()
        take(asked)
        val draft = seeReport("the report") { it.composing }.draft
        val kept = opened.killed()
        opened.start(saved = kept)
        seeReport("the draft") { it.drafts.size == 1 }
        opened.send(AppIntent.Report(ReportIntent.DiscardDraft(draft)))
        seeReport("no draft") { it.drafts.isEmpty() }
        opened.send(AppIntent.DismissToast)
        answer(asked, Activity.RESULT_OK)
        val told = opened.see("words") { view -> view.toast?.takeIf { it.action == null } }
        assertTrue(told.text, "ήρθε αργά" in told.text || "too late" in told.text)
        assertTrue(seeReport("no report") { !it.composing }.drafts.isEmpty())
    }

    @Test
    fun `what is chosen and is no photo is refused by the core in words`() {
        begin()
        choose("%PDF-1.7 not a photo".encodeToByteArray())
        assertTrue(opened.see("words") { it.toast }.text.isNotEmpty())
    }

    @Test
    fun `a HEIC that the platform cannot read is refused by the core in words`() {
        begin()
        choose(HEIC)
        val said = opened.see("words") { it.toast }.text
        assertTrue(said, "HEIC" in said)
    }

    @Test
    fun `a phone without room for a photo is told that, and of no fault of the camera`() {
        begin()
        val folder = File(opened.app.cacheDir, "camera")
        folder.deleteRecursively()
        folder.writeText("in the way, as a full disk is")
        add(PhotoSource.CAMERA)
        val said = opened.see("words") { it.toast }.text
        assertTrue(said, "storage is full" in said)
    }

    private fun add(source: PhotoSource) = opened.send(AppIntent.Report(ReportIntent.AddPhoto(source)))

    private fun begin(words: String = "") {
        opened.ready()
        opened.send(AppIntent.Report(ReportIntent.New))
        if (words.isNotEmpty()) opened.send(AppIntent.Report(ReportIntent.Describe(words)))
        seeReport("a new report") { it.composing && it.description.value == words }
    }

    private fun cameraIsAsked(): Asked {
        add(PhotoSource.CAMERA)
        return next().also { assertEquals(MediaStore.ACTION_IMAGE_CAPTURE, it.intent.action) }
    }

    private fun choose(bytes: ByteArray) {
        add(PhotoSource.LIBRARY)
        answer(next(), Activity.RESULT_OK, lent(bytes))
    }

    /** What another app answers that lends a file. */
    private fun lent(bytes: ByteArray): Intent {
        val uri = Uri.parse("content://elsewhere/photo")
        shadowOf(opened.app.contentResolver).registerInputStream(uri, bytes.inputStream())
        return Intent().setData(uri)
    }

    private fun next(): Asked = until({ "another app to be asked" }) {
        shadowOf(opened.activity).nextStartedActivityForResult?.let { Asked(it.requestCode, it.intent) }
    }

    private fun take(asked: Asked) {
        val into = IntentCompat.getParcelableExtra(asked.intent, MediaStore.EXTRA_OUTPUT, Uri::class.java)
        opened.app.contentResolver.openOutputStream(into!!)!!.use { it.write(photo()) }
    }

    private fun answer(asked: Asked, result: Int, data: Intent? = null) {
        opened.activity.activityResultRegistry.dispatchResult(asked.code, result, data)
    }

    private fun seeReport(what: String, shows: (ReportView) -> Boolean): ReportView =
        opened.see(what) { view -> (view.screen as? Screen.Report)?.report?.takeIf(shows) }

    private class Asked(val code: Int, val intent: Intent)
}
