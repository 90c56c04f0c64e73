import DimosKit
import Foundation

/// A program that runs beside the tests.
public final class Program: Sendable {
    /// What it says on both of its outputs, line by line. No end is told: whatever was started meanwhile may hold them open.
    public let lines: AsyncStream<String>

    private let process = Process()
    private let heard = Locked<[String]>([])
    private let end: AsyncStream<Void>

    /// Everything it said so far.
    public var all: String { heard.with { $0.joined(separator: "\n") } }

    /// Starts it, with these variables besides ours. Without an `input` it waits for one for ever.
    public init(
        _ executable: URL, _ arguments: [String], environment: [String: String] = [:], input: String? = nil
    ) throws {
        let (lines, said) = AsyncStream<String>.makeStream()
        let (end, ended) = AsyncStream<Void>.makeStream()
        self.lines = lines
        self.end = end
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.terminationHandler = { _ in ended.finish() }
        process.standardInput = try input.map(Self.file) ?? Pipe()
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        listen(to: output.fileHandleForReading, said)
        try process.run()
    }

    /// Waits until it has ended, and gives its status.
    public func ended() async -> Int32 {
        for await _ in end {}
        return process.terminationStatus
    }

    /// Ends it as the operating system does when memory is short.
    public func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
    }

    /// A file to read, with this in it.
    private static func file(_ content: String) throws -> FileHandle {
        let folder = try Folder()
        let file = folder.url.appending(path: "input")
        try Data(content.utf8).write(to: file)
        return try FileHandle(forReadingFrom: file)
    }

    /// It is read on without anybody listening, or the program would stop at a full pipe.
    private func listen(to output: FileHandle, _ said: AsyncStream<String>.Continuation) {
        let unfinished = Locked<Data>(Data())
        output.readabilityHandler = { [heard] handle in
            let data = handle.availableData
            guard !data.isEmpty else {
                handle.readabilityHandler = nil
                return said.finish()
            }
            let lines = unfinished.with { unfinished in
                unfinished.append(data)
                var parts = unfinished.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                unfinished = Data(parts.removeLast())
                return parts.map { String(decoding: $0, as: UTF8.self) }
            }
            heard.with { $0 += lines }
            for line in lines { said.yield(line) }
        }
    }
}
