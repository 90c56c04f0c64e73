package gr.dimos.ui

import androidx.compose.material3.HorizontalDivider
import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.PayIntent
import gr.dimos.app.PlanView
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.ChoiceList
import gr.dimos.ui.parts.Instalment
import gr.dimos.ui.parts.Page
import gr.dimos.ui.parts.Panel
import gr.dimos.ui.parts.Words

/** Instalments before they are agreed to: how many, when and how much each would be, and what agreeing means. */
@Composable
fun PlanScreen(plan: PlanView, send: (Intent) -> Unit, slots: Slots) {
    val pay = { intent: PayIntent -> send(Intent.Pay(intent)) }
    Page(plan.title, back = true, busy = plan.busy) {
        item(key = "intro") { Words(plan.intro) }
        item(key = "counts") {
            ChoiceList(plan.counts, { code -> code.toUByteOrNull()?.let { pay(PayIntent.ChooseInstalments(it)) } })
        }
        if (plan.preview.isNotEmpty()) item(key = "preview") {
            Panel {
                plan.preview.forEachIndexed { index, row ->
                    if (index > 0) HorizontalDivider()
                    Instalment(row) {}
                }
            }
        }
        item(key = "terms") { Words(plan.terms, quiet = true) }
        item(key = "agree") { ActionButton(plan.agree, { pay(PayIntent.AgreePlan) }) }
    }
}
