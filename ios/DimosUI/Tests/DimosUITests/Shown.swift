import DimosBindings
import DimosKit
import SwiftUI

@testable import DimosUI

/// A screen of the samples over a core that is played.
@MainActor
struct Shown {
    let view: ViewModel
    let bridge: FakeBridge
    let store: CoreStore
    private let tree: Tree

    init(_ view: ViewModel, width: UserInterfaceSizeClass = .compact, letters: DynamicTypeSize = .large) async {
        self.view = view
        let bridge = FakeBridge(showing: view)
        let store = CoreStore(phone: PhoneState(locale: view.language), frame: .zero, open: bridge.open)
        self.bridge = bridge
        self.store = store
        tree = Tree { DimosApp(store: store, failure: FailureWords(message: "failed", retry: "again")) }
        tree.environment.horizontalSizeClass = width
        tree.environment.dynamicTypeSize = letters
        store.open()
        await store.settled()
        // What appears may send something.
        _ = tree.root()
        await store.settled()
    }

    var root: Node { tree.root() }

    /// What can be touched on the page itself.
    var controls: [Spoken] { root.controls.filter { $0.node.kind != .tab && $0.node.kind != .back } }

    /// What can be done there: by touching, or by an action of VoiceOver's on what can be touched.
    var ways: [Spoken] {
        controls.flatMap { control in
            [control] + control.actions.map { Spoken(label: "\(control.label) › \($0.label)", node: $0.node) }
        }
    }

    /// Everything that can be read and heard, also what is folded away or on the map.
    func everything() async -> (written: String, heard: String) {
        for fold in controls where fold.node.kind == .disclosure && !fold.node.isOpen { fold.node.act?() }
        var shown = [root]
        if case .myCity = view.screen {
            root.control(view.words.map)?.act?()
            shown.append(root)
        }
        let heard = shown.flatMap(\.spoken).map(\.label)
        return (shown.flatMap(\.written).joined(separator: "\n"), heard.joined(separator: "\n"))
    }

    /// What was sent since the screen stood there.
    func sent(after act: () -> Void) async -> [Intent] {
        let before = bridge.sent.count
        act()
        _ = tree.root()
        await store.settled()
        return Array(bridge.sent.dropFirst(before))
    }
}

extension Node {
    /// Whether something folded away is unfolded.
    var isOpen: Bool { !children.isEmpty }
}

/// The texts and buttons of a view model, with the names of the fields that lead there.
enum Parts {
    static func of<Part>(_ type: Part.Type, in value: Any, _ path: [String] = []) -> [(path: [String], part: Part)] {
        if let part = value as? Part { return [(path, part)] }
        return Mirror(reflecting: value).children.flatMap { child in
            of(type, in: child.value, path + (child.label.map { [$0] } ?? []))
        }
    }
}
