package gr.dimos.store

import gr.dimos.app.Intent
import gr.dimos.app.PhotoSource
import gr.dimos.app.ReportIntent
import gr.dimos.core.City
import java.awt.image.BufferedImage
import java.nio.file.Files
import java.nio.file.Path
import javax.imageio.ImageIO
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.api.io.TempDir

/** Files that a picker, a camera or another app hands over and that are not what the app hopes for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhotoTest {
    @AutoClose private val city = City.open()

    @Test
    fun `a file that is no picture, or is not there, or too large, is refused in words and the report goes on`(
        @TempDir dir: Path,
    ) {
        Handset(dir, city.url, TestSignals(locale = "en-GB")).ready().use { phone ->
            phone.report(ReportIntent.New)
            val text = Files.writeString(dir.resolve("letter.jpg"), "Dear Sir or Madam")
            assertTrue("not a photo" in phone.refusalOf(text))
            assertTrue("not a photo" in phone.refusalOf(Files.createFile(dir.resolve("empty.jpg"))))
            assertTrue("could not be read" in phone.refusalOf(dir.resolve("gone.jpg")))
            val half = Files.readAllBytes(phone.photo("street-1.jpg")).let { it.copyOf(it.size / 2) }
            assertTrue("damaged or incomplete" in phone.refusalOf(Files.write(dir.resolve("half.jpg"), half)))
            assertTrue("more pixels" in phone.refusalOf(picture(dir, 11_600, 8_700, "png")))
            assertTrue("more pixels" in phone.refusalOf(picture(dir, 11_600, 8_700, "jpg")))
            phone.report(ReportIntent.Describe("Still here"))
            assertEquals("Still here", phone.seeReport("the words") { it.photos.isEmpty() }.description.value)
        }
    }

    @Test
    fun `the largest photos that phones take are made small`(@TempDir dir: Path) {
        Handset(dir, city.url).ready().use { phone ->
            phone.report(ReportIntent.New)
            phone.pick(picture(dir, 9_248, 6_936, "jpg"))
            val photo = phone.seeReport("the photo") { it.photos.size == 1 && !it.photos.single().busy }.photos.single()
            val made = ImageIO.read(Path.of(photo.path!!).toFile())
            assertTrue(maxOf(made.width, made.height) <= 4_000, "${made.width} × ${made.height}")
        }
    }

    @Test
    fun `a photo that does not know its place leaves the place to the person`(@TempDir dir: Path) {
        val plain = dir.resolve("plain.jpg")
        Handset(dir, city.url).ready().use { phone ->
            ImageIO.write(ImageIO.read(phone.photo("street-6.jpg").toFile()), "jpg", plain.toFile())
            phone.report(ReportIntent.New)
            phone.pick(plain)
            phone.seeReport("the photo") { it.photos.size == 1 && !it.photos.single().busy }
            assertFalse(phone.seeReport("no position") { !it.place.locating }.place.isSet)
            phone.report(ReportIntent.MovePin(SPOTS[0].first, SPOTS[0].second))
            assertTrue(phone.seeReport("the place") { it.place.isSet }.place.outside == null)
        }
    }

    @Test
    fun `what another app shares begins a report if it is a photo, and is refused in words if not`(@TempDir dir: Path) {
        Handset(dir, city.url, TestSignals(locale = "en-GB")).open().use { phone ->
            // At once: it started the app.
            phone.store.send(Intent.Report(ReportIntent.PhotoShared("${phone.photo("street-6.jpg")}")))
            val begun = phone.seeReport("a report with it") { it.photos.size == 1 && !it.photos.single().busy }
            assertTrue(begun.composing && begun.place.isSet)
            val pdf = Files.write(dir.resolve("bill.pdf"), "%PDF-1.7".toByteArray())
            phone.report(ReportIntent.PhotoShared("$pdf"))
            val said = phone.see("a refusal") { it.toast }.text
            assertTrue("not a photo" in said || "not taken" in said, said)
        }
    }

    private fun Handset.pick(file: Path) {
        os.willPick(file)
        report(ReportIntent.AddPhoto(PhotoSource.LIBRARY))
    }

    private fun Handset.refusalOf(file: Path): String {
        pick(file)
        val said = see("a refusal") { it.toast }.text
        send(Intent.DismissToast)
        seeReport("no photo of it") { it.photos.isEmpty() }
        return said
    }

    private fun picture(dir: Path, width: Int, height: Int, format: String): Path {
        val file = dir.resolve("huge.$format")
        val type = if (format == "png") BufferedImage.TYPE_BYTE_BINARY else BufferedImage.TYPE_BYTE_GRAY
        check(ImageIO.write(BufferedImage(width, height, type), format, file.toFile()))
        return file
    }
}
