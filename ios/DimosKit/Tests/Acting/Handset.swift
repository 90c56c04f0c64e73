import DimosBindings
import DimosKit
import Foundation

/// A phone whose app holds the core by a ``CoreStore``. It outlives its app: ``open()`` and ``close()`` start and end that.
@MainActor
public final class Handset {
    public let os: TestPorts
    public let diagnostics = Diagnostics()
    public private(set) var store: CoreStore
    public var phone: PhoneState {
        didSet { store.phone = phone }
    }

    private let folder: URL
    private let server: String

    public init(
        in folder: URL, of server: String, phone: PhoneState = PhoneState(locale: "el-GR"), os: TestPorts = TestPorts()
    ) {
        self.folder = folder
        self.server = server
        self.phone = phone
        self.os = os
        store = CoreStore(phone: phone) { _ in throw NeverCame("opened too early") }
    }

    public var config: CoreConfig { config() }

    public func config(dataDir: String? = nil, server: String? = nil) -> CoreConfig {
        CoreConfig(
            dataDir: dataDir ?? folder.appending(path: "app").path, serverUrl: server ?? self.server, platform: "ios",
            appVersion: "0.1.0", locale: phone.locale, bundledCity: nil)
    }

    /// Starts the app.
    public func open() {
        store = CoreStore(config: { [config] in config }, ports: os.ports, phone: phone, diagnostics: diagnostics)
        store.open()
    }

    /// Starts the app and waits until it has.
    @discardableResult
    public func ready() async throws -> Handset {
        open()
        try await see("the app to be ready") { $0.starting == nil ? $0 : nil }
        return self
    }

    /// An app that never ends would hold up all tests: then they end.
    public func close() async {
        do {
            try await abandonable(after: .seconds(60)) { [store] in await store.close() }
        } catch {
            preconditionFailure("the app never ended: \(store.state)\n\(diagnostics.text)")
        }
    }

    /// Sends, and waits until that is done and shown.
    @discardableResult
    public func send(_ intent: Intent) async throws -> ViewModel {
        store.send(intent)
        try await abandonable(after: .seconds(60)) { [store] in await store.settled() }
        return try shown()
    }

    @discardableResult
    public func report(_ intent: ReportIntent) async throws -> ViewModel { try await send(.report(intent: intent)) }

    @discardableResult
    public func pay(_ intent: PayIntent) async throws -> ViewModel { try await send(.pay(intent: intent)) }

    /// What the screen shows.
    public func shown() throws -> ViewModel {
        guard let view = store.view else { throw NeverCame("an open core: \(store.state)\n\(diagnostics.text)") }
        return view
    }

    /// Waits until the screen shows something, and gives what it was looked for.
    @discardableResult
    public func see<Value>(_ what: String, _ look: (ViewModel) -> Value?) async throws -> Value {
        if let found = await see(within: .seconds(60), look) { return found }
        let screen = String(String(describing: store.state).prefix(2_000))
        throw NeverCame("waited a minute for \(what); the screen was: \(screen)\n\(diagnostics.text)")
    }

    /// What was looked for, if the screen shows it in time.
    public func see<Value>(within limit: Duration, _ look: (ViewModel) -> Value?) async -> Value? {
        await seen(within: limit) { store.view.flatMap(look) }
    }

    /// A copy of a photo of these tests, as the camera leaves it in the app's own storage.
    public func photo(_ name: String) throws -> URL {
        let camera = folder.appending(path: "camera")
        try FileManager.default.createDirectory(at: camera, withIntermediateDirectories: true)
        let copy = camera.appending(path: "\(UUID().uuidString).jpg")
        try FileManager.default.copyItem(at: Places.photo(name), to: copy)
        return copy
    }
}
