import Acting
import DimosBindings
import Foundation
import Testing

@testable import DimosKit

/// The store itself over the real core: threads, order, ends.
@MainActor
struct StoreTests: HasPhoneInCity {
    let place: PhoneInCity

    init() async throws {
        place = try await PhoneInCity()
    }

    @Test("ten thousand intents from many tasks all arrive, and the app still answers")
    func manyTasks() async throws {
        try await phone.ready()
        let report = try await phone.file { try await $0.compose(at: Spot.all[0]) }
        try await phone.seeTicket(report, "the page") { $0.share != nil }
        let store = phone.store
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    for _ in 0..<100 { await store.send(.myReports(intent: .share)) }
                }
            }
        }
        try await phone.send(.openTab(tab: .myCity))
        // Each intent is an effect: what the port was asked counts what arrived.
        try await soon("all of them") { phone.os.shared.count >= 10_000 ? true : nil }
        try await phone.see("my city") { $0.myCity }
        await phone.close()
        #expect(phone.os.shared.count == 10_000)
    }

    @Test("what is sent arrives in its order, and a slow screen sees less of it")
    func order() async throws {
        try await phone.ready()
        try await phone.report(.new)
        var seenNumbers: [Int] = []
        for number in 0..<2_000 { phone.store.send(.report(intent: .describe(text: "\(number)"))) }
        let began = ContinuousClock.now
        try await phone.seeReport("the last word") { report in
            if let number = Int(report.description.value), number != seenNumbers.last { seenNumbers.append(number) }
            return report.description.value == "1999"
        }
        let frames = Int((ContinuousClock.now - began) / .milliseconds(16)) + 2
        #expect(seenNumbers == seenNumbers.sorted(), "nothing older after something newer")
        #expect(seenNumbers.count <= frames, "\(seenNumbers.count) view models in \(frames) frames")
        await phone.close()
    }

    @Test("closed and opened again, it remembers")
    func reopening() async throws {
        try await phone.ready()
        try await phone.report(.new)
        try await phone.report(.describe(text: "Μια λακκούβα"))
        try await phone.untilKept("Μια λακκούβα")
        await phone.close()
        for round in 0..<10 {
            try await phone.ready()
            #expect(try phone.shown().report?.drafts.count == 1, "round \(round)")
            await phone.close()
        }
    }

    @Test("a core that was opened and closed leaves no threads of its own")
    func threads() async throws {
        let child = try await ChildApp.started("reopen", in: folder.url, of: city.url)
        await child.kill()
    }

    @Test("after the end nothing is done, nothing fails and nothing hangs")
    func afterTheEnd() async throws {
        try await phone.ready()
        try await phone.report(.new)
        try await phone.report(.addPhoto(source: .camera))
        #expect(try await phone.os.next(\.photosAsked) == .camera)
        let store = phone.store
        let senders = Task {
            for _ in 0..<2_000 { store.send(.openTab(tab: .myCity)) }
        }
        async let first: Void = store.close()
        async let second: Void = store.close()
        _ = await (first, second, senders.value)
        try await soon("the camera to be closed") { phone.os.photosGivenUp == 1 ? true : nil }
        // The camera answers too late, the person taps once more, the network goes.
        phone.os.will { .cancelled }
        phone.phone.online = false
        let last = phone.store.state
        try await phone.send(.openTab(tab: .settings))
        #expect(phone.store.state == last)
        #expect(phone.diagnostics.text == "")
    }

    @Test("a bridge that is closed has let go of its core, after what was sent")
    func bridgeEnds() async throws {
        let config = phone.config
        let (renders, rendered) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let bridge = try await LiveBridge(
            config: { config }, ports: phone.os.ports, diagnostics: phone.diagnostics, rendered: { rendered.yield() })
        #expect(await bridge.view()?.starting != nil)
        bridge.send(.start)
        for await _ in renders {
            if await bridge.view()?.report != nil { break }
        }
        for _ in 0..<100 { bridge.send(.report(intent: .new)) }
        await bridge.close()
        #expect(await bridge.view() == nil)
        bridge.send(.dismissToast)
        await bridge.settled()
    }

    @Test("many may wait until what was sent is shown, and nobody waits after the end")
    func settles() async throws {
        try await phone.ready()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { await phone.store.settled() } }
        }
        await phone.close()
        await phone.store.settled()
    }
}
