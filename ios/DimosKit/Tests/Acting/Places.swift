import Foundation

/// Where things are.
public enum Places {
    /// The repository.
    public static let root = (0..<5).reduce(URL(fileURLWithPath: #filePath)) { path, _ in path.deletingLastPathComponent() }

    /// What cargo built: DIMOS_TARGET, or `target`.
    public static let built =
        ProcessInfo.processInfo.environment["DIMOS_TARGET"].map { URL(fileURLWithPath: $0) } ?? root.appending(path: "target")

    /// The programs of this package, beside the one that runs.
    public static let programs = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()

    /// A photo of these tests.
    public static func photo(_ name: String) -> URL {
        root.appending(path: "tests/data/photos/\(name)")
    }

    /// A folder that nobody else has.
    public static func newFolder(_ what: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dimos-\(what)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}

/// A folder as long as a test lives.
public final class Folder: Sendable {
    public let url: URL

    public init() throws {
        url = try Places.newFolder("phone")
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}
