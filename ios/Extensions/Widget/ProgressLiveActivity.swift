import ActivityKit
import DimosHandover
import SwiftUI
import WidgetKit

/// What a report or a crew's day has come to, on the lock screen and in the Dynamic Island. Marked as private, as the widget is.
struct ProgressLiveActivity: Widget {
    var body: some WidgetConfiguration {
        ActivityConfiguration(for: ProgressActivity.self) { context in
            LockScreen(state: context.state, isStale: context.isStale)
                .padding()
                .widgetURL(context.attributes.kind.link)
        } dynamicIsland: { context in
            DynamicIsland {
                DynamicIslandExpandedRegion(.leading) { Mark(tone: context.state.tone) }
                DynamicIslandExpandedRegion(.center) { Text(verbatim: context.state.title).font(.headline).privacySensitive() }
                DynamicIslandExpandedRegion(.bottom) { Lines(state: context.state) }
            } compactLeading: {
                Mark(tone: context.state.tone)
            } compactTrailing: {
                Text(verbatim: context.state.status).lineLimit(1).privacySensitive()
            } minimal: {
                Mark(tone: context.state.tone)
            }
            .widgetURL(context.attributes.kind.link)
        }
    }
}

private struct LockScreen: View {
    let state: ProgressState
    let isStale: Bool

    var body: some View {
        HStack(alignment: .top, spacing: 12) {
            Mark(tone: state.tone)
            VStack(alignment: .leading, spacing: 2) {
                Text(verbatim: state.title).font(.headline).privacySensitive()
                Lines(state: state)
                if isStale { Text("activity_stale").font(.caption).foregroundStyle(.secondary) }
            }
        }
        .frame(maxWidth: .infinity, alignment: .leading)
        .accessibilityElement(children: .combine)
    }
}

private struct Lines: View {
    let state: ProgressState

    var body: some View {
        VStack(alignment: .leading, spacing: 2) {
            Text(verbatim: state.status).font(.subheadline)
            Text(verbatim: state.detail).font(.caption).foregroundStyle(.secondary)
        }
        .privacySensitive()
    }
}

private struct Mark: View {
    let tone: SnapshotTone

    var body: some View {
        Image(systemName: tone.symbol).foregroundStyle(tone.ink).accessibilityHidden(true)
    }
}

extension ActivityKind {
    fileprivate var link: URL {
        switch self {
        case .report: AppLink.myReports
        case .crewDay: AppLink.crew
        }
    }
}
