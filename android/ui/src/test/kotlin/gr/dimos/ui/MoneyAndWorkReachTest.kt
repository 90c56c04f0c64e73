package gr.dimos.ui

import gr.dimos.app.ViewModel
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

/** Everything on the payer's and the crew's screens has a name, room for a finger, and all of its words. */
class MoneyAndWorkReachTest {
    @ParameterizedTest
    @ValueSource(floats = [1f, 2f])
    fun `nothing is nameless, small, cut or out of reach`(fontScale: Float) {
        for (language in listOf("el", "en")) {
            assertEquals("", Reach.wrong(screens(language), fontScale).joinToString("\n"))
        }
    }

    /** Without the tabs, which are the frame's. */
    private fun screens(language: String): Map<String, ViewModel> {
        val (bills, payments) = BillSamples(language) to PaymentSamples(language)
        val (crew, settings) = CrewSamples(language) to SettingsSamples(language)
        return mapOf(
            "bills" to bills.bills(),
            "no bills" to bills.noBills(),
            "add bill" to bills.addBill(),
            "bill" to bills.bill(),
            "plan" to bills.plan(),
            "paying" to payments.paying(),
            "checkout" to payments.waiting(),
            "receipts" to payments.receipts(),
            "crew" to crew.day(),
            "job" to crew.job(),
            "job refused" to crew.job(refused = true),
            "settings" to settings.citizen(),
            "settings of a crew's phone" to settings.crew(),
        ).mapValues { (_, view) -> view.copy(tabs = emptyList()) }
    }
}
