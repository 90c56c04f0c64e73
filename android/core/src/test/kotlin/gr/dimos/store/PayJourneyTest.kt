package gr.dimos.store

import gr.dimos.app.CheckoutStage
import gr.dimos.app.CheckoutView
import gr.dimos.app.Intent
import gr.dimos.app.PayIntent
import gr.dimos.app.Screen
import gr.dimos.app.Tab
import gr.dimos.app.ViewModel
import gr.dimos.core.Bank
import gr.dimos.core.City
import gr.dimos.core.soon
import java.nio.file.Files
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** A bill is paid on a provider's page, and a link leads back into the app. */
class PayJourneyTest {
    @TempDir lateinit var dir: Path
    @AutoClose private val city = City.open("--provider", "sandbox")
    private val bill by lazy { city.staff("clerk").issueBill(4_512) }

    @Test
    fun `paid on the bank's page, the link back leads to the receipt`() {
        Handset(dir, city.url).ready().use { eleni ->
            val page = eleni.checkOut()
            eleni.signals.inFront.value = false
            val link = Bank.pay(page)
            eleni.signals.inFront.value = true
            eleni.send(Intent.OpenLink(link))
            val paid = eleni.seeCheckout("the payment") { it.stage == CheckoutStage.PAID }
            assertTrue(paid.receipt.isNotEmpty())

            eleni.pay(PayIntent.ShowReceipt(paid.receipt))
            val receipt = eleni.os.documentsShown.soon("the receipt")
            assertEquals("application/pdf", receipt.mediaType)
            assertEquals("%PDF", String(Files.readAllBytes(Path.of(receipt.path)), 0, 4, Charsets.ISO_8859_1))
            eleni.pay(PayIntent.ShareReceipt(paid.receipt))
            assertEquals(receipt.path, eleni.os.documentsShared.soon("the receipt's share sheet").path)
        }
    }

    @Test
    fun `a link that starts the app waits until the app knows what it paid`() {
        val eleni = Handset(dir, city.url).ready()
        val link = eleni.use { Bank.pay(it.checkOut()) }
        // The phone was low on memory while the bank's page was in front.
        eleni.open().use {
            eleni.store.send(Intent.OpenLink(link))
            eleni.seeCheckout("the payment") { it.stage == CheckoutStage.PAID }
        }
    }

    @Test
    fun `who leaves the bank's page comes back to a payment that was not made`() {
        Handset(dir, city.url).ready().use { eleni ->
            eleni.send(Intent.OpenLink(Bank.leave(eleni.checkOut())))
            val back = eleni.seeCheckout("the attempt") { !it.busy && it.giveUp != null }
            assertFalse(back.stage == CheckoutStage.PAID)
        }
    }

    @Test
    fun `a link for another person's payment shows nothing of it`() {
        val link = Handset(dir.resolve("eleni"), city.url).ready().use { Bank.pay(it.checkOut()) }
        Handset(dir.resolve("nikos"), city.url).ready().use { nikos ->
            val view = nikos.send(Intent.OpenLink(link))
            assertTrue("δεν ανήκει σε πληρωμή αυτού του τηλεφώνου" in view.toast!!.text)
            nikos.assertShowsNothingOf(view)
        }
    }

    @Test
    fun `forged links lead nowhere and break nothing`() {
        val forged = listOf(
            "", "dimos://", "dimos://pay/attempts/", "dimos://pay/attempts/../../etc/passwd",
            "dimos://pay/attempts/00000000-0000-7000-8000-000000000001?status=paid&amount=0",
            "dimos://pay/attempts/%00", "https://example.org/?next=dimos://pay/attempts/1", "javascript:alert(1)",
            "dimos://pay/attempts/${"9".repeat(100_000)}", "dimos://pay/attempts/\uD83D\uDEB2\u0000",
        )
        Handset(dir, city.url).ready().use { nikos ->
            for (link in forged) {
                val view = nikos.send(Intent.OpenLink(link))
                assertTrue(view.toast != null, link.take(80))
                nikos.assertShowsNothingOf(view)
                nikos.send(Intent.DismissToast)
            }
            assertTrue(nikos.os.opened.isEmpty(), "no link opens a page by itself")
        }
    }

    private fun Handset.assertShowsNothingOf(view: ViewModel) {
        assertTrue(view.screen is Screen.Report, "${view.screen}")
        assertFalse(bill.number in "$view" || "45,12" in "$view")
    }

    /** Finds the bill by what is printed on it and goes to the bank; gives the page's address. */
    private fun Handset.checkOut(): String {
        send(Intent.OpenTab(Tab.PAY))
        pay(PayIntent.AddBill)
        pay(PayIntent.TypeReference(bill.reference))
        pay(PayIntent.TypeAmount("45,12"))
        pay(PayIntent.Find)
        val found = see("the bill") { view -> (view.screen as? Screen.Bill)?.bill?.takeIf { it.pay?.enabled == true } }
        pay(PayIntent.PayBill(found.row.id))
        see("what is paid") { view -> view.screen as? Screen.Paying }
        pay(PayIntent.PayBy("sandbox"))
        return os.opened.soon("the bank's page")
    }

    private fun Handset.seeCheckout(what: String, shows: (CheckoutView) -> Boolean): CheckoutView =
        see(what) { view -> (view.screen as? Screen.Checkout)?.checkout?.takeIf(shows) }
}
