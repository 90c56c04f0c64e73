import Foundation
import Network
import UIKit

/// What iOS tells: which network there is, which language, that the phone was unlocked.
@MainActor
final class PhoneSignals {
    enum Change: Equatable, Sendable {
        case network(DeliveryPlan.Network)
        case locale(String)
        /// What is protected until the phone is unlocked can be read from now on.
        case unlocked
    }

    /// The app's language and the person's region, BCP 47.
    nonisolated static var locale: String { Locale.current.identifier(.bcp47) }

    private let monitor = NWPathMonitor()
    private var watching: [any NSObjectProtocol] = []

    /// Listens from now on.
    func listen(_ tell: @escaping @MainActor (Change) -> Void) {
        monitor.pathUpdateHandler = { @Sendable path in
            let network: DeliveryPlan.Network =
                path.status != .satisfied ? .none : path.isConstrained ? .sparing : .free
            MainActor.assumeIsolated { tell(.network(network)) }
        }
        monitor.start(queue: .main)
        watch(NSLocale.currentLocaleDidChangeNotification) { tell(.locale(Self.locale)) }
        watch(UIApplication.protectedDataDidBecomeAvailableNotification) { tell(.unlocked) }
    }

    private func watch(_ name: Notification.Name, _ act: @escaping @MainActor () -> Void) {
        let watch = NotificationCenter.default.addObserver(forName: name, object: nil, queue: .main) { @Sendable _ in
            MainActor.assumeIsolated { act() }
        }
        watching.append(watch)
    }
}
