import DimosBindings
import DimosKit
import Foundation

/// The app in a process of its own (`Tests/ChildApp`), for what would end or disturb the tests': being killed, another clock.
public struct ChildApp: Sendable {
    private static let mark = "child: "

    private let program: Program

    /// Starts it to play a part, with these variables besides ours.
    public static func begun(
        _ part: String, in folder: URL, of server: String, environment: [String: String] = [:]
    ) throws -> ChildApp {
        let executable = Places.programs.appending(path: "ChildApp")
        return ChildApp(program: try Program(executable, [part, folder.path, server], environment: environment))
    }

    /// Starts it and waits until its part is played.
    public static func started(_ part: String, in folder: URL, of server: String) async throws -> ChildApp {
        let child = try begun(part, in: folder, of: server)
        guard try await child.says() == part else { throw NeverCame("the child to have played \(part):\n\(child.program.all)") }
        return child
    }

    /// What it says next.
    public func says() async throws -> String {
        let said = try await abandonable(after: .seconds(120)) { [program] in
            for await line in program.lines where line.hasPrefix(Self.mark) { return line }
            throw NeverCame("a word of the child:\n\(program.all)")
        }
        return String(said.dropFirst(Self.mark.count))
    }

    /// As the operating system does when memory is short.
    public func kill() async {
        program.kill()
        _ = await program.ended()
    }

    /// The child's own part: says something.
    public static func say(_ what: String) throws {
        try FileHandle.standardOutput.write(contentsOf: Data("\(mark)\(what)\n".utf8))
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
