import Foundation

/// What the widget shows: the little that the app showed last, in the core's words. The widget reads this and nothing else.
public struct Snapshot: Codable, Equatable, Sendable {
    /// A report of the person's own.
    public struct Report: Codable, Hashable, Sendable {
        public let id: String
        public let title: String
        public let place: String
        public let number: String
        public let status: String
        public let tone: SnapshotTone

        public init(id: String, title: String, place: String, number: String, status: String, tone: SnapshotTone) {
            self.id = id
            self.title = title
            self.place = place
            self.number = number
            self.status = status
            self.tone = tone
        }
    }

    /// A crew's next stop.
    public struct Stop: Codable, Hashable, Sendable {
        public let id: String
        public let stop: Int
        public let title: String
        public let place: String
        public let status: String
        /// How far the day is.
        public let day: String

        public init(id: String, stop: Int, title: String, place: String, status: String, day: String) {
            self.id = id
            self.stop = stop
            self.title = title
            self.place = place
            self.status = status
            self.day = day
        }
    }

    /// The language of the words, for VoiceOver.
    public var language: String
    /// The newest first.
    public var reports: [Report]
    /// Nil on a phone that is no crew's, and when the day is done.
    public var stop: Stop?

    public init(language: String, reports: [Report] = [], stop: Stop? = nil) {
        self.language = language
        self.reports = reports
        self.stop = stop
    }
}

/// How good or bad a status is.
public enum SnapshotTone: String, Codable, Sendable {
    case info, good, warning, danger
}

/// The snapshot's file in the app group.
public struct SnapshotFile: Sendable {
    private let file: URL

    public init(in group: URL) {
        file = group.appendingPathComponent("snapshot.json")
    }

    /// Nil where there is none, or one of another version of the app.
    public func read() -> Snapshot? {
        (try? Data(contentsOf: file)).flatMap { try? JSONDecoder().decode(Snapshot.self, from: $0) }
    }

    /// Whole or not at all. A widget is drawn on a locked phone, too, from its first unlocking on.
    public func write(_ snapshot: Snapshot) throws {
        #if canImport(Darwin)
            let options: Data.WritingOptions = [.atomic, .completeFileProtectionUntilFirstUserAuthentication]
        #else
            let options: Data.WritingOptions = .atomic
        #endif
        try JSONEncoder().encode(snapshot).write(to: file, options: options)
    }
}
