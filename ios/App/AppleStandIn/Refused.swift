import ActivityKit
import AppIntents
import AppleSwiftUI
import BackgroundTasks
import CoreLocation
import Network
import PhotosUI
import QuickLook
import SafariServices
import SwiftUI
import UserNotifications
import WidgetKit

// What Apple's frameworks refuse, in the marked lines and nowhere else. `tests/tools/ios-app-types` sees that the stand-in does,
// too: else that the app fits it would prove little.

// MARK: Missing or of another shape

final class Picker: NSObject, PHPickerViewControllerDelegate {}  // refused

final class Camera: NSObject, UIImagePickerControllerDelegate {
    func begin() {
        let page = UIImagePickerController()
        page.delegate = self  // refused
    }

    func imagePickerController(
        _ picker: UIImagePickerController, didFinishPickingMediaWithInfo info: [UIImagePickerController.InfoKey: Any]
    ) {}

    func imagePickerControllerDidCancel(_ picker: UIImagePickerController) {}
}

final class Document: NSObject, QLPreviewControllerDataSource {  // refused
    func numberOfPreviewItems(in controller: QLPreviewController) -> Int { 1 }
}

struct Anonymous: AppIntent {  // refused
    func perform() async throws -> some IntentResult { .result() }
}

struct Dateless: TimelineEntry {}  // refused

struct OneOnly: TimelineProvider {  // refused
    func placeholder(in context: Context) -> Dated { Dated() }
}

struct Dated: TimelineEntry {
    let date = Date.now
}

struct Uncoded: ActivityAttributes {  // refused
    struct ContentState {}
}

struct NoScene: App {  // refused
    var body: some View { Text("") }
}

// MARK: Called otherwise

@MainActor
func labels(_ manager: CLLocationManager, _ provider: NSItemProvider, _ page: UIViewController) {
    manager.requestTemporaryFullAccuracyAuthorization(purposeKey: "Pin")  // refused
    manager.requestLocation(timeout: 10)  // refused
    _ = provider.loadFileRepresentation(for: "public.image") { @Sendable _, _ in }  // refused
    page.present(page, animate: true)  // refused
    _ = UIApplication.shared.beginBackgroundTask(name: "leaving")  // refused
    _ = SFSafariViewController(address: URL(fileURLWithPath: "/"))  // refused
    UNUserNotificationCenter.current().requestAuthorization([.alert]) { @Sendable _, _ in }  // refused
    WidgetCenter.shared.reloadTimelines()  // refused
    _ = BGProcessingTaskRequest()  // refused
}

func answers(_ request: BGTaskRequest, _ activity: Activity<Fine>) async {
    BGTaskScheduler.shared.submit(request)  // refused
    BGTaskScheduler.shared.register(forTaskWithIdentifier: "a", using: .main) { @Sendable _ in }  // refused
    _ = Activity.request(attributes: Fine(), content: Fine.content, pushType: nil)  // refused
    activity.update(Fine.content)  // refused
    _ = LocalizedStringResource(1)  // refused
}

struct Fine: ActivityAttributes {
    struct ContentState: Codable, Hashable {}

    static var content: ActivityContent<ContentState> { ActivityContent(state: ContentState(), staleDate: nil) }
}

// MARK: On the wrong thread

func anywhere(_ page: UIViewController) {
    _ = UIApplication.shared  // refused
    page.dismiss(animated: true)  // refused
    UIPasteboard.general.string = ""  // refused
    _ = UIAlertController(title: nil, message: nil, preferredStyle: .alert)  // refused
}

@MainActor
final class Watching {
    private var online = false

    func listen() {
        NWPathMonitor().pathUpdateHandler = { @Sendable path in
            self.online = path.status == .satisfied  // refused
        }
    }
}

extension Watching: CLLocationManagerDelegate {
    func locationManagerDidChangeAuthorization(_ manager: CLLocationManager) { online = true }  // refused
    func locationManager(_ manager: CLLocationManager, didUpdateLocations locations: [CLLocation]) {}  // refused
    func locationManager(_ manager: CLLocationManager, didFailWithError error: any Error) {}  // refused
}
