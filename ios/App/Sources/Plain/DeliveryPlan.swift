import DimosKit
import Foundation

/// When the operating system is asked to wake the app.
struct DeliveryPlan: Equatable {
    /// How the phone's network is.
    enum Network: Equatable, Sendable {
        case none
        case free
        /// Low Data Mode: what a person sends goes out, what nobody waits for does not come in.
        case sparing
    }

    private static let newsEvery: TimeInterval = 6 * 3_600
    private static let soon: TimeInterval = 30
    private static let again: TimeInterval = 15 * 60

    /// How long after now what waits is to be sent, at the earliest; nil where nothing waits.
    let delivery: TimeInterval?
    /// How long after now the city is asked for news, at the earliest; nil for not at all.
    let news: TimeInterval?

    /// `waiting` acts have been written.
    static func schedule(waiting: Int, inFront: Bool, network: Network) -> DeliveryPlan {
        // While the app shows, the core sends by itself and this is for later; who leaves wants it sent now.
        DeliveryPlan(delivery: waiting > 0 ? (inFront ? soon : 0) : nil, news: news(network))
    }

    /// The app was woken, and this came of it.
    static func after(_ outcome: DeliveryOutcome, network: Network) -> DeliveryPlan {
        DeliveryPlan(delivery: outcome.comeAgain ? again : nil, news: news(network))
    }

    private static func news(_ network: Network) -> TimeInterval? { network == .sparing ? nil : newsEvery }
}
