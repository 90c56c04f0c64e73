import Foundation

public struct NavigationStack<Data, Root: View>: View, Drawn {
    let path: (@MainActor () -> [AnyHashable], @MainActor () -> Void)
    let root: Root

    func nodes(_ place: Place) -> [Node] {
        var place = place.inside("navigation")
        place.destinations = Destinations()
        guard let top = path.0().last else { return place.inside("root").nodes(of: root) }
        var beneath = place.inside("root")
        beneath.isDry = true
        _ = beneath.nodes(of: root)
        let page = place.inside("page \(path.0().count) \(top.hashValue)")
        let pages = place.destinations.draw.compactMap { $0(top, page) }
        precondition(pages.count == 1, "\(pages.count) destinations for \(top)")
        var back = Node(.back, text: "Back")
        back.act = path.1
        return [back] + pages[0]
    }
}

extension NavigationStack {
    public init(@ViewBuilder root: () -> Root) where Data == NavigationPath {
        path = ({ [] }, {})
        self.root = root()
    }

    public init(path: Binding<Data>, @ViewBuilder root: () -> Root)
    where Data: MutableCollection, Data: RandomAccessCollection, Data: RangeReplaceableCollection, Data.Element: Hashable {
        self.path = (
            { path.wrappedValue.map { AnyHashable($0) } },
            {
                var shorter = path.wrappedValue
                shorter.remove(at: shorter.index(before: shorter.endIndex))
                path.wrappedValue = shorter
            }
        )
        self.root = root()
    }
}

public struct NavigationPath {
    public init() {}
}

extension View {
    public func navigationDestination<D: Hashable, C: View>(
        for data: D.Type, @ViewBuilder destination: @escaping (D) -> C
    ) -> some View {
        wrapped("navigationDestination") { place, nodes in
            place.destinations.draw.append { value, page in
                (value.base as? D).map { page.nodes(of: destination($0)) }
            }
            return nodes
        }
    }
}

public struct NavigationSplitView<Sidebar: View, Content: View, Detail: View>: View, Drawn {
    let sidebar: Sidebar
    let detail: Detail

    func nodes(_ place: Place) -> [Node] {
        place.inside("sidebar").nodes(of: sidebar) + place.inside("detail").nodes(of: detail)
    }
}

extension NavigationSplitView where Content == EmptyView {
    public init(@ViewBuilder sidebar: () -> Sidebar, @ViewBuilder detail: () -> Detail) {
        self.init(sidebar: sidebar(), detail: detail())
    }
}

public struct TabView<SelectionValue: Hashable, Content: View>: View, Drawn {
    let selection: Binding<SelectionValue>?
    let content: Content

    public init(selection: Binding<SelectionValue>?, @ViewBuilder content: () -> Content) {
        self.selection = selection
        self.content = content()
    }

    /// Only the chosen tab is in front.
    func nodes(_ place: Place) -> [Node] {
        var dry = place
        dry.isDry = true
        let pages = dry.nodes(of: content)
        let chosen = selection?.wrappedValue
        let bar = pages.map { page -> Node in
            precondition(page.tag?.base is SelectionValue, "a tab whose tag is no \(SelectionValue.self)")
            var tab = choosable(Node(.group, children: page.item).tagged(page.tag), chosen) { selection?.wrappedValue = $0 }
            tab.kind = .tab
            tab.badge = page.badge
            if page.badge > 0 { tab.value = "\(page.badge)" }
            return tab
        }
        var live = place
        live.environment.shownTab = chosen.map { AnyHashable($0) }
        let front = live.nodes(of: content).filter { $0.tag?.base as? SelectionValue == chosen }
        return front + [Node(.group, children: bar)]
    }
}

struct Tagged<Content: View>: View, Drawn {
    typealias Body = Never
    let content: Content
    let tag: AnyHashable

    func nodes(_ place: Place) -> [Node] {
        var inner = place.inside("tag \(tag.hashValue)")
        if let shown = inner.environment.shownTab {
            inner.environment.shownTab = nil
            if shown != tag { inner.isDry = true }
        }
        let nodes = inner.nodes(of: content)
        return [(nodes.count == 1 ? nodes[0] : Node(.group, children: nodes)).tagged(tag)]
    }
}

extension Node {
    func tagged(_ tag: AnyHashable?) -> Node {
        var node = self
        node.tag = tag
        return node
    }
}

private struct ShownTab: EnvironmentKey {
    nonisolated(unsafe) static let defaultValue: AnyHashable? = nil
}

extension EnvironmentValues {
    /// What is in front of a tab view: behind it nothing appears.
    var shownTab: AnyHashable? {
        get { self[ShownTab.self] }
        set { self[ShownTab.self] = newValue }
    }
}

/// Without a body: a toolbar's content is made of items only.
@MainActor @preconcurrency
public protocol ToolbarContent {}

@MainActor
protocol DrawnToolbar {
    func nodes(_ place: Place) -> [Node]
}

