import DimosBindings
import DimosKit
import Foundation
import SwiftUI

/// The whole app: shows what the core says, sends what is touched.
public struct DimosApp: View {
    private let store: CoreStore
    private let failure: FailureWords
    @Environment(\.colorScheme) private var scheme

    /// `failure` is said when there is no core to say anything.
    public init(store: CoreStore, failure: FailureWords) {
        self.store = store
        self.failure = failure
    }

    public var body: some View {
        Group {
            switch store.state {
            case .opening: ProgressView()
            case .open(let view): Front(view: view)
            case .failed: FailedScreen(words: failure)
            }
        }
        .environment(store)
        .tint(Ink.accent.colour(scheme))
    }
}

/// What the app itself says in the phone's language.
public struct FailureWords: Sendable {
    let message: String
    let retry: String

    public init(message: String, retry: String) {
        self.message = message
        self.retry = retry
    }
}

private struct FailedScreen: View {
    let words: FailureWords
    @Environment(CoreStore.self) private var store

    var body: some View {
        ContentUnavailableView {
            Image(systemName: "exclamationmark.triangle").accessibilityHidden(true)
        } description: {
            Text(words.message)
        } actions: {
            Button(words.retry) { store.open() }.buttonStyle(.borderedProminent)
        }
    }
}

/// The tabs between the line at the top and the message at the bottom.
private struct Front: View {
    let view: ViewModel

    var body: some View {
        VStack(spacing: 0) {
            if let banner = view.banner { BannerBar(banner: banner) }
            Tabs(view: view)
        }
        .sensoryFeedback(trigger: view.toast) { _, toast in toast?.tone.feedback }
        .environment(\.words, view.words)
        .environment(\.locale, Locale(identifier: view.language))
        .dynamicTypeSize(view.largeText ? DynamicTypeSize.xxxLarge... : DynamicTypeSize.xSmall...)
    }
}

/// One screen of the core.
struct ScreenView: View {
    let screen: Screen

    var body: some View {
        switch screen {
        case .starting(let starting): StartingScreen(starting: starting)
        case .report(let report): ReportScreen(report: report)
        case .myReports(let mine): MyReportsScreen(mine: mine)
        case .ticket(let ticket): TicketScreen(ticket: ticket)
        case .myCity(let city): MyCityScreen(city: city)
        case .bills(let bills): BillsScreen(bills: bills)
        case .addBill(let form): AddBillScreen(form: form)
        case .bill(let bill): BillScreen(bill: bill)
        case .plan(let plan): PlanScreen(plan: plan)
        case .paying(let paying): PayingScreen(paying: paying)
        case .checkout(let checkout): CheckoutScreen(checkout: checkout)
        case .receipts(let receipts): ReceiptsScreen(receipts: receipts)
        case .crew(let day): CrewScreen(day: day)
        case .job(let job): JobScreen(job: job)
        case .settings(let settings): SettingsScreen(settings: settings)
        }
    }
}
