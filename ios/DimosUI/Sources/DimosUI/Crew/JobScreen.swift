import DimosBindings
import DimosKit
import Foundation
import SwiftUI

/// One job: what is to be done and where, photos before and after, a note, done or given back.
struct JobScreen: View {
    let job: JobView
    @Environment(CoreStore.self) private var store

    var body: some View {
        Page(job.row.title) {
            // What was refused is sent again or given up among what is unsent.
            if let refused = job.refused {
                Section { NoticeRow(text: refused, tone: .danger) { store.send(.openTab(tab: .myReports)) } }
            }
            Section {
                VStack(alignment: .leading, spacing: 8) {
                    Text(job.row.place)
                    ToneBadge(text: job.row.status, tone: job.row.tone)
                    Words(job.due)
                    Words(job.row.number, .caption)
                }
                .says([job.row.spoken, job.due].filter { !$0.isEmpty }.joined(separator: ". "))
                if let start = job.start { ActionButton(button: start) { send(.startJob(job: job.row.id)) } }
            }
            Section {
                MapArea(map: job.map).frame(height: 180).listRowInsets(EdgeInsets())
                ActionButton(button: job.navigate, kind: .tonal, symbol: Symbol.navigate) { send(.navigate(job: job.row.id)) }
            }
            JobWhat(job: job)
            JobPhotos(job: job)
            JobEnd(job: job)
        }
    }

    private func send(_ intent: CrewIntent) { store.send(.crew(intent: intent)) }
}

private struct JobWhat: View {
    let job: JobView
    @Environment(CoreStore.self) private var store

    var body: some View {
        if !job.description.isEmpty || !job.answers.isEmpty || !job.contact.isEmpty || !job.photos.isEmpty {
            Section {
                if !job.description.isEmpty { Text(job.description) }
                ForEach(Array(job.answers.enumerated()), id: \.offset) { _, answer in Words(answer) }
                PhotoStrip(photos: job.photos)
                if !job.contact.isEmpty { Text(job.contact) }
                if let call = job.call {
                    ActionButton(button: call, kind: .tonal, symbol: Symbol.phone) {
                        store.send(.crew(intent: .call(job: job.row.id)))
                    }
                }
            }
        }
    }
}

private struct JobPhotos: View {
    let job: JobView

    var body: some View {
        if job.addBefore != nil || !job.before.isEmpty {
            Section { Shots(photos: job.before, add: job.addBefore, kind: .before) }
        }
        if job.addAfter != nil || !job.after.isEmpty {
            Section { Shots(photos: job.after, add: job.addAfter, kind: .after) }
        }
    }
}

private struct Shots: View {
    let photos: [PhotoView]
    let add: CoreButton?
    let kind: WorkPhoto
    @Environment(CoreStore.self) private var store

    var body: some View {
        PhotoStrip(photos: photos) { store.send(.crew(intent: .removePhoto(photo: $0))) }
        if let add {
            ActionButton(button: add, kind: .tonal, symbol: Symbol.camera) {
                store.send(.crew(intent: .addPhoto(source: .camera, kind: kind)))
            }
        }
    }
}

private struct JobEnd: View {
    let job: JobView
    @Environment(CoreStore.self) private var store
    @State private var isUnfolded = false

    var body: some View {
        if !job.notes.isEmpty || job.close != nil || job.sendNote != nil {
            Section {
                ForEach(Array(job.notes.enumerated()), id: \.offset) { _, note in Text(note) }
                if job.close != nil { DimosField(job.note, lines: 2) { send(.writeNote(text: $0)) } }
                if let note = job.sendNote { ActionButton(button: note, kind: .tonal, symbol: Symbol.send) { send(.sendNote) } }
                if let close = job.close { ActionButton(button: close, symbol: Symbol.check) { send(.closeJob) } }
            }
        }
        if !job.cannotReasons.isEmpty {
            // Folded away, so that nobody gives a job back by a slip of the finger.
            Section {
                DisclosureGroup(isExpanded: $isUnfolded) {
                    ForEach(job.cannotReasons, id: \.code) { reason in
                        ChoiceRow(option: reason, stays: false) { send(.cannotDo(reason: $0)) }
                    }
                } label: {
                    Text(CannotDo.heading(job.cannotReasons)).font(.headline)
                }
            }
        }
    }

    private func send(_ intent: CrewIntent) { store.send(.crew(intent: intent)) }
}

enum CannotDo {
    /// What all reasons have in common where they are said in full: "Could not be done".
    static func heading(_ reasons: [OptionView]) -> String {
        let beginnings = reasons.map { $0.spoken.hasSuffix($0.label) ? String($0.spoken.dropLast($0.label.count)) : $0.spoken }
        let common = beginnings.dropFirst().reduce(beginnings.first ?? "") { $0.commonPrefix(with: $1) }
        let heading = common.trimmingCharacters(in: CharacterSet(charactersIn: " :"))
        return heading.isEmpty ? reasons.first?.spoken ?? "" : heading
    }
}
