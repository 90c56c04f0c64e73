import Foundation

/// Photos that the share extension leaves for the app, in the app group. A photo is there whole or not at all.
public struct Inbox: Sendable {
    /// A photo of 100 megapixels has half of it; a film does not fit.
    private static let mostBytes = 100 * 1_024 * 1_024
    private static let oldest: TimeInterval = 7 * 86_400
    private static let ending = "photo"

    private let folder: URL

    public init(in group: URL) {
        folder = group.appendingPathComponent("inbox", isDirectory: true)
    }

    /// Copies a file that another app lends.
    public func put(_ lent: URL) throws {
        let size = try FileManager.default.attributesOfItem(atPath: lent.path)[.size] as? Int ?? 0
        guard size > 0, size <= Self.mostBytes, try ImageKind(of: lent) != .other else { throw InboxFailure.noPhoto }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let name = UUID().uuidString
            let part = folder.appendingPathComponent("\(name).part")
            defer { try? FileManager.default.removeItem(at: part) }
            try FileManager.default.copyItem(at: lent, to: part)
            try part.dateNow()
            try FileManager.default.moveItem(at: part, to: folder.appendingPathComponent("\(name).\(Self.ending)"))
        } catch {
            throw InboxFailure.noRoom
        }
    }

    /// Moves what is there to `place`, in the order of its coming, and gives it. What was not fetched for a week is thrown away.
    public func take(into place: URL, now: Date = Date()) -> [URL] {
        let files = FileManager.default
        let waiting =
            (try? files.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.contentModificationDateKey])) ?? []
        let dated = waiting.map { file in
            (file, when: (try? file.resourceValues(forKeys: [.contentModificationDateKey]))?.contentModificationDate ?? now)
        }
        try? files.createDirectory(at: place, withIntermediateDirectories: true)
        return dated.sorted { $0.when < $1.when }.compactMap { file, when in
            guard now.timeIntervalSince(when) < Self.oldest else {
                try? files.removeItem(at: file)
                return nil
            }
            let taken = place.appendingPathComponent(file.lastPathComponent)
            guard file.pathExtension == Self.ending, (try? files.moveItem(at: file, to: taken)) != nil else { return nil }
            try? taken.dateNow(now)
            return taken
        }
    }
}

extension URL {
    /// Gives a file that was copied or moved the date of that. A copy may keep the date of its original, and what is old in a folder
    /// of ours counts as given up.
    public func dateNow(_ now: Date = Date()) throws {
        try FileManager.default.setAttributes([.modificationDate: now], ofItemAtPath: path)
    }
}

/// Why the inbox did not take what was shared.
public enum InboxFailure: Error, Equatable, Sendable {
    case noPhoto
    case noRoom
}
