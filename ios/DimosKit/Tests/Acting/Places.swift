import Foundation

/// Where things are.
public enum Places {
    /// The repository.
    public static let root = (0..<5).reduce(URL(fileURLWithPath: #filePath)) { path, _ in path.deletingLastPathComponent() }

    /// What cargo built: DIMOS_TARGET, or `target`.
    public static let built = folder("DIMOS_TARGET") ?? root.appending(path: "target")

    /// The city's server: DIMOS_SERVER, or the one that was built for tests.
    public static let server = folder("DIMOS_SERVER") ?? built.appending(path: "debug/dimos-server")

    /// The programs of this package: DIMOS_PROGRAMS, or beside the one that runs.
    public static let programs =
        folder("DIMOS_PROGRAMS") ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()

    /// A photo of these tests.
    public static func photo(_ name: String) -> URL {
        root.appending(path: "tests/data/photos/\(name)")
    }

    private static func folder(_ variable: String) -> URL? {
        ProcessInfo.processInfo.environment[variable].map { URL(fileURLWithPath: $0) }
    }
}

/// A folder that nobody else has, as long as it is held.
public final class Folder: Sendable {
    public let url: URL

    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "dimos-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}
