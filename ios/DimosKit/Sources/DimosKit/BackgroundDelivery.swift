import DimosBindings
import Dispatch

/// Delivers what waits with no screen: what the operating system wakes the app for. May run beside an open ``CoreStore``.
public struct BackgroundDelivery: Sendable {
    private let config: @Sendable () throws -> CoreConfig
    private let secrets: any Secrets
    private let diagnostics: Diagnostics

    public init(
        config: @escaping @Sendable () throws -> CoreConfig, secrets: any Secrets, diagnostics: Diagnostics = Diagnostics()
    ) {
        self.config = config
        self.secrets = secrets
        self.diagnostics = diagnostics
    }

    /// Delivers until everything is sent or the time is up. Returns at once when its task is cancelled, as it has to be when the
    /// operating system takes the time back: nothing is lost or doubled, though a round may go on until the app is suspended.
    public func drain(_ deadline: Duration) async -> DeliveryOutcome {
        let milliseconds = UInt64(max(0, deadline / .milliseconds(1)))
        do {
            let engine = try await opened()
            let report = try await abandonable { try await engine.drain(deadlineMs: milliseconds) }
            return .ran(DeliveryOutcome.Round(report))
        } catch is CancellationError {
            return .stopped
        } catch {
            diagnostics.note("background delivery", error)
            return .failed(CoreFailure(error))
        }
    }

    private func opened() async throws -> SyncEngine {
        try await DispatchQueue(label: "gr.dimos.delivery").run { [config, secrets, diagnostics] in
            let guarded = GuardedSecrets(secrets, diagnostics)
            try guarded.checkReadable()
            return try SyncEngine.open(config: config(), secrets: guarded)
        }
    }
}

/// How a delivery went.
public enum DeliveryOutcome: Equatable, Sendable {
    case ran(Round)
    /// The operating system took the time back.
    case stopped
    /// The phone's storage or its memory did not allow it. What waits is still there.
    case failed(CoreFailure)

    public struct Round: Equatable, Sendable {
        public let delivered: Int
        /// Acts that the city refused: a person has to look.
        public let refused: Int
        /// Acts that still wait.
        public let left: Int
        /// Reports that others did something to.
        public let reportsWithNews: Int
        /// Jobs that came onto the crew's plan, to another day, or off it.
        public let jobsWithNews: Int
        /// The city takes nothing more from this version of the app.
        public let updateRequired: Bool

        public init(
            delivered: Int, refused: Int, left: Int, reportsWithNews: Int, jobsWithNews: Int, updateRequired: Bool
        ) {
            self.delivered = delivered
            self.refused = refused
            self.left = left
            self.reportsWithNews = reportsWithNews
            self.jobsWithNews = jobsWithNews
            self.updateRequired = updateRequired
        }

        init(_ report: DeliveryReport) {
            self.init(
                delivered: Int(report.delivered), refused: Int(report.wedged), left: Int(report.left),
                reportsWithNews: Int(report.reportsWithNews), jobsWithNews: Int(report.jobsWithNews),
                updateRequired: report.upgradeRequired)
        }
    }

    /// Whether the operating system should run it again, later.
    public var comeAgain: Bool {
        switch self {
        case .ran(let round): round.left > 0 && !round.updateRequired
        case .stopped: true
        case .failed(let failure): failure.mayPass
        }
    }

    /// What a person who does not look at the app has to know of it.
    public var notices: [DeliveryNotice] {
        guard case .ran(let round) = self else { return [] }
        var news: [DeliveryNotice] = round.reportsWithNews > 0 ? [.news(round.reportsWithNews)] : []
        if round.jobsWithNews > 0 { news.append(.plan(round.jobsWithNews)) }
        if round.updateRequired { return news + [.updateRequired] }
        return round.refused > 0 ? news + [.refused(round.refused)] : news
    }
}

/// What a notification is about.
public enum DeliveryNotice: Equatable, Sendable {
    /// So many reports have news.
    case news(Int)
    /// So many jobs came onto the crew's plan, to another day, or off it.
    case plan(Int)
    /// The city refused so many acts.
    case refused(Int)
    /// The city takes nothing more from this version of the app.
    case updateRequired
}

extension Notifier {
    /// Tells what a person has to know of a delivery. Not while the app is in front.
    public func tell(_ outcome: DeliveryOutcome) async {
        for notice in outcome.notices { await show(notice) }
    }
}
