import Acting
import DimosBindings
import DimosKit
import Foundation
import Testing

/// What the operating system refuses, forgets or fails at: each is answered once, and the app goes on.
@MainActor
struct PortsTests: HasPhoneInCity {
    let place: PhoneInCity

    init() async throws {
        place = try await PhoneInCity()
        try await phone.ready()
        try await phone.report(.new)
    }

    @Test("a camera that is denied, missing or fails is told in words, a cancelled one is not")
    func camera() async throws {
        let failing: [() throws -> PickedPhoto] = [
            { .denied }, { .denied }, { .unavailable }, { throw NeverCame("no camera") }, { throw URLError(.unknown) },
        ]
        for answer in failing {
            try await photograph(answer)
            try await phone.see("a word about it") { $0.toast }
            try await phone.send(.dismissToast)
        }
        #expect(phone.diagnostics.text.split(separator: "\n").filter { $0.contains("photos") }.count == 2)

        try await photograph { .cancelled }
        phone.os.willPick(try phone.photo("street-6.jpg"))
        try await phone.report(.addPhoto(source: .library))
        try await phone.seeReport("the camera works again") { $0.photos.count == 1 && !$0.photos[0].busy }
        #expect(try phone.shown().toast == nil)
        await phone.close()
    }

    @Test("a second request for a photo ends the first, and all are answered")
    func secondRequest() async throws {
        for _ in 0..<5 {
            try await phone.report(.addPhoto(source: .camera))
            #expect(try await phone.os.next(\.photosAsked) == .camera)
        }
        phone.os.willPick(try phone.photo("street-6.jpg"))
        try await phone.seeReport("one photo") { $0.photos.count == 1 && !$0.photos[0].busy }
        #expect(phone.os.photosGivenUp == 4)
        #expect(phone.diagnostics.text == "", "no answer came twice")
        await phone.close()
    }

    @Test("a position that is denied, off or fails is told, and found it stands on the map, however rough it is")
    func position() async throws {
        try await locate { .denied }
        try await locate { .denied }
        try await locate { .off }
        try await locate { throw NeverCame("a permission: it was taken back") }
        try await locate({ .granted }, { _ in throw NeverCame("a position") })
        try await locate({ .granted }, { _ in .timedOut })
        #expect(try await !phone.seeReport("no place") { !$0.place.locating }.place.isSet)

        phone.os.whenAccessIsAsked = { .granted }
        // As exact as who allows only an approximate one gets it.
        phone.os.whenPositionIsAsked = { _ in .found(lat: Spot.all[0].lat, lon: Spot.all[0].lon, accuracyM: 5_000) }
        try await phone.report(.usePhonePosition)
        let place = try await phone.seeReport("the place") { $0.place.isSet }.place
        #expect(place.map.accuracyM == 5_000)
        await phone.close()
    }

    @Test("a position that never comes, whatever its port does, is late")
    func latePosition() async throws {
        phone.os.whenAccessIsAsked = { .granted }
        phone.os.whenPositionIsAsked = { _ in
            // Not even cancelling ends it.
            await withUnsafeContinuation { (_: UnsafeContinuation<PhoneFix, Never>) in }
        }
        try await phone.report(.usePhonePosition)
        try await phone.see("a word about it") { $0.toast }
        #expect(try await !phone.seeReport("no more looking") { !$0.place.locating }.place.isSet)
        await phone.close()
    }

    @Test("a person may think about the permission as long as they like")
    func thinking() async throws {
        let (decisions, decide) = AsyncStream<LocationAccess>.makeStream()
        let (times, allowed) = AsyncStream<Duration>.makeStream()
        phone.os.whenAccessIsAsked = {
            for await decision in decisions { return decision }
            throw CancellationError()
        }
        phone.os.whenPositionIsAsked = { time in
            allowed.yield(time)
            return .found(lat: Spot.all[0].lat, lon: Spot.all[0].lon, accuracyM: 12)
        }
        try await phone.report(.usePhonePosition)
        #expect(try await phone.seeReport("locating") { $0.place.locating }.composing)
        decide.yield(.granted)
        try await phone.seeReport("the place") { $0.place.isSet }
        allowed.finish()
        var given = times.makeAsyncIterator()
        #expect(await given.next() ?? .zero > .seconds(1), "the time counts from the permission on")
        await phone.close()
    }

    @Test("a phone without a mail, map or PDF app is no reason to crash, and nothing of the person's is noted")
    func nothingInstalled() async throws {
        let report = try await phone.file { try await $0.compose(at: Spot.all[0]) }
        await phone.close()
        let nothing = Handset(in: folder.url, of: city.url, os: phone.os)
        nothing.os.fails = true
        try await nothing.ready()
        try await nothing.seeTicket(report, "the page") { $0.share != nil }
        try await nothing.send(.myReports(intent: .share))
        try await nothing.send(.openTab(tab: .report))
        try await nothing.report(.new)
        try await nothing.report(.addPhoto(source: .camera))
        try await nothing.see("a word about the camera") { $0.toast }
        let noted = nothing.diagnostics.text
        #expect(noted.contains("sharing") && noted.contains("photos"))
        #expect(!noted.contains("private") && !noted.contains(city.url))
        await nothing.close()
    }

    @Test("the phone's locale and network reach the core as they change, and the person's choice wins")
    func phoneState() async throws {
        await phone.close()
        phone.phone = PhoneState(online: false, locale: "en-GB")
        phone.open()
        try await phone.see("English from the first screen on") { $0.language == "en" ? $0 : nil }
        phone.phone.online = true
        try await phone.see("the city, once there is a network") { $0.report }
        phone.phone.locale = "el-CY"
        try await phone.see("Greek") { $0.language == "el" ? $0 : nil }
        try await phone.send(.settings(intent: .language(tag: "en")))
        phone.phone.locale = "el-GR"
        #expect(try await phone.send(.dismissToast).language == "en")
        // Whatever is still answered would say that there is a network.
        try await phone.seeMine("rest") { !$0.refreshing }
        phone.phone.online = false
        try await phone.see("a word about the network") { $0.banner.if { $0.tone != .good } }
        await phone.close()
    }

    private func photograph(_ answer: @escaping () throws -> PickedPhoto) async throws {
        phone.os.will(answer)
        try await phone.report(.addPhoto(source: .camera))
        #expect(try await phone.os.next(\.photosAsked) == .camera)
    }

    private func locate(
        _ access: @escaping () async throws -> LocationAccess,
        _ position: @escaping (Duration) async throws -> PhoneFix = { _ in throw NeverCame("a reason to ask") }
    ) async throws {
        phone.os.whenAccessIsAsked = access
        phone.os.whenPositionIsAsked = position
        try await phone.send(.dismissToast)
        try await phone.report(.usePhonePosition)
        try await phone.see("a word about it") { $0.toast }
        try await phone.seeReport("no more looking") { !$0.place.locating }
    }
}
