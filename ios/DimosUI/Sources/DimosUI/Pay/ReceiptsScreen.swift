import DimosBindings
import DimosKit
import SwiftUI

/// The receipts, newest first: each can be read and handed on.
struct ReceiptsScreen: View {
    let receipts: ReceiptsView

    var body: some View {
        Page(receipts.title, busy: receipts.refreshing, refresh: .pay(intent: .refresh)) {
            if let stale = receipts.stale {
                Section { SymbolAndText(symbol: Symbol.offline, text: stale) }
            }
            if let empty = receipts.empty {
                Section { EmptyState(text: empty, symbol: Symbol.receipt) }
            }
            ForEach(receipts.rows, id: \.number) { row in
                Section { Receipt(row: row) }
            }
        }
    }
}

private struct Receipt: View {
    let row: ReceiptRow
    @Environment(CoreStore.self) private var store

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            VStack(alignment: .leading, spacing: 4) {
                Priced(title: row.title, amount: row.amount)
                Text(row.detail).font(.subheadline)
                Words(row.number, .caption)
            }
            .says(row.spoken)
            if row.busy { ProgressView().accessibilityHidden(true) }
            ActionButton(button: row.show, kind: .tonal, symbol: Symbol.receipt, showsWhyNot: row.show.whyNot != row.share.whyNot)
            {
                store.send(.pay(intent: .showReceipt(number: row.number)))
            }
            ActionButton(button: row.share, kind: .text, symbol: Symbol.share) {
                store.send(.pay(intent: .shareReceipt(number: row.number)))
            }
        }
    }
}
