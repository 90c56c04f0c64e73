import DimosBindings
import DimosKit
import SwiftUI

/// What the words suggest, a search, and all services in their groups.
struct ServiceStep: View {
    let report: ReportView
    @Environment(CoreStore.self) private var store

    var body: some View {
        if !report.suggestions.isEmpty {
            Section { ChoiceList(options: report.suggestions, choose: choose) }
        }
        Section {
            DimosField(report.serviceSearch) { store.send(.report(intent: .searchServices(text: $0))) }
        }
        Section {
            ForEach(report.groups, id: \.title) { group in
                ServiceGroup(group: group, isFound: !report.serviceSearch.value.isEmpty, choose: choose)
            }
        }
    }

    private func choose(_ service: String) {
        store.send(.report(intent: .chooseService(code: service)))
    }
}

/// Services under one name: unfolded where something was found or chosen in it, until it is touched.
private struct ServiceGroup: View {
    let group: ServiceGroupView
    let isFound: Bool
    let choose: @MainActor (String) -> Void
    @State private var touched: Bool?

    var body: some View {
        DisclosureGroup(isExpanded: isOpen) {
            ChoiceList(options: group.services, choose: choose)
        } label: {
            Label(group.title, systemImage: Symbol.of(service: group.symbol)).font(.headline)
        }
        .onChange(of: isFound) { touched = nil }
    }

    private var isOpen: Binding<Bool> {
        Binding(
            get: { touched ?? (isFound || group.services.contains(where: \.selected)) },
            set: { touched = $0 }
        )
    }
}
