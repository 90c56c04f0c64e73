import DimosBindings
import DimosKit
import SwiftUI

/// What is about to be paid, and the ways to pay it: at once on a provider's page, or from any bank's app.
struct PayingScreen: View {
    let paying: PayingView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Page(paying.title) {
            if let notice = paying.notice {
                Section { PayNotice(notice: notice) }
            }
            Section {
                ForEach(paying.items, id: \.id) { PayingItemRow(item: $0) }
                Text(paying.total).font(.title3).fontWeight(.semibold)
            }
            Section {
                ForEach(paying.methods, id: \.provider) { method in
                    ActionButton(button: method.button, symbol: Symbol.card) {
                        store.send(.pay(intent: .payBy(provider: method.provider)))
                    }
                }
                Words(paying.methodsNote)
            }
            Section(paying.transfer.title) {
                Text(paying.transfer.intro)
            }
            ForEach(paying.transfer.slips, id: \.reference.what) { slip in
                Section { Slip(slip: slip, isNamed: paying.transfer.slips.count > 1) }
            }
            Section {
                Copied(copy: paying.transfer.payee)
                Copied(copy: paying.transfer.iban)
            }
        }
    }
}

private struct PayingItemRow: View {
    let item: PayingItem
    @Environment(CoreStore.self) private var store

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            VStack(alignment: .leading, spacing: 4) {
                Priced(title: item.title, amount: item.amount)
                Words(item.note)
            }
            .says(item.spoken)
            if let part = item.part {
                DimosField(part, kind: .amount) { store.send(.pay(intent: .typePart(payable: item.id, text: $0))) }
            }
            if let leaveOut = item.leaveOut {
                ActionButton(button: leaveOut, kind: .text, symbol: Symbol.remove) {
                    store.send(.pay(intent: .leaveOut(payable: item.id)))
                }
            }
        }
    }
}

/// What a bank's app wants for one bill.
private struct Slip: View {
    let slip: SlipView
    let isNamed: Bool

    var body: some View {
        if isNamed { Text(slip.title).font(.headline) }
        if let whyNot = slip.whyNot { NoticeRow(text: whyNot, tone: .warning) }
        if let qr = slip.qr { QrCode(qr: qr) }
        Copied(copy: slip.reference)
        if let amount = slip.amount { Copied(copy: amount) }
    }
}
