import DimosBindings

/// The core as a ``CoreStore`` holds it. No method blocks.
public protocol CoreBridge: Sendable {
    /// Tells the core what a person or the operating system did, in the order of the calls. After ``close()`` it is dropped.
    func send(_ intent: Intent)

    /// What to show now; nil after ``close()``.
    func view() async -> ViewModel?

    /// The city that lies under every map, once it is known.
    var city: BaseMap? { get }

    /// Waits until what was sent so far is done. What takes time (the network, photos) still goes on then.
    func settled() async

    /// Ends the core after what was sent so far, and waits for that.
    func close() async
}

/// Opens a core that calls `rendered`, on any thread, whenever there may be something new to show.
public typealias OpenCore = @Sendable (_ rendered: @escaping @Sendable () -> Void) async throws -> any CoreBridge
