import SwiftUI

// What only iOS has, at one place: the package compiles for macOS, too.

/// What is typed into a field.
enum FieldKind {
    case words, name, email, phone, digits, amount, code

    /// Whether its keyboard has digits only.
    var isOfDigits: Bool { [.phone, .digits, .amount].contains(self) }
}

extension View {
    @ViewBuilder
    func typing(_ kind: FieldKind) -> some View {
        #if os(macOS)
            self
        #else
            switch kind {
            case .words: self
            case .name: textContentType(.name)
            case .email:
                textContentType(.emailAddress).keyboardType(.emailAddress).textInputAutocapitalization(.never)
                    .autocorrectionDisabled()
            case .phone: textContentType(.telephoneNumber).keyboardType(.phonePad)
            case .digits: keyboardType(.numberPad)
            case .amount: keyboardType(.decimalPad)
            case .code: keyboardType(.asciiCapable).textInputAutocapitalization(.characters).autocorrectionDisabled()
            }
        #endif
    }

    func groupedList() -> some View {
        #if os(macOS)
            self
        #else
            listStyle(.insetGrouped).scrollDismissesKeyboard(.interactively)
        #endif
    }

    func titleInline() -> some View {
        #if os(macOS)
            self
        #else
            navigationBarTitleDisplayMode(.inline)
        #endif
    }
}
