import DimosBindings
import DimosKit
import SwiftUI

/// A page: its title, a list, and what stays at the bottom. On a wide window its lines stay short enough to be read.
struct Page<Content: View, Bottom: View>: View {
    let title: String
    var busy = false
    var refresh: Intent?
    let content: Content
    let bottom: Bottom

    @Environment(CoreStore.self) private var store

    init(
        _ title: String, busy: Bool = false, refresh: Intent? = nil, @ViewBuilder content: () -> Content,
        @ViewBuilder bottom: () -> Bottom
    ) {
        self.title = title
        self.busy = busy
        self.refresh = refresh
        self.content = content()
        self.bottom = bottom()
    }

    var body: some View {
        list
            .overlay(alignment: .top) {
                if busy { ProgressView().padding(8) }
            }
            .safeAreaInset(edge: .bottom) { bottom.frame(maxWidth: 688).padding(.horizontal, 16).background(.bar) }
            .frame(maxWidth: 720)
            .frame(maxWidth: .infinity)
            .navigationTitle(title)
            .titleInline()
    }

    @ViewBuilder
    private var list: some View {
        let list = List { content }.groupedList()
        if let refresh {
            list.refreshable { [store] in await store.settled(after: refresh) }
        } else {
            list
        }
    }
}

extension Page where Bottom == EmptyView {
    init(_ title: String, busy: Bool = false, refresh: Intent? = nil, @ViewBuilder content: () -> Content) {
        self.init(title, busy: busy, refresh: refresh, content: content) { EmptyView() }
    }
}
