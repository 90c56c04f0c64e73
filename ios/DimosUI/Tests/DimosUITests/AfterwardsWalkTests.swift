import Acting
import DimosKit
import Testing

/// What comes after a report was sent, by what is seen on the screens and touched there.
@MainActor
struct AfterwardsWalkTests {
    let folder: Folder
    let city: City
    let desk: Desk

    init() async throws {
        folder = try Folder()
        city = try await City.open()
        desk = try await city.staff("dispatcher")
    }

    @Test(
        "the city asks and is answered, says it is fixed and hears that it is not, and is rated in the end", arguments: Tongue.all
    )
    func wholeStory(locale: String) async throws {
        let stage = try await Stage.open(in: folder, of: city, locale)
        let report = try await reported(stage)
        try await desk.ask(report, "At which corner?")
        try await stage.seesLater("At which corner?")
        try await stage.sees("Write something or add a photo first.")
        try await stage.type("Your words", "The northern one.")
        try await stage.tap("Send the answer")
        try await stage.sees("You answered")
        try await stage.awaits("the answer with the city") { try await desk.state(of: report) != "needs_info" }

        try await desk.resolve(report)
        try await stage.seesLater("The city says it is fixed")
        try await stage.sees("Say what is still wrong, or show it with a photo.")
        stage.phone.os.willPick(try stage.phone.photo("street-5.jpg"))
        try await stage.tap("Camera")
        try await stage.sees("Photo 1 of 1")
        try await stage.type("Your words", "The water still stands.")
        try await stage.tap("It is not fixed")
        try await stage.sees("You said it is not fixed")
        try await stage.awaits("the city to know") { try await desk.state(of: report) == "reopened" }

        try await desk.resolve(report)
        try await stage.seesLater("Rate the fix")
        try await stage.tap("4 of 5")
        try await stage.tap("Rate the fix")
        try await stage.sees("You rated the fix: 4 stars of 5")
        try await stage.awaits("the rating with the city") { try await desk.state(of: report) == "confirmed" }
        await stage.phone.close()
    }

    @Test("somebody else's report is seconded, followed, and followed no more", arguments: Tongue.all)
    func follow(locale: String) async throws {
        let eleni = try await Handset(in: folder.url.appending(path: "eleni"), of: city.url).ready()
        _ = try await eleni.file { try await $0.compose(at: Spot.all[0]) }
        await eleni.close()
        let stage = try await Stage.open(in: folder, of: city, locale)
        stage.phone.os.whenAccessIsAsked = { .granted }
        stage.phone.os.whenPositionIsAsked = { _ in .found(lat: Spot.all[0].lat, lon: Spot.all[0].lon, accuracyM: 8) }
        try await stage.tap("My city")
        try await stage.tap("Around me")
        try await stage.sees("-000001")
        try await stage.tap("-000001")
        try await stage.tap("Me too")
        try await stage.tap("Stop following")
        try await stage.sees("You no longer follow this report.")
        try await stage.tap("Follow")
        try await stage.sees("You will see how it goes on.")

        try await stage.tap("My reports")
        try await stage.tap("Following")
        try await stage.tap("-000001")
        try await stage.tap("Stop following")
        try await stage.tap("Back")
        try await stage.sees("You do not follow any report yet.")
        await stage.phone.close()
    }

    @Test("what the city refuses is looked at, sent again, and given up once that is meant", arguments: Tongue.all)
    func refused(locale: String) async throws {
        let stage = try await Stage.open(in: folder, of: city, locale)
        let report = try await reported(stage)
        stage.phone.phone.online = false
        try await stage.tap("Take the report back")
        try await stage.sees("If you take the report back, the city stops working on it.")
        try await stage.tap("Yes, take it back")
        try await stage.sees("not sent yet")
        // The crew was faster.
        try await desk.resolve(report)

        stage.phone.phone.online = true
        try await stage.sees("One item needs your attention in My reports.")
        try await stage.tap("My reports")
        try await stage.sees("The city did not take this: the report has moved on meanwhile.")
        try await stage.tap("Send again")
        try await stage.sees("The city did not take this: the report has moved on meanwhile.")
        try await stage.tap("Discard")
        try await stage.tap("Really discard?")
        try await stage.sees("Discarded.")
        try await stage.seesNo("needs your attention")
        await stage.phone.close()
    }

    /// Files a report behind the screens, and opens its page on them.
    private func reported(_ stage: Stage) async throws -> String {
        let report = try await stage.phone.file { try await $0.compose(at: Spot.all[0]) }
        try await stage.tap("-000001")
        try await stage.sees("You reported this")
        return report
    }
}
