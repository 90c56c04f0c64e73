import DimosBindings
import DimosKit
import SwiftUI

/// A button of the core. Where it cannot be tapped it says why, under itself and to VoiceOver.
struct ActionButton: View {
    /// How loud it is.
    enum Kind {
        case primary, tonal, text, danger, emergency
    }

    let button: CoreButton
    var kind = Kind.primary
    var symbol: String?
    /// What several buttons have in common is said under the last of them only.
    var showsWhyNot = true
    var fills = true
    let act: @MainActor () -> Void

    var body: some View {
        VStack(spacing: 4) {
            styled
                .disabled(!button.enabled)
                .accessibilityLabel(button.spoken)
                .accessibilityHint(whyNot ?? "")
            if let whyNot, showsWhyNot {
                Text(whyNot)
                    .font(.footnote)
                    .foregroundStyle(.secondary)
                    .multilineTextAlignment(.center)
                    .accessibilityHidden(true)
            }
        }
        .frame(maxWidth: fills ? .infinity : nil)
    }

    private var whyNot: String? {
        button.whyNot.flatMap { button.enabled || $0.isEmpty ? nil : $0 }
    }

    @ViewBuilder
    private var styled: some View {
        switch kind {
        case .primary: plain(role: nil).buttonStyle(.borderedProminent)
        case .tonal: plain(role: nil).buttonStyle(.bordered)
        case .text: plain(role: nil).buttonStyle(.borderless)
        // White is readable on it by day and by night.
        case .emergency: plain(role: nil).buttonStyle(.borderedProminent).tint(Tone.danger.ink.colour(.light))
        case .danger: plain(role: .destructive).buttonStyle(.borderless)
        }
    }

    private func plain(role: ButtonRole?) -> some View {
        Button(role: role, action: act) {
            Group {
                if let symbol {
                    Label(button.label, systemImage: symbol)
                } else {
                    Text(button.label)
                }
            }
            .multilineTextAlignment(.center)
            .frame(maxWidth: fills ? .infinity : nil, minHeight: 32)
        }
        .controlSize(.large)
    }
}

/// A symbol that is a button: what it does is said to VoiceOver only.
struct SymbolButton: View {
    let symbol: String
    let spoken: String
    var enabled = true
    let act: @MainActor () -> Void

    var body: some View {
        Button(action: act) {
            Image(systemName: symbol).frame(minWidth: 44, minHeight: 44).contentShape(.rect)
        }
        .buttonStyle(.borderless)
        .disabled(!enabled)
        .accessibilityLabel(spoken)
    }
}

/// A row that is one thing to touch and one thing to VoiceOver: what is inside is drawn only, `spoken` is said.
struct RowButton<Content: View>: View {
    let spoken: String
    let act: @MainActor () -> Void
    @ViewBuilder let content: () -> Content

    var body: some View {
        Button(action: act) {
            content().frame(maxWidth: .infinity, alignment: .leading).contentShape(.rect)
        }
        .buttonStyle(.plain)
        .accessibilityLabel(spoken)
    }
}

extension View {
    /// One thing to VoiceOver, with other words than are drawn.
    func says(_ spoken: String) -> some View {
        accessibilityElement(children: .ignore).accessibilityLabel(spoken)
    }
}
