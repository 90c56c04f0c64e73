import Foundation
import Observation

public protocol DynamicProperty {}

/// A property that is told where its view stands.
@MainActor
protocol Linked {
    func link(_ place: Place, _ name: String)
}

@propertyWrapper
public struct State<Value>: DynamicProperty {
    final class Box {
        var value: Value
        var other: Box?
        init(_ value: Value) { self.value = value }
    }

    private let box: Box

    public init(wrappedValue value: Value) { box = Box(value) }
    public init(initialValue value: Value) { box = Box(value) }

    public var wrappedValue: Value {
        get { (box.other ?? box).value }
        nonmutating set { (box.other ?? box).value = newValue }
    }

    @MainActor public var projectedValue: Binding<Value> { Binding(get: { wrappedValue }, set: { wrappedValue = $0 }) }
}

extension State where Value: ExpressibleByNilLiteral {
    public init() { self.init(wrappedValue: nil) }
}

extension State: Linked {
    func link(_ place: Place, _ name: String) {
        box.other = place.memory.kept("\(place.path) \(name)") { box }
    }
}

@propertyWrapper @dynamicMemberLookup
public struct Binding<Value> {
    private let get: @MainActor () -> Value
    private let set: @MainActor (Value) -> Void

    public init(get: @escaping @MainActor () -> Value, set: @escaping @MainActor (Value) -> Void) {
        self.get = get
        self.set = set
    }

    @MainActor public var wrappedValue: Value {
        get { get() }
        nonmutating set { set(newValue) }
    }

    public var projectedValue: Binding<Value> { self }

    @MainActor public subscript<Subject>(dynamicMember path: WritableKeyPath<Value, Subject>) -> Binding<Subject> {
        Binding<Subject>(get: { wrappedValue[keyPath: path] }, set: { wrappedValue[keyPath: path] = $0 })
    }
}

@propertyWrapper
public struct Environment<Value>: DynamicProperty {
    final class Box {
        var values: EnvironmentValues?
    }

    private let box = Box()
    private let read: (EnvironmentValues) -> Value

    public init(_ keyPath: KeyPath<EnvironmentValues, Value>) {
        read = { $0[keyPath: keyPath] }
    }

    public init(_ objectType: Value.Type) where Value: AnyObject, Value: Observable {
        read = { values in
            guard let object = values.objects[ObjectIdentifier(objectType)] as? Value else {
                preconditionFailure("no \(objectType) in the environment")
            }
            return object
        }
    }

    public var wrappedValue: Value {
        guard let values = box.values else { preconditionFailure("the environment is read outside of a body") }
        return read(values)
    }
}

extension Environment: Linked {
    func link(_ place: Place, _ name: String) { box.values = place.environment }
}

public protocol EnvironmentKey {
    associatedtype Value
    static var defaultValue: Value { get }
}

public struct EnvironmentValues {
    private var values: [ObjectIdentifier: Any] = [:]
    var objects: [ObjectIdentifier: AnyObject] = [:]

    public init() {}

    public subscript<K: EnvironmentKey>(key: K.Type) -> K.Value {
        get { values[ObjectIdentifier(key)] as? K.Value ?? K.defaultValue }
        set { values[ObjectIdentifier(key)] = newValue }
    }
}

extension View {
    public func environment<V>(_ keyPath: WritableKeyPath<EnvironmentValues, V>, _ value: V) -> some View {
        Surrounded(content: self) { $0[keyPath: keyPath] = value }
    }

    public func environment<T: AnyObject & Observable>(_ object: T?) -> some View {
        Surrounded(content: self) { $0.objects[ObjectIdentifier(T.self)] = object }
    }

    public func transformEnvironment<V>(
        _ keyPath: WritableKeyPath<EnvironmentValues, V>, transform: @escaping (inout V) -> Void
    ) -> some View {
        Surrounded(content: self) { transform(&$0[keyPath: keyPath]) }
    }
}

struct Surrounded<Content: View>: View, Drawn {
    typealias Body = Never
    let content: Content
    let change: (inout EnvironmentValues) -> Void

    func nodes(_ place: Place) -> [Node] {
        var inner = place.inside("environment")
        change(&inner.environment)
        return inner.nodes(of: content)
    }
}

public enum UserInterfaceSizeClass: Sendable { case compact, regular }
public enum ColorScheme: CaseIterable, Sendable { case light, dark }

public enum DynamicTypeSize: Int, Comparable, CaseIterable, Sendable {
    case xSmall, small, medium, large, xLarge, xxLarge, xxxLarge
    case accessibility1, accessibility2, accessibility3, accessibility4, accessibility5

    public var isAccessibilitySize: Bool { self >= .accessibility1 }
    public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

private enum Keys {
    struct Size: EnvironmentKey { static let defaultValue = DynamicTypeSize.large }
    struct Horizontal: EnvironmentKey { static let defaultValue: UserInterfaceSizeClass? = .compact }
    struct Scheme: EnvironmentKey { static let defaultValue = ColorScheme.light }
    struct VoiceOver: EnvironmentKey { static let defaultValue = false }
    struct Enabled: EnvironmentKey { static let defaultValue = true }
    struct Local: EnvironmentKey { static let defaultValue = Locale.current }
    struct Dismiss: EnvironmentKey { static let defaultValue = DismissAction(act: {}) }
}

extension EnvironmentValues {
    public var dynamicTypeSize: DynamicTypeSize {
        get { self[Keys.Size.self] }
        set { self[Keys.Size.self] = newValue }
    }
    public var horizontalSizeClass: UserInterfaceSizeClass? {
        get { self[Keys.Horizontal.self] }
        set { self[Keys.Horizontal.self] = newValue }
    }
    public var colorScheme: ColorScheme {
        get { self[Keys.Scheme.self] }
        set { self[Keys.Scheme.self] = newValue }
    }
    public var isEnabled: Bool {
        get { self[Keys.Enabled.self] }
        set { self[Keys.Enabled.self] = newValue }
    }
    public var locale: Locale {
        get { self[Keys.Local.self] }
        set { self[Keys.Local.self] = newValue }
    }
    /// Apple's cannot be set.
    public var accessibilityVoiceOverEnabled: Bool { self[Keys.VoiceOver.self] }
    public var dismiss: DismissAction { self[Keys.Dismiss.self] }

    mutating func dismisses(_ act: @escaping @MainActor () -> Void) { self[Keys.Dismiss.self] = DismissAction(act: act) }
}

@MainActor
public struct DismissAction: Sendable {
    let act: @MainActor () -> Void
    nonisolated init(act: @escaping @MainActor () -> Void) { self.act = act }
    public func callAsFunction() { act() }
}
