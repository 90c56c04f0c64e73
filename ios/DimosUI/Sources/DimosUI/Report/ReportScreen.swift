import DimosBindings
import DimosKit
import SwiftUI

/// Composing a report: drafts and a beginning, or the step in front.
struct ReportScreen: View {
    let report: ReportView

    var body: some View {
        if report.composing {
            Composing(report: report).id(report.step)
        } else {
            Drafts(report: report)
        }
    }
}

private struct Drafts: View {
    let report: ReportView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Page(report.title) {
            if let start = report.start {
                Section {
                    VStack(spacing: 24) {
                        Image(systemName: Symbol.camera).font(.largeTitle).foregroundStyle(.tint).accessibilityHidden(true)
                        ActionButton(button: start) { store.send(.report(intent: .new)) }
                    }
                    .padding(.vertical, 16)
                }
            }
            if !report.drafts.isEmpty {
                Section {
                    ForEach(report.drafts, id: \.id) { DraftCard(draft: $0) }
                }
            }
        }
    }
}

private struct DraftCard: View {
    let draft: DraftRow
    @Environment(CoreStore.self) private var store
    @Environment(\.words) private var words

    var body: some View {
        Beside(alignment: .center) {
            RowButton(spoken: draft.spoken) {
                store.send(.report(intent: .resume(draft: draft.id)))
            } content: {
                HStack(spacing: 12) {
                    FilePicture(path: draft.thumbPath, symbol: Symbol.edit)
                        .frame(width: 56, height: 56)
                        .clipShape(.rect(cornerRadius: 8))
                    VStack(alignment: .leading) {
                        Text(draft.title).font(.headline)
                        Words(draft.detail)
                    }
                }
            }
            SymbolButton(symbol: Symbol.trash, spoken: "\(words.remove): \(draft.spoken)", act: discard)
        }
        .swipeActions {
            Button(words.remove, systemImage: Symbol.trash, role: .destructive, action: discard)
        }
    }

    private func discard() { store.send(.report(intent: .discardDraft(draft: draft.id))) }
}

private struct Composing: View {
    let report: ReportView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Page(report.title) {
            // The title says which step it is.
            ProgressView(value: progress).accessibilityHidden(true).listRowBackground(Color.clear)
            step
        } bottom: {
            if report.step == .review {
                ActionButton(button: report.send, symbol: Symbol.send, showsWhyNot: report.send.whyNot != obstacle) {
                    store.send(.report(intent: .send))
                }
            } else if report.step == .nearby, !report.nearby.isEmpty {
                ActionButton(button: report.noneOfThese, kind: .tonal) { store.send(.report(intent: .noneOfThese)) }
            } else {
                ActionButton(button: report.next, showsWhyNot: report.next.whyNot != obstacle) {
                    store.send(.report(intent: .next))
                }
            }
        }
    }

    /// What the step says at its top of why it cannot go on: it need not be said again below its button.
    private var obstacle: String? {
        switch report.step {
        case .where: report.place.outside
        case .questions, .review: report.emergency
        default: nil
        }
    }

    private var progress: Double {
        let at = report.steps.firstIndex { $0.step == report.step } ?? 0
        return Double(at + 1) / Double(max(report.steps.count, 1))
    }

    @ViewBuilder
    private var step: some View {
        switch report.step {
        case .what: WhatStep(report: report)
        case .where: WhereStep(place: report.place)
        case .service: ServiceStep(report: report)
        case .questions: QuestionsStep(report: report)
        case .nearby: NearbyStep(report: report)
        case .contact: ContactStep(report: report)
        case .review: ReviewStep(report: report)
        }
    }
}
