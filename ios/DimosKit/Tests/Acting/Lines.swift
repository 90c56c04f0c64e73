import DimosKit
import Foundation

/// What a process says, line by line. It is read on without anybody listening, or the process would stop at a full pipe.
public final class Lines: Sendable {
    public let read: AsyncStream<String>
    private let heard = Locked<[String]>([])

    /// Everything so far.
    public var all: String { heard.with { $0.joined(separator: "\n") } }

    init(of pipe: Pipe) {
        let (stream, said) = AsyncStream<String>.makeStream()
        read = stream
        let unfinished = Locked<Data>(Data())
        pipe.fileHandleForReading.readabilityHandler = { [heard] handle in
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

extension Process {
    /// Starts it and reads what it says, on both of its outputs.
    public func runReadingLines() throws -> Lines {
        let output = Pipe()
        standardOutput = output
        standardError = output
        let lines = Lines(of: output)
        try run()
        return lines
    }
}
