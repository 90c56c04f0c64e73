import DimosBindings
import Observation

/// Where the core is.
public enum CoreState: Equatable, Sendable {
    /// It is being opened: the launch screen may stay.
    case opening
    /// It is open.
    case open(ViewModel)
    /// There is none: offer to open it again, and the diagnostics.
    case failed(CoreFailure)
}

/// The core as the app holds it from the start of the process to its end: what to show, and where to say what a person did. No
/// method blocks.
@MainActor
@Observable
public final class CoreStore {
    /// What to show: the newest view model, at most one for each frame.
    public private(set) var state: CoreState = .opening

    /// The city that lies under every map, once it is known: set anew only with another version of it.
    public private(set) var city: BaseMap?

    /// How the phone is, kept up to date by the app; the core hears of each change.
    public var phone: PhoneState {
        didSet {
            for change in phone.changes(since: oldValue) { session?.bridge?.send(change) }
        }
    }

    @ObservationIgnored private let openCore: OpenCore
    @ObservationIgnored private let frame: Duration
    @ObservationIgnored private var session: Session?
    @ObservationIgnored private var kept: [Intent] = []

    /// `frame` is the least time between two view models.
    public init(phone: PhoneState, frame: Duration = .milliseconds(16), open: @escaping OpenCore) {
        self.phone = phone
        self.frame = frame
        openCore = open
    }

    /// Over the real core. `config` is called on the core's own queue, where it may read files.
    public convenience init(
        config: @escaping @Sendable () throws -> CoreConfig, ports: Ports, phone: PhoneState,
        diagnostics: Diagnostics = Diagnostics()
    ) {
        self.init(phone: phone) { rendered in
            try await LiveBridge(config: config, ports: ports, diagnostics: diagnostics, rendered: rendered)
        }
    }

    /// For previews and tests of screens: shows this from the start.
    public convenience init(showing view: ViewModel, bridge: FakeBridge? = nil) {
        self.init(phone: PhoneState(locale: view.language), open: (bridge ?? FakeBridge(showing: view)).open)
        state = .open(view)
    }

    /// The newest view model, if the core is open.
    public var view: ViewModel? {
        if case .open(let view) = state { view } else { nil }
    }

    /// Opens the core, unless it is open or being opened. After a failure it is tried again; after an end what was shown last
    /// stays meanwhile.
    public func open() {
        guard session == nil else { return }
        if case .failed = state { state = .opening }
        let session = Session()
        self.session = session
        session.life = Task { await live(session) }
    }

    /// Tells the core what a person or the operating system did, in the order of the calls. Kept until there is a core; what
    /// needs the city (a link, a tab, a shared photo) until it has started.
    public func send(_ intent: Intent) {
        if let session, let bridge = session.bridge, session.hasStarted || !intent.waitsForStart {
            bridge.send(intent)
        } else {
            kept.append(intent)
        }
    }

    /// Waits until the core is open or has failed, and what was sent so far is done and shown. What takes time (the network,
    /// photos) still goes on then.
    public func settled() async {
        guard let session else { return }
        if session.bridge == nil { await session.shown() }
        await session.bridge?.settled()
        await session.shown()
    }

    /// Sends, and waits as ``settled()`` does.
    public func settled(after intent: Intent) async {
        send(intent)
        await settled()
    }

    /// Ends the core after what was sent so far, and waits for that. It can be opened again.
    public func close() async {
        guard let session else { return }
        session.end()
        await session.life?.value
    }

    private func live(_ session: Session) async {
        defer {
            session.ended()
            if self.session === session { self.session = nil }
        }
        do {
            let bridge = try await openCore { [signal = session.signal] in signal.yield() }
            begin(session, with: bridge)
            for await _ in session.renders {
                await show(session, bridge)
                try? await Task.sleep(for: frame)
            }
            await bridge.close()
        } catch {
            state = .failed(CoreFailure(error))
        }
    }

    private func begin(_ session: Session, with bridge: any CoreBridge) {
        guard !session.isEnding else { return }
        session.bridge = bridge
        phone.opening.forEach(bridge.send)
        sendKept { !$0.waitsForStart }
        session.signal.yield()
    }

    private func show(_ session: Session, _ bridge: any CoreBridge) async {
        let waiting = session.takeWaiting()
        if let view = await bridge.view() {
            if state != .open(view) { state = .open(view) }
            session.hasStarted = view.hasStarted
            if view.hasStarted { sendKept { _ in true } }
        }
        if let drawn = bridge.city, drawn.version != city?.version || drawn.language != city?.language { city = drawn }
        for one in waiting { one.resume() }
    }

    private func sendKept(where goes: (Intent) -> Bool) {
        guard let bridge = session?.bridge else { return }
        kept.filter(goes).forEach(bridge.send)
        kept.removeAll(where: goes)
    }
}

/// One core's time in a store, from its opening to its end.
@MainActor
private final class Session {
    /// That there may be something new to show: many such signals are one.
    let renders: AsyncStream<Void>
    let signal: AsyncStream<Void>.Continuation
    var bridge: (any CoreBridge)?
    var life: Task<Void, Never>?
    /// Whether the phone's storage is read.
    var hasStarted = false
    private(set) var isEnding = false
    private var waiting: [CheckedContinuation<Void, Never>]? = []

    init() {
        (renders, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Waits until the screen was read and shown once more.
    func shown() async {
        await withCheckedContinuation { done in
            guard waiting != nil else { return done.resume() }
            waiting?.append(done)
            signal.yield()
        }
    }

    func takeWaiting() -> [CheckedContinuation<Void, Never>] {
        defer { if waiting != nil { waiting = [] } }
        return waiting ?? []
    }

    func end() {
        isEnding = true
        bridge = nil
        signal.finish()
    }

    func ended() {
        for one in takeWaiting() { one.resume() }
        waiting = nil
    }
}
