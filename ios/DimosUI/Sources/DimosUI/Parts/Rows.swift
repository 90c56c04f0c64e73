import DimosBindings
import DimosKit
import SwiftUI

/// A report in a list. Without `open` it is read and cannot be touched.
struct ReportRowCard: View {
    let row: ReportRow
    var open: (@MainActor (String) -> Void)?

    var body: some View {
        if let open {
            RowButton(spoken: row.spoken) {
                open(row.id)
            } content: {
                drawn
            }
        } else {
            drawn.says(row.spoken)
        }
    }

    private var drawn: some View {
        Beside {
            FilePicture(path: row.thumbPath, symbol: Symbol.of(service: row.symbol))
                .frame(width: 64, height: 64)
                .clipShape(.rect(cornerRadius: 8))
            VStack(alignment: .leading, spacing: 4) {
                HStack {
                    Text(row.title).font(.headline)
                    Spacer()
                    if row.unseen { Circle().fill(Ink.warning).frame(width: 10, height: 10) }
                }
                if !row.excerpt.isEmpty { Text(row.excerpt).font(.subheadline).lineLimit(2) }
                Words(row.place)
                ToneBadge(text: row.status, tone: row.tone)
                Words([row.when, row.supporters].filter { !$0.isEmpty }.joined(separator: " · "))
                Words(row.number, .caption)
            }
        }
    }
}

/// What has not reached the city yet: why, and every way out of it.
struct UnsentRowCard: View {
    let row: UnsentRow
    @Environment(CoreStore.self) private var store

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            VStack(alignment: .leading, spacing: 4) {
                Text(row.title).font(.headline)
                Words(row.detail)
                ToneBadge(text: row.status, tone: row.tone)
            }
            .says(row.spoken)
            way(row.retry, .tonal, .retry(act: row.act))
            way(row.without, .tonal, .sendWithout(act: row.act))
            way(row.edit, .tonal, .edit(act: row.act))
            way(row.discard, .danger, .discard(act: row.act))
        }
    }

    @ViewBuilder
    private func way(_ button: CoreButton?, _ kind: ActionButton.Kind, _ intent: MyReportsIntent) -> some View {
        if let button { ActionButton(button: button, kind: kind) { store.send(.myReports(intent: intent)) } }
    }
}
