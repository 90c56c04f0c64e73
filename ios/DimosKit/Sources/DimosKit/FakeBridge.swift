import DimosBindings

/// A core for previews and tests: it shows what it is given, notes what it is sent, and reacts as it is told to.
public final class FakeBridge: CoreBridge {
    private struct Inside {
        var view: ViewModel
        var sent: [Intent] = []
        var rendered: @Sendable () -> Void = {}
        var isClosed = false
    }

    private let inside: Locked<Inside>
    private let reaction: @Sendable (Intent, ViewModel) -> ViewModel

    public let city: BaseMap?

    public init(
        showing view: ViewModel, city: BaseMap? = nil,
        reaction: @escaping @Sendable (Intent, ViewModel) -> ViewModel = { _, view in view }
    ) {
        inside = Locked(Inside(view: view))
        self.city = city
        self.reaction = reaction
    }

    /// What was sent, in order.
    public var sent: [Intent] { inside.with { $0.sent } }

    /// Whether it was ended.
    public var isClosed: Bool { inside.with { $0.isClosed } }

    /// Shows something else from now on.
    public func show(_ view: ViewModel) {
        inside.with {
            $0.view = view
            return $0.rendered
        }()
    }

    public func send(_ intent: Intent) {
        inside.with {
            $0.sent.append(intent)
            $0.view = reaction(intent, $0.view)
            return $0.rendered
        }()
    }

    public func view() async -> ViewModel? { inside.with { $0.view } }

    public func settled() async {}

    public func close() async { inside.with { $0.isClosed = true } }

    /// As a ``CoreStore`` opens it.
    public var open: OpenCore {
        { rendered in
            self.inside.with { $0.rendered = rendered }
            return self
        }
    }
}
