import Foundation

/// The part of SwiftUI that the screens use, for tests on Linux: it draws nothing, but its tree can be walked. Never shipped.
@MainActor @preconcurrency
public protocol View {
    associatedtype Body: View
    @ViewBuilder @MainActor @preconcurrency var body: Self.Body { get }
}

extension View where Body == Never {
    public var body: Never { preconditionFailure("\(Self.self) has no body") }
}

extension Never: View {
    public typealias Body = Never
}

/// A view that is a part of the tree itself.
@MainActor
protocol Drawn {
    func nodes(_ place: Place) -> [Node]
}

@resultBuilder
public struct ViewBuilder {
    public static func buildExpression<Content: View>(_ content: Content) -> Content { content }
    public static func buildBlock() -> EmptyView { EmptyView() }
    public static func buildBlock<Content: View>(_ content: Content) -> Content { content }
    public static func buildBlock<each Content: View>(_ content: repeat each Content) -> TupleView<(repeat each Content)> {
        TupleView((repeat each content))
    }
    public static func buildIf<Content: View>(_ content: Content?) -> Content? { content }
    public static func buildEither<True: View, False: View>(first: True) -> _ConditionalContent<True, False> { .first(first) }
    public static func buildEither<True: View, False: View>(second: False) -> _ConditionalContent<True, False> {
        .second(second)
    }
}

public struct EmptyView: Sendable {
    public init() {}
}

extension EmptyView: View, Drawn {
    public typealias Body = Never
    func nodes(_ place: Place) -> [Node] { [] }
}

public struct TupleView<T> {
    public var value: T
    public init(_ value: T) { self.value = value }
}

extension TupleView: View, Drawn {
    public typealias Body = Never

    func nodes(_ place: Place) -> [Node] {
        Mirror(reflecting: value).children.enumerated().flatMap { index, child -> [Node] in
            guard let view = child.value as? any View else { return [] }
            return place.inside("\(index)").nodes(of: view)
        }
    }
}

public enum _ConditionalContent<True: View, False: View>: View, Drawn {
    case first(True)
    case second(False)
    public typealias Body = Never

    func nodes(_ place: Place) -> [Node] {
        switch self {
        case .first(let view): place.inside("if").nodes(of: view)
        case .second(let view): place.inside("else").nodes(of: view)
        }
    }
}

extension Optional: View where Wrapped: View {
    public typealias Body = Never
}

extension Optional: Drawn where Wrapped: View {
    func nodes(_ place: Place) -> [Node] { map { place.inside("some").nodes(of: $0) } ?? [] }
}

public struct Group<Content> {
    let content: Content
}

extension Group: View, Drawn where Content: View {
    public typealias Body = Never
    public init(@ViewBuilder content: () -> Content) { self.content = content() }
    func nodes(_ place: Place) -> [Node] { place.nodes(of: content) }
}

public protocol DynamicViewContent: View {
    associatedtype Data: Collection
    var data: Data { get }
}

public struct ForEach<Data: RandomAccessCollection, ID: Hashable, Content> {
    public var data: Data
    let id: (Data.Element) -> ID
    let content: (Data.Element) -> Content
}

extension ForEach: View, Drawn, DynamicViewContent where Content: View {
    public typealias Body = Never

    public init(_ data: Data, id: KeyPath<Data.Element, ID>, @ViewBuilder content: @escaping (Data.Element) -> Content) {
        self.data = data
        self.id = { $0[keyPath: id] }
        self.content = content
    }

    public init(_ data: Data, @ViewBuilder content: @escaping (Data.Element) -> Content)
    where Data.Element: Identifiable, ID == Data.Element.ID {
        self.data = data
        self.id = { $0.id }
        self.content = content
    }

    public init(_ data: Range<Int>, @ViewBuilder content: @escaping (Int) -> Content) where Data == Range<Int>, ID == Int {
        self.data = data
        self.id = { $0 }
        self.content = content
    }

    func nodes(_ place: Place) -> [Node] {
        var known: Set<ID> = []
        return data.flatMap { element -> [Node] in
            let id = id(element)
            precondition(known.insert(id).inserted, "two elements of a ForEach are called \(id)")
            return place.inside("[\(id)]").nodes(of: content(element))
        }
    }
}

/// Something that may be inside of another view, with nothing of its own to say.
struct Wrapped<Content: View>: View, Drawn {
    typealias Body = Never
    let content: Content
    let name: String
    let wrap: @MainActor (Place, [Node]) -> [Node]

    func nodes(_ place: Place) -> [Node] {
        let inner = place.inside(name)
        return wrap(inner, inner.nodes(of: content))
    }
}

extension View {
    /// Changes each node of this view.
    func changed(_ name: String = #function, _ change: @escaping @MainActor (inout Node) -> Void) -> some View {
        wrapped(name) { _, nodes in
            nodes.map { node in
                var node = node
                change(&node)
                return node
            }
        }
    }

    /// Changes the node of this view, which becomes one if it has several.
    func changedAsOne(_ name: String = #function, _ change: @escaping @MainActor (inout Node) -> Void) -> some View {
        wrapped(name) { _, nodes in
            var node = nodes.count == 1 ? nodes[0] : Node(.group, children: nodes)
            change(&node)
            return [node]
        }
    }

    func wrapped(_ name: String, _ wrap: @escaping @MainActor (Place, [Node]) -> [Node]) -> Wrapped<Self> {
        Wrapped(content: self, name: name, wrap: wrap)
    }

    /// Looks only.
    func unchanged() -> some View { self }
}

extension View {
}

@MainActor @preconcurrency
public protocol PreviewProvider {
    associatedtype Previews: View
    @ViewBuilder @MainActor @preconcurrency static var previews: Self.Previews { get }
}
