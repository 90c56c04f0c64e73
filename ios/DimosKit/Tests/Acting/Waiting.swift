import DimosKit
import Observation

/// What a test waited for and did not come.
public struct NeverCame: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) {
        self.description = description
    }
}

/// What `look` finds, as soon as it finds it, if that is in time. Looks again whenever something observable that it looked at has
/// changed.
@MainActor
public func seen<Value>(within limit: Duration, _ look: () -> Value?) async -> Value? {
    let end = ContinuousClock.now + limit
    while true {
        let (changes, change) = AsyncStream<Void>.makeStream()
        let found = withObservationTracking {
            look()
        } onChange: {
            change.yield()
        }
        if let found { return found }
        let waited: Void? = try? await abandonable(after: end - .now) {
            for await _ in changes { return }
        }
        if waited == nil { return nil }
    }
}

/// As ``seen(within:_:)``, and not to come is an error.
@MainActor
@discardableResult
public func soon<Value>(_ what: String, within limit: Duration = .seconds(60), _ look: () -> Value?) async throws -> Value {
    guard let found = await seen(within: limit, look) else { throw NeverCame("waited \(limit) for \(what)") }
    return found
}
