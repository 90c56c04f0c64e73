package gr.dimos.android

import android.content.ComponentName
import android.content.Intent
import android.content.IntentFilter
import android.net.Uri
import androidx.browser.customtabs.CustomTabsIntent
import androidx.core.content.IntentCompat
import gr.dimos.android.links.SystemBrowser
import gr.dimos.android.links.SystemDocuments
import gr.dimos.android.links.SystemSharing
import gr.dimos.app.CheckoutStage
import gr.dimos.app.Intent as AppIntent
import gr.dimos.app.PayIntent
import gr.dimos.app.Screen
import gr.dimos.app.Tab
import gr.dimos.core.Bank
import gr.dimos.store.Document
import java.io.File
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowToast

/** Out of the app and back: the bank's page, the share sheet, a receipt in another app. */
@RunWith(RobolectricTestRunner::class)
class LeavingTest {
    @get:Rule val opened = Opened("--provider", "sandbox")

    private val browser get() = SystemBrowser(opened.app, opened.parts.desk)

    @Test
    fun `a bill is paid on the bank's page in a Custom Tab over the app, and its link leads back to the payment`() {
        aBrowserIsInstalled()
        opened.ready()
        checkOut()
        val left = leftFor()
        assertTrue("in a Custom Tab: ${left.extras}", left.hasExtra(CustomTabsIntent.EXTRA_SESSION))
        assertEquals("in the app's own task, so that closing it leads back", 0, left.flags and Intent.FLAG_ACTIVITY_NEW_TASK)

        opened.arrives(Intent(Intent.ACTION_VIEW, Uri.parse(Bank.pay("${left.data}"))))
        opened.see("the payment") { view ->
            (view.screen as? Screen.Checkout)?.checkout?.takeIf { it.stage == CheckoutStage.PAID }
        }
    }

    @Test
    fun `a phone whose browser has no Custom Tabs opens the page in it`() {
        opened.ready()
        browser.open("https://city.example/")
        val left = leftFor()
        assertEquals(Intent.ACTION_VIEW to "https://city.example/", left.action to left.dataString)
    }

    @Test
    fun `a number is dialled and not called, and no other kind of address is opened`() {
        opened.ready()
        browser.open("tel:112")
        assertEquals(Intent.ACTION_DIAL to "tel:112", leftFor().run { action to dataString })
        for (url in listOf("file:///data/x", "javascript:alert(1)", "content://a/b", "intent://x", "nothing")) {
            assertTrue(url, runCatching { browser.open(url) }.exceptionOrNull() is IllegalArgumentException)
        }
        assertNull(shadowOf(opened.activity).nextStartedActivity)
    }

    @Test
    fun `a phone without an app for it says so`() {
        opened.ready()
        shadowOf(opened.app).checkActivities(true)
        browser.open("tel:112")
        assertEquals(opened.app.getString(R.string.no_app), ShadowToast.getTextOfLatestToast())
    }

    @Test
    fun `words are shared by the phone's own share sheet`() {
        opened.ready()
        SystemSharing(opened.app, opened.parts.desk).share("Pothole, Egnatia")
        val shared = chosenFrom(leftFor())
        assertEquals(Intent.ACTION_SEND to "text/plain", shared.action to shared.type)
        assertEquals("Pothole, Egnatia", shared.getStringExtra(Intent.EXTRA_TEXT))
    }

    @Test
    fun `another app is lent a copy of a receipt, to read and no more`() {
        opened.ready()
        val kept = File(opened.app.noBackupFilesDir, "receipt.pdf").apply { writeText("%PDF") }
        val receipt = Document(kept.path, "application/pdf", "Receipt 2026-000001")
        val documents = SystemDocuments(opened.app, opened.parts.desk)
        documents.show(receipt)
        val shown = leftFor()
        documents.share(receipt)
        val shared = chosenFrom(leftFor())
        val stream = IntentCompat.getParcelableExtra(shared, Intent.EXTRA_STREAM, Uri::class.java)
        for ((intent, uri) in listOf(shown to shown.data, shared to stream)) {
            assertEquals("${opened.app.packageName}.files", uri?.authority)
            val may = intent.flags and (Intent.FLAG_GRANT_READ_URI_PERMISSION or Intent.FLAG_GRANT_WRITE_URI_PERMISSION)
            assertEquals(Intent.FLAG_GRANT_READ_URI_PERMISSION, may)
            val read = opened.app.contentResolver.openInputStream(checkNotNull(uri))!!.use { it.readBytes() }
            assertEquals("%PDF", read.decodeToString())
        }
    }

    private fun aBrowserIsInstalled() {
        val page = ComponentName("org.example.browser", "org.example.browser.Page")
        val packages = shadowOf(opened.app.packageManager)
        packages.addActivityIfNotPresent(page)
        val pages = IntentFilter(Intent.ACTION_VIEW).apply {
            addCategory(Intent.CATEGORY_DEFAULT)
            addCategory(Intent.CATEGORY_BROWSABLE)
            addDataScheme("http")
            addDataScheme("https")
        }
        packages.addIntentFilterForActivity(page, pages)
    }

    /** Finds a bill by what is printed on it, and goes to the bank. */
    private fun checkOut() {
        val bill = opened.staff("clerk").issueBill(4_512)
        opened.send(AppIntent.OpenTab(Tab.PAY))
        pay(PayIntent.AddBill)
        pay(PayIntent.TypeReference(bill.reference))
        pay(PayIntent.TypeAmount("45,12"))
        pay(PayIntent.Find)
        val found = opened.see("the bill") { view ->
            (view.screen as? Screen.Bill)?.bill?.takeIf { it.pay?.enabled == true }
        }
        pay(PayIntent.PayBill(found.row.id))
        opened.see("what is paid") { view -> view.screen as? Screen.Paying }
        pay(PayIntent.PayBy("sandbox"))
    }

    private fun pay(intent: PayIntent) = opened.send(AppIntent.Pay(intent))

    private fun leftFor(): Intent = until({ "another app to be opened" }) { shadowOf(opened.activity).nextStartedActivity }

    private fun chosenFrom(sheet: Intent): Intent {
        assertEquals(Intent.ACTION_CHOOSER, sheet.action)
        return checkNotNull(IntentCompat.getParcelableExtra(sheet, Intent.EXTRA_INTENT, Intent::class.java))
    }
}
