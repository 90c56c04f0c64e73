import DimosKit
import UIKit
import UserNotifications

/// What SwiftUI has no word for: launching, notifications that are touched, push.
final class AppDelegate: NSObject, UIApplicationDelegate {
    private let touched = TouchedNotices()

    func application(
        _ application: UIApplication, didFinishLaunchingWithOptions options: [UIApplication.LaunchOptionsKey: Any]? = nil
    ) -> Bool {
        UNUserNotificationCenter.current().delegate = touched
        Notices.setCategories()
        Parts.shared.start()
        return true
    }

    func application(
        _ application: UIApplication, configurationForConnecting session: UISceneSession, options: UIScene.ConnectionOptions
    ) -> UISceneConfiguration {
        let configuration = UISceneConfiguration(name: nil, sessionRole: session.role)
        configuration.delegateClass = SceneDelegate.self
        return configuration
    }

    func application(_ application: UIApplication, didRegisterForRemoteNotificationsWithDeviceToken token: Data) {
        PushAddress().address = token.map { String(format: "%02x", $0) }.joined()
    }

    func application(_ application: UIApplication, didFailToRegisterForRemoteNotificationsWithError error: any Error) {
        PushAddress().address = nil
        Parts.shared.diagnostics.note("push", error)
    }

    /// The city woke the phone. The message says nothing: the app asks the city itself.
    func application(
        _ application: UIApplication, didReceiveRemoteNotification message: [AnyHashable: Any]
    ) async -> UIBackgroundFetchResult {
        switch await Parts.shared.work.deliver(within: BackgroundWork.shortTime) {
        case .ran(let round): round.reportsWithNews + round.jobsWithNews > 0 ? .newData : .noData
        case .stopped, .failed: .failed
        }
    }
}

/// The home screen's quick actions.
final class SceneDelegate: NSObject, UIWindowSceneDelegate {
    func scene(_ scene: UIScene, willConnectTo session: UISceneSession, options: UIScene.ConnectionOptions) {
        if let action = options.shortcutItem { Parts.shared.quickAction(action.type) }
    }

    func windowScene(_ windowScene: UIWindowScene, performActionFor action: UIApplicationShortcutItem) async -> Bool {
        Parts.shared.quickAction(action.type)
        return true
    }
}
