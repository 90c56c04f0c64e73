import Acting
import DimosBindings
import DimosKit
import Testing

/// A citizen's story with the city, from the photo to the stars, as the app lives it.
@MainActor
struct CitizenJourneyTests {
    let folder: Folder
    let city: City
    let eleni: Handset

    init() async throws {
        folder = try Folder()
        city = try await City.open()
        eleni = Handset(in: folder.url, of: city.url)
        try await eleni.ready()
    }

    @Test("photographed, sent, asked about, answered, fixed, not fixed, fixed again and rated")
    func wholeStory() async throws {
        let desk = try await city.staff("dispatcher")
        let report = try await eleni.file { try await $0.compose() }
        #expect(try await eleni.os.next(\.photosAsked) == .camera)
        try await eleni.seeTicket(report, "the photo") { $0.photos.count == 1 }

        try await desk.ask(report, "Σε ποια γωνία;")
        let asked = try await eleni.seeTicket(report, "the question") { $0.answer != nil }
        #expect(asked.question == "Σε ποια γωνία;")
        try await eleni.write("Στη βόρεια", .answer)
        try await eleni.seeTicket(report, "the answer with the city") { $0.question == nil && $0.unsent.isEmpty }

        try await desk.resolve(report)
        try await eleni.seeTicket(report, "the fix") { $0.reopen != nil && $0.rate != nil }
        eleni.os.willPick(try eleni.photo("street-5.jpg"))
        try await eleni.send(.myReports(intent: .addPhoto(source: .library)))
        try await eleni.seeTicket(report, "the photo of it") { $0.writingPhotos.first?.busy == false }
        try await eleni.write("Δεν έφτιαξε", .reopen)
        try await eleni.seeTicket(report, "reopened") { $0.unsent.isEmpty && $0.reopen == nil }
        #expect(try await desk.state(of: report) == "reopened")

        try await desk.resolve(report)
        try await eleni.seeTicket(report, "the second fix") { $0.rate?.enabled == true }
        try await eleni.send(.myReports(intent: .rate(stars: 4)))
        try await eleni.seeTicket(report, "the stars") { $0.stars == 4 && $0.unsent.isEmpty }
        #expect(try await desk.state(of: report) == "confirmed")
        await eleni.close()
    }

    @Test("a public page is shared by the system's sheet")
    func share() async throws {
        let report = try await eleni.file { try await $0.compose(at: Spot.all[0]) }
        try await eleni.seeTicket(report, "the page") { $0.share != nil }
        try await eleni.send(.myReports(intent: .share))
        #expect(try await eleni.os.next(\.shared).contains(city.url))
        await eleni.close()
    }
}
