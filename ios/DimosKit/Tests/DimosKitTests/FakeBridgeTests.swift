import Acting
import DimosBindings
import DimosKit
import Testing

/// A store over a core that is played: what it keeps, tells and shows.
@MainActor
struct FakeBridgeTests {
    @Test("a preview shows its screen from the start and notes what is touched")
    func preview() async throws {
        let bridge = FakeBridge(showing: .fake(.settings))
        let store = CoreStore(showing: .fake(.settings), bridge: bridge)
        #expect(store.view == .fake(.settings))
        store.open()
        store.send(.back)
        await store.settled()
        #expect(bridge.sent.last == .back)
        await store.close()
    }

    @Test("a reaction to what is sent is shown")
    func reaction() async throws {
        let bridge = FakeBridge(showing: .fake(.settings)) { intent, view in intent == .back ? .fake(.report) : view }
        let store = CoreStore(phone: PhoneState(locale: "el"), open: bridge.open)
        try await store.opened()
        store.send(.back)
        await store.settled()
        #expect(store.view == .fake(.report))
        bridge.show(.fake(.pay))
        try await soon("what is shown later") { store.view == .fake(.pay) ? true : nil }
        await store.close()
    }

    @Test("the core hears first how the phone is, then each change once")
    func phoneState() async throws {
        let bridge = FakeBridge(showing: .fake(.report))
        let store = CoreStore(phone: PhoneState(inFront: false, online: false, locale: "el-GR"), open: bridge.open)
        try await store.opened()
        let first: [Intent] = [
            .settings(intent: .phoneLocale(tag: "el-GR")), .connectivity(online: false), .start, .background,
        ]
        #expect(bridge.sent == first)
        store.phone.inFront = true
        store.phone.online = true
        store.phone.online = true
        store.phone.locale = "en-GB"
        let changes: [Intent] = [.foreground, .connectivity(online: true), .settings(intent: .phoneLocale(tag: "en-GB"))]
        #expect(bridge.sent == first + changes)
        await store.close()
    }

    @Test("what needs the city waits until the app has started, the rest does not, and nothing is overtaken")
    func waiting() async throws {
        let starting = ViewModel.fake(.report, screen: .starting(starting: StartingView(message: "", busy: true, retry: nil)))
        let bridge = FakeBridge(showing: starting)
        let store = CoreStore(phone: PhoneState(locale: "el"), open: bridge.open)
        store.send(.openLink(url: "dimos://first"))
        store.send(.dismissToast)
        try await store.opened()
        store.send(.openTab(tab: .myCity))
        store.send(.foreground)
        await store.settled()
        #expect(bridge.sent.suffix(3) == [.start, .dismissToast, .foreground])
        bridge.show(.fake(.report))
        try await soon("the start") { store.view == .fake(.report) ? true : nil }
        store.send(.back)
        #expect(bridge.sent.suffix(3) == [.openLink(url: "dimos://first"), .openTab(tab: .myCity), .back])
        await store.close()

        // Another core has to start anew, whatever was shown last.
        bridge.show(starting)
        try await store.opened()
        store.send(.openTab(tab: .pay))
        await store.settled()
        #expect(bridge.sent.last == .start)
        await store.close()
    }

    @Test("a failure is told, trying again helps, and what was sent meanwhile is kept")
    func failure() async throws {
        let bridge = FakeBridge(showing: .fake(.report))
        let tries = Tries()
        let store = CoreStore(phone: PhoneState(locale: "el")) { rendered in
            if await tries.next() < 3 { throw CoreFailure.storage(reason: "no space left on device") }
            return try await bridge.open(rendered)
        }
        for _ in 0..<2 {
            store.open()
            store.open()
            store.send(.openTab(tab: .myCity))
            try await soon("the failure") { store.state == .failed(.storage(reason: "no space left on device")) ? true : nil }
        }
        #expect(await tries.count == 2)
        try await store.opened()
        await store.settled()
        #expect(bridge.sent.suffix(2) == [.openTab(tab: .myCity), .openTab(tab: .myCity)])
        store.open()
        await store.settled()
        #expect(await tries.count == 3, "open already")
        await store.close()
        try await store.opened()
        #expect(await tries.count == 4, "opened anew after its end")
        await store.close()
    }

    @Test("a screen sees no more than a frame can show, and the newest in the end")
    func frames() async throws {
        let frame = Duration.milliseconds(20)
        let bridge = FakeBridge(showing: .fake(.report))
        let store = CoreStore(phone: PhoneState(locale: "el"), frame: frame, open: bridge.open)
        try await store.opened()
        let began = ContinuousClock.now
        var seen: [ViewModel] = []
        for _ in 0..<200 {
            for tab in [Tab.myCity, .pay, .crew] {
                bridge.show(.fake(tab))
                await Task.yield()
                if let view = store.view, view != seen.last { seen.append(view) }
            }
        }
        bridge.show(.fake(.settings))
        try await soon("the newest") { store.view == .fake(.settings) ? true : nil }
        #expect(seen.count <= Int((ContinuousClock.now - began) / frame) + 2)
        await store.close()
    }

    @Test("a store that is closed while it opens ends what it opened")
    func closedWhileOpening() async throws {
        let bridge = FakeBridge(showing: .fake(.report))
        let (gate, opens) = AsyncStream<Void>.makeStream()
        let store = CoreStore(phone: PhoneState(locale: "el")) { rendered in
            for await _ in gate {}
            return try await bridge.open(rendered)
        }
        store.open()
        async let closed: Void = store.close()
        opens.finish()
        await closed
        await store.settled()
        #expect(bridge.sent.isEmpty)
        #expect(bridge.isClosed)
    }
}

private actor Tries {
    private(set) var count = 0

    func next() -> Int {
        count += 1
        return count
    }
}

extension CoreStore {
    /// Opens, and waits for the first view model.
    fileprivate func opened() async throws {
        open()
        try await soon("an open core") { view }
        await settled()
    }
}

extension ViewModel {
    /// A view model that stands on a tab; on its screen there is nothing but that.
    fileprivate static func fake(_ tab: Tab, screen: Screen? = nil) -> ViewModel {
        let receipts = ReceiptsView(title: "\(tab)", rows: [], empty: nil, stale: nil, refreshing: false)
        let words = ControlWords(
            back: "", close: "", cancel: "", remove: "", map: "", list: "", zoomIn: "", zoomOut: "", moveUp: "", moveDown: "",
            done: "", camera: "",
            gallery: "", stars: [])
        return ViewModel(
            language: "el", largeText: false, tabs: [], banner: nil, toast: nil, canGoBack: false,
            screen: screen ?? .receipts(receipts: receipts), words: words)
    }
}
