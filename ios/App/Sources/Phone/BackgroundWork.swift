import BackgroundTasks
import DimosKit
import UIKit

/// Has iOS wake the app to deliver what waits and to ask for news. Why this is no background URLSession is in
/// docs/adr/0014-uploads-stay-with-the-core-on-ios.md.
@MainActor
final class BackgroundWork: DeliveryScheduler {
    /// As in Info.plist.
    private static let deliveryTask = "gr.dimos.ios.delivery"
    private static let newsTask = "gr.dimos.ios.news"
    /// iOS gives an app that leaves, and one that looks for news, about half a minute.
    static let shortTime = Duration.seconds(25)
    /// It gives minutes to work that it planned, and tells when they are over.
    private static let longTime = Duration.seconds(8 * 60)

    var inFront = false
    var network = DeliveryPlan.Network.free

    private let delivery: BackgroundDelivery
    private let notices: Notices
    private let diagnostics: Diagnostics
    private var isHurrying = false

    init(delivery: BackgroundDelivery, notices: Notices, diagnostics: Diagnostics) {
        self.delivery = delivery
        self.notices = notices
        self.diagnostics = diagnostics
    }

    /// Has to be called before the app has finished launching.
    func register() {
        for (name, time) in [(Self.deliveryTask, Self.longTime), (Self.newsTask, Self.shortTime)] {
            let isRegistered = BGTaskScheduler.shared.register(forTaskWithIdentifier: name, using: .main) {
                @Sendable [weak self] task in
                let task = Handed(task)
                MainActor.assumeIsolated {
                    if let self { self.run(task, within: time) } else { task.value.setTaskCompleted(success: false) }
                }
            }
            if !isRegistered { diagnostics.note("background task \(name) is not in Info.plist") }
        }
    }

    func lookForNews() { ask(DeliveryPlan.schedule(waiting: 0, inFront: inFront, network: network)) }

    func schedule(waiting: Int) throws {
        ask(DeliveryPlan.schedule(waiting: waiting, inFront: inFront, network: network))
        if inFront {
            // A person has just sent something: now there is something to tell of.
            Task { await notices.askOnce() }
        } else {
            hurry()
        }
    }

    /// Delivers in the time that iOS leaves to an app that has just gone.
    func hurry() {
        guard !isHurrying else { return }
        isHurrying = true
        BackgroundTime.run("delivery") { [self] in
            await deliver(within: Self.shortTime)
            isHurrying = false
        }
    }

    /// Keeps the app awake until the core has written what it was told, and has asked for delivery.
    func leave(_ settled: @escaping @MainActor () async -> Void) {
        BackgroundTime.run("leaving") {
            await settled()
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// Delivers, tells what a person has to know, and asks for the next time.
    @discardableResult
    func deliver(within time: Duration) async -> DeliveryOutcome {
        let outcome = await delivery.drain(time)
        if !inFront { await notices.tell(outcome) }
        ask(DeliveryPlan.after(outcome, network: network))
        return outcome
    }

    private func run(_ task: Handed<BGTask>, within time: Duration) {
        let work = Task {
            let outcome = await deliver(within: time)
            task.value.setTaskCompleted(success: !outcome.comeAgain)
        }
        task.value.expirationHandler = { @Sendable in work.cancel() }
    }

    private func ask(_ plan: DeliveryPlan) {
        let processing = BGProcessingTaskRequest(identifier: Self.deliveryTask)
        processing.requiresNetworkConnectivity = true
        processing.requiresExternalPower = false
        submit(processing, after: plan.delivery)
        submit(BGAppRefreshTaskRequest(identifier: Self.newsTask), after: plan.news)
    }

    /// There is one request of each kind: a newer one replaces the older.
    private func submit(_ request: BGTaskRequest, after wait: TimeInterval?) {
        guard let wait else { return BGTaskScheduler.shared.cancel(taskRequestWithIdentifier: request.identifier) }
        request.earliestBeginDate = Date(timeIntervalSinceNow: wait)
        do {
            try BGTaskScheduler.shared.submit(request)
        } catch {
            // Background refresh is switched off, or this is a simulator: what waits goes out with the next opening.
            diagnostics.note("background task", error)
        }
    }
}

/// A little time in the background, given back as soon as the work is done or iOS wants it.
@MainActor
private final class BackgroundTime {
    private var id = UIBackgroundTaskIdentifier.invalid

    static func run(_ name: String, _ act: @escaping @MainActor () async -> Void) {
        let time = BackgroundTime()
        let work = Task {
            await act()
            time.end()
        }
        time.id = UIApplication.shared.beginBackgroundTask(withName: name) {
            work.cancel()
            time.end()
        }
    }

    private func end() {
        guard id != .invalid else { return }
        UIApplication.shared.endBackgroundTask(id)
        id = .invalid
    }
}
