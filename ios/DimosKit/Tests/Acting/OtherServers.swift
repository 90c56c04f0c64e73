import DimosKit
import Foundation

/// A port of this machine that somebody may call.
private final class Port: Sendable {
    let url: String
    private let listening: Int32

    init() throws {
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
        guard status == 0 else { throw NeverCame("a port for a server") }
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    }

    deinit {
        close(listening)
    }

    /// Waits for the next who calls; nothing once the port is closed.
    func accepted() -> FileHandle? {
        let caller = accept(listening, nil, nil)
        return caller < 0 ? nil : FileHandle(fileDescriptor: caller, closeOnDealloc: true)
    }

    /// Takes no more calls, and ends the waiting for one.
    func shutDown() {
        #if os(Linux)
            shutdown(listening, Int32(SHUT_RDWR))
        #else
            shutdown(listening, SHUT_RDWR)
        #endif
    }
}

/// A server that takes a connection and says nothing.
public final class SilentServer: Sendable {
    private let port: Port
    private let onTheLine = Locked<[FileHandle]>([])

    public var url: String { port.url }

    public init() throws {
        port = try Port()
    }

    /// Waits until somebody has called, whom it keeps on the line.
    public func called() async throws {
        try await abandonable(after: .seconds(30)) { [port, onTheLine] in
            await withCheckedContinuation { done in
                Thread.detachNewThread {
                    if let caller = port.accepted() { onTheLine.with { $0.append(caller) } }
                    done.resume()
                }
            }
        }
    }
}

/// A city's server of another generation: only its refusal is played, because no such server exists yet.
public final class NewerServer: Sendable {
    private let port: Port

    public var url: String { port.url }

    public init() throws {
        port = try Port()
        Thread.detachNewThread { [port] in
            while let caller = port.accepted() { Self.refuse(caller) }
        }
    }

    deinit {
        port.shutDown()
    }

    /// Reads what is asked, headers and body, and answers.
    private static func refuse(_ caller: FileHandle) {
        var asked = ""
        while !isWhole(asked) {
            let more = caller.availableData
            guard !more.isEmpty else { return }
            asked += String(decoding: more, as: Unicode.ASCII.self)
        }
        let problem = """
            {"type":"urn:dimos:problem:upgrade_required","title":"Too old","status":426,
            "detail":"Update the app.","code":"upgrade_required"}
            """
        let answer = """
            HTTP/1.1 426 Upgrade Required\r\ncontent-type: application/problem+json\r\n\
            content-length: \(problem.utf8.count)\r\nconnection: close\r\n\r\n\(problem)
            """
        try? caller.write(contentsOf: Data(answer.utf8))
    }

    private static func isWhole(_ asked: String) -> Bool {
        guard let head = asked.range(of: "\r\n\r\n") else { return false }
        let length = asked[..<head.lowerBound].lowercased().firstMatch(of: /content-length: *(\d+)/)
        return asked[head.upperBound...].unicodeScalars.count >= length.flatMap { Int($0.1) } ?? 0
    }
}
