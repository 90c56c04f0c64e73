import DimosBindings
import DimosKit
import SwiftUI

/// One of several, as a row: symbol, name, second line.
struct ChoiceRow: View {
    let option: OptionView
    /// Whether it stays chosen; else it leads somewhere.
    var stays = true
    let choose: @MainActor (String) -> Void

    var body: some View {
        RowButton(spoken: option.spoken) {
            choose(option.code)
        } content: {
            HStack(spacing: 12) {
                if !option.symbol.isEmpty {
                    Image(systemName: Symbol.of(service: option.symbol)).foregroundStyle(.tint)
                }
                VStack(alignment: .leading, spacing: 2) {
                    Text(option.label)
                    Words(option.detail)
                }
                Spacer()
                Image(systemName: stays ? "checkmark" : Symbol.forward)
                    .foregroundStyle(.tint)
                    .opacity(stays && !option.selected ? 0 : 1)
            }
            .frame(minHeight: 44)
        }
        .accessibilityAddTraits(option.selected ? .isSelected : [])
    }
}

/// One of several, every one a row.
struct ChoiceList: View {
    let options: [OptionView]
    let choose: @MainActor (String) -> Void

    var body: some View {
        ForEach(options, id: \.code) { ChoiceRow(option: $0, choose: choose) }
    }
}

/// One of several with short names.
struct ChoicePicker: View {
    let name: String
    let options: [OptionView]
    let choose: @MainActor (String) -> Void

    var body: some View {
        Picker(name, selection: chosen) {
            ForEach(options, id: \.code) { option in
                Group {
                    if option.symbol.isEmpty {
                        Text(option.label)
                    } else {
                        Label(option.label, systemImage: Symbol.of(service: option.symbol))
                    }
                }
                .accessibilityLabel(option.spoken)
                .tag(option.code)
            }
        }
    }

    private var chosen: Binding<String> {
        Binding(get: { options.first(where: \.selected)?.code ?? options.first?.code ?? "" }, set: choose)
    }
}

/// A switch of the core.
struct Switch: View {
    let label: String
    let isOn: Bool
    let turn: @MainActor (Bool) -> Void

    var body: some View {
        Toggle(label, isOn: Binding(get: { isOn }, set: turn))
    }
}
