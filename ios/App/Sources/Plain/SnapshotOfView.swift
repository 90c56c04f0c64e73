import DimosBindings
import DimosHandover

extension Snapshot {
    /// More than these no widget shows.
    private static let most = 3

    /// What is to be remembered for the widget once `view` is shown; equal to what was, where nothing is new.
    func after(_ view: ViewModel) -> Snapshot {
        var next = self
        next.language = view.language
        switch view.screen {
        case .myReports(let mine):
            if mine.shelf == .mine { next.reports = mine.rows.prefix(Self.most).map(Report.init) }
        case .ticket(let ticket):
            next.reports = reports.map { $0.id == ticket.row.id ? Report(ticket.row) : $0 }
        case .crew(let day):
            next.stop = day.jobs.filter { $0.stop > 0 }.min { $0.stop < $1.stop }.map { Stop($0, day: day.summary) }
        case .settings(let settings):
            // Who asks to be forgotten is not shown on the home screen, whatever comes of the question.
            if settings.forgetWarning != nil { next = Snapshot(language: view.language) }
        default: break
        }
        if view.hasTabs, !view.tabs.contains(where: { $0.tab == .crew }) { next.stop = nil }
        return next
    }
}

extension ViewModel {
    fileprivate var hasTabs: Bool { !tabs.isEmpty }
}

extension Snapshot.Report {
    init(_ row: ReportRow) {
        self.init(
            id: row.id, title: row.title, place: row.place, number: row.number, status: row.status,
            tone: SnapshotTone(row.tone))
    }

    /// As a Live Activity shows it.
    var progress: ProgressState { ProgressState(title: title, status: status, detail: place, tone: tone) }
}

extension Snapshot.Stop {
    init(_ row: JobRow, day: String) {
        self.init(id: row.id, stop: Int(row.stop), title: row.title, place: row.place, status: row.status, day: day)
    }

    /// As a Live Activity shows it.
    var progress: ProgressState {
        ProgressState(title: "\(stop). \(title)", status: status.isEmpty ? day : status, detail: place, tone: .info)
    }
}

extension SnapshotTone {
    init(_ tone: Tone) {
        self =
            switch tone {
            case .info: .info
            case .good: .good
            case .warning: .warning
            case .danger: .danger
            }
    }
}
