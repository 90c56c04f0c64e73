import DimosBindings
import DimosKit
import SwiftUI

/// Photos first, then words.
struct WhatStep: View {
    let report: ReportView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Section {
            PhotoStrip(photos: report.photos, side: 132) { store.send(.report(intent: .removePhoto(photo: $0))) }
            // Said once, by the last of the two.
            ActionButton(
                button: report.takePhoto, kind: report.photos.isEmpty ? .primary : .tonal, symbol: Symbol.camera,
                showsWhyNot: report.takePhoto.whyNot != report.choosePhoto.whyNot
            ) { store.send(.report(intent: .addPhoto(source: .camera))) }
            ActionButton(button: report.choosePhoto, kind: .tonal, symbol: Symbol.gallery) {
                store.send(.report(intent: .addPhoto(source: .library)))
            }
        }
        Section {
            DimosField(report.description, lines: 4) { store.send(.report(intent: .describe(text: $0))) }
        }
        Section {
            ActionButton(button: report.discard, kind: .danger, symbol: Symbol.trash) {
                store.send(.report(intent: .discardDraft(draft: report.draft)))
            }
        }
    }
}

/// The map with its pin, and every other way to say where.
struct WhereStep: View {
    let place: PlaceView
    @Environment(CoreStore.self) private var store

    var body: some View {
        if let outside = place.outside {
            Section { NoticeRow(text: outside, tone: .warning) }
        }
        Section {
            MapArea(map: place.map) { lat, lon in store.send(.report(intent: .movePin(lat: lat, lon: lon))) }
                .frame(height: 280)
                .listRowInsets(EdgeInsets())
            if !place.source.isEmpty { SymbolAndText(symbol: Symbol.place, text: place.source) }
            ActionButton(button: place.usePhone, kind: .tonal, symbol: Symbol.myLocation) {
                store.send(.report(intent: .usePhonePosition))
            }
            if place.locating { ProgressView().accessibilityHidden(true) }
        }
        Section {
            DimosField(place.streetSearch) { store.send(.report(intent: .searchStreet(text: $0))) }
            StreetList(streets: place.streets) { store.send(.report(intent: .chooseStreet(index: $0))) }
        }
        Section {
            DimosField(place.hint, lines: 2) { store.send(.report(intent: .setPlaceHint(text: $0))) }
        }
    }
}

/// Streets that were found; chosen by their place in the list.
struct StreetList: View {
    let streets: [String]
    let choose: @MainActor (UInt32) -> Void

    var body: some View {
        ForEach(Array(streets.enumerated()), id: \.offset) { index, street in
            RowButton(spoken: street) {
                choose(UInt32(index))
            } content: {
                Label(street, systemImage: Symbol.place)
            }
        }
    }
}
