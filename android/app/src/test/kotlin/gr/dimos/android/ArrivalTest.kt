package gr.dimos.android

import android.app.PendingIntent
import android.content.Intent
import android.net.Uri
import androidx.core.content.FileProvider
import android.service.quicksettings.TileService
import gr.dimos.app.Intent as AppIntent
import gr.dimos.app.ReportView
import gr.dimos.app.Screen
import gr.dimos.app.Tab
import gr.dimos.android.links.Arrival
import gr.dimos.android.links.ReportTile
import gr.dimos.android.links.arrivalOf
import gr.dimos.android.links.reporting
import java.io.File
import java.io.IOException
import java.io.InputStream
import java.lang.reflect.Proxy
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowToast

/** Links, shares and shortcuts, most of them from somebody who means no good. */
@RunWith(RobolectricTestRunner::class)
class ArrivalTest {
    @get:Rule val opened = Opened()

    @Test
    fun `a forged link that starts the app is answered kindly and leads nowhere`() {
        opened.ready(link("dimos://pay/attempts/00000000-0000-7000-8000-000000000001"))
        val said = opened.see("an answer") { it.toast }
        assertTrue(said.text, said.text.startsWith("This link belongs to no payment of this phone"))
        assertTrue(opened.see("a screen") { it.screen } is Screen.Report)
    }

    @Test
    fun `a page of the city is the same link in another spelling`() {
        assertEquals(told("dimos://pay/attempts/1?x=2"), arrivalOf(link("dimos://pay/attempts/1?x=2")))
        assertEquals(told("dimos://pay/attempts/1"), arrivalOf(link("https://city.example/pay/attempts/1")))
    }

    @Test
    fun `other links are no business of the app`() {
        val others = listOf("http://city.example/pay/attempts/1", "file:///data/x", "javascript:alert(1)", "content://a/b")
        for (url in others) {
            assertEquals(url, Arrival.Nothing, arrivalOf(link(url)))
        }
        val endless = arrivalOf(link("dimos://pay/" + "a".repeat(1_000_000))) as Arrival.Told
        assertEquals(2_000, (endless.intent as AppIntent.OpenLink).url.length)
    }

    @Test
    fun `an app that is opened from the list of recent ones does not follow its link again`() {
        val old = link("dimos://pay/attempts/1").addFlags(Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY)
        assertEquals(Arrival.Nothing, arrivalOf(old))
    }

    @Test
    fun `a photo that another app shares begins a report`() {
        opened.ready(share(lent(photo())))
        seeReport("the photo") { it.photos.size == 1 && !it.photos[0].busy }
    }

    @Test
    fun `a share that is no photo though it says so is refused in words`() {
        opened.ready(share(lent("%PDF-1.7 no photo".encodeToByteArray())))
        assertTrue(opened.see("words") { it.toast }.text.isNotEmpty())
    }

    @Test
    fun `a share without a file is refused in words`() {
        opened.ready(Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, "hello"))
        assertSaid(R.string.share_no_photo)
    }

    @Test
    fun `a share that names a file of our own is not read`() {
        val secret = File(opened.app.noBackupFilesDir, "secrets/token")
        secret.parentFile!!.mkdirs()
        secret.writeText("token")
        opened.ready()
        val taken = File(opened.app.cacheDir, "camera/taken.jpg")
        taken.parentFile!!.mkdirs()
        taken.writeBytes(photo())
        val own = FileProvider.getUriForFile(opened.app, "${opened.app.packageName}.files", taken)
        val disguised = own.buildUpon().encodedAuthority("0@${own.authority}").build()
        for (uri in listOf(Uri.fromFile(secret), own, disguised)) {
            ShadowToast.reset()
            opened.arrives(share(uri))
            assertSaid(R.string.share_no_photo)
        }
    }

    @Test
    fun `a share that breaks off, never ends or cannot be written is told of`() {
        opened.ready()
        val broken = object : InputStream() {
            override fun read() = throw IOException("gone")
        }
        val endless = object : InputStream() {
            override fun read() = 0
            override fun read(into: ByteArray, from: Int, count: Int) = count
        }
        val crashing = object : InputStream() {
            override fun read() = error("a mistake of the app that lends")
        }
        for (uri in listOf(lent(broken), lent(endless), lent(crashing), refused())) {
            ShadowToast.reset()
            opened.arrives(share(uri))
            assertSaid(R.string.share_no_photo)
        }
        ShadowToast.reset()
        val folder = File(opened.app.cacheDir, "photos")
        folder.deleteRecursively()
        folder.writeText("in the way, as a full disk is")
        opened.arrives(share(lent(photo())))
        assertSaid(R.string.share_storage_full)
    }

    @Test
    fun `the tile is offered to the quick settings and leads to a report`() {
        val asked = Intent(TileService.ACTION_QS_TILE).setPackage(opened.app.packageName)
        val tile = opened.app.packageManager.queryIntentServices(asked, 0).single().serviceInfo
        assertEquals(ReportTile::class.java.name, tile.name)
        assertEquals("android.permission.BIND_QUICK_SETTINGS_TILE", tile.permission)
        assertEquals(Arrival.Told(AppIntent.OpenTab(Tab.REPORT)), arrivalOf(reporting(opened.app)))
    }

    @Test
    fun `a tap on the tile opens the app to report`() {
        val tile = Robolectric.buildService(ReportTile::class.java).create().get()
        val told = mutableListOf<PendingIntent>()
        // The system as a tile sees it, whose class is none of the SDK's.
        val service = Class.forName("android.service.quicksettings.IQSService")
        val system = Proxy.newProxyInstance(service.classLoader, arrayOf(service)) { _, method, with ->
            if (method.name == "startActivity") told += with.filterIsInstance<PendingIntent>()
            null
        }
        TileService::class.java.getDeclaredField("mService").apply { isAccessible = true }[tile] = system
        tile.onClick()
        val opening = shadowOf(told.single())
        assertTrue(opening.isImmutable && opening.isActivity)
        assertEquals(MainActivity::class.java.name, opening.savedIntent.component?.className)
        opened.ready()
        opened.arrives(opening.savedIntent)
        opened.see("a report") { view -> view.takeIf { it.tabs.first { tab -> tab.selected }.tab == Tab.REPORT } }
    }

    private fun assertSaid(text: Int) =
        assertEquals(opened.app.getString(text), until({ "words" }) { ShadowToast.getTextOfLatestToast() })

    private fun told(url: String) = Arrival.Told(AppIntent.OpenLink(url))

    private fun link(url: String) = Intent(Intent.ACTION_VIEW, Uri.parse(url))

    private fun share(uri: Uri) = Intent(Intent.ACTION_SEND).setType("image/jpeg").putExtra(Intent.EXTRA_STREAM, uri)

    private fun lent(bytes: ByteArray) = lent(bytes.inputStream())

    private fun lent(stream: InputStream): Uri = Uri.parse("content://elsewhere/${System.nanoTime()}").also {
        shadowOf(opened.app.contentResolver).registerInputStream(it, stream)
    }

    private fun refused(): Uri = Uri.parse("content://elsewhere/refused").also {
        shadowOf(opened.app.contentResolver).registerInputStreamSupplier(it) { error("another mistake of that app") }
    }

    private fun seeReport(what: String, shows: (ReportView) -> Boolean): ReportView =
        opened.see(what) { view -> (view.screen as? Screen.Report)?.report?.takeIf(shows) }
}
