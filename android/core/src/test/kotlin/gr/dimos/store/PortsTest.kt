package gr.dimos.store

import gr.dimos.app.CopyText
import gr.dimos.app.Intent
import gr.dimos.app.Locate
import gr.dimos.app.OpenUrl
import gr.dimos.app.PhoneFix
import gr.dimos.app.PhotoSource
import gr.dimos.app.PickPhoto
import gr.dimos.app.PickedPhoto
import gr.dimos.app.ReportIntent
import gr.dimos.app.ScheduleDelivery
import gr.dimos.app.Screen
import gr.dimos.app.SettingsIntent
import gr.dimos.app.ShareFile
import gr.dimos.app.ShareText
import gr.dimos.app.ShowFile
import gr.dimos.app.Tone
import gr.dimos.core.City
import gr.dimos.core.SecretStore
import gr.dimos.core.TestSecrets
import gr.dimos.core.soon
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.api.io.TempDir

/** What the operating system refuses, forgets or fails at: each is answered once, and the app goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortsTest {
    @AutoClose private val city = City.open()

    @Test
    fun `a camera that is denied, missing or fails is told in words, a cancelled one is not`(@TempDir dir: Path) {
        Handset(dir, city.url).ready().use { phone ->
            phone.report(ReportIntent.New)
            val answers = listOf(
                { PickedPhoto.Denied },
                { PickedPhoto.Denied },
                { PickedPhoto.Unavailable },
                { error("no camera service") },
                { throw NoClassDefFoundError("a library that is not on this phone") },
            )
            for (answer in answers) {
                phone.photograph(answer)
                phone.see("a word about it") { it.toast }
                phone.send(Intent.DismissToast)
            }
            assertEquals(2, phone.diagnostics.text().lines().count { "photos" in it }, phone.diagnostics.text())

            phone.photograph { PickedPhoto.Cancelled }
            phone.os.willPick(phone.photo("street-6.jpg"))
            phone.report(ReportIntent.AddPhoto(PhotoSource.LIBRARY))
            phone.seeReport("the camera works again") { it.photos.size == 1 && !it.photos.single().busy }
            assertNull(phone.store.state.value.toast)
        }
    }

    @Test
    fun `a second request for a photo ends the first, and both are answered`(@TempDir dir: Path) {
        Handset(dir, city.url).ready().use { phone ->
            phone.report(ReportIntent.New)
            repeat(5) { phone.report(ReportIntent.AddPhoto(PhotoSource.CAMERA)) }
            repeat(5) { phone.os.photosAsked.soon("the camera") }
            phone.os.willPick(phone.photo("street-6.jpg"))
            phone.seeReport("one photo") { it.photos.size == 1 && !it.photos.single().busy }
            assertEquals("", phone.diagnostics.text(), "no answer came twice")
        }
    }

    @Test
    fun `a position that is denied, off, late or fails is told, and found it stands on the map`(@TempDir dir: Path) {
        Handset(dir, city.url).ready().use { phone ->
            phone.report(ReportIntent.New)
            phone.locate({ LocationAccess.DENIED })
            phone.locate({ LocationAccess.DENIED })
            phone.locate({ LocationAccess.OFF })
            phone.locate({ throw SecurityException("revoked in the settings") })
            phone.locate({ LocationAccess.GRANTED }) { error("no provider") }
            phone.locate({ LocationAccess.GRANTED }) { PhoneFix.TimedOut }
            phone.locate({ LocationAccess.GRANTED }) { awaitCancellation() }
            assertFalse(phone.seeReport("no place") { !it.place.locating }.place.isSet)

            phone.os.position = { PhoneFix.Found(SPOTS[0].first, SPOTS[0].second, 12f) }
            phone.report(ReportIntent.UsePhonePosition)
            assertEquals(12.0, phone.seeReport("the place") { it.place.isSet }.place.map.accuracyM, 0.01)
        }
    }

    @Test
    fun `a person may think about the permission as long as they like`(@TempDir dir: Path) {
        Handset(dir, city.url).ready().use { phone ->
            val decided = CompletableDeferred<LocationAccess>()
            val allowed = CompletableDeferred<Duration>()
            phone.os.access = { decided.await() }
            phone.os.position = { allowed.complete(it); PhoneFix.Found(SPOTS[0].first, SPOTS[0].second, 12f) }
            phone.report(ReportIntent.New)
            phone.report(ReportIntent.UsePhonePosition)
            assertTrue(phone.seeReport("locating") { it.place.locating }.composing)
            decided.complete(LocationAccess.GRANTED)
            phone.seeReport("the place") { it.place.isSet }
            assertTrue(runBlocking { allowed.await() }.isPositive(), "the time counts from the permission on")
        }
    }

    @Test
    fun `a phone without a mail, map or PDF app is no reason to crash`(@TempDir dir: Path) {
        val phone = Handset(dir, city.url)
        val nothing = Ports(
            photos = { error("none") },
            locator = object : Locator {
                override suspend fun access() = error("none")

                override suspend fun position(timeout: Duration) = error("none")
            },
            browser = { error("none") },
            sharing = { error("none") },
            clipboard = { error("none") },
            documents = object : Documents {
                override fun show(document: Document) = error("none")

                override fun share(document: Document) = error("none")
            },
            delivery = { error("none") },
            secrets = phone.os.secrets,
        )
        val mailbox = Mailbox()
        val diagnostics = Diagnostics()
        PortShell(nothing, phone.main, mailbox, diagnostics, MutableStateFlow(null)).apply {
            openUrl(OpenUrl("https://example.org/private"))
            share(ShareText("private"))
            copy(CopyText("private"))
            showFile(ShowFile("/private", "application/pdf", "private"))
            shareFile(ShareFile("/private", "application/pdf", "private"))
            scheduleDelivery(ScheduleDelivery(1u))
            pickPhoto(1u, PickPhoto(PhotoSource.CAMERA, "draft/private"))
            locate(2u, Locate(1_000u))
        }
        runBlocking { repeat(2) { mailbox.calls.receive() } }
        assertEquals(8, diagnostics.text().lines().size, diagnostics.text())
        assertFalse("private" in diagnostics.text(), "nothing of the person's")
    }

    @Test
    fun `a keystore that fails for a moment makes this phone no stranger`(@TempDir dir: Path) {
        val secrets = MomentarilyLocked(TestSecrets())
        val phone = Handset(dir, city.url, os = TestPorts(secrets)).ready()
        phone.use { it.file { composeAt(SPOTS[0]) } }
        val device = secrets.get("dimos.device")
        secrets.failing.set(3)
        phone.ready().use {
            secrets.failing.set(2)
            it.file { composeAt(SPOTS[1]) }
            assertEquals(2, it.seeMine("both reports") { mine -> mine.rows.size == 2 }.rows.size)
        }
        secrets.failing.set(0)
        assertEquals(device, secrets.get("dimos.device"))
    }

    @Test
    fun `what could not be read is not overwritten`() {
        val kept = TestSecrets().apply { put("dimos.device", "this phone") }
        val secrets = MomentarilyLocked(kept)
        val guarded = GuardedSecrets(secrets, Diagnostics())
        secrets.failing.set(100)
        assertNull(guarded.get("dimos.device"))
        secrets.failing.set(0)
        guarded.put("dimos.device", "a stranger")
        assertEquals("this phone", guarded.get("dimos.device"))
        guarded.put("dimos.device", "renewed")
        assertEquals("renewed", kept.get("dimos.device"))
    }

    @Test
    fun `the phone's locale, network and place in front reach the core as they change`(@TempDir dir: Path) {
        Handset(dir, city.url, TestSignals(online = false, locale = "en-GB")).open().use { phone ->
            phone.see("English from the first screen on") { view -> view.takeIf { it.language == "en" } }
            phone.signals.online.value = true
            phone.see("the city, once there is a network") { view -> view.screen as? Screen.Report }
            phone.signals.locale.value = "el-CY"
            phone.see("Greek") { view -> view.takeIf { it.language == "el" } }
            phone.send(Intent.Settings(SettingsIntent.Language("en")))
            phone.signals.locale.value = "el-GR"
            assertEquals("en", phone.send(Intent.DismissToast).language, "the person's choice wins")
            phone.signals.online.value = false
            phone.see("a word about the network") { view -> view.banner?.takeIf { it.tone != Tone.GOOD } }
        }
    }

    private fun Handset.photograph(answer: () -> PickedPhoto) {
        os.will(answer)
        report(ReportIntent.AddPhoto(PhotoSource.CAMERA))
        os.photosAsked.soon("the camera")
    }

    private fun Handset.locate(
        access: suspend () -> LocationAccess,
        position: suspend (Duration) -> PhoneFix = { error("not to be asked") },
    ) {
        os.access = access
        os.position = position
        send(Intent.DismissToast)
        report(ReportIntent.UsePhonePosition)
        see("a word about it") { it.toast }
        seeReport("no more looking") { !it.place.locating }
    }

    /** A keystore that fails the next few times. */
    private class MomentarilyLocked(private val kept: SecretStore) : SecretStore by kept {
        val failing = AtomicInteger(0)

        override fun get(name: String): String? {
            check(failing.getAndUpdate { maxOf(0, it - 1) } == 0) { "the keystore is busy" }
            return kept.get(name)
        }
    }
}
