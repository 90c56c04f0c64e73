import SwiftUI

// What SwiftUI refuses, in the marked lines and nowhere else. `tests/tools/swift-check` sees that the stand-in does, too: else
// that the screens compile over it would prove little.

struct Nameless: Hashable {}
struct Incomparable {}

@MainActor
final class Counter {
    var count = 0
}

struct Bodies: View {
    let counter = Counter()
    let incomparable = Incomparable()
    @State private var isOn = false
    @State private var choice = ""
    @State private var open: Nameless?

    var body: some View {
        for word in ["a", "b"] { Text(word) }  // refused
    }

    private var twoKinds: some View {  // refused
        if isOn { return Text("on") }
        return Image(systemName: "circle")
    }

    private var namelessToggle: some View {
        Toggle(isOn: $isOn)  // refused
    }

    private var namelessPicker: some View {
        Picker(selection: $choice) { Text("a") }  // refused
    }

    private var namelessField: some View {
        TextField(text: $choice, prompt: nil)  // refused
    }

    private var namelessButton: some View {
        Button(action: {})  // refused
    }

    private var rows: some View {
        ForEach([Nameless()]) { _ in Text("") }  // refused
    }

    private var sheet: some View {
        Text("").sheet(item: $open) { _ in Text("") }  // refused
    }

    private var change: some View {
        Text("").onChange(of: incomparable) {}  // refused
    }

    private var tag: some View {
        Text("").tag(incomparable)  // refused
    }

    private var number: some View {
        Text(1)  // refused
    }

    private var title: some View {
        Text("").navigationTitle(Image(systemName: "circle"))  // refused
    }

    private var toolbar: some View {
        Text("").toolbar { Spacer() }  // refused
    }

    private var pull: some View {
        Text("").refreshable { [counter] in
            counter.count += 1  // refused
        }
    }

    private var work: some View {
        Text("").task { counter.count += 1 }
    }

    nonisolated func touched() {
        counter.count += 1  // refused
    }
}
