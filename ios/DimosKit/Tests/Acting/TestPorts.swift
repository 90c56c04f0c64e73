import DimosBindings
import DimosKit
import Foundation
import Observation

/// An operating system for tests: a person who answers, and a note of everything that was asked for.
@MainActor
@Observable
public final class TestPorts: PhotoPicker, Locator, Browser, Sharing, Clipboard, Documents, DeliveryScheduler {
    public var photosAsked: [PhotoSource] = []
    /// How often a camera or picker was closed before the person had answered.
    public var photosGivenUp = 0
    public var opened: [URL] = []
    public var shared: [String] = []
    public var copied: [String] = []
    public var documentsShown: [Document] = []
    public var documentsShared: [Document] = []
    public var deliveries: [Int] = []

    /// What the locator does.
    @ObservationIgnored public var whenAccessIsAsked: () async throws -> LocationAccess = { .denied }
    @ObservationIgnored public var whenPositionIsAsked: (Duration) async throws -> PhoneFix = { _ in .timedOut }

    /// Whether nothing is installed that could do what is asked.
    @ObservationIgnored public var fails = false

    /// What the person does in the camera or the picker; without an answer the port waits, as they do.
    private var answers: [() throws -> PickedPhoto] = []

    public let secrets: any Secrets

    public init(secrets: any Secrets = TestSecrets()) {
        self.secrets = secrets
    }

    /// As a ``CoreStore`` wants them.
    public var ports: Ports {
        Ports(
            photos: self, locator: self, browser: self, sharing: self, clipboard: self, documents: self, delivery: self,
            secrets: secrets)
    }

    /// What comes of the next photo that is asked for.
    public func will(_ answer: @escaping () throws -> PickedPhoto) {
        answers.append(answer)
    }

    /// The next photo that is asked for will be this file.
    public func willPick(_ file: URL) {
        will { .picked(path: file.path) }
    }

    /// The first of what was asked for, taken away.
    public func next<Asked>(_ what: ReferenceWritableKeyPath<TestPorts, [Asked]>) async throws -> Asked {
        _ = try await soon("a port to be asked", within: .seconds(30)) { self[keyPath: what].first }
        return self[keyPath: what].removeFirst()
    }

    public func pick(_ request: PickPhoto) async throws -> PickedPhoto {
        try note(request.source, in: \.photosAsked)
        _ = await seen(within: .seconds(600)) { answers.first }
        if Task.isCancelled {
            photosGivenUp += 1
            throw CancellationError()
        }
        return try answers.removeFirst()()
    }

    public func access() async throws -> LocationAccess { try await whenAccessIsAsked() }

    public func position(within time: Duration) async throws -> PhoneFix { try await whenPositionIsAsked(time) }

    public func open(_ address: URL) throws { try note(address, in: \.opened) }

    public func share(_ text: String) throws { try note(text, in: \.shared) }

    public func copy(_ text: String) throws { try note(text, in: \.copied) }

    public func show(_ document: Document) throws { try note(document, in: \.documentsShown) }

    public func share(_ document: Document) throws { try note(document, in: \.documentsShared) }

    public func schedule(waiting: Int) throws { try note(waiting, in: \.deliveries) }

    private func note<Asked>(_ asked: Asked, in list: ReferenceWritableKeyPath<TestPorts, [Asked]>) throws {
        if fails { throw NeverCame("anything that opens /private/\(asked)") }
        self[keyPath: list].append(asked)
    }
}

/// Secrets as long as the test lives.
public final class TestSecrets: Secrets {
    private let kept = Locked<[String: String]>([:])

    public init() {}

    public var names: [String] { kept.with { $0.keys.sorted() } }

    public func read(_ name: String) -> String? { kept.with { $0[name] } }

    public func keep(_ value: String, as name: String) { kept.with { $0[name] = value } }

    public func forget(_ name: String) { kept.with { $0[name] = nil } }
}
