import Foundation

/// What a file is by its first bytes: names and declared types lie.
public enum ImageKind: Equatable, Sendable {
    /// The core reads it (JPEG, PNG).
    case readable
    /// Only the platform reads it (HEIC, AVIF).
    case heif
    /// Neither.
    case other

    private static let heifBrands: Set<String> = [
        "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis",
    ]

    /// Of a file whose first bytes are these; twelve are enough.
    public init(head: Data) {
        let head = [UInt8](head.prefix(12))
        func text(_ range: Range<Int>) -> String {
            head.count >= range.upperBound ? String(decoding: head[range], as: UTF8.self) : ""
        }
        if head.starts(with: [0xFF, 0xD8, 0xFF]) || head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .readable
        } else if text(4..<8) == "ftyp", Self.heifBrands.contains(text(8..<12)) {
            self = .heif
        } else {
            self = .other
        }
    }

    public init(of file: URL) throws {
        let reader = try FileHandle(forReadingFrom: file)
        defer { try? reader.close() }
        self.init(head: try reader.read(upToCount: 12) ?? Data())
    }
}
