import Foundation

public struct HorizontalAlignment: Sendable {
    public static let leading = HorizontalAlignment(), center = HorizontalAlignment(), trailing = HorizontalAlignment()
}

public struct VerticalAlignment: Sendable {
    public static let top = VerticalAlignment(), center = VerticalAlignment(), bottom = VerticalAlignment()
    public static let firstTextBaseline = VerticalAlignment()
}

public struct Alignment: Sendable {
    public static let center = Alignment(), leading = Alignment(), trailing = Alignment(), top = Alignment()
    public static let bottom = Alignment(), topLeading = Alignment(), topTrailing = Alignment()
    public static let bottomLeading = Alignment(), bottomTrailing = Alignment()
}

public enum TextAlignment: Sendable { case leading, center, trailing }

public enum Edge: Sendable {
    case top, leading, bottom, trailing

    public struct Set: OptionSet, Sendable {
        public let rawValue: Int8
        public init(rawValue: Int8) { self.rawValue = rawValue }
        public static let top = Set(rawValue: 1), leading = Set(rawValue: 2), bottom = Set(rawValue: 4)
        public static let trailing = Set(rawValue: 8), all = Set(rawValue: 15)
        public static let horizontal: Set = [.leading, .trailing], vertical: Set = [.top, .bottom]
    }
}

public enum VerticalEdge: Sendable { case top, bottom }

public struct EdgeInsets: Sendable {
    public init(top: CGFloat, leading: CGFloat, bottom: CGFloat, trailing: CGFloat) {}
    public init() {}
}

public struct HStack<Content: View>: View, Drawn {
    let content: Content
    public init(alignment: VerticalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content) {
        self.content = content()
    }
    func nodes(_ place: Place) -> [Node] { [Node(.stack, children: place.nodes(of: content))] }
}

public struct VStack<Content: View>: View, Drawn {
    let content: Content
    public init(alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content) {
        self.content = content()
    }
    func nodes(_ place: Place) -> [Node] { [Node(.stack, children: place.nodes(of: content))] }
}

public struct ZStack<Content: View>: View, Drawn {
    let content: Content
    public init(alignment: Alignment = .center, @ViewBuilder content: () -> Content) { self.content = content() }
    func nodes(_ place: Place) -> [Node] { [Node(.stack, children: place.nodes(of: content))] }
}

public struct ScrollView<Content: View>: View, Drawn {
    let content: Content
    public init(_ axes: Axis.Set = .vertical, showsIndicators: Bool = true, @ViewBuilder content: () -> Content) {
        self.content = content()
    }
    func nodes(_ place: Place) -> [Node] { [Node(.list, children: place.nodes(of: content))] }
}

/// Takes the first that fits; here that is the first.
public struct ViewThatFits<Content: View>: View, Drawn {
    let content: Content
    public init(in axes: Axis.Set = [.horizontal, .vertical], @ViewBuilder content: () -> Content) {
        self.content = content()
    }
    func nodes(_ place: Place) -> [Node] { Array(place.nodes(of: content).prefix(1)) }
}

public struct List<SelectionValue: Hashable, Content: View>: View, Drawn {
    let selection: Binding<SelectionValue?>?
    let content: Content

    public init(selection: Binding<SelectionValue?>?, @ViewBuilder content: () -> Content) {
        self.selection = selection
        self.content = content()
    }

    func nodes(_ place: Place) -> [Node] {
        var rows = place.nodes(of: content)
        if let selection {
            rows = rows.map { choosable($0, selection.wrappedValue) { selection.wrappedValue = $0 } }
        }
        return [Node(.list, children: rows)]
    }
}

extension List where SelectionValue == Never {
    public init(@ViewBuilder content: () -> Content) {
        selection = nil
        self.content = content()
    }
}

public struct Section<Parent, Content, Footer> {
    let header: Parent
    let content: Content
    let footer: Footer
}

extension Section: View, Drawn where Parent: View, Content: View, Footer: View {
    public typealias Body = Never

    public init(@ViewBuilder content: () -> Content, @ViewBuilder header: () -> Parent, @ViewBuilder footer: () -> Footer) {
        self.init(header: header(), content: content(), footer: footer())
    }

    func nodes(_ place: Place) -> [Node] {
        let header = place.inside("header").nodes(of: header).map { node in
            var node = node
            node.traits.formUnion(.isHeader)
            return node
        }
        return [
            Node(
                .section,
                children: header + place.inside("content").nodes(of: content) + place.inside("footer").nodes(of: footer))
        ]
    }
}

@MainActor
extension Section where Parent == EmptyView, Content: View, Footer == EmptyView {
    public init(@ViewBuilder content: () -> Content) {
        self.init(header: EmptyView(), content: content(), footer: EmptyView())
    }
}

@MainActor
extension Section where Parent: View, Content: View, Footer == EmptyView {
    public init(@ViewBuilder content: () -> Content, @ViewBuilder header: () -> Parent) {
        self.init(header: header(), content: content(), footer: EmptyView())
    }
}

@MainActor
extension Section where Parent == EmptyView, Content: View, Footer: View {
    public init(@ViewBuilder content: () -> Content, @ViewBuilder footer: () -> Footer) {
        self.init(header: EmptyView(), content: content(), footer: footer())
    }
}

@MainActor
extension Section where Parent == Text, Content: View, Footer == EmptyView {
    public init<S: StringProtocol>(_ title: S, @ViewBuilder content: () -> Content) {
        self.init(header: Text(title), content: content(), footer: EmptyView())
    }
}

public struct GeometryProxy {
    public let size: CGSize
}

public struct GeometryReader<Content: View>: View, Drawn {
    public var content: (GeometryProxy) -> Content
    public init(@ViewBuilder content: @escaping (GeometryProxy) -> Content) { self.content = content }
    func nodes(_ place: Place) -> [Node] { place.nodes(of: content(GeometryProxy(size: CGSize(width: 390, height: 280)))) }
}
