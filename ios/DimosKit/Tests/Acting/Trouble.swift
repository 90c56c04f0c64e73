import DimosKit
import Foundation

/// A keychain that is locked, as it is after a restart until the phone is unlocked.
public struct LockedSecrets: Secrets {
    public struct Locked: Error {}

    public init() {}

    public func read(_ name: String) throws -> String? { throw Locked() }

    public func keep(_ value: String, as name: String) throws { throw Locked() }

    public func forget(_ name: String) throws { throw Locked() }
}

/// A keychain that fails the next few times that it is read.
public final class MomentarilyLockedSecrets: Secrets {
    private let kept: any Secrets
    private let failing = Locked(0)

    public init(_ kept: any Secrets = TestSecrets()) {
        self.kept = kept
    }

    public func fail(times: Int) {
        failing.with { $0 = times }
    }

    public func read(_ name: String) throws -> String? {
        let fails = failing.with { failing in
            defer { failing = max(0, failing - 1) }
            return failing > 0
        }
        if fails { throw LockedSecrets.Locked() }
        return try kept.read(name)
    }

    public func keep(_ value: String, as name: String) throws { try kept.keep(value, as: name) }

    public func forget(_ name: String) throws { try kept.forget(name) }
}
