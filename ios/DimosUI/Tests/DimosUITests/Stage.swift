import Acting
import DimosBindings
import DimosKit
import DimosUI
import Foundation
import SwiftUI

/// The app's screens over the real core, as a person uses them: by what is read and touched.
@MainActor
final class Stage {
    let phone: Handset
    private let tree: Tree

    init(_ phone: Handset) {
        self.phone = phone
        tree = Tree { DimosApp(store: phone.store, failure: FailureWords(message: "failed", retry: "again")) }
    }

    /// A phone of its own folder in that city, its app started.
    static func open(in folder: Folder, _ name: String = "phone", of city: City, _ locale: String = "en-GB") async throws -> Stage
    {
        let phone = Handset(in: folder.url.appending(path: name), of: city.url, phone: PhoneState(locale: locale))
        return Stage(try await phone.ready())
    }

    /// Waits until a text can be read or heard.
    func sees(_ text: String) async throws {
        try await wait("“\(text)”") { $0.said.contains { $0.contains(text) } ? true : nil }
    }

    /// Waits until a text is gone.
    func seesNo(_ text: String) async throws {
        try await wait("no “\(text)”") { $0.said.contains { $0.contains(text) } ? nil : true }
    }

    /// Touches what is called so, as soon as it can be touched.
    func tap(_ name: String) async throws {
        let act = try await wait("“\(name)” to tap") { $0.control(name)?.act }
        act()
        await phone.store.settled()
    }

    /// Waits until a text can be read or heard, pulling the page now and then as a person does.
    func seesLater(_ text: String) async throws {
        for _ in 0..<40 {
            let found = await seen(within: .seconds(1.5)) { root.said.contains { $0.contains(text) } ? true : nil }
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
        let type = try await wait("the field “\(name)”") { $0.field(name)?.type }
        type(text)
        await phone.store.settled()
    }

    /// Touches a picture or map of that name at a point.
    func touch(_ name: String, at point: CGPoint) async throws {
        let touch = try await wait("“\(name)” to touch") { root in
            root.all.first { $0.touch != nil && ($0.label ?? "").contains(name) }?.touch
        }
        touch(point)
        await phone.store.settled()
    }

    /// What is on the screen now.
    var root: Node { tree.root() }

    @discardableResult
    private func wait<Value>(_ what: String, _ look: (Node) -> Value?) async throws -> Value {
        if let found = await seen(within: .seconds(40), { look(tree.root()) }) { return found }
        throw NeverCame("waited for \(what); the screen said:\n\(root.said.joined(separator: "\n"))\n\(phone.diagnostics.text)")
    }
}

extension Node {
    /// What can be touched and is called so, or has that in what it says.
    func control(_ name: String) -> Node? {
        let found = controls.filter { $0.node.act != nil && $0.node.isEnabled }
        return (found.first { $0.label == name } ?? found.first { $0.label.contains(name) })?.node
    }

    func field(_ name: String) -> Node? {
        controls.first { $0.node.type != nil && $0.label == name }?.node
    }

    /// Everything that can be touched, with its name.
    var controls: [Spoken] { spoken.filter { $0.node.isControl } }
}
