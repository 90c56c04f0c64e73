/// Whether the keyboard writes here.
@propertyWrapper
public struct FocusState<Value: Hashable>: DynamicProperty {
    private let state: State<Value>

    public init() where Value == Bool { state = State(wrappedValue: false) }

    public var wrappedValue: Value {
        get { state.wrappedValue }
        nonmutating set { state.wrappedValue = newValue }
    }

    @MainActor public var projectedValue: Binding { Binding(binding: state.projectedValue) }

    public struct Binding {
        let binding: SwiftUI.Binding<Value>
    }
}

extension FocusState: Linked {
    func link(_ place: Place, _ name: String) { state.link(place, name) }
}

public struct SubmitLabel: Sendable {
    public static var done: Self { Self() }
    public static var next: Self { Self() }
    public static var search: Self { Self() }
}

extension View {
    /// Who types has the keyboard there.
    public func focused(_ condition: FocusState<Bool>.Binding) -> some View {
        changedAsOne { node in
            let type = node.type
            node.type = { text in
                condition.binding.wrappedValue = true
                type?(text)
            }
        }
    }

    public func submitLabel(_ label: SubmitLabel) -> some View { unchanged() }

    /// The keyboard's return key.
    public func onSubmit(_ action: @escaping @MainActor () -> Void) -> some View {
        changedAsOne { $0.submit = action }
    }
}

/// What a hand feels.
public struct SensoryFeedback: Equatable, Sendable {
    private let name: String
    public static let success = Self(name: "success"), warning = Self(name: "warning"), error = Self(name: "error")
}

extension View {
    public func sensoryFeedback<T: Equatable>(
        trigger: T, _ feedback: @escaping (_ oldValue: T, _ newValue: T) -> SensoryFeedback?
    ) -> some View {
        onChange(of: trigger) { _ = feedback($0, $1) }
    }
}

public enum HorizontalEdge: Sendable { case leading, trailing }

extension View {
    public func swipeActions<T: View>(
        edge: HorizontalEdge = .trailing, allowsFullSwipe: Bool = true, @ViewBuilder content: () -> T
    ) -> some View {
        let content = content()
        return wrapped("swipeActions") { place, nodes in
            var node = nodes.count == 1 ? nodes[0] : Node(.group, children: nodes)
            node.swipes += place.inside("swipes").nodes(of: content).flatMap(\.all).filter { $0.act != nil }
            return [node]
        }
    }
}
