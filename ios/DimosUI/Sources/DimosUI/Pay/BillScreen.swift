import DimosBindings
import DimosKit
import SwiftUI

/// One bill: how much, until when, what it is made of, its instalments, and what was paid.
struct BillScreen: View {
    let bill: BillView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Page(bill.row.title, busy: bill.busy, refresh: .pay(intent: .refresh)) {
            if let notice = bill.notice {
                Section { PayNotice(notice: notice) }
            }
            Section {
                VStack(alignment: .leading, spacing: 8) {
                    if !bill.row.amount.isEmpty { Text(bill.row.amount).font(.largeTitle) }
                    ToneBadge(text: bill.row.status, tone: bill.row.tone)
                    Words(bill.row.note)
                }
                .says(bill.row.spoken)
                if let pay = bill.pay {
                    ActionButton(button: pay, symbol: Symbol.card) { send(.payBill(bill: bill.row.id)) }
                }
                if let plan = bill.plan {
                    ActionButton(button: plan, kind: .tonal, symbol: Symbol.calendar) { send(.openPlan) }
                }
                if let credit = bill.useCredit { ActionButton(button: credit, kind: .tonal) { send(.useCredit) } }
            }
            if !bill.instalments.isEmpty {
                Section {
                    ForEach(bill.instalments, id: \.id) { row in Instalment(row: row) { send(.payOne(payable: row.id)) } }
                }
            }
            if !bill.facts.isEmpty {
                Section {
                    ForEach(bill.facts, id: \.label) { fact in LabeledContent(fact.label, value: fact.value).says(fact.spoken) }
                }
            }
            if !bill.history.isEmpty {
                Section {
                    ForEach(Array(bill.history.enumerated()), id: \.offset) { _, row in
                        Paid(row: row) { send(.showReceipt(number: row.receipt)) }
                    }
                }
            }
        }
    }

    private func send(_ intent: PayIntent) { store.send(.pay(intent: intent)) }
}

/// Something to be known before paying, which may lead to an attempt that is not over.
struct PayNotice: View {
    let notice: Notice
    @Environment(CoreStore.self) private var store

    var body: some View {
        if let attempt = notice.attempt {
            NoticeRow(text: notice.text, tone: notice.tone) { store.send(.pay(intent: .openAttempt(attempt: attempt))) }
        } else {
            NoticeRow(text: notice.text, tone: notice.tone)
        }
    }
}

private struct Paid: View {
    let row: PaidRow
    let show: @MainActor () -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            VStack(alignment: .leading, spacing: 4) {
                Priced(title: row.when, amount: row.amount)
                Words(row.text)
            }
            .says(row.spoken)
            if let button = row.show { ActionButton(button: button, kind: .text, symbol: Symbol.receipt, act: show) }
        }
    }
}
