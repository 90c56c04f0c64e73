import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Somebody of the city's staff at a desk: the staff's side of the API, spoken over real HTTP.
public struct Desk: Sendable {
    /// The crew that clears gullies.
    public static let crew = "gullies"

    private let server: String
    private let token: String?

    static func logIn(at server: String, as account: String, _ password: String) async throws -> Desk {
        let session = try await Desk(server: server, token: nil)
            .post("/sessions", #"{"account":"\#(account)","password":"\#(password)"}"#)
        return Desk(server: server, token: try field("token", of: session))
    }

    /// Asks the reporter.
    public func ask(_ report: String, _ question: String) async throws {
        try await decide(report, #"{"type":"ask","question":"\#(question)"}"#)
    }

    /// Says that it is fixed, without a visit.
    public func resolve(_ report: String) async throws {
        try await assign(report)
        try await decide(report, #"{"type":"resolve","note":"Έγινε."}"#)
    }

    /// Puts it on the crew's plan of today.
    public func schedule(_ report: String) async throws {
        try await assign(report)
        var format = Date.ISO8601FormatStyle(timeZone: TimeZone(identifier: "Europe/Athens") ?? .gmt)
        format = format.year().month().day()
        try await decide(report, #"{"type":"schedule","crew":"\#(Self.crew)","on":"\#(Date.now.formatted(format))"}"#)
    }

    /// How a report stands: `submitted`, `assigned`, `resolved`, …
    public func state(of report: String) async throws -> String {
        try Self.field("state", of: await get("/reports/\(report)"))
    }

    /// A one-time code that makes a phone the crew's.
    public func enrolmentCode() async throws -> String {
        try Self.field("code", of: await post("/crew-phones/codes", #"{"crew":"\#(Self.crew)"}"#))
    }

    /// Issues a bill, for a bulky item's pick-up where nothing else is said, open to whoever has it.
    public func issueBill(
        cents: Int, kind: String = "bulky-items", taxHead: String = "services"
    ) async throws -> Bill {
        let order = """
            {"id":"\(newId())","key":"\(newId())","kind":"\(kind)","tax_number":null,"name":"Ελένη Παπαδοπούλου",
            "email":null,"description":"","period":"","issued_on":null,"due_on":null,
            "lines":[{"tax_head":"\(taxHead)","text":"","amount":\(cents)}]}
            """
        let bill = try await post("/treasury/bills", order)
        return Bill(number: try Self.field("number", of: bill), reference: try Self.field("rf", of: bill))
    }

    /// What is printed on a bill.
    public struct Bill: Sendable {
        public let number: String
        public let reference: String
    }

    private func assign(_ report: String) async throws {
        let now = try await get("/reports/\(report)")
        if try Self.field("state", of: now) == "assigned", now.contains(#""crew":"\#(Self.crew)""#) { return }
        let department = try Self.field("department", of: now)
        try await decide(report, #"{"type":"assign","department":"\#(department)","crew":"\#(Self.crew)"}"#)
    }

    private func decide(_ report: String, _ decision: String) async throws {
        _ = try await post("/reports/\(report)/decisions", #"{"decision":\#(decision)}"#)
    }

    private func get(_ path: String) async throws -> String {
        try await Web.ask(try request(path)).body
    }

    private func post(_ path: String, _ json: String) async throws -> String {
        var request = try request(path)
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "content-type")
        request.setValue(newId(), forHTTPHeaderField: "idempotency-key")
        request.httpBody = Data(json.utf8)
        return try await Web.ask(request).body
    }

    private func request(_ path: String) throws -> URLRequest {
        guard let url = URL(string: "\(server)/api/v1\(path)") else { throw NeverCame("an address of \(path)") }
        var request = URLRequest(url: url)
        request.setValue("el", forHTTPHeaderField: "accept-language")
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "authorization") }
        return request
    }

    /// The first field of that name: all that these tests read.
    private static func field(_ name: String, of json: String) throws -> String {
        guard let found = json.firstMatch(of: try Regex("\"\(name)\":\"([^\"]*)\"", as: (Substring, Substring).self)) else {
            throw NeverCame("\(name) in \(json)")
        }
        return String(found.1)
    }
}

/// A new id as the city asks for one: the time first, then chance (RFC 9562, version 7).
private func newId() -> String {
    let time = UInt64(Date.now.timeIntervalSince1970 * 1_000)
    let high = time << 16 | 0x7000 | UInt64.random(in: 0...0xfff)
    let low = 1 << 63 | UInt64.random(in: 0..<(1 << 62))
    let digits = String(format: "%016llx%016llx", high, low)
    let ends = [8, 12, 16, 20, 32]
    return zip([0] + ends, ends).map { digits.dropFirst($0).prefix($1 - $0) }.joined(separator: "-")
}
