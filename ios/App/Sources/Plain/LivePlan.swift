import DimosBindings
import DimosHandover

/// Which Live Activity there is to be: one at most, the crew's day before a report.
struct LivePlan: Equatable {
    let kind: ActivityKind
    let id: String
    let state: ProgressState

    /// What `snapshot` and the screen in front lead to; `running` is the one that shows already.
    static func after(_ snapshot: Snapshot, _ view: ViewModel, running: LivePlan?) -> LivePlan? {
        if let stop = snapshot.stop {
            return LivePlan(kind: .crewDay, id: "day", state: stop.progress)
        }
        let wanted: String? =
            switch view.screen {
            // Only a report that is looked at while it is under way: nobody wants all of them on the lock screen.
            case .ticket(let ticket) where ticket.row.tone != .good: ticket.row.id
            default: running?.kind == .report ? running?.id : nil
            }
        guard let report = snapshot.reports.first(where: { $0.id == wanted }), report.tone != .good else { return nil }
        return LivePlan(kind: .report, id: report.id, state: report.progress)
    }
}
