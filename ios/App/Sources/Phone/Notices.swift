import DimosHandover
import DimosKit
import Foundation
import UserNotifications

/// Notifications, in the phone's language.
struct Notices: Notifier {
    enum Category: String, CaseIterable {
        case news, plan, refused

        /// Where a tap on one leads.
        var link: URL { self == .plan ? AppLink.crew : AppLink.myReports }
    }

    private static let asked = "notices-asked"

    /// Told once at each start.
    static func setCategories() {
        let categories = Category.allCases.map {
            UNNotificationCategory(identifier: $0.rawValue, actions: [], intentIdentifiers: [], options: [])
        }
        UNUserNotificationCenter.current().setNotificationCategories(Set(categories))
    }

    /// Asks the person once ever whether they want any.
    func askOnce() async {
        guard !UserDefaults.standard.bool(forKey: Self.asked) else { return }
        UserDefaults.standard.set(true, forKey: Self.asked)
        await withCheckedContinuation { done in
            UNUserNotificationCenter.current().requestAuthorization(options: [.alert, .sound]) { @Sendable _, _ in done.resume() }
        }
    }

    func show(_ notice: DeliveryNotice) async {
        let content = UNMutableNotificationContent()
        let category: Category
        switch notice {
        case .news(let count):
            category = .news
            content.body = String(localized: "news \(count)")
        case .plan(let count):
            category = .plan
            content.body = String(localized: "plan \(count)")
        case .refused(let count):
            category = .refused
            content.body = String(localized: "refused \(count)")
        case .updateRequired:
            category = .refused
            content.body = String(localized: "update_required")
        }
        content.categoryIdentifier = category.rawValue
        content.threadIdentifier = category.rawValue
        content.sound = .default
        // A newer one of the same kind takes the place of the older.
        let request = UNNotificationRequest(identifier: category.rawValue, content: content, trigger: nil)
        await withCheckedContinuation { done in
            // Where the person allows none, this does nothing.
            UNUserNotificationCenter.current().add(request) { @Sendable _ in done.resume() }
        }
    }
}

/// A notification that was touched leads to what it is about.
final class TouchedNotices: NSObject, UNUserNotificationCenterDelegate {
    func userNotificationCenter(
        _ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse,
        withCompletionHandler done: @escaping () -> Void
    ) {
        let done = Handed(done)
        let category = Notices.Category(rawValue: response.notification.request.content.categoryIdentifier)
        Task { @MainActor in
            Parts.shared.open((category ?? .news).link)
            done.value()
        }
    }
}
