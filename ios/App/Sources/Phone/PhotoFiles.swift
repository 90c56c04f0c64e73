import DimosHandover
import Foundation
import ImageIO
import UniformTypeIdentifiers

/// Brings photos into the app's own storage in a form that the core reads, with what their EXIF says left as it is.
final class PhotoFiles: Sendable {
    private static let longestSide = 4_096
    private static let quality = 0.92
    private static let oldest: TimeInterval = 86_400

    private let folder: URL

    init(in folder: URL) { self.folder = folder }

    /// A photo as the camera gives it.
    func write(_ image: Handed<CGImage>, _ metadata: Handed<[String: Any]>) async throws -> URL {
        let file = try newFile()
        guard let into = CGImageDestinationCreateWithURL(file as CFURL, UTType.jpeg.identifier as CFString, 1, nil) else {
            throw CocoaError(.fileWriteUnknown)
        }
        var properties = metadata.value
        properties[kCGImageDestinationLossyCompressionQuality as String] = Self.quality
        CGImageDestinationAddImage(into, image.value, properties as CFDictionary)
        guard CGImageDestinationFinalize(into) else { throw CocoaError(.fileWriteOutOfSpace) }
        return file
    }

    /// A photo that another app lends.
    func copied(from provider: Handed<NSItemProvider>) async throws -> URL {
        let file = try newFile()
        try await lent(provider.value) { lent in
            try FileManager.default.copyItem(at: lent, to: file)
            try file.dateNow()
        }
        return try readable(file)
    }

    /// What the share extension left, as far as it can be read.
    func taken(from inbox: Inbox) async -> [URL] {
        inbox.take(into: folder).compactMap { try? readable($0) }
    }

    /// Has the platform convert what the core does not read, turned as it was taken, and leaves everything else as it is. What
    /// cannot be converted is left, too: the core says why it does not read it.
    private func readable(_ file: URL) throws -> URL {
        guard try ImageKind(of: file) == .heif else { return file }
        let jpeg = try newFile()
        let options: [CFString: Any] = [
            kCGImageDestinationLossyCompressionQuality: Self.quality,
            // Memory for what the core keeps, not for what the camera can.
            kCGImageDestinationImageMaxPixelSize: Self.longestSide,
        ]
        guard let from = CGImageSourceCreateWithURL(file as CFURL, nil),
            let into = CGImageDestinationCreateWithURL(jpeg as CFURL, UTType.jpeg.identifier as CFString, 1, nil)
        else { return file }
        CGImageDestinationAddImageFromSource(into, from, 0, options as CFDictionary)
        guard CGImageDestinationFinalize(into) else { return file }
        try? FileManager.default.removeItem(at: file)
        return jpeg
    }

    /// What is older than a day was taken over or given up.
    private func newFile() throws -> URL {
        let files = FileManager.default
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        for file in (try? files.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.contentModificationDateKey])) ?? []
        {
            let date = (try? file.resourceValues(forKeys: [.contentModificationDateKey]))?.contentModificationDate
            if let date, -date.timeIntervalSinceNow > Self.oldest { try? files.removeItem(at: file) }
        }
        return folder.appendingPathComponent("\(UUID().uuidString).jpg")
    }
}
