import DimosBindings
import Foundation

/// Secrets whose trouble does not cross into the core, where an error must not go. It is tried again a few times. What could
/// not be read is not overwritten: a keychain that fails for a moment must not make this phone a stranger to the city.
final class GuardedSecrets: SecretStore {
    /// The core's name of this phone's id.
    private static let device = "dimos.device"
    private static let pauses = [0.02, 0.1, 0.3]

    private let secrets: any Secrets
    private let diagnostics: Diagnostics
    private let unread = Locked<Set<String>>([])

    init(_ secrets: any Secrets, _ diagnostics: Diagnostics) {
        self.secrets = secrets
        self.diagnostics = diagnostics
    }

    /// Throws if they cannot be read at all.
    func checkReadable() throws {
        do {
            _ = try patiently { try secrets.read(Self.device) }
        } catch {
            throw CoreFailure.secrets(reason: String(reflecting: error))
        }
    }

    func get(name: String) -> String? {
        do {
            let value = try patiently { try secrets.read(name) }
            unread.with { _ = $0.remove(name) }
            return value
        } catch {
            unread.with { _ = $0.insert(name) }
            diagnostics.note("reading a secret", error)
            return nil
        }
    }

    func put(name: String, value: String) {
        guard !unread.with({ $0.contains(name) }) else {
            return diagnostics.note("a secret that could not be read was not overwritten")
        }
        noting("keeping a secret") { try secrets.keep(value, as: name) }
    }

    func remove(name: String) {
        noting("forgetting a secret") { try secrets.forget(name) }
    }

    private func noting(_ what: String, _ act: () throws -> Void) {
        do {
            try patiently(act)
        } catch {
            diagnostics.note(what, error)
        }
    }

    private func patiently<Value>(_ act: () throws -> Value) throws -> Value {
        for pause in Self.pauses {
            do {
                return try act()
            } catch {
                Thread.sleep(forTimeInterval: pause)
            }
        }
        return try act()
    }
}