@resultBuilder
public struct ToolbarContentBuilder {
    public static func buildExpression<Content: ToolbarContent>(_ content: Content) -> Content { content }
    public static func buildBlock<Content: ToolbarContent>(_ content: Content) -> some ToolbarContent { content }
    @MainActor public static func buildBlock<C0: ToolbarContent, C1: ToolbarContent>(_ c0: C0, _ c1: C1) -> some ToolbarContent {
        ToolbarPair(one: c0, other: c1)
    }
    public static func buildIf<Content: ToolbarContent>(_ content: Content?) -> Content? { content }
}

struct ToolbarPair<One: ToolbarContent, Other: ToolbarContent>: ToolbarContent, DrawnToolbar {
    let one: One
    let other: Other
    func nodes(_ place: Place) -> [Node] {
        [one as Any, other as Any].enumerated().flatMap { index, item in
            (item as? any DrawnToolbar)?.nodes(place.inside("\(index)")) ?? []
        }
    }
}

extension Optional: ToolbarContent where Wrapped: ToolbarContent {}

extension Optional: DrawnToolbar where Wrapped: ToolbarContent {
    func nodes(_ place: Place) -> [Node] { flatMap { $0 as? any DrawnToolbar }?.nodes(place.inside("some")) ?? [] }
}

public struct ToolbarItemPlacement: Sendable {
    public static let automatic = ToolbarItemPlacement(), primaryAction = ToolbarItemPlacement()
    public static let keyboard = ToolbarItemPlacement()
    public static let confirmationAction = ToolbarItemPlacement(), cancellationAction = ToolbarItemPlacement()
}

public struct ToolbarItem<ID, Content: View>: ToolbarContent, DrawnToolbar {
    let content: Content
    func nodes(_ place: Place) -> [Node] { place.nodes(of: content) }
}

extension ToolbarItem where ID == () {
    public init(placement: ToolbarItemPlacement = .automatic, @ViewBuilder content: () -> Content) {
        self.content = content()
    }
}

public struct ToolbarItemGroup<Content: View>: ToolbarContent, DrawnToolbar {
    let content: Content
    public init(placement: ToolbarItemPlacement = .automatic, @ViewBuilder content: () -> Content) {
        self.content = content()
    }
    func nodes(_ place: Place) -> [Node] { place.nodes(of: content) }
}

extension View {
    public func toolbar<Content: ToolbarContent>(@ToolbarContentBuilder content: () -> Content) -> some View {
        let content = content()
        return wrapped("toolbar") { place, nodes in
            let items = (content as? any DrawnToolbar)?.nodes(place.inside("items")) ?? []
            return [Node(.toolbar, children: items)] + nodes
        }
    }

    public func navigationTitle<S: StringProtocol>(_ title: S) -> some View {
        wrapped("navigationTitle") { _, nodes in
            var heading = Node(.title, text: String(title))
            heading.traits = .isHeader
            return [heading] + nodes
        }
    }

    public func tag<V: Hashable>(_ tag: V) -> some View { Tagged(content: self, tag: AnyHashable(tag)) }

    public func tabItem<V: View>(@ViewBuilder _ label: () -> V) -> some View {
        let label = label()
        return wrapped("tabItem") { place, nodes in
            var page = Node(.group, children: nodes)
            page.item = place.inside("item").nodes(of: label)
            return [page]
        }
    }

    public func badge(_ count: Int) -> some View {
        changedAsOne { node in
            node.badge = count
            if count > 0 { node.value = "\(count)" }
        }
    }

    public func safeAreaInset<V: View>(
        edge: VerticalEdge, alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> V
    ) -> some View {
        let content = content()
        return wrapped("safeAreaInset") { place, nodes in
            let inset = place.inside("inset").nodes(of: content)
            return edge == .top ? inset + nodes : nodes + inset
        }
    }

    public func overlay<V: View>(alignment: Alignment = .center, @ViewBuilder content: () -> V) -> some View {
        let content = content()
        return wrapped("overlay") { place, nodes in nodes + place.inside("over").nodes(of: content) }
    }

    public func background<V: View>(alignment: Alignment = .center, @ViewBuilder content: () -> V) -> some View {
        let content = content()
        return wrapped("background") { place, nodes in place.inside("behind").nodes(of: content) + nodes }
    }

    public func sheet<Content: View>(
        isPresented: Binding<Bool>, onDismiss: (() -> Void)? = nil, @ViewBuilder content: @escaping () -> Content
    ) -> some View {
        wrapped("sheet") { place, nodes in
            guard isPresented.wrappedValue else { return nodes }
            var inner = place.inside("sheet")
            inner.environment.dismisses { isPresented.wrappedValue = false }
            return nodes + [Node(.sheet, children: inner.nodes(of: content()))]
        }
    }

    public func sheet<Item: Identifiable, Content: View>(
        item: Binding<Item?>, onDismiss: (() -> Void)? = nil, @ViewBuilder content: @escaping (Item) -> Content
    ) -> some View {
        wrapped("sheet") { place, nodes in
            guard let shown = item.wrappedValue else { return nodes }
            var inner = place.inside("sheet \(shown.id)")
            inner.environment.dismisses { item.wrappedValue = nil }
            return nodes + [Node(.sheet, children: inner.nodes(of: content(shown)))]
        }
    }
}
