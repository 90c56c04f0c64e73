import DimosBindings
import DimosKit
import Foundation
import SwiftUI

/// What something is and how much: beside each other, below each other where there is no room.
struct Priced: View {
    let title: String
    let amount: String

    var body: some View {
        ViewThatFits(in: .horizontal) {
            HStack(alignment: .firstTextBaseline) {
                name
                Spacer()
                sum
            }
            VStack(alignment: .leading) {
                name
                sum
            }
        }
        .font(.headline)
    }

    private var name: some View { Text(title) }
    private var sum: some View { Text(amount).monospacedDigit() }
}

/// A bill of the list: its circle chooses it, the rest of it opens its page.
struct BillCard: View {
    let row: BillRow
    @Environment(CoreStore.self) private var store

    var body: some View {
        HStack {
            if row.canChoose {
                SymbolButton(
                    symbol: row.chosen ? "checkmark.circle.fill" : "circle", spoken: "\(row.title), \(row.amount)"
                ) { store.send(.pay(intent: .choose(bill: row.id, chosen: !row.chosen))) }
                .accessibilityAddTraits(row.chosen ? .isSelected : [])
            }
            RowButton(spoken: row.spoken) {
                store.send(.pay(intent: .openBill(bill: row.id)))
            } content: {
                VStack(alignment: .leading, spacing: 4) {
                    Priced(title: row.title, amount: row.amount)
                    Words(row.detail)
                    ToneBadge(text: row.status, tone: row.tone)
                    Words(row.number, .caption)
                    Words(row.note)
                }
            }
        }
    }
}

/// An instalment, and the button that pays it.
struct Instalment: View {
    let row: InstalmentRow
    let pay: @MainActor () -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            VStack(alignment: .leading, spacing: 4) {
                Priced(title: row.title, amount: row.amount)
                ToneBadge(text: row.status, tone: row.tone)
            }
            .says(row.spoken)
            if let button = row.pay { ActionButton(button: button, kind: .text, act: pay) }
        }
    }
}

/// Something for a bank's app, and the button that copies it.
struct Copied: View {
    let copy: CopyView
    @Environment(CoreStore.self) private var store

    var body: some View {
        ViewThatFits(in: .horizontal) {
            HStack {
                words
                Spacer()
                button
            }
            VStack(alignment: .leading) {
                words
                button
            }
        }
    }

    private var words: some View {
        Fact(label: copy.label, value: copy.text).says(copy.spoken)
    }

    private var button: some View {
        ActionButton(button: copy.button, kind: .tonal, symbol: Symbol.copy, fills: false) {
            store.send(.pay(intent: .copy(what: copy.what)))
        }
    }
}

/// A QR code: black on white in the dark, too, or no bank's app would read it.
struct QrCode: View {
    /// Empty squares that a reader needs around a code.
    private static let margin = 4

    let qr: QrView

    var body: some View {
        Canvas { context, size in
            // Whole points, or hairlines show between the squares.
            let square = max((min(size.width, size.height) / CGFloat(Int(qr.size) + 2 * Self.margin)).rounded(.down), 1)
            let edge = ((min(size.width, size.height) - square * CGFloat(qr.size)) / 2).rounded(.down)
            var squares = Path()
            for (y, row) in qr.rows.enumerated() {
                for (x, module) in row.enumerated() where module == "1" {
                    squares.addRect(
                        CGRect(x: edge + CGFloat(x) * square, y: edge + CGFloat(y) * square, width: square, height: square))
                }
            }
            context.fill(squares, with: .color(.black))
        }
        .aspectRatio(1, contentMode: .fit)
        .frame(maxWidth: 360)
        .background(.white, in: .rect(cornerRadius: 8))
        .says(qr.spoken)
        .accessibilityAddTraits(.isImage)
    }
}
