import DimosBindings
import Dispatch

/// The real core. It is called on a queue of its own, in order, because a call may wait for the phone's storage; the screen is
/// read on another, so that however many calls wait, it is read between them.
final class LiveBridge: CoreBridge {
    private let calls = DispatchQueue(label: "gr.dimos.core", qos: .userInitiated)
    private let reads = DispatchQueue(label: "gr.dimos.view", qos: .userInteractive)
    private let core = Locked<DimosCore?>(nil)
    private let shell: PortShell
    private let diagnostics: Diagnostics

    /// `config` may read files.
    init(
        config: @escaping @Sendable () throws -> CoreConfig, ports: Ports, diagnostics: Diagnostics,
        rendered: @escaping @Sendable () -> Void
    ) async throws {
        let shell = PortShell(rendered: rendered)
        self.shell = shell
        self.diagnostics = diagnostics
        do {
            let opened = try await calls.run {
                let secrets = GuardedSecrets(ports.secrets, diagnostics)
                try secrets.checkReadable()
                return try DimosCore(config: config(), shell: shell, secrets: secrets)
            }
            core.with { $0 = opened }
        } catch {
            diagnostics.note("opening the core", error)
            throw CoreFailure(error)
        }
        let worker = EffectWorker(ports: ports, diagnostics: diagnostics) { [weak self] in self?.answer($0) }
        Task { await worker.work(on: shell.effects) }
    }

    func send(_ intent: Intent) {
        call { $0.send(intent: intent) }
    }

    func view() async -> ViewModel? {
        await withCheckedContinuation { done in
            reads.async { done.resume(returning: self.current?.view()) }
        }
    }

    var city: BaseMap? { shell.city }

    func settled() async {
        await withCheckedContinuation { done in
            calls.async { done.resume() }
        }
    }

    func close() async {
        shell.close()
        await withCheckedContinuation { done in
            calls.async {
                // The last hold on it: it ends here.
                self.core.with { $0 = nil }
                done.resume()
            }
        }
    }

    private var current: DimosCore? { core.with { $0 } }

    private func answer(_ answer: Answer) {
        call { [diagnostics] core in
            do {
                switch answer {
                case .photo(let id, let outcome): try core.resolvePhoto(id: id, outcome: outcome)
                case .location(let id, let outcome): try core.resolveLocation(id: id, outcome: outcome)
                }
            } catch {
                diagnostics.note("an answer that nobody waits for", error)
            }
        }
    }

    private func call(_ act: @escaping @Sendable (DimosCore) -> Void) {
        calls.async {
            if let core = self.current { act(core) }
        }
    }
}
