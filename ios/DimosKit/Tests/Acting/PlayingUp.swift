import DimosBindings
import Foundation

/// What makes a process's clock wrong or its disk full: `tests/tools/phone.c`, compiled, says how. Linux only.
public enum PlayingUp {
    /// The environment of a process that has it, compiled into a folder.
    public static func environment(in folder: URL, _ files: [String: URL]) async throws -> [String: String] {
        let library = folder.appending(path: "phone.so").path
        let source = Places.root.appending(path: "tests/tools/phone.c").path
        let compiling = try Program(
            URL(fileURLWithPath: "/usr/bin/cc"), ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"])
        guard await compiling.ended() == 0 else { throw NeverCame("a compiled phone.c:\n\(compiling.all)") }
        return files.mapValues(\.path).merging(["LD_PRELOAD": library]) { $1 }
    }

    fileprivate static func file(_ variable: String) throws -> URL {
        guard let path = ProcessInfo.processInfo.environment[variable] else { throw NeverCame("the variable \(variable)") }
        return URL(fileURLWithPath: path)
    }
}

/// The child's part.
extension Handset {
    /// Takes a photo and sends while the disk is full, and sends once more when there is room.
    public func fillTheDisk() async throws {
        let full = try PlayingUp.file("DIMOS_FULL")
        try await compose(at: Spot.all[0])
        // The disk fills up once the draft is on it: otherwise its own saving may be what is told of.
        let lastWords = "δίπλα στο περίπτερο"
        try await report(.setPlaceHint(text: lastWords))
        try await untilKept(lastWords)
        os.willPick(try photo("street-6.jpg"))
        try Data().write(to: full)
        try await report(.addPhoto(source: .camera))
        try ChildApp.say(try await see("a word about the photo") { $0.toast }.text)
        try await send(.dismissToast)
        try await report(.send)
        try ChildApp.say(try await see("a word about the report") { $0.toast }.text)
        try await seeReport("what was written") { $0.send.enabled && !$0.description.value.isEmpty }
        try ChildApp.say("still there")
        try FileManager.default.removeItem(at: full)
        try await report(.send)
        try await seeMine("its number") { $0.unsent.isEmpty && $0.rows.contains(where: \.hasTicket) }
        try ChildApp.say("sent")
    }

    /// Sends three reports, each by a clock that was changed since the one before, partly without a network.
    public func sendWhileClocksChange() async throws {
        let clock = try PlayingUp.file("DIMOS_CLOCK")
        func set(_ seconds: Int) throws { try Data("\(seconds)".utf8).write(to: clock) }
        let year = 365 * 24 * 3_600
        for (index, shift) in [year, -year, 0].enumerated() {
            try set(shift)
            phone.online = false
            try await send(.openTab(tab: .report))
            try await compose(at: Spot.all[index])
            try set(shift - 3_600)
            try await report(.send)
            try await seeMine("kept") { !$0.unsent.isEmpty }
            try set(-shift)
            phone.online = true
            let sent = try await seeMine("sent") { $0.unsent.isEmpty && $0.rows.filter(\.hasTicket).count > index }
            try ChildApp.say("sent \(sent.rows.count) by a clock that is \(Int(Date.now.timeIntervalSince1970))")
        }
    }
}
