@_exported import AppleFoundation
@_exported import CoreGraphics

public struct UIBackgroundTaskIdentifier: Hashable, Sendable {
    public static let invalid = UIBackgroundTaskIdentifier()
}

public enum UIBackgroundFetchResult: Sendable { case newData, noData, failed }

@MainActor open class UIResponder: NSObject {}

@MainActor open class UIApplication: UIResponder {
    public struct LaunchOptionsKey: Hashable, Sendable {}
    public struct OpenExternalURLOptionsKey: Hashable, Sendable {}
    public static var shared: UIApplication { UIApplication() }
    public static let openSettingsURLString = ""
    public nonisolated static var protectedDataDidBecomeAvailableNotification: Notification.Name { Notification.Name("") }
    open var connectedScenes: Set<UIScene> { [] }
    @discardableResult
    open func open(_ url: URL, options: [OpenExternalURLOptionsKey: Any] = [:]) async -> Bool { false }
    open func registerForRemoteNotifications() {}
    open func beginBackgroundTask(
        withName name: String?, expirationHandler: (@MainActor @Sendable () -> Void)? = nil
    ) -> UIBackgroundTaskIdentifier { .invalid }
    open func endBackgroundTask(_ identifier: UIBackgroundTaskIdentifier) {}
}

@MainActor public protocol UIApplicationDelegate: AnyObject {
    func application(
        _ application: UIApplication, didFinishLaunchingWithOptions options: [UIApplication.LaunchOptionsKey: Any]?
    ) -> Bool
    func application(
        _ application: UIApplication, configurationForConnecting session: UISceneSession, options: UIScene.ConnectionOptions
    ) -> UISceneConfiguration
    func application(_ application: UIApplication, didRegisterForRemoteNotificationsWithDeviceToken token: Data)
    func application(_ application: UIApplication, didFailToRegisterForRemoteNotificationsWithError error: any Error)
    func application(
        _ application: UIApplication, didReceiveRemoteNotification userInfo: [AnyHashable: Any]
    ) async -> UIBackgroundFetchResult
}

@MainActor open class UISceneSession: NSObject {
    public struct Role: Sendable {}
    open var role: Role { Role() }
}

@MainActor open class UISceneConfiguration: NSObject {
    public init(name: String?, sessionRole: UISceneSession.Role) {}
    open var delegateClass: AnyClass?
}

@MainActor open class UIScene: UIResponder {
    @MainActor open class ConnectionOptions: NSObject {
        open var shortcutItem: UIApplicationShortcutItem? { nil }
    }
}

@MainActor open class UIWindowScene: UIScene {
    open var keyWindow: UIWindow? { nil }
}

@MainActor open class UIApplicationShortcutItem: NSObject {
    open var type: String { "" }
}

@MainActor public protocol UIWindowSceneDelegate: AnyObject {
    func scene(_ scene: UIScene, willConnectTo session: UISceneSession, options: UIScene.ConnectionOptions)
    func windowScene(_ windowScene: UIWindowScene, performActionFor shortcutItem: UIApplicationShortcutItem) async -> Bool
}

@MainActor open class UIColor: NSObject {
    public static var systemBackground: UIColor { UIColor() }
}

@MainActor open class UIView: UIResponder {
    public struct AutoresizingMask: OptionSet, Sendable {
        public let rawValue: UInt
        public init(rawValue: UInt) { self.rawValue = rawValue }
        public static let flexibleWidth = AutoresizingMask(rawValue: 1)
        public static let flexibleHeight = AutoresizingMask(rawValue: 2)
    }
    open var bounds: CGRect { .zero }
    open var frame = CGRect.zero
    open var backgroundColor: UIColor?
    open var autoresizingMask: AutoresizingMask = []
    open func addSubview(_ view: UIView) {}
}

@MainActor open class UIWindow: UIView {
    open var rootViewController: UIViewController?
}

public struct UIPopoverArrowDirection: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
}

@MainActor open class UIBarButtonItem: NSObject {}

@MainActor open class UIPopoverPresentationController: NSObject {
    open var sourceView: UIView?
    open var sourceRect = CGRect.zero
    open var barButtonItem: UIBarButtonItem?
    open var permittedArrowDirections: UIPopoverArrowDirection = []
}

@MainActor open class UIViewController: UIResponder {
    open var view: UIView! { UIView() }
    open var presentedViewController: UIViewController? { nil }
    open var presentingViewController: UIViewController? { nil }
    open var popoverPresentationController: UIPopoverPresentationController? { nil }
    open var isBeingDismissed: Bool { false }
    open var extensionContext: NSExtensionContext? { nil }
    open func viewDidLoad() {}
    open func addChild(_ child: UIViewController) {}
    open func didMove(toParent parent: UIViewController?) {}
    open func present(_ page: UIViewController, animated: Bool, completion: (() -> Void)? = nil) {}
    open func dismiss(animated: Bool, completion: (() -> Void)? = nil) {}
}

@MainActor open class UINavigationController: UIViewController {}
@MainActor public protocol UINavigationControllerDelegate: AnyObject {}

@MainActor open class UIAlertAction: NSObject {
    public enum Style: Sendable { case `default`, cancel, destructive }
    public init(title: String?, style: Style, handler: (@MainActor @Sendable (UIAlertAction) -> Void)? = nil) {}
}

@MainActor open class UIAlertController: UIViewController {
    public enum Style: Sendable { case actionSheet, alert }
    public init(title: String?, message: String?, preferredStyle: Style) {}
    open func addAction(_ action: UIAlertAction) {}
}

@MainActor open class UIActivity: NSObject {}

@MainActor open class UIActivityViewController: UIViewController {
    public init(activityItems: [Any], applicationActivities: [UIActivity]?) {}
}

@MainActor open class UIPasteboard: NSObject {
    public static var general: UIPasteboard { UIPasteboard() }
    open var string: String?
}

@MainActor open class UIImage: NSObject {
    open var cgImage: CGImage? { nil }
}

@MainActor public protocol UIImagePickerControllerDelegate: AnyObject {
    func imagePickerController(
        _ picker: UIImagePickerController, didFinishPickingMediaWithInfo info: [UIImagePickerController.InfoKey: Any])
    func imagePickerControllerDidCancel(_ picker: UIImagePickerController)
}

@MainActor open class UIImagePickerController: UINavigationController {
    public enum SourceType: Sendable { case photoLibrary, camera }
    public enum InfoKey: Hashable, Sendable { case originalImage, mediaMetadata }
    open class func isSourceTypeAvailable(_ type: SourceType) -> Bool { false }
    open var sourceType = SourceType.photoLibrary
    open var mediaTypes: [String] = []
    open weak var delegate: (any UIImagePickerControllerDelegate & UINavigationControllerDelegate)?
}

@MainActor open class UIAccessibility: NSObject {
    public struct Notification: Sendable {
        public static let screenChanged = Notification()
    }
    public static func post(notification: Notification, argument: Any?) {}
}
