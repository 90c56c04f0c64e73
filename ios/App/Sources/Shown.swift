import ActivityKit
import DimosBindings
import DimosHandover
import DimosKit
import Foundation
import WidgetKit

/// Keeps the widget and the Live Activity at what the app showed last.
@MainActor
final class Shown {
    private let file: SnapshotFile?
    private let diagnostics: Diagnostics
    private var snapshot: Snapshot
    private var running: LivePlan?
    private var showing: Task<Void, Never>?

    init(group: URL?, diagnostics: Diagnostics) {
        file = group.map(SnapshotFile.init)
        self.diagnostics = diagnostics
        snapshot = file?.read() ?? Snapshot(language: PhoneSignals.locale)
        running = Activity<ProgressActivity>.activities.first.map {
            LivePlan(kind: $0.attributes.kind, id: $0.attributes.id, state: $0.content.state)
        }
    }

    func show(_ view: ViewModel) {
        let next = snapshot.after(view)
        if next != snapshot {
            snapshot = next
            do {
                try file?.write(next)
                WidgetCenter.shared.reloadAllTimelines()
            } catch {
                diagnostics.note("snapshot", error)
            }
        }
        let plan = LivePlan.after(snapshot, view, running: running)
        guard plan != running else { return }
        running = plan
        let before = showing
        showing = Task { [diagnostics] in
            await before?.value
            await Self.live(plan, diagnostics)
        }
    }

    /// One activity at most: goes on with the one that is about the same, ends every other.
    nonisolated private static func live(_ plan: LivePlan?, _ diagnostics: Diagnostics) async {
        var goesOn = false
        for activity in Activity<ProgressActivity>.activities {
            if let plan, activity.attributes.id == plan.id, activity.attributes.kind == plan.kind {
                goesOn = true
                await activity.update(content(plan))
            } else {
                await activity.end(nil, dismissalPolicy: .immediate)
            }
        }
        guard let plan, !goesOn, ActivityAuthorizationInfo().areActivitiesEnabled else { return }
        do {
            let attributes = ProgressActivity(id: plan.id, kind: plan.kind)
            _ = try Activity.request(attributes: attributes, content: content(plan), pushType: nil)
        } catch {
            diagnostics.note("live activity", error)
        }
    }

    /// What is hours old says that it is.
    nonisolated private static func content(_ plan: LivePlan) -> ActivityContent<ProgressState> {
        ActivityContent(state: plan.state, staleDate: Date(timeIntervalSinceNow: 4 * 3_600))
    }
}
