import DimosBindings
import Foundation

/// What a port found out for the core.
enum Answer: Hashable, Sendable {
    case photo(id: UInt64, PickedPhoto)
    case location(id: UInt64, PhoneFix)
}

/// Gives each effect to its port, in order. A photo or a position is answered exactly once, whatever its port does.
@MainActor
final class EffectWorker {
    private let ports: Ports
    private let diagnostics: Diagnostics
    private let answer: @Sendable (Answer) -> Void
    private var picking: Task<Void, Never>?
    private var locating: [UInt64: Task<Void, Never>] = [:]

    nonisolated init(ports: Ports, diagnostics: Diagnostics, answer: @escaping @Sendable (Answer) -> Void) {
        self.ports = ports
        self.diagnostics = diagnostics
        self.answer = answer
    }

    /// Works until the effects end; what a port is still at then is cancelled.
    func work(on effects: AsyncStream<Effect>) async {
        for await effect in effects { begin(effect) }
        picking?.cancel()
        for task in locating.values { task.cancel() }
    }

    private func begin(_ effect: Effect) {
        switch effect {
        case .pickPhoto(let id, let request):
            // There is one camera and one picker: who asks again has turned away from the first.
            picking?.cancel()
            picking = Task { answer(.photo(id: id, await picked(request))) }
        case .locate(let id, let time):
            locating[id] = Task {
                answer(.location(id: id, await located(within: time)))
                locating[id] = nil
            }
        case .open(let address):
            noting("browser") {
                guard let url = platformAddress(address) else { throw URLError(.badURL) }
                try ports.browser.open(url)
            }
        case .share(let text): noting("sharing") { try ports.sharing.share(text) }
        case .copy(let text): noting("clipboard") { try ports.clipboard.copy(text) }
        case .show(let document): noting("documents: show") { try ports.documents.show(document) }
        case .shareDocument(let document): noting("documents: share") { try ports.documents.share(document) }
        case .schedule(let waiting): noting("delivery") { try ports.delivery.schedule(waiting: waiting) }
        }
    }

    private func picked(_ request: PickPhoto) async -> PickedPhoto {
        do {
            return try await abandonable { [ports] in try await ports.photos.pick(request) }
        } catch is CancellationError {
            return .cancelled
        } catch let error as CocoaError where error.code == .fileWriteOutOfSpace {
            return .storageFull
        } catch {
            diagnostics.note("photos", error)
            return .unavailable
        }
    }

    private func located(within time: Duration) async -> PhoneFix {
        do {
            let access = try await abandonable { [ports] in try await ports.locator.access() }
            switch access {
            case .denied: return .denied
            case .off: return .off
            case .granted:
                return try await abandonable(after: time) { [ports] in try await ports.locator.position(within: time) }
            }
        } catch is CancellationError {
            return .timedOut
        } catch is TimedOut {
            return .timedOut
        } catch {
            diagnostics.note("locator", error)
            return .timedOut
        }
    }

    private func noting(_ what: String, _ act: () throws -> Void) {
        do {
            try act()
        } catch {
            diagnostics.note(what, error)
        }
    }
}
