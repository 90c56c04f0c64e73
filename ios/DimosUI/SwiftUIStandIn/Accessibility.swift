extension View {
    /// What else a screen reader can do with this: each button is an action.
    public func accessibilityActions<Content: View>(@ViewBuilder _ content: () -> Content) -> some View {
        let content = content()
        return wrapped("accessibilityActions") { place, nodes in
            var node = nodes.count == 1 ? nodes[0] : Node(.group, children: nodes)
            node.actions += place.inside("actions").nodes(of: content).flatMap(\.all).filter { $0.act != nil }
            return [node]
        }
    }

    /// A way through this from one entry to the next.
    public func accessibilityRotor<L: StringProtocol, Content: AccessibilityRotorContent>(
        _ label: L, @AccessibilityRotorContentBuilder entries: @escaping () -> Content
    ) -> some View {
        changedAsOne { $0.rotors[String(label)] = (entries() as? any RotorEntries)?.entries ?? [] }
    }

    public func accessibilityRotorEntry<ID: Hashable>(id: ID, in namespace: Namespace.ID) -> some View {
        changedAsOne { $0.rotorEntry = AnyHashable(id) }
    }
}

@MainActor @preconcurrency
public protocol AccessibilityRotorContent {}

@MainActor
protocol RotorEntries {
    var entries: [(name: String, id: AnyHashable)] { get }
}

@resultBuilder
public struct AccessibilityRotorContentBuilder {
    public static func buildBlock<Content: AccessibilityRotorContent>(_ content: Content) -> Content { content }
}

public struct AccessibilityRotorEntry<ID: Hashable>: AccessibilityRotorContent, RotorEntries {
    let entries: [(name: String, id: AnyHashable)]

    public init<L: StringProtocol>(_ label: L, id: ID, in namespace: Namespace.ID) {
        entries = [(String(label), AnyHashable(id))]
    }
}

extension ForEach: AccessibilityRotorContent, RotorEntries where Content: AccessibilityRotorContent {
    public init(
        _ data: Data, id: KeyPath<Data.Element, ID>,
        @AccessibilityRotorContentBuilder content: @escaping (Data.Element) -> Content
    ) {
        self.data = data
        self.id = { $0[keyPath: id] }
        self.content = content
    }

    var entries: [(name: String, id: AnyHashable)] {
        data.flatMap { (content($0) as? any RotorEntries)?.entries ?? [] }
    }
}

@propertyWrapper
public struct Namespace: DynamicProperty {
    public struct ID: Hashable, Sendable {}
    public init() {}
    public var wrappedValue: ID { ID() }
}
