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

/// A server that takes a connection and says nothing.
public final class SilentServer: Sendable {
    public let url: String
    private let listening: Int32

    public init() throws {
        #if os(Linux)
            let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let listening = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        self.listening = listening
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listening, address, size) | listen(listening, 8) | getsockname(listening, address, &size)
            }
        }
        guard status == 0 else { throw NeverCame("a port for a silent server") }
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    }

    deinit {
        close(listening)
    }

    /// Waits until somebody has called, whom it keeps on the line.
    public func called() async throws {
        try await abandonable(after: .seconds(30)) { [listening] in
            await withCheckedContinuation { done in
                Thread.detachNewThread {
                    _ = accept(listening, nil, nil)
                    done.resume()
                }
            }
        }
    }
}
