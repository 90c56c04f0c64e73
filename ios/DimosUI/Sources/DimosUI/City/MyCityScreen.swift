import DimosBindings
import DimosKit
import SwiftUI

/// What is reported around here: a list with its filters, or the same on a map.
struct MyCityScreen: View {
    let city: MyCityView
    @State private var isOnMap = false
    @Environment(\.words) private var words

    var body: some View {
        Group {
            if isOnMap {
                CityMap(city: city)
            } else {
                CityList(city: city)
            }
        }
        .toolbar {
            ToolbarItem(placement: .primaryAction) {
                SymbolButton(symbol: isOnMap ? Symbol.list : Symbol.map, spoken: isOnMap ? words.list : words.map) {
                    isOnMap.toggle()
                }
            }
        }
    }
}

private struct CityList: View {
    let city: MyCityView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Page(city.title, busy: city.busy, refresh: .myCity(intent: .refresh)) {
            Section {
                ActionButton(button: city.aroundMe, kind: .tonal, symbol: Symbol.myLocation) { send(.aroundMe) }
                DimosField(city.streetSearch) { send(.searchStreet(text: $0)) }
                StreetList(streets: city.streets) { send(.chooseStreet(index: $0)) }
            }
            Section {
                if !city.services.isEmpty {
                    ChoicePicker(name: city.title, options: city.services) { send(.onlyService(code: $0)) }
                        .pickerStyle(.menu)
                }
                Switch(label: city.onlyOpenLabel, isOn: city.onlyOpen) { send(.onlyOpen(onlyOpen: $0)) }
            }
            if let stale = city.stale {
                Section { NoticeRow(text: stale, tone: .info) }
            }
            Section {
                ForEach(city.rows, id: \.id) { row in ReportRowCard(row: row) { send(.open(report: $0)) } }
                if let empty = city.empty { EmptyState(text: empty, symbol: Symbol.map) }
            } header: {
                Text(city.around)
            }
        }
    }

    private func send(_ intent: MyCityIntent) { store.send(.myCity(intent: intent)) }
}

/// The map with all pins; the report of a touched pin stands below until another is touched.
private struct CityMap: View {
    let city: MyCityView
    @State private var chosen: String?
    @Environment(CoreStore.self) private var store

    var body: some View {
        MapArea(
            map: city.map,
            touchPlace: { lat, lon in
                chosen = nil
                store.send(.myCity(intent: .aroundPoint(lat: lat, lon: lon)))
            }, touchPin: { chosen = $0 }
        )
        .overlay(alignment: .top) {
            if city.busy { ProgressView().padding(8) }
        }
        .safeAreaInset(edge: .bottom) {
            if let row = city.rows.first(where: { $0.id == chosen }) {
                ReportRowCard(row: row) { store.send(.myCity(intent: .open(report: $0))) }
                    .padding(16)
                    .background(.regularMaterial, in: .rect(cornerRadius: 12))
                    .padding(16)
            }
        }
        .navigationTitle(city.title)
        .titleInline()
    }
}
