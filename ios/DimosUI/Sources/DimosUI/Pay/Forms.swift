import DimosBindings
import DimosKit
import SwiftUI

/// A bill on paper: its payment code and amount, or all bills of a tax number. What is wrong stands beside its field.
struct AddBillScreen: View {
    let form: AddBillView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Page(form.title, busy: form.busy) {
            if let refusal = form.refusal {
                Section { NoticeRow(text: refusal, tone: .danger) }
            }
            Section {
                Text(form.intro)
                DimosField(form.reference, kind: .code) { send(.typeReference(text: $0)) }
                DimosField(form.amount, kind: .amount) { send(.typeAmount(text: $0)) }
                ActionButton(button: form.find, symbol: Symbol.search) { send(.find) }
            }
            Section {
                Words(form.linkIntro)
                DimosField(form.taxNumber, kind: .digits) { send(.typeTaxNumber(text: $0)) }
                ActionButton(button: form.link, kind: .tonal) { send(.link) }
            }
        }
    }

    private func send(_ intent: PayIntent) { store.send(.pay(intent: intent)) }
}

/// Instalments before they are agreed to: how many, when and how much each would be, and what agreeing means.
struct PlanScreen: View {
    let plan: PlanView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Page(plan.title, busy: plan.busy) {
            Section {
                Text(plan.intro)
                ChoiceList(options: plan.counts) { code in
                    if let count = UInt8(code) { store.send(.pay(intent: .chooseInstalments(count: count))) }
                }
            }
            if !plan.preview.isEmpty {
                Section {
                    ForEach(plan.preview, id: \.id) { Instalment(row: $0) {} }
                }
            }
            Section {
                Words(plan.terms)
                ActionButton(button: plan.agree) { store.send(.pay(intent: .agreePlan)) }
            }
        }
    }
}
