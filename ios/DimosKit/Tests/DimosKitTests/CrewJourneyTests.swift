import Acting
import DimosBindings
import DimosKit
import Testing

/// A crew's day, beside the script's story.
@MainActor
struct CrewJourneyTests {
    let folder: Folder
    let city: City
    let desk: Desk
    let crew: Handset
    let reports: [String]

    /// Three blocked gullies are on today's plan.
    init() async throws {
        folder = try Folder()
        city = try await City.open()
        desk = try await city.staff("dispatcher")
        let eleni = Handset(in: folder.url.appending(path: "citizen"), of: city.url)
        try await eleni.ready()
        var reports: [String] = []
        for spot in Spot.all {
            let report = try await eleni.file { try await $0.compose(at: spot) }
            try await desk.schedule(report)
            reports.append(report)
        }
        await eleni.close()
        self.reports = reports
        crew = Handset(in: folder.url.appending(path: "crew"), of: city.url)
        try await crew.ready()
    }

    @Test("the way is shortened from where the phone is, and by the depot where it may not know")
    func shortenWay() async throws {
        try await crew.enrol(by: desk.enrolmentCode())
        try await crew.seeDay("the plan") { $0.jobs.count == 3 && !$0.refreshing }
        let here = Spot.all[2]
        crew.os.whenAccessIsAsked = { .granted }
        crew.os.whenPositionIsAsked = { _ in .found(lat: here.lat, lon: here.lon, accuracyM: 8) }
        try await crew.send(.crew(intent: .shortenWay))
        try await crew.seeDay("the nearest first") { day in
            day.map.pins.contains { $0.number == 1 && abs($0.lat - here.lat) < 1e-4 }
        }

        crew.os.whenAccessIsAsked = { throw NeverCame("denied meanwhile") }
        try await crew.send(.crew(intent: .shortenWay))
        try await crew.seeDay("an answer all the same") { $0.shortenWay.enabled }
        #expect(crew.diagnostics.text.contains("locator"))
        await crew.close()
    }
}
