import DimosKit
import Foundation

/// A running city: the real server in a folder of its own, on a port that was free.
public final class City: Sendable {
    public let url: String
    private let server: Program
    private let data: Folder

    private static let password = "a long enough password"

    private init(url: String, server: Program, data: Folder) {
        self.url = url
        self.server = server
        self.data = data
    }

    deinit {
        server.kill()
    }

    /// Opens a city; the options are those of `dimos-server serve`, for example `--provider sandbox`.
    public static func open(_ options: String...) async throws -> City {
        let data = try Folder()
        let server = try Program(
            Places.server, ["serve", "--data", data.url.path, "--listen", "127.0.0.1:0", "--log", "off"] + options)
        let address: String? = try await abandonable(after: .seconds(60)) {
            for await line in server.lines {
                if let found = line.firstMatch(of: /listening on (http:\/\/\S+)/) { return String(found.1) }
            }
            return nil
        }
        guard let address else { throw NeverCame("the server ended before it listened:\n\(server.all)") }
        return City(url: address, server: server, data: data)
    }

    /// Somebody new of the city's staff, logged in: `dispatcher`, `clerk`, …
    public func staff(_ role: String) async throws -> Desk {
        let adding = try Program(
            Places.server, ["account", "add", role, "--role", role, "--password-stdin", "--data", data.url.path],
            input: "\(Self.password)\n")
        guard await adding.ended() == 0 else { throw NeverCame("an account for a \(role): \(adding.all)") }
        return try await Desk.logIn(at: url, as: role, Self.password)
    }
}
