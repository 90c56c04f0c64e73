import DimosKit
import Foundation
import UIKit

/// A way for the city to wake the phone. A message carries nothing: the phone is woken and asks the city itself. The app runs
/// whole without any, and then asks a few times a day.
@MainActor
protocol Push {
    /// Registers, if there is anybody to register with. May be called at every start.
    func start()
}

/// No push at all.
struct NoPush: Push {
    func start() {}
}

/// Apple's. A message that only wakes the app needs no permission of the person's.
struct ApplePush: Push {
    let diagnostics: Diagnostics

    func start() { UIApplication.shared.registerForRemoteNotifications() }
}

/// Where the city would have to send a message to, as the last registration said. The server has no way to send one yet.
struct PushAddress {
    private static let name = "push-address"

    var address: String? {
        get { UserDefaults.standard.string(forKey: Self.name) }
        nonmutating set { UserDefaults.standard.set(newValue, forKey: Self.name) }
    }
}
