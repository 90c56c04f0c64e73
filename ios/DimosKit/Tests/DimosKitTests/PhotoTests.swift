import Acting
import DimosBindings
import DimosKit
import Foundation
import Testing

/// Files that a picker, a camera or another app hands over and that are not what the app hopes for.
@MainActor
struct PhotoTests: HasPhoneInCity {
    let place: PhoneInCity

    init() async throws {
        place = try await PhoneInCity("en-GB")
    }

    @Test("a file that is no picture, or is not there, or too large, is refused in words and the report goes on")
    func refused() async throws {
        try await phone.ready()
        try await phone.report(.new)
        #expect(try await refusal(of: Data("Dear Sir or Madam".utf8)).contains("not a photo"))
        #expect(try await refusal(of: Data()).contains("not a photo"))
        #expect(try await refusal(of: nil).contains("could not be read"))
        let street = try Data(contentsOf: Places.photo("street-1.jpg"))
        #expect(try await refusal(of: street.prefix(street.count / 2)).contains("damaged or incomplete"))
        // 100 megapixels, and few bytes.
        #expect(try await refusal(of: Jpeg(street).sized(width: 11_600, height: 8_700)).contains("more pixels"))
        try await phone.report(.describe(text: "Still here"))
        #expect(try await phone.seeReport("the words") { $0.photos.isEmpty }.description.value == "Still here")
        await phone.close()
    }

    @Test("a photo that does not know its place leaves the place to the person")
    func withoutPlace() async throws {
        try await phone.ready()
        try await phone.report(.new)
        try await pick(Jpeg(try Data(contentsOf: Places.photo("street-6.jpg"))).bare)
        try await phone.seeReport("the photo") { $0.photos.count == 1 && !$0.photos[0].busy }
        #expect(try await !phone.seeReport("no position") { !$0.place.locating }.place.isSet)
        try await phone.report(.movePin(lat: Spot.all[0].lat, lon: Spot.all[0].lon))
        #expect(try await phone.seeReport("the place") { $0.place.isSet }.place.outside == nil)
        await phone.close()
    }

    @Test("what another app shares begins a report if it is a photo, and is refused in words if not")
    func shared() async throws {
        phone.open()
        // At once: it started the app.
        phone.store.send(.report(intent: .photoShared(path: try phone.photo("street-6.jpg").path)))
        let begun = try await phone.seeReport("a report with it") { $0.photos.count == 1 && !$0.photos[0].busy }
        #expect(begun.composing && begun.place.isSet)
        try await phone.report(.photoShared(path: try file(Data("%PDF-1.7".utf8)).path))
        let said = try await phone.see("a refusal") { $0.toast }.text
        #expect(said.contains("not a photo") || said.contains("not taken"), "\(said)")
        await phone.close()
    }

    private func pick(_ content: Data?) async throws {
        phone.os.willPick(try file(content))
        try await phone.report(.addPhoto(source: .library))
    }

    private func refusal(of content: Data?) async throws -> String {
        try await pick(content)
        let said = try await phone.see("a refusal") { $0.toast }.text
        try await phone.send(.dismissToast)
        try await phone.seeReport("no photo of it") { $0.photos.isEmpty }
        return said
    }

    /// A file with this in it; one that is not there without.
    private func file(_ content: Data?) throws -> URL {
        let file = folder.url.appending(path: "\(UUID().uuidString).jpg")
        try content?.write(to: file)
        return file
    }
}

/// A JPEG by its segments: what is told of a picture, and then the picture.
private struct Jpeg {
    private let start: Data
    private var segments: [Data] = []
    private let picture: Data

    init(_ data: Data) {
        start = data.prefix(2)
        var rest = data.dropFirst(2)
        // Each with its mark of two bytes and its length of two.
        while let mark = rest.dropFirst().first, mark != 0xDA {
            let length = rest.dropFirst(2).prefix(2).reduce(0) { $0 << 8 | Int($1) } + 2
            segments.append(Data(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        picture = rest
    }

    /// Without anything that a camera wrote beside the picture.
    var bare: Data {
        (segments.filter { !(0xE1...0xEF).contains($0[1]) } + [picture]).reduce(start, +)
    }

    /// Said to be of that size.
    func sized(width: UInt16, height: UInt16) -> Data {
        let told = segments.map { segment in
            guard (0xC0...0xC2).contains(segment[1]) else { return segment }
            let size = [height, width].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            return segment.prefix(5) + Data(size) + segment.dropFirst(9)
        }
        return (told + [picture]).reduce(start, +)
    }
}
