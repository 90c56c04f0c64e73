import Acting
import DimosBindings
import DimosKit
import Testing

/// A crew's day, from the code that makes a phone theirs to the last job.
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

    @Test("enrolled by a code, the day is worked in route order, in a cellar without a network too")
    func wholeDay() async throws {
        #expect(!hasCrewTab(try crew.shown()))
        try await crew.enrol(by: desk.enrolmentCode())
        #expect(hasCrewTab(try crew.shown()))
        let day = try await crew.seeDay("the plan") { $0.jobs.count == 3 && !$0.refreshing }
        #expect(day.jobs.map(\.stop) == [1, 2, 3])
        #expect(day.map.pins.map(\.number) == [1, 2, 3])
        let jobs = day.jobs.map(\.id)

        try await open(jobs[0])
        try await crew.send(.crew(intent: .navigate(job: jobs[0])))
        #expect(try await crew.os.next(\.opened).absoluteString.hasPrefix("https://maps.apple.com/?daddr=40.6"))

        crew.phone.online = false
        try await crew.send(.crew(intent: .startJob(job: jobs[0])))
        try await crew.seeJob("the job begun") { $0.start == nil }
        #expect(try await crew.see("an end") { $0.job?.close }.enabled == false, "an end needs its photo")
        try await photograph("street-4.jpg", .before)
        try await photograph("street-1.jpg", .after)
        try await crew.send(.crew(intent: .writeNote(text: "Καθαρίστηκε.")))
        try await crew.send(.crew(intent: .closeJob))

        try await open(jobs[1])
        try await crew.send(.crew(intent: .writeNote(text: "Παρκαρισμένο αυτοκίνητο πάνω στη σχάρα.")))
        let reasons = try await crew.seeJob("the reasons") { !$0.cannotReasons.isEmpty }.cannotReasons
        #expect(reasons.contains { $0.code == "no_access" })
        try await crew.send(.crew(intent: .cannotDo(reason: "no_access")))

        let offline = try await crew.seeDay("two done, unsent") { $0.jobs.filter(\.pending).count == 2 }
        #expect(offline.jobs.filter { $0.stop > 0 }.map(\.id) == [jobs[2]])

        crew.phone.online = true
        try await crew.seeDay("all sent") { !$0.jobs.contains(where: \.pending) }
        var states: [String] = []
        for report in reports { states.append(try await desk.state(of: report)) }
        #expect(states.sorted() == ["resolved", "scheduled", "triaged"])
        await crew.close()
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

    private func hasCrewTab(_ view: ViewModel) -> Bool { view.tabs.contains { $0.tab == .crew } }

    private func open(_ job: String) async throws {
        try await crew.send(.openTab(tab: .crew))
        try await crew.send(.crew(intent: .open(job: job)))
        try await crew.seeJob("the job") { $0.row.id == job }
    }

    private func photograph(_ name: String, _ kind: WorkPhoto) async throws {
        crew.os.willPick(try crew.photo(name))
        try await crew.send(.crew(intent: .addPhoto(source: .camera, kind: kind)))
        try await crew.seeJob("the photo") { job in
            let photos = kind == .before ? job.before : job.after
            return !photos.isEmpty && !photos.contains(where: \.busy)
        }
    }
}
