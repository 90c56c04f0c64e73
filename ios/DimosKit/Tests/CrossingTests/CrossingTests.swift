import Acting
import DimosBindings
import DimosKit
import Foundation
import XCTest

/// What crosses between Swift and Rust: calls, callbacks, answers, waiting, errors, ends.
final class CrossingTests: XCTestCase {
    func testAnIntentGoesInAndTheWholeScreenComesOut() async throws {
        let phone = try await begun()
        let greek = try phone.until("the app to be ready") { $0.starting == nil ? $0 : nil }
        XCTAssertEqual(greek.language, "el")
        XCTAssertEqual(greek.tabs.map(\.tab), [.report, .myReports, .myCity, .pay, .settings])

        phone.core.send(intent: .settings(intent: .language(tag: "en")))
        let english = try phone.until("English") { $0.language == "en" ? $0 : nil }
        XCTAssertTrue(zip(greek.tabs, english.tabs).allSatisfy { $0.title != $1.title })
    }

    func testTheCoreCallsBackFromThreadsOfItsOwn() async throws {
        let phone = try await begun()
        let own = "\(pthread_self())"
        try phone.ready()
        XCTAssertTrue(phone.shell.renderedOn.contains { $0 != own })
        XCTAssertFalse(phone.secrets.names.isEmpty, "the phone's registration is kept by Swift")
    }

    func testAPhotoIsAskedForAndAnsweredOnce() async throws {
        let phone = try await begun()
        try phone.ready()
        phone.report(.new)
        phone.report(.addPhoto(source: .library))
        let (id, request) = try phone.shell.photos.next()
        XCTAssertEqual(request.source, .library)
        try phone.core.resolvePhoto(id: id, outcome: .cancelled)
        assertStale { try phone.core.resolvePhoto(id: id, outcome: .cancelled) }
        assertStale { try phone.core.resolveLocation(id: 4_711, outcome: .off) }
    }

    func testAPositionIsAskedForAnsweredAndStandsOnTheScreen() async throws {
        let phone = try await begun()
        try phone.ready()
        phone.report(.new)
        // The city's middle: where its map opens.
        let middle = try phone.until("the city's map") { $0.report.if { $0.place.map.lat != 0 }?.place.map }
        phone.report(.usePhonePosition)
        _ = try phone.until("the phone being located") { $0.report.if { $0.place.locating } }
        let (id, request) = try phone.shell.positions.next()
        XCTAssertGreaterThan(request.timeoutMs, 0)
        try phone.core.resolveLocation(id: id, outcome: .found(lat: middle.lat, lon: middle.lon, accuracyM: 12))
        let place = try phone.until("the place") { $0.report.if { $0.place.isSet }?.place }
        XCTAssertFalse(place.locating)
        XCTAssertEqual(place.map.lat, middle.lat, accuracy: 1e-6)
        XCTAssertEqual(place.map.accuracyM, 12, accuracy: 0.01)
    }

    func testTextCrossesAsItWasTyped() async throws {
        let phone = try await begun()
        try phone.ready()
        phone.report(.new)
        for text in ["Λακκούβα «βαθιά» στη στάση", "\0 NUL, 🚲 bicycle, e\u{301}", "\u{FEFF}mark", ""] {
            phone.report(.describe(text: text))
            let typed = phone.core.view().report?.description.value
            // Byte by byte: Swift calls é and e with an accent the same.
            XCTAssertEqual(typed.map { Array($0.utf8) }, Array(text.utf8))
        }
    }

    func testManyThreadsMayCallAtOnce() async throws {
        let phone = try await begun()
        try phone.ready()
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<50 {
                phone.core.send(intent: .openTab(tab: .myCity))
                _ = phone.core.view()
            }
        }
        _ = try phone.until("my city") { $0.myCity }
    }

    func testDeliveryIsWaitedForWithoutAThreadSeveralRoundsAtOnce() async throws {
        let phone = try await begun()
        let engine = try SyncEngine.open(config: phone.config, secrets: phone.secrets)
        let rounds = try await withThrowingTaskGroup(of: DeliveryReport.self) { group in
            for _ in 0..<3 { group.addTask { try await engine.drain(deadlineMs: 20_000) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        XCTAssertEqual(rounds.map(\.left), [0, 0, 0])
        XCTAssertFalse(rounds.contains { $0.upgradeRequired })
    }

    func testStorageThatCannotBeUsedIsAnErrorWithAReason() async throws {
        let phone = try await begun(dataDir: "/dev/null/phone")
        XCTAssertThrowsError(try SyncEngine.open(config: phone.config, secrets: phone.secrets)) { error in
            guard case CoreError.Storage(let reason) = error else { return XCTFail("\(error)") }
            XCTAssertFalse(reason.isEmpty)
        }
    }

    func testACoreThatEndsLetsGoOfItsShell() async throws {
        let city = try await City.open()
        let folder = try Folder()
        weak var shell: TestShell?
        do {
            let phone = try BarePhone(in: folder.url.path, of: city.url)
            phone.core.send(intent: .start)
            try phone.ready()
            shell = phone.shell
            XCTAssertNotNil(shell)
        }
        // Rust's threads may still be at something for a moment.
        let end = Date.now + 30
        while shell != nil, Date.now < end { try await Task.sleep(for: .milliseconds(10)) }
        XCTAssertNil(shell)
    }

    /// In a city and a folder of its own, and told to start.
    private func begun(dataDir: String? = nil) async throws -> BarePhone {
        let (city, folder) = (try await City.open(), try Folder())
        let phone = try BarePhone(in: dataDir ?? folder.url.path, of: city.url, holding: city, folder)
        phone.core.send(intent: .start)
        return phone
    }

    private func assertStale(_ act: () throws -> Void, line: UInt = #line) {
        XCTAssertThrowsError(try act(), line: line) { XCTAssertEqual($0 as? CoreError, .Stale, line: line) }
    }
}
