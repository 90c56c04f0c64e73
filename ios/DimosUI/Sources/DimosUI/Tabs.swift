import DimosBindings
import DimosKit
import SwiftUI

/// The tabs: at the bottom, or at the side where the window is wide.
struct Tabs: View {
    let view: ViewModel
    @Environment(\.horizontalSizeClass) private var width

    var body: some View {
        if view.tabs.isEmpty {
            ScreenView(screen: view.screen).message(view.toast)
        } else if width == .regular {
            TabSidebar(view: view)
        } else {
            TabBar(view: view)
        }
    }
}

extension ViewModel {
    /// The tab in front, which a tap on another one changes by way of the core.
    @MainActor
    fileprivate func chosenTab(_ store: CoreStore) -> Binding<CoreTab> {
        Binding(
            get: { tabs.first(where: \.selected)?.tab ?? .report },
            set: { store.send(.openTab(tab: $0)) }
        )
    }
}

private struct TabBar: View {
    /// More than these the system puts behind one that is called "More", where a page within a page is lost.
    private static let most = 5

    let view: ViewModel
    @Environment(CoreStore.self) private var store

    var body: some View {
        let inBar = inBar
        let beside = view.tabs.filter { tab in !inBar.contains { $0.tab == tab.tab } }
        TabView(selection: view.chosenTab(store)) {
            ForEach(inBar, id: \.tab) { tab in
                TabStack(tab: tab, screen: view.screen, beside: beside)
                    .message(tab.selected ? view.toast : nil)
                    .tabItem { Label(tab.title, systemImage: Symbol.of(tab.tab)) }
                    .badge(Int(tab.badge))
                    .tag(tab.tab)
            }
        }
    }

    /// The first ones; the one in front takes the last place, if it is none of them.
    private var inBar: [CoreTabView] {
        let first = view.tabs.prefix(Self.most)
        guard let front = view.tabs.dropFirst(Self.most).first(where: \.selected) else { return Array(first) }
        return first.dropLast() + [front]
    }
}

private struct TabSidebar: View {
    let view: ViewModel
    @Environment(CoreStore.self) private var store

    var body: some View {
        let chosen = view.chosenTab(store)
        NavigationSplitView {
            List(
                selection: Binding<CoreTab?>(get: { chosen.wrappedValue }, set: { if let tab = $0 { chosen.wrappedValue = tab } })
            ) {
                ForEach(view.tabs, id: \.tab) { tab in
                    Label(tab.title, systemImage: Symbol.of(tab.tab))
                        .badge(Int(tab.badge))
                        .accessibilityLabel(tab.spoken)
                        .tag(tab.tab)
                }
            }
        } detail: {
            if let front = view.tabs.first(where: \.selected) {
                TabStack(tab: front, screen: view.screen, beside: []).message(view.toast).id(front.tab)
            }
        }
    }
}

/// A tab's pages, over each other.
private struct TabStack: View {
    let tab: CoreTabView
    let screen: Screen
    let beside: [CoreTabView]
    @Environment(CoreStore.self) private var store
    @State private var trail = Trail()

    var body: some View {
        NavigationStack(path: path) {
            Group {
                if let root = live(trail.root, isFront: trail.pages.isEmpty) {
                    ScreenView(screen: root)
                } else {
                    ProgressView().navigationTitle(tab.title)
                }
            }
            .toolbar { ToolbarItemGroup(placement: .primaryAction) { TabsBesideTitle(tabs: beside) } }
            .navigationDestination(for: Trail.Page.self) { page in
                if let shown = live(trail.screen(of: page), isFront: page == screen.page) { ScreenView(screen: shown) }
            }
        }
        .onChange(of: front, initial: true) { _, front in
            if let front { trail.follow(front) }
        }
    }

    /// What the core shows, if this is the tab in front.
    private var front: Screen? { tab.selected ? screen : nil }

    /// What is in front is as it is now; what lies below is as it was.
    private func live(_ kept: Screen?, isFront: Bool) -> Screen? {
        guard isFront, let front, front.page == kept?.page else { return kept }
        return front
    }

    private var path: Binding<[Trail.Page]> {
        Binding(
            get: { trail.pages },
            set: { shorter in
                let steps = trail.pages.count - shorter.count
                guard steps > 0 else { return }
                trail.goBack(to: shorter.count)
                for _ in 0..<steps { store.send(.back) }
                Task {
                    await store.settled()
                    // Where the core stayed, the page comes back.
                    if let view = store.view, view.tabs.contains(where: { $0.selected && $0.tab == tab.tab }) {
                        trail.follow(view.screen)
                    }
                }
            }
        )
    }
}

/// The tabs for which the bar has no room, each as its symbol.
private struct TabsBesideTitle: View {
    let tabs: [CoreTabView]
    @Environment(CoreStore.self) private var store

    var body: some View {
        ForEach(tabs, id: \.tab) { tab in
            Button {
                store.send(.openTab(tab: tab.tab))
            } label: {
                Label(tab.title, systemImage: Symbol.of(tab.tab)).labelStyle(.iconOnly)
            }
            .accessibilityLabel(tab.spoken)
            .accessibilityAddTraits(tab.selected ? .isSelected : [])
        }
    }
}
