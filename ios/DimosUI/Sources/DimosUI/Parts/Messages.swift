import DimosBindings
import DimosKit
import SwiftUI

/// Words of the page; nothing where there are none.
struct Words: View {
    private let text: String
    private let font: Font

    init(_ text: String, _ font: Font = .subheadline) {
        self.text = text
        self.font = font
    }

    var body: some View {
        if !text.isEmpty { Text(text).font(font).foregroundStyle(.secondary) }
    }
}

/// A symbol and words beside it, which may be many.
struct SymbolAndText: View {
    let symbol: String
    let text: String

    var body: some View {
        Label(text, systemImage: symbol).font(.subheadline)
    }
}

/// Words in the colours of their tone; where they lead to a page of their own, the whole of it is touched.
struct NoticeRow: View {
    let text: String
    let tone: Tone
    var open: (@MainActor () -> Void)?

    var body: some View {
        Group {
            if let open {
                RowButton(spoken: text, act: open) {
                    HStack {
                        words
                        Spacer()
                        Image(systemName: Symbol.forward)
                    }
                }
            } else {
                words
            }
        }
        .foregroundStyle(tone.onSurface)
        .listRowBackground(Rectangle().fill(tone.surface))
        .onChange(of: text, initial: true) {
            if tone == .danger { Announcement.say(text) }
        }
    }

    private var words: some View { SymbolAndText(symbol: Symbol.of(tone), text: text) }
}

/// A status with its colour and its symbol.
struct ToneBadge: View {
    let text: String
    let tone: Tone

    var body: some View {
        if !text.isEmpty {
            Label(text, systemImage: Symbol.of(tone))
                .font(.footnote)
                .padding(.horizontal, 8)
                .padding(.vertical, 4)
                .foregroundStyle(tone.onSurface)
                .background(tone.surface, in: .rect(cornerRadius: 6))
        }
    }
}

/// What stands where there is nothing.
struct EmptyState: View {
    let text: String
    let symbol: String

    var body: some View {
        ContentUnavailableView {
            Image(systemName: symbol).accessibilityHidden(true)
        } description: {
            Text(text)
        }
        .listRowBackground(Color.clear)
    }
}

/// The line at the top, as long as it is true.
struct BannerBar: View {
    let banner: Banner

    var body: some View {
        Label(banner.text, systemImage: banner.tone == .info ? Symbol.offline : Symbol.of(banner.tone))
            .font(.subheadline)
            .padding(.horizontal, 16)
            .padding(.vertical, 8)
            .frame(maxWidth: .infinity, alignment: .leading)
            .foregroundStyle(banner.tone.onSurface)
            .background(banner.tone.surface)
            .onChange(of: banner.text, initial: true) { Announcement.say(banner.text) }
    }
}

extension Tone {
    /// What a hand feels of it.
    var feedback: SensoryFeedback? {
        switch self {
        case .info: nil
        case .good: .success
        case .warning: .warning
        case .danger: .error
        }
    }
}

extension View {
    /// A message at the bottom of a page, over nothing else: what stands there moves up.
    func message(_ toast: Toast?) -> some View {
        safeAreaInset(edge: .bottom) {
            if let toast { ToastBar(toast: toast) }
        }
    }
}

/// The message at the bottom with its button. It goes after a while; later where there is something to tap or VoiceOver reads.
struct ToastBar: View {
    let toast: Toast
    @Environment(CoreStore.self) private var store
    @Environment(\.accessibilityVoiceOverEnabled) private var isRead

    var body: some View {
        ViewThatFits(in: .horizontal) {
            HStack {
                words
                Spacer()
                button
            }
            VStack(alignment: .trailing) {
                words
                button
            }
        }
        .padding(16)
        .background(.regularMaterial, in: .rect(cornerRadius: 12))
        .padding(16)
        .frame(maxWidth: 560)
        .accessibilitySortPriority(1)
        .task(id: toast) {
            Announcement.say(toast.text)
            try? await Task.sleep(for: time)
            if !Task.isCancelled { store.send(.dismissToast) }
        }
    }

    private var time: Duration { isRead ? .seconds(30) : toast.action == nil ? .seconds(6) : .seconds(12) }

    private var words: some View { SymbolAndText(symbol: Symbol.of(toast.tone), text: toast.text) }

    @ViewBuilder
    private var button: some View {
        if let action = toast.action {
            Button(action) { store.send(.toastAction) }.buttonStyle(.borderless).fontWeight(.semibold)
        }
    }
}
