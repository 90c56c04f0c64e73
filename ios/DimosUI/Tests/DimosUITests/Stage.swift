import Acting
import DimosBindings
import DimosKit
import DimosUI
import Foundation
import SwiftUI
import Testing

/// The app's screens over the real core, as a person uses them: by what is read and touched.
@MainActor
final class Stage {
    let phone: Handset
    private let tongue: Tongue
    fileprivate let tree: Tree
    fileprivate var known: Set<String> = []

    init(_ phone: Handset, width: UserInterfaceSizeClass = .compact) {
        self.phone = phone
        tongue = Tongue(phone.phone.locale)
        tree = Tree { DimosApp(store: phone.store, failure: FailureWords(message: "failed", retry: "again")) }
        tree.environment.horizontalSizeClass = width
    }

    /// A phone of its own folder in that city, its app started.
    static func open(
        in folder: Folder, _ name: String = "phone", of city: City, _ locale: String = "en-GB",
        width: UserInterfaceSizeClass = .compact
    ) async throws -> Stage {
        let phone = Handset(in: folder.url.appending(path: name), of: city.url, phone: PhoneState(locale: locale))
        return Stage(try await phone.ready(), width: width)
    }

    /// Waits until a text can be read or heard.
    func sees(_ text: String) async throws {
        let names = tongue.names(of: text)
        try await wait("“\(names[0])”") { $0.says(oneOf: names) ? true : nil }
    }

    /// Waits until a text is gone.
    func seesNo(_ text: String) async throws {
        let names = tongue.names(of: text)
        try await wait("no “\(names[0])”") { $0.says(oneOf: names) ? nil : true }
    }

    /// Touches what is called so, as soon as it can be touched.
    func tap(_ name: String) async throws {
        let names = tongue.names(of: name)
        let act = try await wait("“\(names[0])” to tap") { $0.control(oneOf: names)?.act }
        act()
        await phone.store.settled()
    }

    /// Waits until a text can be read or heard, pulling the page now and then as a person does.
    func seesLater(_ text: String) async throws {
        let names = tongue.names(of: text)
        for _ in 0..<40 {
            let found = await seen(within: .seconds(1.5)) { root.says(oneOf: names) ? true : nil }
            if found != nil { return }
            await root.all.compactMap(\.refresh).first?()
        }
        try await sees(text)
    }

    /// Waits until somebody else says something.
    func awaits(_ what: String, _ isSo: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(40)
        while try await !isSo() {
            guard ContinuousClock.now < end else { throw NeverCame(what) }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Types into the field of that name.
    func type(_ name: String, _ text: String) async throws {
        let names = tongue.names(of: name)
        let type = try await wait("the field “\(names[0])”") { root in names.lazy.compactMap { root.field($0)?.type }.first }
        type(text)
        await phone.store.settled()
    }

    /// Touches a picture or map of that name at a point.
    func touch(_ name: String, at point: CGPoint) async throws {
        let names = tongue.names(of: name)
        let touch = try await wait("“\(names[0])” to touch") { root in
            root.all.first { node in node.touch != nil && names.contains { (node.label ?? "").contains($0) } }?.touch
        }
        touch(point)
        await phone.store.settled()
    }

    /// The field of that name.
    func field(_ name: String) -> Node? { tongue.names(of: name).lazy.compactMap { self.root.field($0) }.first }

    /// What is on the screen now.
    var root: Node { tree.root() }

    @discardableResult
    private func wait<Value>(_ what: String, _ look: (Node) -> Value?) async throws -> Value {
        if let found = await seen(within: .seconds(40), { look(tree.root()) }) {
            inspect()
            return found
        }
        throw NeverCame("waited for \(what); the screen said:\n\(root.said.joined(separator: "\n"))\n\(phone.diagnostics.text)")
    }
}

extension Stage {
    /// Whatever the real core shows: nothing is left out, and everything that VoiceOver stops at has a name.
    private func inspect() {
        let root = tree.root()
        guard let view = phone.store.view else { return }
        let written = root.written.joined(separator: "\n")
        let heard = root.spoken.map(\.label).joined(separator: "\n")
        var wrong = Needs.missing(of: view, written: written, heard: heard).filter { needs($0, of: view) }
        wrong += root.spoken.filter { $0.label.isEmpty && $0.node.kind != .progress }.map { "a \($0.node.kind) without a name" }
        for fault in wrong where known.insert(fault).inserted { Issue.record("\(fault) on \(view.screen)") }
    }

    /// Not what is folded away, on the map or in the list of the city, what a field shows before the core has heard of it, or
    /// what has nothing to stand beside.
    private func needs(_ place: String, of view: ViewModel) -> Bool {
        var needless = ["tabs.title", "groups", "cannotReasons", "myCity.", "ticket.writing", "job.note"]
        switch view.screen {
        case .report(let report):
            if place.hasPrefix("report."), !report.shows(place.split(separator: ".").map(String.init)) { return false }
            if report.anonymous { needless.append("report.contact") }
        case .bills(let bills):
            if bills.ended.isEmpty { needless.append("bills.endedTitle") }
        case .crew(let day):
            if !day.jobs.contains(where: { $0.stop > 0 }) { needless += ["crew.start", "crew.end", "crew.shortenWay"] }
        default: break
        }
        return !place.hasSuffix(".value") && !needless.contains(where: place.contains)
    }
}

extension Node {
    /// What can be touched and is called so, or has that in what it says.
    func control(_ name: String) -> Node? { control(oneOf: [name]) }

    func control(oneOf names: [String]) -> Node? {
        let found = (controls + controls.flatMap(\.actions)).filter { $0.node.act != nil && $0.node.isEnabled }
        let exactly = found.filter { names.contains($0.label) }
        // A page's button before a tab of the same name.
        let named = exactly.last { $0.node.kind != .tab } ?? exactly.first
        return (named ?? found.first { one in names.contains { one.label.contains($0) } })?.node
    }

    func says(oneOf texts: [String]) -> Bool {
        said.contains { said in texts.contains { said.contains($0) } }
    }

    func field(_ name: String) -> Node? {
        controls.first { $0.node.type != nil && $0.label == name }?.node
    }

    /// Everything that can be touched, with its name.
    var controls: [Spoken] { spoken.filter { $0.node.isControl } }
}

extension Spoken {
    /// What VoiceOver offers to do with it besides.
    var actions: [Spoken] { node.actions.flatMap(\.spoken) }
}
