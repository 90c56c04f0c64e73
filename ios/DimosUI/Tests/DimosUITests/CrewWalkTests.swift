import Acting
import DimosBindings
import DimosKit
import Testing

/// A crew's day by what stands on its screens, and the settings that make a phone theirs.
@MainActor
struct CrewWalkTests {
    let folder: Folder
    let city: City

    init() async throws {
        folder = try Folder()
        city = try await City.open()
    }

    @Test(
        "enrolled by a code, two jobs are put in another order, one is done and one given back, without a network too",
        arguments: Tongue.all)
    func day(locale: String) async throws {
        let desk = try await city.staff("dispatcher")
        let eleni = try await Handset(in: folder.url.appending(path: "eleni"), of: city.url).ready()
        var reports: [String] = []
        for spot in Spot.all.prefix(2) {
            let report = try await eleni.file { try await $0.compose(at: spot) }
            try await desk.schedule(report)
            reports.append(report)
        }
        await eleni.close()

        let stage = try await Stage.open(in: folder, of: city, locale)
        try await stage.tap("Settings")
        try await stage.type("Crew code", try await desk.enrolmentCode())
        try await stage.tap("Make this a crew’s phone")
        try await stage.sees("0 of 2 done")

        let first = try await stop(1, stage)
        try await stage.tap("Move down")
        let next = try await stage.phone.see("the new order") { view in
            view.crew?.jobs.first { $0.stop == 1 && $0.id != first.id }
        }
        try await stage.tap(next.spoken)
        try await stage.tap("Show the way")
        #expect(try await stage.phone.os.next(\.opened).host() == "maps.apple.com")
        try await stage.tap("Begin")
        try await stage.sees("Begun at")
        try await stage.sees("Take a photo after the work first.")
        stage.phone.os.willPick(try stage.phone.photo("street-4.jpg"))
        try await stage.tap("Photo before")
        try await stage.sees("Remove: before")
        stage.phone.phone.online = false
        stage.phone.os.willPick(try stage.phone.photo("street-1.jpg"))
        try await stage.tap("Photo after")
        try await stage.sees("Remove: after")
        try await stage.type("Note", "Cleared.")
        try await stage.tap("Done")
        try await stage.sees("1 of 2 done")

        try await stage.tap(try await stop(1, stage).spoken)
        try await stage.tap("Could not be done")
        try await stage.type("Note", "A car stands on it.")
        try await stage.tap("Could not be done: No access")
        try await stage.sees("1 given back")
        stage.phone.phone.online = true
        try await stage.awaits("the city's word") {
            var states: Set<String> = []
            for report in reports { states.insert(try await desk.state(of: report)) }
            return states == ["resolved", "triaged"]
        }
        await stage.phone.close()
    }

    @Test("a code that the city does not know is refused beside its field", arguments: Tongue.all)
    func unknownCode(locale: String) async throws {
        let stage = try await Stage.open(in: folder, of: city, locale)
        try await stage.tap("Settings")
        try await stage.type("Crew code", "ABCD-2345")
        try await stage.tap("Make this a crew’s phone")
        let refusal = try await stage.phone.see("a refusal") { $0.settings?.code?.error }
        try await stage.sees(refusal)
        await stage.phone.close()
    }

    @Test("another language and larger letters are there at once")
    func settings() async throws {
        let stage = try await Stage.open(in: folder, of: city, "el-GR")
        try await stage.tap("Ρυθμίσεις")
        try await stage.tap("English")
        try await stage.sees("As on the phone")
        try await stage.tap("Larger texts")
        try await stage.phone.see("larger letters") { $0.largeText ? true : nil }
        await stage.phone.close()
    }

    @Test("who wants to be forgotten is, once what that means was read, and begins anew", arguments: Tongue.all)
    func forgotten(locale: String) async throws {
        let stage = try await Stage.open(in: folder, of: city, locale)
        _ = try await stage.phone.file { try await $0.compose(at: Spot.all[0]) }
        try await stage.tap("Settings")
        try await stage.tap("Forget everything of mine on this phone")
        try await stage.sees("Your list of reports on this phone will be empty. The city keeps what was sent.")
        try await stage.tap("Yes, forget everything")
        try await stage.sees("Everything of yours was removed from this phone.")
        try await stage.tap("My reports")
        try await stage.sees("You have not reported anything yet.")
        await stage.phone.close()
    }

    private func stop(_ number: UInt32, _ stage: Stage) async throws -> JobRow {
        try await stage.phone.see("stop \(number)") { $0.crew?.jobs.first { $0.stop == number } }
    }
}
