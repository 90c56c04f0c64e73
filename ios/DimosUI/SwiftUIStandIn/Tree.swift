import Foundation

/// A part of the tree that a screen is.
@MainActor
public struct Node {
    public enum Kind: Sendable {
        case text, image, label, button, toggle, field, picker, date, progress, disclosure, menu
        case stack, list, section, group, canvas, shape, toolbar, title, back, tab, sheet, dialog
    }

    public var kind: Kind
    /// What is written there.
    public var text = ""
    public var children: [Node] = []

    // What a screen reader is told.
    public var label: String?
    public var hint = ""
    public var value = ""
    public var traits: AccessibilityTraits = []
    public var priority = 0.0
    public var isHidden = false
    public var behaviour: AccessibilityChildBehavior?

    public var isEnabled = true
    public var isSelected = false

    // What can be done with it.
    public var act: (@MainActor () -> Void)?
    public var type: (@MainActor (String) -> Void)?
    public var pick: (@MainActor (Date) -> Void)?
    public var touch: (@MainActor (CGPoint) -> Void)?
    public var move: (@MainActor (IndexSet, Int) -> Void)?
    public var refresh: (@MainActor () async -> Void)?
    public var submit: (@MainActor () -> Void)?
    /// What a screen reader offers to do besides.
    public var actions: [Node] = []
    /// What a row shows when it is swiped.
    public var swipes: [Node] = []

    /// The ways through this, by their names.
    public var rotors: [String: [(name: String, id: AnyHashable)]] = [:]
    /// What a rotor finds this by.
    public var rotorEntry: AnyHashable?

    var tag: AnyHashable?
    var item: [Node] = []
    var badge = 0

    init(_ kind: Kind, text: String = "", children: [Node] = []) {
        self.kind = kind
        self.text = text
        self.children = children
    }

    /// This and everything below it.
    public var all: [Node] { [self] + children.flatMap(\.all) }

    /// Whether a person can do something with it.
    public var isControl: Bool { act != nil || type != nil || pick != nil }
}

/// One thing that a screen reader stops at.
@MainActor
public struct Spoken {
    public let label: String
    public let node: Node

    public init(label: String, node: Node) {
        self.label = label
        self.node = node
    }
}

extension Node {
    /// What a screen reader stops at, in its order.
    public var spoken: [Spoken] {
        if isHidden { return [] }
        if let behaviour {
            switch behaviour.kind {
            case .ignore: return [Spoken(label: label ?? "", node: self)]
            case .combine: return [Spoken(label: label ?? words.joined(separator: ", "), node: self)]
            case .contain: break
            }
        }
        switch kind {
        case .text, .image, .title: return [Spoken(label: label ?? text, node: self)]
        case .label: return [Spoken(label: label ?? words.joined(separator: ", "), node: self)]
        case .button, .toggle, .field, .date, .progress, .tab, .back:
            let own = [Spoken(label: label ?? words.joined(separator: ", "), node: self)]
            return own
        case .canvas, .shape: return label.map { [Spoken(label: $0, node: self)] } ?? []
        case .menu, .disclosure, .picker:
            let name = label ?? item.flatMap(\.words).joined(separator: ", ")
            return [Spoken(label: name, node: self)] + inOrder
        default:
            if let label, behaviour == nil, isControl || !label.isEmpty && children.isEmpty {
                return [Spoken(label: label, node: self)]
            }
            return inOrder
        }
    }

    private var inOrder: [Spoken] {
        children.enumerated().sorted { one, other in
            one.element.priority == other.element.priority
                ? one.offset < other.offset : one.element.priority > other.element.priority
        }.flatMap { $0.element.spoken }
    }

    /// The words in it that a screen reader would say together. A symbol's own name is none.
    var words: [String] {
        if isHidden { return [] }
        if let label { return [label] }
        if kind == .image { return [] }
        let own = text.isEmpty ? [] : [text]
        return own + children.flatMap(\.words)
    }

    /// What is written on it, for eyes.
    public var written: [String] {
        all.flatMap { node in [node.text, node.kind == .field ? node.value : ""] + node.item.flatMap(\.written) }
            .filter { !$0.isEmpty }
    }

    /// Everything that can be read or heard on it.
    public var said: [String] {
        all.flatMap { node in
            [node.text, node.label ?? "", node.hint, node.kind == .image ? "" : node.value] + node.item.flatMap(\.said)
        }
        .filter { !$0.isEmpty }
    }
}

/// What a tree remembers from one drawing to the next.
@MainActor
final class Memory {
    private var states: [String: AnyObject] = [:]
    private var watched: [String: Any] = [:]
    private var tasks: [String: Task<Void, Never>] = [:]
    private var present: Set<String> = []
    private(set) var effects: [@MainActor () -> Void] = []

    func kept<Kept: AnyObject>(_ key: String, _ make: () -> Kept) -> Kept {
        present.insert(key)
        if let kept = states[key] as? Kept { return kept }
        let made = make()
        states[key] = made
        return made
    }

    /// Notes a value and says what it was before; nothing, the first time.
    func changed<Value: Equatable>(_ key: String, _ value: Value) -> (isNew: Bool, before: Value?) {
        present.insert(key)
        let before = watched[key] as? Value
        watched[key] = value
        return (before == nil, before == value ? nil : before)
    }

    func later(_ effect: @escaping @MainActor () -> Void) { effects.append(effect) }

    func run(_ key: String, _ work: @escaping @MainActor () async -> Void) {
        later { [weak self] in
            self?.tasks[key]?.cancel()
            self?.tasks[key] = Task { await work() }
        }
    }

    func begin() {
        present = []
        effects = []
    }

    func end() {
        states = states.filter { present.contains($0.key) }
        watched = watched.filter { present.contains($0.key) }
        for (key, task) in tasks where !present.contains(key) {
            task.cancel()
            tasks[key] = nil
        }
    }
}

/// Where in a tree a view stands.
@MainActor
struct Place {
    let memory: Memory
    var path = ""
    var environment = EnvironmentValues()
    /// Whether it is only looked at, not shown: nothing appears.
    var isDry = false
    var destinations = Destinations()

    func inside(_ name: String) -> Place {
        var place = self
        place.path += "/\(name)"
        return place
    }

    func link(_ value: Any) {
        for child in Mirror(reflecting: value).children {
            (child.value as? any Linked)?.link(self, child.label ?? "")
        }
    }

    func nodes<V: View>(of view: V) -> [Node] {
        if let drawn = view as? any Drawn { return drawn.nodes(self) }
        let own = inside("\(V.self)".prefix { $0 != "<" }.description)
        own.link(view)
        return own.nodes(of: view.body)
    }
}

/// What a navigation stack can lead to.
@MainActor
final class Destinations {
    var draw: [(AnyHashable, Place) -> [Node]?] = []
    nonisolated init() {}
}

/// A screen as tests hold it: what it shows now.
@MainActor
public final class Tree {
    private let memory = Memory()
    private let draw: @MainActor (Place) -> [Node]
    public var environment = EnvironmentValues()

    public init<V: View>(@ViewBuilder _ view: @escaping @MainActor () -> V) {
        draw = { $0.nodes(of: view()) }
    }

    /// Draws anew, as often as drawing itself changes something.
    public func root() -> Node {
        for _ in 0..<20 {
            memory.begin()
            let nodes = draw(Place(memory: memory, environment: environment))
            memory.end()
            if memory.effects.isEmpty { return Node(.stack, children: nodes) }
            for effect in memory.effects { effect() }
        }
        preconditionFailure("the screen never comes to rest")
    }
}
