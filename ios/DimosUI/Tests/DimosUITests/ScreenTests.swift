import DimosBindings
import DimosKit
import Foundation
import SwiftUI
import Testing

@testable import DimosUI

/// What the screens do by themselves and with more than a tap.
@MainActor
struct ScreenTests {
    private let samples = Samples(language: "en")

    @Test("tabs are told to the core, at the bottom and at the side; on a crew's phone the sixth has its place, too")
    func tabs() async {
        let narrow = await Shown(samples.mine())
        #expect(await narrow.sent { narrow.root.control("My city")?.act?() } == [.openTab(tab: .myCity)])
        let wide = await Shown(samples.mine(), width: .regular)
        #expect(await wide.sent { wide.root.control("My city")?.act?() } == [.openTab(tab: .myCity)])
        let crew = await Shown(samples.crewSettings())
        #expect(
            crew.root.spoken.filter { $0.node.kind == .tab }.map(\.label) == [
                "Report", "My reports", "My city", "Pay", "Settings",
            ])
        #expect(await crew.sent { crew.root.control("My crew")?.act?() } == [.openTab(tab: .crew)])
    }

    @Test("the end of a list asks for more of it once, and a page that is pulled is refreshed")
    func lists() async {
        let more = await Shown(samples.mine(hasMore: true))
        _ = more.root
        #expect(more.bridge.sent.filter { $0 == .myReports(intent: .more) }.count == 1)
        for (view, intent) in [
            (samples.mine(), Intent.myReports(intent: .refresh)), (samples.city(), .myCity(intent: .refresh)),
            (samples.bills(), .pay(intent: .refresh)), (samples.receipts(), .pay(intent: .refresh)),
            (samples.day(), .crew(intent: .refresh)),
        ] {
            let shown = await Shown(view)
            await shown.root.all.compactMap(\.refresh).first?()
            #expect(shown.bridge.sent.last == intent)
        }
    }

    @Test("a stop that is dragged is moved to where it was let go", arguments: [(0, 3, "job 41", 2), (2, 0, "job 44", 0)])
    func drag(from: Int, to: Int, job: String, place: UInt32) async {
        let shown = await Shown(samples.day())
        let sent = await shown.sent { shown.root.all.compactMap(\.move).first?([from], to) }
        #expect(sent == [.crew(intent: .moveJob(job: job, to: place))])
    }

    @Test("a pin that is touched shows its report, and a place that is touched is looked around")
    func map() async throws {
        let shown = await Shown(samples.city())
        shown.root.control("Map")?.act?()
        let pin = try #require(samples.city().city?.map.pins.first)
        shown.root.control(pin.spoken)?.act?()
        let row = try #require(shown.controls.last { $0.label == pin.spoken })
        #expect(await shown.sent { row.node.act?() } == [.myCity(intent: .open(report: pin.id))])
        let sent = await shown.sent { shown.root.all.compactMap(\.touch).first?(CGPoint(x: 195, y: 140)) }
        guard case .myCity(.aroundPoint(let lat, let lon)) = sent.first else { throw NothingSent() }
        #expect(abs(lat - 40.6329) < 1e-6 && abs(lon - 22.9465) < 1e-6, "the middle of the map is where it looks")
    }

    @Test("a photo is read from its file, in the size that is wanted, and shown in place of its symbol")
    func pictures() async throws {
        let (read, asked) = AsyncStream<String>.makeStream()
        let pictures = Pictures { path, pixels in
            asked.yield("\(path) \(pixels)")
            return Image(decorative: path)
        }
        let photo = samples.photo("1")
        let tree = Tree { PhotoStrip(photos: [photo]).environment(\.pictures, pictures).environment(\.words, samples.words) }
        _ = tree.root()
        var first = read.makeAsyncIterator()
        #expect(await first.next() == "1.jpg 480")
        await Task.yield()
        #expect(tree.root().all.contains { $0.kind == .image && $0.value == "1.jpg" })
        tree.root().control("Photo 1")?.act?()
        _ = tree.root()
        #expect(await first.next() == "1.jpg 2048", "on the whole screen")
        tree.root().control("Close")?.act?()
        #expect(!tree.root().all.contains { $0.kind == .sheet })
    }

    @Test("stars are chosen before they are sent")
    func stars() async {
        let shown = await Shown(samples.fixed())
        shown.root.control("2 of 5")?.act?()
        #expect(shown.root.control("2 of 5")?.isSelected == true)
        #expect(await shown.sent { shown.root.control("Rate the fix")?.act?() } == [.myReports(intent: .rate(stars: 2))])
    }

    @Test("a message has its button and goes by itself, later for who listens to it")
    func toast() async {
        let shown = await Shown(samples.drafts())
        #expect(await shown.sent { shown.root.control("Undo")?.act?() } == [.toastAction])
        #expect(shown.root.spoken.contains { $0.label.contains("The draft was deleted.") })
    }

    @Test("without a core the app says so, and tries again")
    func failure() async throws {
        let store = CoreStore(phone: PhoneState(locale: "en")) { _ in throw CoreFailure.storage(reason: "full") }
        let tree = Tree { DimosApp(store: store, failure: FailureWords(message: "No storage.", retry: "Try again")) }
        #expect(tree.root().all.contains { $0.kind == .progress })
        store.open()
        await store.settled()
        #expect(tree.root().said.contains("No storage."))
        tree.root().control("Try again")?.act?()
        #expect(tree.root().all.contains { $0.kind == .progress }, "it is opened anew")
        await store.close()
    }

    @Test("the city's streets and names are drawn where the camera looks, and nothing far away")
    func drawing() async {
        let shown = await Shown(samples.step(.where))
        let without = shown.root.all.first { $0.kind == .canvas }?.value
        let map = BaseMap(
            version: "1", language: "en", lat: 40.6329, lon: 22.9471, boundary: [[-900, -900, 900, -900, 900, 900, -900, -900]],
            neighbours: [], streets: [street("Egnatia", 0), street("Far away", 50_000)],
            landmarks: [BaseLandmark(name: "The arch", east: 80, north: 80)], credits: ["© somebody"])
        let camera = Camera(lat: 40.6329, lon: 22.9471, metresPerPoint: 1)
        let place = CityDrawing(map)
        #expect(place.middle(of: camera) == .zero)
        #expect(camera.place(camera.offset(40.64, 22.95)).lat.isNearly(40.64))
        #expect(camera.place(camera.offset(40.64, 22.95)).lon.isNearly(22.95))
        #expect(camera.offset(40.64, 22.95).x > 0 && camera.offset(40.64, 22.95).y < 0, "north is up, east to the right")
        #expect(camera.zoomed(2).metresPerPoint == 0.5)
        #expect(camera.panned(CGSize(width: 0, height: 10)).lat > camera.lat, "what is drawn down comes from the north")
        let painted = Tree {
            Canvas { context, size in
                CityPainter(city: place, camera: camera, size: size, environment: context.environment).draw(context)
            }
        }
        let canvas = painted.root().all.first { $0.kind == .canvas }
        #expect(canvas?.text == "The arch\nEgnatia")
        #expect(without != nil)
    }

    @Test("a map is one thing to VoiceOver, then its pins in their order, by a rotor of their own, too; its names are for eyes")
    func rotor() async throws {
        let shown = await Shown(samples.day())
        let map = try #require(shown.root.all.first { $0.rotors["Map"] != nil })
        let entries = try #require(map.rotors["Map"])
        #expect(entries.map(\.name) == samples.day().day?.map.pins.map(\.spoken))
        let spoken = map.spoken
        #expect(spoken.first?.label == samples.day().day?.map.spoken)
        let pins = spoken.compactMap { $0.node.rotorEntry }
        #expect(!pins.isEmpty && pins == entries.map(\.id), "each entry is somewhere, and in the same order")

        let drawn = Tree { Canvas { context, _ in context.draw(context.resolve(Text(verbatim: "Egnatia")), at: .zero) } }
        #expect(drawn.root().all.contains { $0.text == "Egnatia" })
        #expect(drawn.root().spoken.isEmpty)
    }

    @Test("a draft is swiped away, and a row is one stop for VoiceOver with what its symbols do as actions")
    func actions() async throws {
        let drafts = await Shown(samples.drafts())
        let swiped = try #require(drafts.root.all.flatMap(\.swipes).first)
        guard case .report(.discardDraft) = await drafts.sent(after: { swiped.act?() }).first else { throw NothingSent() }

        let day = await Shown(samples.day())
        // Its pin on the map comes first.
        let middle = try #require(day.controls.last { $0.label.hasPrefix("Stop 2") })
        #expect(middle.actions.map(\.label) == ["Move up", "Move down"])
        #expect(!day.controls.contains { $0.label.hasPrefix("Move") }, "not a second time beside it")
    }

    @Test("a keyboard of digits has a way to put it away, and none in sight that does nothing")
    func keyboard() async throws {
        let form = await Shown(samples.addBill())
        #expect(form.root.control("OK") == nil)
        form.root.controls.first { $0.node.type != nil && $0.label.hasPrefix("Amount") }?.node.type?("4")
        let away = try #require(form.root.control("OK"))
        away.act?()
        #expect(form.root.control("OK") == nil)
        form.root.controls.first { $0.node.type != nil && $0.label.hasPrefix("Payment code") }?.node.type?("R")
        #expect(form.root.control("OK") == nil, "letters have a return key")
    }

    @Test("a message stands in the tab in front, above the bar, and is heard first")
    func message() async throws {
        for width in [UserInterfaceSizeClass.compact, .regular] {
            let shown = await Shown(samples.drafts(), width: width)
            let spoken = shown.root.spoken
            let message = try #require(spoken.firstIndex { $0.label.contains("The draft was deleted.") })
            let bar = try #require(spoken.lastIndex { $0.label == "Settings" })
            #expect(spoken.filter { $0.label.contains("The draft was deleted.") }.count == 1)
            if width == .compact { #expect(message < bar) }
        }
    }

    private func street(_ name: String, _ north: Float) -> BaseStreet {
        BaseStreet(name: name, rank: .main, line: [-300, north, 0, north, 300, north])
    }
}

private struct NothingSent: Error {}

extension Double {
    fileprivate func isNearly(_ other: Double) -> Bool { abs(self - other) < 1e-9 }
}

extension ViewModel {
    fileprivate var day: CrewView? { if case .crew(let day) = screen { day } else { nil } }
    fileprivate var city: MyCityView? { if case .myCity(let city) = screen { city } else { nil } }
}
