import DimosBindings
import DimosKit
import SwiftUI

/// My reports: what is unsent, then what the city has.
struct MyReportsScreen: View {
    let mine: MyReportsView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Page(mine.title, busy: mine.refreshing, refresh: .myReports(intent: .refresh)) {
            Section {
                ChoicePicker(name: mine.title, options: mine.shelves) { code in
                    store.send(.myReports(intent: .filter(shelf: code == "following" ? .following : .mine)))
                }
                .pickerStyle(.segmented)
            }
            if !mine.unsent.isEmpty {
                Section {
                    ForEach(mine.unsent, id: \.act) { UnsentRowCard(row: $0) }
                }
            }
            Section {
                ForEach(mine.rows, id: \.id) { row in
                    ReportRowCard(row: row) { store.send(.myReports(intent: .open(report: $0))) }
                }
                if mine.hasMore {
                    ProgressView()
                        .accessibilityHidden(true)
                        .id(mine.rows.count)
                        .onAppear { store.send(.myReports(intent: .more)) }
                }
                if let empty = mine.empty { EmptyState(text: empty, symbol: Symbol.of(.myReports)) }
            }
        }
    }
}
