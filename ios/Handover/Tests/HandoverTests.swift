import DimosHandover
import Foundation
import Testing

/// What the share extension leaves for the app.
struct InboxTests {
    private let group: URL
    private let place: URL
    private let jpeg = Data([0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 40))

    init() throws {
        group = FileManager.default.temporaryDirectory.appendingPathComponent("inbox-\(UUID().uuidString)")
        place = group.appendingPathComponent("taken")
        try FileManager.default.createDirectory(at: group, withIntermediateDirectories: true)
    }

    private func lent(_ data: Data) throws -> URL {
        let file = group.appendingPathComponent("IMG_\(UUID().uuidString).HEIC")
        try data.write(to: file)
        return file
    }

    @Test("a photo is taken once, whole, and the lent file stays")
    func once() throws {
        let file = try lent(jpeg)
        try Inbox(in: group).put(file)
        let taken = Inbox(in: group).take(into: place)
        #expect(try taken.map { try Data(contentsOf: $0) } == [jpeg])
        #expect(FileManager.default.fileExists(atPath: file.path))
        #expect(Inbox(in: group).take(into: place).isEmpty)
    }

    @Test("several come in the order of their coming")
    func order() throws {
        for number in 0..<3 {
            try Inbox(in: group).put(try lent(jpeg + [UInt8(number)]))
            Thread.sleep(forTimeInterval: 0.02)
        }
        let taken = Inbox(in: group).take(into: place)
        #expect(try taken.map { try Data(contentsOf: $0).last } == [0, 1, 2])
    }

    @Test(
        "what is no photo, empty or not there is refused", arguments: [Data("%PDF-1.7 and more".utf8), Data()])
    func refuses(data: Data) throws {
        let file = try lent(data)
        #expect(throws: InboxFailure.noPhoto) { try Inbox(in: group).put(file) }
        #expect(throws: (any Error).self) { try Inbox(in: group).put(group.appendingPathComponent("none")) }
        #expect(Inbox(in: group).take(into: place).isEmpty)
    }

    @Test("an inbox that cannot be written is told from a file that is no photo")
    func noRoom() throws {
        let file = try lent(jpeg)
        try Data().write(to: group.appendingPathComponent("inbox"))
        #expect(throws: InboxFailure.noRoom) { try Inbox(in: group).put(file) }
    }

    @Test("an old photo that is shared today is new, and so is one that was shared days ago and is taken today")
    func dates() throws {
        let file = try lent(jpeg)
        try file.dateNow(Date(timeIntervalSinceNow: -365 * 86_400))
        try Inbox(in: group).put(file)
        let later = Date(timeIntervalSinceNow: 3 * 86_400)
        let taken = try #require(Inbox(in: group).take(into: place, now: later).first)
        let date = try taken.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
        #expect(abs(try #require(date).timeIntervalSince(later)) < 2)
    }

    @Test("what broke off is not taken, what is old is thrown away")
    func leftovers() throws {
        let inbox = group.appendingPathComponent("inbox")
        try Inbox(in: group).put(try lent(jpeg))
        try jpeg.write(to: inbox.appendingPathComponent("half.part"))
        let nextMonth = Date().addingTimeInterval(30 * 86_400)
        #expect(Inbox(in: group).take(into: place, now: nextMonth).isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: inbox.path).isEmpty)
    }
}

struct ImageKindTests {
    private static let heic = Data([0, 0, 0, 0x18] + Array("ftypheic".utf8))

    @Test(
        "a file is what its first bytes say",
        arguments: [
            (Data([0xFF, 0xD8, 0xFF, 0xE1]), ImageKind.readable),
            (Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]), .readable),
            (heic, .heif), (Data([0, 0, 0, 0x1C] + Array("ftypavif".utf8)), .heif),
            (Data([0, 0, 0, 0x18] + Array("ftypisom".utf8)), .other), (heic.prefix(11), .other), (Data(), .other),
        ])
    func kinds(head: Data, kind: ImageKind) {
        #expect(ImageKind(head: head) == kind)
    }
}

struct SnapshotFileTests {
    @Test("what the app writes the widget reads; what it does not know counts as none")
    func reads() throws {
        let group = FileManager.default.temporaryDirectory.appendingPathComponent("snapshot-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: group, withIntermediateDirectories: true)
        #expect(SnapshotFile(in: group).read() == nil)
        let report = Snapshot.Report(
            id: "1", title: "Λακκούβα", place: "Εγνατίας", number: "THES-1", status: "Επισκευάζεται", tone: .info)
        let snapshot = Snapshot(language: "el", reports: [report])
        try SnapshotFile(in: group).write(snapshot)
        #expect(SnapshotFile(in: group).read() == snapshot)
        try Data("{\"language\": 7}".utf8).write(to: group.appendingPathComponent("snapshot.json"))
        #expect(SnapshotFile(in: group).read() == nil)
    }
}
