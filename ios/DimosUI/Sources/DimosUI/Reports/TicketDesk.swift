import DimosBindings
import DimosKit
import SwiftUI

/// What may be written and sent: an answer, a comment, that it is not fixed, stars.
struct TicketDesk: View {
    let ticket: TicketView
    @Environment(CoreStore.self) private var store

    var body: some View {
        if let rate = ticket.rate {
            Section { Stars(given: ticket.stars, rate: rate).id(ticket.stars) }
        }
        if writes {
            Section {
                DimosField(ticket.writing, lines: 3) { send(.write(text: $0)) }
                PhotoStrip(photos: ticket.writingPhotos) { send(.removePhoto(photo: $0)) }
                if let add = ticket.addPhoto { AddPhotoMenu(button: add) { send(.addPhoto(source: $0)) } }
                way(ticket.answer, .primary, .answer, before: [ticket.comment, ticket.reopen])
                way(ticket.comment, .primary, .comment, before: [ticket.reopen])
                way(ticket.reopen, .tonal, .reopen, before: [])
            }
        }
    }

    private var writes: Bool {
        [ticket.answer, ticket.comment, ticket.reopen, ticket.addPhoto].contains { $0 != nil }
    }

    /// What keeps it from being tapped is left to a button that comes after it, if that says the same.
    @ViewBuilder
    private func way(
        _ button: CoreButton?, _ kind: ActionButton.Kind, _ intent: MyReportsIntent, before: [CoreButton?]
    ) -> some View {
        if let button {
            ActionButton(
                button: button, kind: kind, showsWhyNot: !before.contains { $0 != nil && $0?.whyNot == button.whyNot }
            ) { send(intent) }
        }
    }

    private func send(_ intent: MyReportsIntent) { store.send(.myReports(intent: intent)) }
}

/// Five stars and the button that sends them.
private struct Stars: View {
    let rate: CoreButton
    @State private var chosen: UInt8
    @Environment(CoreStore.self) private var store
    @Environment(\.words) private var words

    init(given: UInt8, rate: CoreButton) {
        self.rate = rate
        _chosen = State(initialValue: given)
    }

    var body: some View {
        VStack(spacing: 8) {
            HStack {
                ForEach(Array(words.stars.enumerated()), id: \.offset) { index, spoken in
                    let stars = UInt8(index + 1)
                    SymbolButton(
                        symbol: stars <= chosen ? Symbol.starFilled : Symbol.star, spoken: spoken, enabled: rate.enabled
                    ) { chosen = stars }
                    .accessibilityAddTraits(stars == chosen ? .isSelected : [])
                }
            }
            ActionButton(button: sendable, kind: .tonal, symbol: Symbol.star) {
                store.send(.myReports(intent: .rate(stars: chosen)))
            }
        }
    }

    private var sendable: CoreButton {
        CoreButton(label: rate.label, spoken: rate.spoken, enabled: rate.enabled && chosen > 0, whyNot: rate.whyNot)
    }
}
