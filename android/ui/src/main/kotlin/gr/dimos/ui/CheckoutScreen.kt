package gr.dimos.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import gr.dimos.app.CheckoutStage
import gr.dimos.app.CheckoutView
import gr.dimos.app.Intent
import gr.dimos.app.PayIntent
import gr.dimos.app.Tone
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.Page
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.lettersAreLarge
import gr.dimos.ui.parts.toneSymbol
import gr.dimos.ui.theme.Spacing
import gr.dimos.ui.theme.tones

/** A payment on a provider's page: how it stands, honestly, and what can be done. */
@Composable
fun CheckoutScreen(checkout: CheckoutView, send: (Intent) -> Unit, slots: Slots) {
    val pay = { intent: PayIntent -> send(Intent.Pay(intent)) }
    Page(checkout.title, back = true) {
        item(key = "stage") { Stage(checkout) }
        item(key = "what") { What(checkout) }
        item(key = "ways") { Ways(checkout, pay) }
    }
}

/** Said aloud whenever it changes. */
@Composable
private fun Stage(checkout: CheckoutView) = Column(
    Modifier.fillMaxWidth().padding(top = Spacing.medium).semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
    Arrangement.spacedBy(Spacing.medium),
    Alignment.CenterHorizontally,
) {
    if (checkout.busy || checkout.stage == CheckoutStage.OPENING || checkout.stage == CheckoutStage.ASKING) {
        CircularProgressIndicator(Modifier.size(56.dp).clearAndSetSemantics {})
    } else {
        val tint = if (checkout.tone == Tone.INFO) MaterialTheme.colorScheme.primary else MaterialTheme.tones[checkout.tone].text
        Icon(symbol(checkout), null, Modifier.size(56.dp), tint)
    }
    Text(
        checkout.headline,
        Modifier.semantics { heading() },
        style = if (lettersAreLarge()) MaterialTheme.typography.titleLarge else
            MaterialTheme.typography.headlineSmall,
        textAlign = TextAlign.Center,
    )
    Text(checkout.detail, style = MaterialTheme.typography.bodyLarge, textAlign = TextAlign.Center)
}

private fun symbol(checkout: CheckoutView) = when (checkout.stage) {
    CheckoutStage.WAITING_FOR_YOU -> Symbols.Card
    CheckoutStage.NOT_KNOWN -> Symbols.Question
    else -> toneSymbol(checkout.tone)
}

@Composable
private fun What(checkout: CheckoutView) = Column(
    Modifier.fillMaxWidth().padding(vertical = Spacing.small).semantics(mergeDescendants = true) {},
    horizontalAlignment = Alignment.CenterHorizontally,
) {
    Text(checkout.amount, style = MaterialTheme.typography.headlineMedium)
    val faint = MaterialTheme.colorScheme.onSurfaceVariant
    checkout.items.forEach { Text(it, color = faint, textAlign = TextAlign.Center) }
}

@Composable
private fun Ways(checkout: CheckoutView, pay: (PayIntent) -> Unit) = Column(verticalArrangement = Arrangement.spacedBy(Spacing.small)) {
    checkout.showReceipt?.let { ActionButton(it, { pay(PayIntent.ShowReceipt(checkout.receipt)) }, icon = Symbols.Receipt) }
    checkout.again?.let { ActionButton(it, { pay(PayIntent.TryAgain) }, icon = Symbols.Refresh) }
    // Who came back already is better off asking than paying twice.
    val asks = checkout.stage == CheckoutStage.NOT_KNOWN || checkout.stage == CheckoutStage.ASKING || checkout.open == null
    val open: @Composable (ButtonKind) -> Unit = { kind ->
        checkout.open?.let { ActionButton(it, { pay(PayIntent.OpenCheckout) }, kind = kind, icon = Symbols.Bank) }
    }
    if (!asks) open(ButtonKind.PRIMARY)
    checkout.ask?.let {
        val kind = if (asks) ButtonKind.PRIMARY else ButtonKind.TONAL
        ActionButton(it, { pay(PayIntent.AskNow) }, kind = kind, icon = Symbols.Refresh)
    }
    if (asks) open(ButtonKind.TONAL)
    checkout.giveUp?.let { ActionButton(it, { pay(PayIntent.GiveUp) }, kind = ButtonKind.TEXT) }
}
