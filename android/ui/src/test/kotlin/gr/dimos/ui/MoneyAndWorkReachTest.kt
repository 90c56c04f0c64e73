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
            val screens = screens.mapValues { (_, view) -> view(language) }
            assertEquals("", Reach.wrong(screens, fontScale).joinToString("\n"))
        }
    }

    @ParameterizedTest
    @ValueSource(ints = [320, 360])
    fun `a crew's tabs have their words on narrow phones too`(width: Int) {
        val day = mapOf("crew" to CrewSamples("el").day(), "settings" to SettingsSamples("el").crew())
        for (fontScale in listOf(1f, 2f)) {
            assertEquals("", Reach.wrong(day, fontScale, width).joinToString("\n"))
        }
    }

    companion object {
        /** Every screen of a payer and of a crew, and the settings. */
        val screens: Map<String, (language: String) -> ViewModel> = mapOf(
            "bills" to { BillSamples(it).bills() },
            "no bills" to { BillSamples(it).noBills() },
            "add bill" to { BillSamples(it).addBill() },
            "bill" to { BillSamples(it).bill() },
            "plan" to { BillSamples(it).plan() },
            "paying" to { PaymentSamples(it).paying() },
            "checkout" to { PaymentSamples(it).waiting() },
            "receipts" to { PaymentSamples(it).receipts() },
            "crew" to { CrewSamples(it).day() },
            "job" to { CrewSamples(it).job() },
            "job refused" to { CrewSamples(it).job(refused = true) },
            "settings" to { SettingsSamples(it).citizen() },
            "settings of a crew's phone" to { SettingsSamples(it).crew() },
        )
    }
}
