#if canImport(ActivityKit)
    import ActivityKit

    /// A Live Activity: what a report or a crew's day has come to. Its words are the core's.
    public struct ProgressActivity: ActivityAttributes {
        public typealias ContentState = ProgressState

        /// The report's or the job's id.
        public let id: String
        public let kind: ActivityKind

        public init(id: String, kind: ActivityKind) {
            self.id = id
            self.kind = kind
        }
    }
#endif

/// What a Live Activity is about.
public enum ActivityKind: String, Codable, Sendable {
    case report, crewDay
}

/// What a Live Activity shows.
public struct ProgressState: Codable, Hashable, Sendable {
    public let title: String
    public let status: String
    public let detail: String
    public let tone: SnapshotTone

    public init(title: String, status: String, detail: String, tone: SnapshotTone) {
        self.title = title
        self.status = status
        self.detail = detail
        self.tone = tone
    }
}
