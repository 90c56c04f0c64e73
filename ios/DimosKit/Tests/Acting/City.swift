import DimosKit
import Foundation

/// A running city: the real server in a folder of its own, on a port that was free.
public final class City: Sendable {
    public let url: String
    private let process: Process
    private let data: URL

    private static let password = "a long enough password"
    private static var server: URL { Places.built.appending(path: "debug/dimos-server") }

    private init(url: String, process: Process, data: URL) {
        self.url = url
        self.process = process
        self.data = data
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        try? FileManager.default.removeItem(at: data)
    }

    /// Opens a city; the options are those of `dimos-server serve`, for example `--provider sandbox`.
    public static func open(_ options: String...) async throws -> City {
        let data = try Places.newFolder("city")
        let process = Process()
        process.executableURL = server
        process.arguments = ["serve", "--data", data.path, "--listen", "127.0.0.1:0", "--log", "off"] + options
        let lines = try process.runReadingLines()
        let address: String? = try await abandonable(after: .seconds(60)) {
            for await line in lines.read {
                if let found = line.firstMatch(of: /listening on (http:\/\/\S+)/) { return String(found.1) }
            }
            return nil
        }
        guard let address else { throw NeverCame("the server ended before it listened:\n\(lines.all)") }
        return City(url: address, process: process, data: data)
    }

    /// Somebody new of the city's staff, logged in: `dispatcher`, `clerk`, …
    public func staff(_ role: String) async throws -> Desk {
        let process = Process()
        process.executableURL = Self.server
        process.arguments = ["account", "add", role, "--role", role, "--password-stdin", "--data", data.path]
        let input = Pipe()
        process.standardInput = input
        let lines = try process.runReadingLines()
        try input.fileHandleForWriting.write(contentsOf: Data("\(Self.password)\n".utf8))
        try input.fileHandleForWriting.close()
        for await _ in lines.read {}
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw NeverCame("an account for a \(role): \(lines.all)") }
        return try await Desk.logIn(at: url, as: role, Self.password)
    }
}
