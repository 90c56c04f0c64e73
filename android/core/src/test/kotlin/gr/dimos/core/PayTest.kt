package gr.dimos.core

import gr.dimos.app.AddBillView
import gr.dimos.app.Intent
import gr.dimos.app.PayIntent
import gr.dimos.app.Screen
import gr.dimos.app.Tab
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** A bill on paper and a link that somebody forged, as an Android app meets them. */
class PayTest {
    @TempDir lateinit var dir: Path
    @AutoClose private val city = City.open()

    @Test
    fun `a mistyped code is explained at once and an unknown one by the city`() {
        Phone(dir, city.url, "en-GB").open().use { phone ->
            openForm(phone)
            phone.pay(PayIntent.TypeReference("rf34 9099 9400 0000 0000 1235 4"))
            assertTrue(form(phone) { it.reference.error != null }.reference.error!!.contains("does not add up"))

            phone.pay(PayIntent.TypeReference("rf34 9099 9400 0000 0000 1234 5"))
            phone.pay(PayIntent.TypeAmount("45,12"))
            phone.pay(PayIntent.Find)
            val answered = form(phone) { it.refusal != null }
            assertEquals("RF34 9099 9400 0000 0000 1234 5", answered.reference.value)
            assertFalse(answered.busy)
        }
    }

    @Test
    fun `a tax number is masked once it was used`() {
        Phone(dir, city.url, "en-GB").open().use { phone ->
            openForm(phone)
            phone.pay(PayIntent.TypeReference("RF34909994000000000012345"))
            phone.pay(PayIntent.TypeAmount("45,12"))
            phone.pay(PayIntent.TypeTaxNumber("094259216"))
            phone.pay(PayIntent.Link)
            assertEquals("•••••••16", form(phone) { it.refusal != null }.taxNumber.value)
        }
    }

    @Test
    fun `a link of somebody else is answered kindly`() {
        Phone(dir, city.url, "en-GB").open().use { phone ->
            phone.untilReady()
            phone.core.send(Intent.OpenLink("dimos://pay/attempts/00000000-0000-7000-8000-000000000001"))
            val said = phone.until("an answer") { it.toast }
            assertTrue(said.text.startsWith("This link belongs to no payment of this phone"), said.text)
            assertTrue(phone.core.view().screen is Screen.Report)
        }
    }

    private fun openForm(phone: Phone) {
        phone.untilReady()
        phone.core.send(Intent.OpenTab(Tab.PAY))
        phone.pay(PayIntent.AddBill)
        form(phone) { true }
    }

    private fun form(phone: Phone, shows: (AddBillView) -> Boolean): AddBillView =
        phone.until("the form") { view -> (view.screen as? Screen.AddBill)?.addBill?.takeIf(shows) }
}
