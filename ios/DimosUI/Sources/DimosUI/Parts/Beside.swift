import SwiftUI

/// Things beside each other; below each other where the letters are very large.
struct Beside<Content: View>: View {
    var alignment = VerticalAlignment.top
    @ViewBuilder let content: () -> Content
    @Environment(\.dynamicTypeSize) private var letters

    var body: some View {
        if letters.isAccessibilitySize {
            VStack(alignment: .leading, spacing: 12, content: content)
        } else {
            HStack(alignment: alignment, spacing: 12, content: content)
        }
    }
}
