import DimosBindings
import DimosKit
import Foundation

/// The app in a process of its own (`Tests/ChildApp`), to be killed.
public struct ChildApp: Sendable {
    private let process = Process()

    /// Starts it and waits until it is where it was to go.
    public static func started(_ part: String, in folder: URL, of server: String) async throws -> ChildApp {
        let child = ChildApp()
        child.process.executableURL = Places.programs.appending(path: "ChildApp")
        child.process.arguments = [part, folder.path, server]
        child.process.standardInput = Pipe()
        let lines = try child.process.runReadingLines()
        let isThere = try await abandonable(after: .seconds(120)) {
            for await line in lines.read where line == "child: \(part)" { return true }
            return false
        }
        guard isThere else { throw NeverCame("the child to say \(part):\n\(lines.all)") }
        return child
    }

    /// As the operating system does when memory is short.
    public func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

extension Handset {
    /// What ``composeHalf()`` writes.
    public static let words = "Έσπασε το φανάρι, κρέμεται στο καλώδιο."

    /// Words and a photo, and not yet what they are about.
    public func composeHalf() async throws {
        try await report(.new)
        try await report(.describe(text: Self.words))
        os.willPick(try photo("street-6.jpg"))
        try await report(.addPhoto(source: .camera))
        try await seeReport("the photo") { $0.photos.contains { !$0.busy } }
    }

    /// Another app comes to the front, and what was written is on the disk.
    public func goesAway() async throws {
        let photo = try shown().report?.photos.first?.id ?? ""
        try await send(.background)
        let end = ContinuousClock.now + .seconds(20)
        while try !diskHolds(Self.words, photo) {
            guard ContinuousClock.now < end else { throw NeverCame("the draft on the disk") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private func diskHolds(_ texts: String...) throws -> Bool {
        let files = try FileManager.default.contentsOfDirectory(atPath: config.dataDir).filter { $0.hasPrefix("dimos.db") }
        let contents = files.compactMap { FileManager.default.contents(atPath: "\(config.dataDir)/\($0)") }
        return texts.allSatisfy { text in contents.contains { $0.range(of: Data(text.utf8)) != nil } }
    }
}
