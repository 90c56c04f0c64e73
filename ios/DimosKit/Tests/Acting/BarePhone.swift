import DimosBindings
import DimosKit
import Foundation

/// A core with nothing of ours around it.
public final class BarePhone: Sendable {
    public let core: DimosCore
    public let shell = TestShell()
    public let secrets = PlainSecrets()
    public let config: CoreConfig
    private let held: [any Sendable]

    /// `held` is what lives as long as it.
    public init(in dataDir: String, of server: String, holding held: any Sendable...) throws {
        self.held = held
        config = CoreConfig(
            dataDir: dataDir, serverUrl: server, platform: "ios", appVersion: "0.1.0", locale: "el-GR", bundledCity: nil)
        core = try DimosCore(config: config, shell: shell, secrets: secrets)
    }

    public func report(_ intent: ReportIntent) {
        core.send(intent: .report(intent: intent))
    }

    /// Waits for the first screen.
    public func ready() throws {
        _ = try until("the app to be ready") { $0.starting == nil ? $0 : nil }
    }

    /// Waits until the screen shows something, and gives what it was looked for.
    public func until<Value>(_ what: String, _ look: (ViewModel) -> Value?) throws -> Value {
        let end = Date.now + 60
        while true {
            if let found = look(core.view()) { return found }
            guard shell.renders.wait(until: end) else { throw NeverCame("waited a minute for \(what): \(core.view())") }
        }
    }
}

/// The operating system's part: writes down what the core asks, and on which thread.
public final class TestShell: Shell {
    public let renders = Signal()
    public let photos = Queue<(UInt64, PickPhoto)>()
    public let positions = Queue<(UInt64, Locate)>()
    private let threads = Locked<Set<String>>([])

    /// The threads that the screen was rendered on.
    public var renderedOn: Set<String> { threads.with { $0 } }

    public func render() {
        threads.with { _ = $0.insert("\(pthread_self())") }
        renders.give()
    }

    public func pickPhoto(id: UInt64, request: PickPhoto) { photos.put((id, request)) }

    public func locate(id: UInt64, request: Locate) { positions.put((id, request)) }

    public func drawCity(map: BaseMap) {}

    public func openUrl(request: OpenUrl) {}

    public func share(request: ShareText) {}

    public func copy(request: CopyText) {}

    public func showFile(request: ShowFile) {}

    public func shareFile(request: ShareFile) {}

    public func scheduleDelivery(request: ScheduleDelivery) {}
}

/// That something happened: many times are one.
public final class Signal: Sendable {
    private let condition = NSCondition()
    private let given = Locked(false)

    func give() {
        condition.lock()
        defer { condition.unlock() }
        given.with { $0 = true }
        condition.signal()
    }

    /// Takes the signal; false if it was not given in time.
    public func wait(until end: Date) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while !given.with({ $0 }) {
            guard condition.wait(until: end) else { return false }
        }
        given.with { $0 = false }
        return true
    }
}

/// What was put in, first in, first out.
public final class Queue<Element>: Sendable {
    private let elements = Locked<[Element]>([])
    private let filled = Signal()

    func put(_ element: sending Element) {
        elements.with { $0.append(element) }
        filled.give()
    }

    public func next() throws -> Element {
        let end = Date.now + 30
        while true {
            if let element = elements.with({ $0.isEmpty ? nil : $0.removeFirst() }) { return element }
            guard filled.wait(until: end) else { throw NeverCame("the core never asked for a \(Element.self)") }
        }
    }
}

/// Secrets as the core itself wants them.
public final class PlainSecrets: SecretStore {
    private let kept = Locked<[String: String]>([:])

    public var names: [String] { kept.with { $0.keys.sorted() } }

    public func get(name: String) -> String? { kept.with { $0[name] } }

    public func put(name: String, value: String) { kept.with { $0[name] = value } }

    public func remove(name: String) { kept.with { $0[name] = nil } }
}
