package gr.dimos.android

import gr.dimos.app.Intent
import gr.dimos.app.SettingsIntent
import java.io.File
import kotlin.time.Duration.Companion.days
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** Photos and documents that only pass through the app. */
@RunWith(RobolectricTestRunner::class)
class PassingTest {
    @get:Rule val opened = Opened()

    private val passing get() = Passing(opened.app)

    @Test
    fun `who wants to be forgotten leaves no photo behind and nothing that was lent`() {
        opened.ready()
        val files = passingFiles()
        opened.parts.touched(Intent.Settings(SettingsIntent.ForgetMe(confirmed = false)))
        assertTrue("asked first", files.all(File::exists))
        opened.parts.touched(Intent.Settings(SettingsIntent.ForgetMe(confirmed = true)))
        until({ "all of them to go" }) { Unit.takeIf { files.none(File::exists) } }
    }

    @Test
    fun `what passed through the day before yesterday goes, what was just taken stays`() {
        val files = passingFiles()
        val old = files.first()
        assertTrue(old.setLastModified(System.currentTimeMillis() - 2.days.inWholeMilliseconds))
        passing.sweep()
        assertEquals(files - old, files.filter(File::exists))
    }

    private fun passingFiles() = listOf(Passing.CAMERA, Passing.PHOTOS, Passing.DOCUMENTS).map { folder ->
        File(passing.folder(folder), "one").apply { writeBytes(photo()) }
    }
}
