import DimosBindings
import DimosKit
import Foundation
import SwiftUI

/// A crew's day: the way on a map, and its stops in their order, which can be changed by dragging or by buttons.
struct CrewScreen: View {
    let day: CrewView
    @Environment(CoreStore.self) private var store

    var body: some View {
        let open = day.jobs.filter { $0.stop > 0 }
        let closed = day.jobs.filter { $0.stop == 0 }
        Page(day.title, busy: day.refreshing, refresh: .crew(intent: .refresh)) {
            Section {
                Text(day.summary)
                if let empty = day.empty { EmptyState(text: empty, symbol: Symbol.crew) }
                if !day.jobs.isEmpty {
                    MapArea(map: day.map, touchPin: { send(.open(job: $0)) })
                        .frame(height: 220)
                        .listRowInsets(EdgeInsets())
                }
            }
            if !open.isEmpty {
                Section {
                    SymbolAndText(symbol: Symbol.flag, text: day.start)
                    ForEach(Array(open.enumerated()), id: \.element.id) { place, row in
                        StopCard(row: row) {
                            send(.open(job: row.id))
                        } move: {
                            send(.moveJob(job: row.id, to: UInt32(place + $0)))
                        }
                        .moveDisabled(!row.canMoveUp && !row.canMoveDown)
                    }
                    .onMove { from, to in
                        guard let first = from.first else { return }
                        // The place is counted with the row still in its old one.
                        send(.moveJob(job: open[first].id, to: UInt32(to > first ? to - 1 : to)))
                    }
                    SymbolAndText(symbol: Symbol.flag, text: day.end)
                    ActionButton(button: day.shortenWay, kind: .tonal, symbol: Symbol.navigate) { send(.shortenWay) }
                }
            }
            if !closed.isEmpty {
                Section {
                    ForEach(closed, id: \.id) { row in
                        StopCard(row: row) {
                            send(.open(job: row.id))
                        } move: { _ in
                        }
                    }
                }
            }
        }
    }

    private func send(_ intent: CrewIntent) { store.send(.crew(intent: intent)) }
}

/// A stop of a crew's day. Open ones have their number and, where they can be moved, a button for each direction.
private struct StopCard: View {
    let row: JobRow
    let open: @MainActor () -> Void
    let move: @MainActor (Int) -> Void
    @Environment(\.words) private var words

    var body: some View {
        Beside(alignment: .center) {
            RowButton(spoken: row.spoken, act: open) {
                HStack(alignment: .top, spacing: 12) {
                    if row.stop > 0 { Text(verbatim: "\(row.stop)").font(.headline).foregroundStyle(.tint) }
                    VStack(alignment: .leading, spacing: 4) {
                        Text(row.title).font(.headline)
                        Words(row.place)
                        ToneBadge(text: row.status, tone: row.tone)
                        Words(row.number, .caption)
                        if row.pending { Image(systemName: Symbol.upload).foregroundStyle(.secondary) }
                    }
                    Spacer()
                    if row.thumbPath != nil {
                        FilePicture(path: row.thumbPath, symbol: Symbol.photo)
                            .frame(width: 56, height: 56)
                            .clipShape(.rect(cornerRadius: 8))
                    }
                }
            }
            .accessibilityActions {
                if row.canMoveUp { Button(words.moveUp) { move(-1) } }
                if row.canMoveDown { Button(words.moveDown) { move(1) } }
            }
            if row.canMoveUp || row.canMoveDown {
                // To VoiceOver they are actions of the row.
                VStack {
                    SymbolButton(symbol: Symbol.up, spoken: words.moveUp, enabled: row.canMoveUp) { move(-1) }
                    SymbolButton(symbol: Symbol.down, spoken: words.moveDown, enabled: row.canMoveDown) { move(1) }
                }
                .accessibilityHidden(true)
            }
        }
    }
}
