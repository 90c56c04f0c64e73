import DimosBindings
import DimosKit
import Foundation

/// The app in a process of its own (`Tests/ChildApp`), to be killed.
public struct ChildApp: Sendable {
    private let program: Program

    /// Starts it to play a part.
    public static func begun(_ part: String, in folder: URL, of server: String) throws -> ChildApp {
        ChildApp(program: try Program(Places.programs.appending(path: "ChildApp"), [part, folder.path, server]))
    }

    /// Starts it and waits until its part is played.
    public static func started(_ part: String, in folder: URL, of server: String) async throws -> ChildApp {
        let child = try begun(part, in: folder, of: server)
        let isThere = try await abandonable(after: .seconds(120)) {
            for await line in child.program.lines where line == "child: \(part)" { return true }
            return false
        }
        guard isThere else { throw NeverCame("the child to have played \(part):\n\(child.program.all)") }
        return child
    }

    /// As the operating system does when memory is short.
    public func kill() async {
        program.kill()
        _ = await program.ended()
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
        try await seeReport("the photo") { $0.place.isSet && $0.photos.contains { !$0.busy } }
    }

    /// Another app comes to the front, and what was composed is on the disk: words, photo and the photo's place.
    public func goesAway() async throws {
        let photo = try shown().report?.photos.first?.id ?? ""
        try await send(.background)
        try await untilKept(Self.words, photo, #""located":{"#)
    }

    /// Waits until these texts are on the disk: what is shown is there a moment later, unless the app is closed before.
    public func untilKept(_ texts: String...) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while try !diskHolds(texts) {
            guard ContinuousClock.now < end else { throw NeverCame("\(texts) on the disk") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Opens and closes the app many times, and has no more of the core's threads in the end.
    public func reopenOften() async throws {
        try await ready()
        await close()
        let before = coreThreads()
        for _ in 0..<40 {
            try await ready()
            await close()
        }
        let end = ContinuousClock.now + .seconds(20)
        while coreThreads() > before {
            guard ContinuousClock.now < end else { throw NeverCame("an end of \(coreThreads()) threads, \(before) before") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// How many threads of Rust there are, where the operating system tells.
    private func coreThreads() -> Int {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        let names = tasks.compactMap { FileManager.default.contents(atPath: "/proc/self/task/\($0)/comm") }
        return names.filter { $0.starts(with: Data("dimos-".utf8)) }.count
    }

    private func diskHolds(_ texts: [String]) throws -> Bool {
        let files = try FileManager.default.contentsOfDirectory(atPath: config.dataDir).filter { $0.hasPrefix("dimos.db") }
        let contents = files.compactMap { FileManager.default.contents(atPath: "\(config.dataDir)/\($0)") }
        return texts.allSatisfy { text in contents.contains { $0.range(of: Data(text.utf8)) != nil } }
    }
}
