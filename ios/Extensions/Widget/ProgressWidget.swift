import DimosHandover
import SwiftUI
import WidgetKit

/// A crew's next stop, else the newest reports: what the app showed last. It is marked as private: iOS hides it on a
/// locked phone, where the person has set it so.
struct ProgressWidget: Widget {
    var body: some WidgetConfiguration {
        StaticConfiguration(kind: "gr.dimos.ios.progress", provider: SnapshotProvider()) { entry in
            Shown(snapshot: entry.snapshot).containerBackground(.background, for: .widget)
        }
        .configurationDisplayName("widget_name")
        .description("widget_description")
        .supportedFamilies([.systemSmall, .systemMedium, .accessoryRectangular])
    }
}

struct SnapshotEntry: TimelineEntry {
    let date: Date
    let snapshot: Snapshot?
}

/// The app has it drawn anew whenever something changed: nothing here asks anybody.
struct SnapshotProvider: TimelineProvider {
    func placeholder(in context: Context) -> SnapshotEntry { SnapshotEntry(date: .now, snapshot: nil) }

    func getSnapshot(in context: Context, completion: @escaping (SnapshotEntry) -> Void) { completion(now) }

    func getTimeline(in context: Context, completion: @escaping (Timeline<SnapshotEntry>) -> Void) {
        completion(Timeline(entries: [now], policy: .never))
    }

    private var now: SnapshotEntry {
        SnapshotEntry(date: .now, snapshot: AppGroup.folder.flatMap { SnapshotFile(in: $0).read() })
    }
}

private struct Shown: View {
    let snapshot: Snapshot?
    @Environment(\.widgetFamily) private var family

    var body: some View {
        Group {
            if let stop = snapshot?.stop {
                StopView(stop: stop).widgetURL(AppLink.crew)
            } else if let reports = snapshot?.reports, !reports.isEmpty {
                ReportsView(reports: Array(reports.prefix(family == .systemMedium ? 3 : 1))).widgetURL(AppLink.myReports)
            } else {
                Label("shortcut_report", systemImage: "exclamationmark.bubble").widgetURL(AppLink.report)
            }
        }
        .environment(\.locale, Locale(identifier: snapshot?.language ?? Locale.current.identifier))
        .frame(maxWidth: .infinity, maxHeight: .infinity, alignment: .leading)
    }
}

private struct StopView: View {
    let stop: Snapshot.Stop

    var body: some View {
        VStack(alignment: .leading, spacing: 2) {
            Text(verbatim: "\(stop.stop). \(stop.title)").font(.headline)
            Text(verbatim: stop.place).font(.subheadline)
            Text(verbatim: stop.day).font(.caption).foregroundStyle(.secondary)
        }
        .privacySensitive()
        .accessibilityElement(children: .combine)
    }
}

private struct ReportsView: View {
    let reports: [Snapshot.Report]

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            ForEach(reports, id: \.id) { report in
                VStack(alignment: .leading, spacing: 2) {
                    Text(verbatim: report.title).font(.headline).lineLimit(1)
                    Text(verbatim: report.status).font(.subheadline).foregroundStyle(report.tone.ink)
                }
                .accessibilityElement(children: .combine)
            }
        }
        .privacySensitive()
    }
}
