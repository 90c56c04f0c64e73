import DimosBindings
import Foundation

/// A place in the city.
public struct Spot: Sendable {
    public let lat: Double
    public let lon: Double

    /// Each a few hundred metres from the next.
    public static let all = [
        Spot(lat: 40.6350, lon: 22.9391), Spot(lat: 40.6405, lon: 22.9436), Spot(lat: 40.6268, lon: 22.9524),
    ]
}

extension ReportRow {
    /// Whether the city gave it its number.
    public var hasTicket: Bool { number.wholeMatch(of: /\p{Lu}+-\d{4}-\d{6}/) != nil }
}

extension Handset {
    /// Waits until the composing screen is as wanted.
    @discardableResult
    public func seeReport(_ what: String, _ shows: (ReportView) -> Bool) async throws -> ReportView {
        try await see(what) { $0.report.if(shows) }
    }

    /// Waits until the list of reports is as wanted.
    @discardableResult
    public func seeMine(_ what: String, _ shows: (MyReportsView) -> Bool) async throws -> MyReportsView {
        try await send(.openTab(tab: .myReports))
        return try await see(what) { $0.myReports.if(shows) }
    }

    /// Opens a report's page and waits until it is as wanted, pulling to refresh meanwhile.
    @discardableResult
    public func seeTicket(_ id: String, _ what: String, _ shows: (TicketView) -> Bool) async throws -> TicketView {
        try await send(.openTab(tab: .myReports))
        try await send(.myReports(intent: .open(report: id)))
        return try await patiently(what, .myReports(intent: .refresh)) { $0.ticket.if(shows) }
    }

    /// Words, a photo that knows its place, and the service that the words suggest: up to the review.
    public func compose() async throws {
        try await report(.new)
        try await report(.describe(text: "Βουλωμένο φρεάτιο, γεμάτο φύλλα. Με την πρώτη βροχή λιμνάζει ο δρόμος."))
        os.willPick(try photo("street-6.jpg"))
        try await report(.addPhoto(source: .camera))
        try await seeReport("the photo and its place") { $0.place.isSet && $0.photos.contains { !$0.busy } }
        let suggested = try await see("a suggestion") { $0.report?.suggestions.first }
        try await choose(service: suggested.code)
    }

    /// A blocked gully at a spot, without a photo: up to the review.
    public func compose(at spot: Spot) async throws {
        try await report(.new)
        try await report(.describe(text: "Βουλωμένη σχάρα, λιμνάζουν νερά."))
        try await report(.movePin(lat: spot.lat, lon: spot.lon))
        try await choose(service: "blocked-gully")
    }

    /// Composes, sends, waits for the number, and gives the report's id.
    public func file(_ composing: (Handset) async throws -> Void) async throws -> String {
        let known = Set(try await seeMine("the list") { _ in true }.rows.map(\.id))
        try await send(.openTab(tab: .report))
        try await composing(self)
        try await report(.send)
        try await send(.openTab(tab: .myReports))
        return try await see("a number") { $0.myReports?.rows.first { !known.contains($0.id) && $0.hasTicket }?.id }
    }

    /// Makes this a crew's phone.
    public func enrol(by code: String) async throws {
        try await send(.openTab(tab: .settings))
        try await send(.settings(intent: .typeCode(code: code)))
        try await send(.settings(intent: .enrol))
        try await see("the crew's day") { $0.crew }
    }

    /// Waits until the crew's day is as wanted, pulling to refresh meanwhile.
    @discardableResult
    public func seeDay(_ what: String, _ shows: (CrewView) -> Bool) async throws -> CrewView {
        try await send(.openTab(tab: .crew))
        return try await patiently(what, .crew(intent: .refresh)) { $0.crew.if(shows) }
    }

    /// Waits as a person does who now and then asks again.
    @discardableResult
    public func patiently<Value>(_ what: String, _ again: Intent, _ look: (ViewModel) -> Value?) async throws -> Value {
        for _ in 0..<40 {
            if let found = await see(within: .seconds(1.5), look) { return found }
            try await send(again)
        }
        return try await see(what, look)
    }

    private func choose(service: String) async throws {
        try await report(.chooseService(code: service))
        for question in try await seeReport("the service", { !$0.service.isEmpty }).questions {
            // The last choice is the harmless one.
            guard case .choice(let code, _, let options, _) = question, let harmless = options.last else { continue }
            try await report(.answer(question: code, value: harmless.code))
        }
        try await report(.goTo(step: .review))
        try await seeReport("a report that can be sent") { $0.send.enabled }
    }
}
