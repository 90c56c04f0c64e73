import DimosBindings
import DimosKit
import SwiftUI

/// What is owed, what is due first; what was paid; the way to add a bill and to the receipts.
struct BillsScreen: View {
    let bills: BillsView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Page(bills.title, busy: bills.refreshing, refresh: .pay(intent: .refresh)) {
            Section {
                if !bills.summary.isEmpty {
                    Text(bills.summary).font(.title2).accessibilityAddTraits(.isHeader)
                }
                if let stale = bills.stale { SymbolAndText(symbol: Symbol.offline, text: stale) }
                if let credit = bills.credit { NoticeRow(text: credit, tone: .good) }
                ForEach(bills.attempts, id: \.code) { attempt in
                    NoticeRow(text: attempt.label, tone: .warning) { send(.openAttempt(attempt: attempt.code)) }
                }
            }
            Section {
                ForEach(bills.due, id: \.id) { BillCard(row: $0) }
                if let empty = bills.empty { EmptyState(text: empty, symbol: Symbol.bill) }
            }
            Section {
                ActionButton(button: bills.add, kind: .tonal, symbol: Symbol.add) { send(.addBill) }
                ActionButton(button: bills.receipts, kind: .tonal, symbol: Symbol.receipt) { send(.openReceipts) }
            }
            if !bills.ended.isEmpty {
                Section(bills.endedTitle) {
                    ForEach(bills.ended, id: \.id) { BillCard(row: $0) }
                }
            }
        } bottom: {
            if let chosen = bills.payChosen {
                ActionButton(button: chosen, symbol: Symbol.card) { send(.payChosen) }
            }
        }
    }

    private func send(_ intent: PayIntent) { store.send(.pay(intent: intent)) }
}
