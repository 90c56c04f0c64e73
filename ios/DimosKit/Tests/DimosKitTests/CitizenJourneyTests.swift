import Acting
import DimosBindings
import DimosKit
import Testing

/// What a citizen does with a report, beside the script's story.
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

    @Test("a public page is shared by the system's sheet")
    func share() async throws {
        let report = try await eleni.file { try await $0.compose(at: Spot.all[0]) }
        try await eleni.seeTicket(report, "the page") { $0.share != nil }
        try await eleni.send(.myReports(intent: .share))
        #expect(try await eleni.os.next(\.shared).contains(city.url))
        await eleni.close()
    }
}
