import AppleFoundation

public protocol ActivityAttributes: Codable {
    associatedtype ContentState: Codable, Hashable
}

public struct ActivityContent<State: Codable & Hashable> {
    public let state: State
    public init(state: State, staleDate: Date?) { self.state = state }
}

extension ActivityContent: Sendable where State: Sendable {}

public struct PushType: Sendable {}

public enum ActivityUIDismissalPolicy: Sendable { case immediate, `default` }

// It is of no thread, and must not cross between them.
public final class Activity<Attributes: ActivityAttributes> {
    public static var activities: [Activity<Attributes>] { [] }
    public let attributes: Attributes
    public let content: ActivityContent<Attributes.ContentState>
    init(_ attributes: Attributes, _ content: ActivityContent<Attributes.ContentState>) {
        self.attributes = attributes
        self.content = content
    }
    public static func request(
        attributes: Attributes, content: ActivityContent<Attributes.ContentState>, pushType: PushType? = nil
    ) throws -> Activity<Attributes> { Activity(attributes, content) }
    public func update(_ content: ActivityContent<Attributes.ContentState>) async {}
    public func end(
        _ content: ActivityContent<Attributes.ContentState>?, dismissalPolicy: ActivityUIDismissalPolicy = .default
    ) async {}
}

public final class ActivityAuthorizationInfo {
    public init() {}
    public var areActivitiesEnabled: Bool { false }
}
