package gr.dimos.ui

import org.junit.jupiter.api.Test

/** How the screens of a payer and the settings look. */
class PayPicturesTest {
    @Test
    fun `what is owed`() = Picture.check("bills", 1_200) { BillSamples(it).bills() }

    @Test
    fun `nothing is owed`() = Picture.check("bills-none") { BillSamples(it).noBills() }

    @Test
    fun `a bill on paper`() = Picture.check("add-bill") { BillSamples(it).addBill() }

    @Test
    fun `a bill`() = Picture.check("bill", 1_400) { BillSamples(it).bill() }

    @Test
    fun `instalments`() = Picture.check("plan", 1_100) { BillSamples(it).plan() }

    @Test
    fun `about to pay`() = Picture.check("paying", 1_500) { PaymentSamples(it).paying() }

    @Test
    fun `the bank's page waits`() = Picture.check("checkout-waiting") { PaymentSamples(it).waiting() }

    @Test
    fun `the outcome is unknown`() = Picture.check("checkout-unknown") { PaymentSamples(it).unknown() }

    @Test
    fun `paid`() = Picture.check("checkout-paid") { PaymentSamples(it).paid() }

    @Test
    fun `the receipts`() = Picture.check("receipts") { PaymentSamples(it).receipts() }

    @Test
    fun `the settings`() = Picture.check("settings", 1_200) { SettingsSamples(it).citizen() }

    @Test
    fun `the settings of a crew's phone`() = Picture.check("settings-crew", 1_200) { SettingsSamples(it).crew() }
}
