import DimosBindings
import DimosKit
import SwiftUI

/// A text field of the core: its name, what is in it, what is wrong with it, how much fits still.
struct DimosField: View {
    let field: CoreField
    let kind: FieldKind
    let lines: Int
    let submit: (@MainActor () -> Void)?
    let type: @MainActor (String) -> Void
    @State private var typing: Typing
    @FocusState private var isTyping: Bool
    @Environment(\.words) private var words

    /// `submit` is what the keyboard's return key does besides going away.
    init(
        _ field: CoreField, kind: FieldKind = .words, lines: Int = 1, submit: (@MainActor () -> Void)? = nil,
        type: @escaping @MainActor (String) -> Void
    ) {
        self.field = field
        self.kind = kind
        self.lines = lines
        self.submit = submit
        self.type = type
        _typing = State(initialValue: Typing(field.value))
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(field.label).font(.subheadline).foregroundStyle(.secondary).accessibilityHidden(true)
            TextField(field.label, text: text, prompt: prompt, axis: lines > 1 ? .vertical : .horizontal)
                .lineLimit(lines...)
                .typing(kind)
                .focused($isTyping)
                .submitLabel(.done)
                .onSubmit { submit?() }
                .accessibilityLabel(field.label)
                .accessibilityHint(field.error ?? field.remaining ?? "")
            if let error = field.error {
                Label(error, systemImage: Symbol.of(.danger))
                    .font(.footnote).foregroundStyle(Tone.danger.ink).accessibilityHidden(true)
            } else if let remaining = field.remaining {
                Text(remaining).font(.footnote).foregroundStyle(.secondary).accessibilityHidden(true)
            }
        }
        .onChange(of: field.value) { _, value in typing.told(value) }
        .toolbar {
            ToolbarItemGroup(placement: .keyboard) {
                // A keyboard without a return key, or one whose return key begins a line, goes away by this.
                if isTyping, lines > 1 || kind.isOfDigits {
                    Spacer()
                    Button(words.done) { isTyping = false }
                }
            }
        }
    }

    private var prompt: Text? { field.hint.isEmpty ? nil : Text(field.hint) }

    private var text: Binding<String> {
        Binding(get: { typing.shown }, set: { if typing.typed($0) { type($0) } })
    }
}
