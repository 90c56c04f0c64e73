import Acting
import DimosBindings
import DimosKit
import Foundation
import Testing

/// What happens to the app's whole process: it is killed, its clock is changed, its disk is full.
@MainActor
struct ProcessTests: HasPhoneInCity {
    let place: PhoneInCity

    init() async throws {
        place = try await PhoneInCity()
    }

    @Test("killed in the middle of a report, the draft is there with words and photo, and can be sent")
    func composing() async throws {
        try await ChildApp.started("compose", in: folder.url, of: city.url).kill()
        try await phone.ready()
        let drafts = try await phone.seeReport("the draft") { !$0.drafts.isEmpty }.drafts
        #expect(drafts.count == 1)
        let again = try await phone.report(.resume(draft: drafts[0].id))
        #expect(again.report?.description.value == Handset.words)
        let photo = try await phone.seeReport("the photo") { $0.photos.count == 1 && !$0.photos[0].busy }.photos[0]
        let thumbnail = URL(fileURLWithPath: try #require(photo.thumbPath))
        #expect(try Data(contentsOf: thumbnail).count > 0)
        try await phone.report(.chooseService(code: "street-light-daytime"))
        try await phone.report(.goTo(step: .review))
        try await phone.seeReport("a report that can be sent") { $0.send.enabled }
        try await phone.report(.send)
        try await phone.seeMine("its number") { $0.rows.contains(where: \.hasTicket) }
        await phone.close()
    }

    @Test("killed behind the camera, nothing waits for the photo that was asked for")
    func camera() async throws {
        try await ChildApp.started("camera", in: folder.url, of: city.url).kill()
        try await phone.ready()
        let drafts = try await phone.seeReport("the draft") { $0.drafts.count == 1 }.drafts
        try await phone.report(.resume(draft: drafts[0].id))
        let photos = try await phone.seeReport("its one photo") { $0.photos.count == 1 }.photos
        #expect(photos.filter(\.busy).isEmpty)
        phone.os.willPick(try phone.photo("street-5.jpg"))
        try await phone.report(.addPhoto(source: .camera))
        try await phone.seeReport("both photos") { $0.photos.count == 2 && !$0.photos.contains(where: \.busy) }
        await phone.close()
    }

    @Test("killed at any moment of composing, the app opens again and takes a report")
    func anyMoment() async throws {
        for pause in [100, 300, 600, 900] {
            let child = try ChildApp.begun("compose", in: folder.url, of: city.url)
            try await Task.sleep(for: .milliseconds(pause))
            await child.kill()
        }
        try await phone.ready()
        _ = try await phone.file { try await $0.compose(at: Spot.all[0]) }
        await phone.close()
    }

    #if os(Linux)
        @Test("a clock that is changed by years in the middle of it all loses and delays nothing")
        func clock() async throws {
            let clock = folder.url.appending(path: "clock")
            try Data("0".utf8).write(to: clock)
            let trouble = try await PlayingUp.environment(in: folder.url, ["DIMOS_CLOCK": clock])
            let app = try ChildApp.begun("clocks", in: folder.url, of: city.url, environment: trouble)
            let year = 365 * 24 * 3_600
            for (index, shift) in [-year, year, 0].enumerated() {
                let said = try await app.says()
                #expect(said.hasPrefix("sent \(index + 1) "), "\(said)")
                let told = try #require(said.split(separator: " ").last.flatMap { Int($0) })
                let off = told - Int(Date.now.timeIntervalSince1970)
                #expect(abs(off - shift) < 600, "the clock was really changed: off by \(off), not \(shift)")
            }
            await app.kill()
        }

        @Test("a disk that is full is told of, loses nothing that was written, and once there is room the report goes out")
        func fullDisk() async throws {
            let files = ["DIMOS_DISK": folder.url.appending(path: "app"), "DIMOS_FULL": folder.url.appending(path: "full")]
            let trouble = try await PlayingUp.environment(in: folder.url, files)
            let app = try ChildApp.begun("full", in: folder.url, of: city.url, environment: trouble)
            for _ in 0..<2 {
                let said = try await app.says()
                #expect(said.contains("Ο χώρος του τηλεφώνου γέμισε"), "\(said)")
            }
            #expect(try await app.says() == "still there")
            #expect(try await app.says() == "sent")
            await app.kill()
        }
    #endif
}
