import ActivityKit
import BackgroundTasks
import CoreLocation
import UIKit

// What Swift refuses to let cross between threads, in the marked lines and nowhere else: found once the types are right, so in a
// file of its own beside Refused.swift.

@MainActor
final class Locating {
    private let manager = CLLocationManager()
    private var request = BGProcessingTaskRequest(identifier: "a")

    func locate() {
        Task.detached { [manager] in  // refused
            manager.requestLocation()
        }
    }

    func submit() async {
        await Self.submit(request)  // refused
    }

    nonisolated private static func submit(_ request: BGProcessingTaskRequest) async {}
}

func run(_ task: BGTask) {
    task.expirationHandler = {
        Task { @MainActor in task.setTaskCompleted(success: false) }  // refused
    }
}

func ended(_ activity: Activity<Journey>) async {
    Task.detached { await activity.end(nil) }  // refused
    await activity.end(nil)
}

struct Journey: ActivityAttributes {
    struct ContentState: Codable, Hashable {}
}
