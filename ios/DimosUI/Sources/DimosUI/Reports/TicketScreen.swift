import DimosBindings
import DimosKit
import SwiftUI

/// One report's page: how it stands, what can be done, what happened.
struct TicketScreen: View {
    let ticket: TicketView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Page(ticket.row.title, busy: ticket.busy, refresh: .myReports(intent: .refresh)) {
            Section {
                TicketHead(ticket: ticket)
                if let other = ticket.duplicateOf {
                    ChoiceRow(option: other, stays: false) { store.send(.myReports(intent: .open(report: $0))) }
                }
            }
            if let question = ticket.question {
                Section { NoticeRow(text: question, tone: .warning) }
            }
            if !ticket.unsent.isEmpty {
                Section {
                    ForEach(ticket.unsent, id: \.act) { UnsentRowCard(row: $0) }
                }
            }
            // A question of the city is answered where it stands.
            if ticket.question != nil { TicketDesk(ticket: ticket) }
            Section {
                PhotoStrip(photos: ticket.photos, side: 148)
                if !ticket.description.isEmpty { Text(ticket.description) }
                ForEach(Array(ticket.answers.enumerated()), id: \.offset) { _, answer in Words(answer) }
                if !ticket.map.pins.isEmpty {
                    MapArea(map: ticket.map).frame(height: 180).listRowInsets(EdgeInsets())
                }
            }
            Section {
                ForEach(Array(ticket.timeline.enumerated()), id: \.offset) { _, row in TimelineStep(row: row) }
            }
            if ticket.question == nil { TicketDesk(ticket: ticket) }
            TicketStanding(ticket: ticket)
        }
        .toolbar {
            ToolbarItem(placement: .primaryAction) {
                if let share = ticket.share {
                    SymbolButton(symbol: Symbol.share, spoken: share.spoken, enabled: share.enabled) {
                        store.send(.myReports(intent: .share))
                    }
                }
            }
        }
    }
}

private struct TicketHead: View {
    let ticket: TicketView

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            VStack(alignment: .leading, spacing: 8) {
                ToneBadge(text: ticket.row.status, tone: ticket.row.tone)
                Words(ticket.row.when)
                if !ticket.row.number.isEmpty { Text(ticket.row.number).font(.headline) }
                if !ticket.row.place.isEmpty { SymbolAndText(symbol: Symbol.place, text: ticket.row.place) }
                if !ticket.row.supporters.isEmpty { SymbolAndText(symbol: Symbol.group, text: ticket.row.supporters) }
            }
            .says(ticket.row.spoken)
            if !ticket.due.isEmpty { SymbolAndText(symbol: Symbol.clock, text: ticket.due) }
            if !ticket.responsible.isEmpty { SymbolAndText(symbol: Symbol.city, text: ticket.responsible) }
        }
    }
}

/// One thing that happened; a ring instead of a dot while it is unsent.
private struct TimelineStep: View {
    let row: TimelineRow

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            HStack(alignment: .firstTextBaseline, spacing: 12) {
                Image(systemName: row.pending ? "circle" : "circle.fill").imageScale(.small).foregroundStyle(row.tone.ink)
                VStack(alignment: .leading, spacing: 2) {
                    Text(row.text).font(.subheadline).fontWeight(.semibold)
                    Text(row.when).font(.footnote).foregroundStyle(.secondary)
                    Words(row.detail)
                }
            }
            .says(row.spoken)
            PhotoStrip(photos: row.photos, side: 96)
        }
    }
}

/// Me too, follow, take back.
private struct TicketStanding: View {
    let ticket: TicketView
    @Environment(CoreStore.self) private var store

    var body: some View {
        if ticket.support != nil || ticket.follow != nil || ticket.withdraw != nil {
            Section {
                if let support = ticket.support {
                    ActionButton(button: support, symbol: Symbol.thumbUp) { store.send(.myReports(intent: .support)) }
                }
                if let follow = ticket.follow {
                    ActionButton(button: follow, kind: .tonal, symbol: ticket.following ? Symbol.bellOff : Symbol.bell) {
                        store.send(.myReports(intent: .follow(follow: !ticket.following)))
                    }
                }
                if let withdraw = ticket.withdraw {
                    ActionButton(button: withdraw, kind: .danger) { store.send(.myReports(intent: .withdraw)) }
                }
            }
        }
    }
}
