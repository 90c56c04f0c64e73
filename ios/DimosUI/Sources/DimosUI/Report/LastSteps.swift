import DimosBindings
import DimosKit
import SwiftUI

/// Is it one of these?
struct NearbyStep: View {
    let report: ReportView
    @Environment(CoreStore.self) private var store

    private var joining: ActionButton.Kind { report.nearby.count == 1 ? .primary : .tonal }

    var body: some View {
        Section {
            Text(report.nearbyMessage)
            ForEach(report.nearby, id: \.row.id) { near in
                VStack(spacing: 8) {
                    ReportRowCard(row: near.row)
                    ActionButton(button: near.itIsThis, kind: joining, symbol: Symbol.thumbUp) {
                        store.send(.report(intent: .itIsThis(report: near.row.id)))
                    }
                }
            }
        }
    }
}

/// A name, or none.
struct ContactStep: View {
    let report: ReportView
    @Environment(CoreStore.self) private var store

    var body: some View {
        let name = report.contactName.value
        let email = report.contactEmail.value
        let phone = report.contactPhone.value
        Section {
            Switch(label: report.anonymousLabel, isOn: report.anonymous) {
                store.send(.report(intent: .setAnonymous(anonymous: $0)))
            }
        }
        if !report.anonymous {
            Section {
                DimosField(report.contactName, kind: .name) { set($0, email, phone) }
                DimosField(report.contactEmail, kind: .email) { set(name, $0, phone) }
                DimosField(report.contactPhone, kind: .phone) { set(name, email, $0) }
            }
        }
    }

    private func set(_ name: String, _ email: String, _ phone: String) {
        store.send(.report(intent: .setContact(name: name, email: email, phone: phone)))
    }
}

/// Everything once more; every line leads to where it is changed.
struct ReviewStep: View {
    let report: ReportView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Emergency(report: report)
        if !report.photos.isEmpty {
            Section { PhotoStrip(photos: report.photos) }
        }
        Section {
            ForEach(Array(report.review.enumerated()), id: \.offset) { _, line in
                RowButton(spoken: "\(line.label): \(line.value)") {
                    store.send(.report(intent: .goTo(step: line.step)))
                } content: {
                    HStack {
                        Fact(label: line.label, value: line.value, tone: line.tone)
                        Spacer()
                        Image(systemName: Symbol.edit).foregroundStyle(.tint)
                    }
                }
            }
        }
    }
}

/// A name and its value, below each other.
struct Fact: View {
    let label: String
    let value: String
    var tone = Tone.info

    var body: some View {
        VStack(alignment: .leading, spacing: 2) {
            Text(label).font(.subheadline).foregroundStyle(.secondary)
            if tone == .info {
                Text(value)
            } else {
                ToneBadge(text: value, tone: tone)
            }
        }
    }
}
