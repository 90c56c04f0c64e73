import Acting
import DimosBindings
import DimosKit
import Foundation

/// A core with nothing of ours around it, in a city of its own.
final class Phone: Sendable {
    let core: DimosCore
    let shell = TestShell()
    let secrets = PlainSecrets()
    let config: CoreConfig
    private let city: City
    private let folder: Folder

    convenience init(dataDir: String? = nil) async throws {
        try self.init(try await City.open(), try Folder(), dataDir: dataDir)
    }

    init(_ city: City, _ folder: Folder, dataDir: String? = nil) throws {
        self.city = city
        self.folder = folder
        config = CoreConfig(
            dataDir: dataDir ?? folder.url.path, serverUrl: city.url, platform: "ios", appVersion: "0.1.0",
            locale: "el-GR", bundledCity: nil)
        core = try DimosCore(config: config, shell: shell, secrets: secrets)
        core.send(intent: .start)
    }

    func report(_ intent: ReportIntent) {
        core.send(intent: .report(intent: intent))
    }

    func ready() throws {
        _ = try until("the app to be ready") { $0.starting == nil ? $0 : nil }
    }

    /// Waits until the screen shows something, and gives what it was looked for.
    func until<Value>(_ what: String, _ look: (ViewModel) -> Value?) throws -> Value {
        let end = Date.now + 60
        while true {
            if let found = look(core.view()) { return found }
            guard shell.renders.wait(until: end) else { throw NeverCame("waited a minute for \(what): \(core.view())") }
        }
    }
}

/// The operating system's part: writes down what the core asks, and on which thread.
final class TestShell: Shell {
    let renders = Signal()
    let photos = Queue<(UInt64, PickPhoto)>()
    let positions = Queue<(UInt64, Locate)>()
    private let threads = Locked<Set<String>>([])

    /// The threads that the screen was rendered on.
    var renderedOn: Set<String> { threads.with { $0 } }

    func render() {
        threads.with { _ = $0.insert("\(pthread_self())") }
        renders.give()
    }

    func pickPhoto(id: UInt64, request: PickPhoto) { photos.put((id, request)) }

    func locate(id: UInt64, request: Locate) { positions.put((id, request)) }

    func drawCity(map: BaseMap) {}

    func openUrl(request: OpenUrl) {}

    func share(request: ShareText) {}

    func copy(request: CopyText) {}

    func showFile(request: ShowFile) {}

    func shareFile(request: ShareFile) {}

    func scheduleDelivery(request: ScheduleDelivery) {}
}

/// That something happened: many times are one.
final class Signal: Sendable {
    private let condition = NSCondition()
    private let given = Locked(false)

    func give() {
        condition.lock()
        defer { condition.unlock() }
        given.with { $0 = true }
        condition.signal()
    }

    /// Takes the signal; false if it was not given in time.
    func wait(until end: Date) -> Bool {
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
final class Queue<Element>: Sendable {
    private let elements = Locked<[Element]>([])
    private let filled = Signal()

    func put(_ element: sending Element) {
        elements.with { $0.append(element) }
        filled.give()
    }

    func next() throws -> Element {
        let end = Date.now + 30
        while true {
            if let element = elements.with({ $0.isEmpty ? nil : $0.removeFirst() }) { return element }
            guard filled.wait(until: end) else { throw NeverCame("the core never asked for a \(Element.self)") }
        }
    }
}

/// Secrets as the core itself wants them.
final class PlainSecrets: SecretStore {
    private let kept = Locked<[String: String]>([:])

    var names: [String] { kept.with { $0.keys.sorted() } }

    func get(name: String) -> String? { kept.with { $0[name] } }

    func put(name: String, value: String) { kept.with { $0[name] = value } }

    func remove(name: String) { kept.with { $0[name] = nil } }
}
