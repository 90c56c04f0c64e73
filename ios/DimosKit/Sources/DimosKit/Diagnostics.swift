import Foundation

/// What went wrong lately, to be sent to whoever looks after the app. Holds no text of the person's.
public final class Diagnostics: Sendable {
    private static let kept = 200

    private let now: @Sendable () -> Date
    private let lines = Locked<[String]>([])

    public init(now: @escaping @Sendable () -> Date = { Date() }) {
        self.now = now
    }

    /// Notes that something failed. Only the kind of the error is kept, since its message may hold addresses or paths.
    public func note(_ what: String, _ error: (any Error)? = nil) {
        let kind = error.map { ": \(String(reflecting: type(of: $0))) \(($0 as NSError).code)" } ?? ""
        let line = "\(now().formatted(.iso8601)) \(what)\(kind)"
        lines.with { lines in
            if lines.count == Self.kept { lines.removeFirst() }
            lines.append(line)
        }
    }

    /// One line for each, the oldest first.
    public var text: String {
        lines.with { $0.joined(separator: "\n") }
    }
}
