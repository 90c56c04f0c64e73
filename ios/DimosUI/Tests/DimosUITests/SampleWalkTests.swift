import DimosBindings
import DimosKit
import Foundation
import SwiftUI
import Testing

@testable import DimosUI

/// Every screen in its rare states, in both languages: what it says, and what can be done there.
@MainActor
struct SampleWalkTests {
    /// What has no use there: a field where nothing may be sent, a way where there are no stops, and on a page that lies over
    /// another one the tabs that are not in the bar.
    private static let needless = [
        "another’s report: ticket.writing", "job: job.note", "free day: crew.map", "free day: crew.shortenWay", "job: tabs.title",
        "refused job: tabs.title",
    ]

    @Test("nothing that a person needs is left out", arguments: Samples.languages)
    func complete(language: String) async {
        let samples = Samples(language: language)
        for (name, view) in samples.all() where !name.hasPrefix("step ") {
            if case .report = view.screen { continue }
            expect(await Shown(view).everything(), of: name, says: view)
        }
        var composing = (written: "", heard: "")
        for step in Samples.steps {
            let (written, heard) = await Shown(samples.step(step)).everything()
            composing.written += written + "\n"
            composing.heard += heard + "\n"
        }
        for step in Samples.steps { expect(composing, of: "composing", says: samples.step(step)) }
        for view in [samples.drafts(), samples.nothingYet(), samples.outside(), samples.emergency()] {
            let written = await Shown(view).everything().written
            let rare = [
                view.toast?.text, view.toast?.action, view.banner?.text, view.report?.emergency, view.report?.place.outside,
            ]
            for text in rare.compactMap({ $0 }) {
                let isThere = written.contains(text)
                #expect(isThere, "\(text)")
            }
        }
    }

    private func expect(_ said: (written: String, heard: String), of name: String, says view: ViewModel) {
        for missing in Needs.missing(of: view, written: said.written, heard: said.heard) {
            let isNeedless = Self.needless.contains { "\(name): \(missing)".hasPrefix($0) }
            #expect(isNeedless, "\(name): \(missing)")
        }
    }

    @Test(
        "everything that VoiceOver stops at has a name, and everything that can be touched is reached",
        arguments: Samples.languages)
    func names(language: String) async {
        for (width, letters) in [(UserInterfaceSizeClass.compact, DynamicTypeSize.accessibility3), (.regular, .large)] {
            for (name, view) in Samples(language: language).all() {
                let shown = await Shown(view, width: width, letters: letters)
                for fold in shown.controls where fold.node.kind == .disclosure && !fold.node.isOpen { fold.node.act?() }
                let root = shown.root
                // Of something that goes on iOS says so itself.
                for spoken in root.spoken where spoken.label.isEmpty && spoken.node.kind != .progress {
                    Issue.record("\(name): a \(spoken.node.kind) has no name: \(spoken.node.said)")
                }
                let touched = root.touchable.count
                let reached = root.controls.count + root.controls.flatMap(\.actions).count
                #expect(reached == touched, "\(name): VoiceOver reaches \(reached) of \(touched)")
            }
        }
    }

    @Test("each of the core's buttons is there, under its spoken name, and says why it cannot be tapped")
    func buttons() async {
        let samples = Samples(language: "en")
        for (name, view) in samples.all() where name != "free day" {
            let shown = await Shown(view)
            let controls = shown.root.spoken.filter { $0.node.isControl || $0.node.kind == .menu }
            for (path, button) in Parts.of(CoreButton.self, in: view) {
                if case .report(let report) = view.screen, !report.shows(path) { continue }
                let found = controls.first { $0.label == button.spoken }
                #expect(found != nil, "\(name): \(path)")
                #expect(found?.node.isEnabled == button.enabled, "\(name): \(path)")
                if let why = button.whyNot { #expect(found?.node.hint == why, "\(name): \(path)") }
            }
        }
    }

    @Test("each control sends what it is for")
    func intents() async throws {
        var lines: [String] = []
        for (name, view) in Samples(language: "en").all() {
            lines.append("# \(name)")
            lines += await acts(on: view, after: [])
        }
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Intents.txt")
        let found = lines.joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["DIMOS_WRITE"] != nil {
            try found.write(to: file, atomically: true, encoding: .utf8)
        }
        let known = try String(contentsOf: file, encoding: .utf8)
        let difference = found.split(separator: "\n").difference(from: known.split(separator: "\n")).map { change in
            switch change {
            case .insert(_, let line, _): "+ \(line)"
            case .remove(_, let line, _): "- \(line)"
            }
        }
        let isKnown = difference.isEmpty
        #expect(isKnown, "\(difference.joined(separator: "\n"))")
    }

    /// Touches each control of a screen, each on a screen of its own; where that sends nothing, what it opens.
    private func acts(on view: ViewModel, after path: [Int]) async -> [String] {
        let known = path.isEmpty ? [] : await opened(view, path.dropLast()).ways.map(\.label)
        let here = await opened(view, path[...])
        var lines: [String] = []
        for (index, control) in here.ways.enumerated() where control.node.isEnabled && !known.contains(control.label) {
            let shown = await opened(view, path[...])
            let node = shown.ways[index].node
            let sent = await shown.sent {
                node.type?("x")
                node.act?()
            }
            let does = sent.isEmpty ? "" : " → \(sent.map(Self.short).joined(separator: "; "))"
            lines.append(String(repeating: "  ", count: path.count) + control.label + does)
            if sent.isEmpty, path.count < 2 { lines += await acts(on: view, after: path + [index]) }
        }
        return lines
    }

    private func opened(_ view: ViewModel, _ path: ArraySlice<Int>) async -> Shown {
        let shown = await Shown(view)
        for index in path {
            _ = await shown.sent { shown.ways[index].node.act?() }
            // Noon of a day that is the same nearly everywhere.
            _ = await shown.sent { shown.controls.compactMap(\.node.pick).first?(Date(timeIntervalSince1970: 1_796_126_400)) }
        }
        return shown
    }

    private static func short(_ intent: Intent) -> String {
        "\(intent)".replacing("DimosBindings.", with: "").replacing("Intent.", with: ".").replacing("intent: ", with: "")
    }
}

extension Node {
    /// What a finger can touch now; what VoiceOver is kept from counts where it can be touched, or an action for it would be missing.
    @MainActor fileprivate var touchable: [Node] { touchable(isHidden: false) }

    @MainActor
    private func touchable(isHidden: Bool) -> [Node] {
        let isHidden = isHidden || self.isHidden
        let own = isControl && (isEnabled || !isHidden) ? [self] : []
        return own + children.flatMap { $0.touchable(isHidden: isHidden) }
    }
}

extension ViewModel {
    fileprivate var report: ReportView? { if case .report(let report) = screen { report } else { nil } }
}
