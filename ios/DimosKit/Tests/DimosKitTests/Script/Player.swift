import Acting
import DimosBindings
import DimosKit
import Foundation

/// A journey of `tests/script`.
struct Script: Sendable, CustomStringConvertible {
    let name: String
    let locale: String
    let play: @MainActor @Sendable (Player) async throws -> Void

    init(_ name: String, _ locale: String, play: @escaping @MainActor @Sendable (Player) async throws -> Void) {
        self.name = name
        self.locale = locale
        self.play = play
    }

    var description: String { name }
}

/// Plays a journey on phones whose app holds the core by a store: a verb for each kind of step.
@MainActor
final class Player {
    private let script: Script
    private let folder: Folder
    private let city: City
    private let desk: Desk
    private let clerk: Desk
    private var phones: [String: Handset] = [:]
    private var inHand: Handset
    private var kept: [String: String] = [:]

    init(_ script: Script) async throws {
        self.script = script
        folder = try Folder()
        city = try await City.open("--provider", "sandbox")
        desk = try await city.staff("dispatcher")
        clerk = try await city.staff("clerk")
        inHand = Handset(in: folder.url, of: city.url)
    }

    func close() async {
        for phone in phones.values { await phone.close() }
    }

    func kept(_ name: String) throws -> String {
        guard let value = kept[name] else { throw NeverCame("anything kept as \(name)") }
        return value
    }

    func phone(name: String, online: Bool) async throws {
        if let known = phones[name] {
            inHand = known
        } else {
            let state = PhoneState(online: online, locale: script.locale)
            inHand = Handset(in: folder.url.appending(path: name), of: city.url, phone: state)
            phones[name] = inHand
            try await open()
        }
    }

    func send(intent: Intent) async throws { try await inHand.send(intent) }

    func see(path: String, value: String, again: Intent? = nil) async throws {
        try await wait("\(path) = \(value)", again) { $0[path] == value }
    }

    func there(path: String, again: Intent? = nil) async throws {
        try await wait(path, again) { $0[path] != nil }
    }

    func gone(path: String, again: Intent? = nil) async throws {
        try await wait("no \(path)", again) { $0[path] == nil }
    }

    func keep(name: String, path: String) async throws {
        try await there(path: path)
        kept[name] = Outline(of: try inHand.shown())[path]
    }

    func expect(name: String) async throws {
        let file = Places.root.appending(path: "tests/script/expected/\(script.name)/\(name).txt")
        let recorded = try String(contentsOf: file, encoding: .utf8)
        if await sees(within: .seconds(30), { $0.masked.utf8.elementsEqual(recorded.utf8) }) { return }
        let (old, now) = (lines(recorded), lines(Outline(of: try inHand.shown()).masked))
        let differences = old.filter { !now.contains($0) }.map { "- \($0)" } + now.filter { !old.contains($0) }.map { "+ \($0)" }
        let screen = "\(script.name)/\(name) is not as recorded (`make script` records it anew)"
        throw NeverCame("\(screen):\n\(differences.joined(separator: "\n"))")
    }

    func photographs(file: String) async throws { inHand.os.willPick(try inHand.photo(file)) }

    func isAt(lat: Double, lon: Double) async throws {
        inHand.os.whenAccessIsAsked = { .granted }
        inHand.os.whenPositionIsAsked = { _ in .found(lat: lat, lon: lon, accuracyM: 8) }
    }

    func network(online: Bool) async throws { inHand.phone.online = online }

    func restart() async throws {
        await inHand.close()
        try await open()
    }

    func opened(name: String) async throws { kept[name] = try await inHand.os.next(\.opened).absoluteString }

    func ask(report: String, question: String) async throws { try await desk.ask(report, question) }

    func resolve(report: String) async throws { try await desk.resolve(report) }

    func schedule(report: String) async throws { try await desk.schedule(report) }

    func crewCode(name: String) async throws { kept[name] = try await desk.enrolmentCode() }

    func bill(kind: String, taxHead: String, cents: Int, name: String) async throws {
        kept[name] = try await clerk.issueBill(cents: cents, kind: kind, taxHead: taxHead).reference
    }

    func payOn(page: String, name: String) async throws {
        guard let page = URL(string: page) else { throw NeverCame("an address: \(page)") }
        kept[name] = try await Bank.pay(on: page)
    }

    func stands(report: String, state: String) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while try await desk.state(of: report) != state {
            guard ContinuousClock.now < end else { throw NeverCame("\(script.name): \(report) to be \(state)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func open() async throws {
        inHand.open()
        try await inHand.see("an open app") { $0 }
    }

    private func wait(_ what: String, _ again: Intent?, _ holds: (Outline) -> Bool) async throws {
        for _ in 0..<(again == nil ? 1 : 40) {
            let limit: Duration = again == nil ? .seconds(60) : .seconds(1.5)
            if await sees(within: limit, holds) { return }
            if let again { try await send(intent: again) }
        }
        throw NeverCame("\(script.name): \(what); the screen was:\n\(Outline(of: try inHand.shown()).masked)")
    }

    private func sees(within limit: Duration, _ holds: (Outline) -> Bool) async -> Bool {
        await inHand.see(within: limit) { holds(Outline(of: $0)) ? true : nil } ?? false
    }

    private func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }
}
