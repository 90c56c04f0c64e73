import DimosBindings
import DimosKit
import SwiftUI

/// A payment on a provider's page: how it stands, honestly, and what can be done.
struct CheckoutScreen: View {
    let checkout: CheckoutView

    var body: some View {
        Page(checkout.title) {
            Section { Stage(checkout: checkout) }
            Section {
                VStack {
                    Text(checkout.amount).font(.title2)
                    ForEach(Array(checkout.items.enumerated()), id: \.offset) { _, item in Words(item) }
                }
                .frame(maxWidth: .infinity)
                .accessibilityElement(children: .combine)
            }
            Section { Ways(checkout: checkout) }
        }
    }
}

/// Said aloud whenever it changes.
private struct Stage: View {
    let checkout: CheckoutView

    var body: some View {
        VStack(spacing: 12) {
            if checkout.busy || checkout.stage == .opening || checkout.stage == .asking {
                ProgressView().accessibilityHidden(true)
            } else {
                Image(systemName: symbol).font(.largeTitle).foregroundStyle(checkout.tone.ink).accessibilityHidden(true)
            }
            Text(checkout.headline).font(.title2).accessibilityAddTraits(.isHeader)
            Text(checkout.detail)
        }
        .multilineTextAlignment(.center)
        .frame(maxWidth: .infinity)
        .accessibilityElement(children: .combine)
        .onChange(of: checkout.headline) { _, headline in Announcement.say(headline) }
        .sensoryFeedback(trigger: checkout.tone) { _, tone in tone.feedback }
    }

    private var symbol: String {
        switch checkout.stage {
        case .waitingForYou: Symbol.card
        case .notKnown: Symbol.question
        default: Symbol.of(checkout.tone)
        }
    }
}

private struct Ways: View {
    let checkout: CheckoutView
    @Environment(CoreStore.self) private var store

    var body: some View {
        way(checkout.showReceipt, .primary, Symbol.receipt, .showReceipt(number: checkout.receipt))
        way(checkout.again, .primary, Symbol.refresh, .tryAgain)
        // Who came back already is better off asking than paying twice.
        if asksFirst {
            way(checkout.ask, .primary, Symbol.refresh, .askNow)
            way(checkout.open, .tonal, Symbol.bank, .openCheckout)
        } else {
            way(checkout.open, .primary, Symbol.bank, .openCheckout)
            way(checkout.ask, .tonal, Symbol.refresh, .askNow)
        }
        way(checkout.giveUp, .text, nil, .giveUp)
    }

    private var asksFirst: Bool {
        checkout.stage == .notKnown || checkout.stage == .asking || checkout.open == nil
    }

    @ViewBuilder
    private func way(_ button: CoreButton?, _ kind: ActionButton.Kind, _ symbol: String?, _ intent: PayIntent) -> some View {
        if let button {
            ActionButton(button: button, kind: kind, symbol: symbol) { store.send(.pay(intent: intent)) }
        }
    }
}
