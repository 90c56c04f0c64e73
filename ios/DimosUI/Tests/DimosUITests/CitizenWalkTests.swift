import Acting
import DimosBindings
import DimosKit
import Foundation
import Testing

/// A citizen's story, told by what is seen on the screens and touched there, over the real core and a real server.
@MainActor
struct CitizenWalkTests {
    let folder: Folder
    let city: City

    init() async throws {
        folder = try Folder()
        city = try await City.open()
    }

    @Test("a blocked drain gets a ticket number, a comment, and its place on the map", arguments: Tongue.all)
    func report(locale: String) async throws {
        let stage = try await Stage.open(in: folder, of: city, locale)
        try await stage.tap("Report a problem")
        stage.phone.os.willPick(try stage.phone.photo("street-6.jpg"))
        try await stage.tap("Take a photo")
        try await stage.sees("Photo 1 of 1")
        try await stage.type("Description", "Βουλωμένο φρεάτιο, γεμάτο φύλλα. Με την πρώτη βροχή λιμνάζει ο δρόμος.")
        try await stage.tap("Continue")

        try await stage.sees("From the photo, within 7 m")
        try await stage.tap("Continue")

        try await stage.tap("Suggested because you wrote")
        try await stage.tap("Continue")
        try await stage.sees("Your details")
        try await stage.tap("Continue")
        try await stage.sees("Check and send")
        try await stage.tap("Send to the city")
        try await stage.sees("Thank you!")

        try await stage.tap("My reports")
        try await stage.sees("-000001")
        try await stage.tap("-000001")
        try await stage.sees("You reported this")
        try await stage.type("Your words", "Είναι μπροστά σε σχολείο.")
        try await stage.tap("Send the comment")
        try await stage.sees("Είναι μπροστά σε σχολείο.")
        try await stage.tap("Back")

        stage.phone.os.whenAccessIsAsked = { .granted }
        stage.phone.os.whenPositionIsAsked = { _ in .found(lat: 40.610046, lon: 22.957482, accuracyM: 8) }
        try await stage.tap("My city")
        try await stage.tap("Around me")
        try await stage.sees("-000001")
        let pin = try await stage.phone.see("its pin") { $0.myCity?.map.pins.first }
        try await stage.tap("Map")
        try await stage.tap(pin.spoken)
        try await stage.tap("-000001")
        try await stage.sees("You reported this")
        await stage.phone.close()
    }

    @Test("what is missing is said, and danger is answered with the number to call", arguments: Tongue.all)
    func missing(locale: String) async throws {
        let stage = try await Stage.open(in: folder, of: city, locale)
        try await stage.tap("Report a problem")
        try await stage.sees("Write a few words or add a photo.")
        try await stage.type("Description", "The street is flooded")
        try await stage.tap("Continue")
        try await stage.sees("Show where it is")
        try await stage.type("Find a street", "Tsimiski")
        // The city has its streets' names in Greek only.
        try await stage.tap("Τσιμισκή")
        try await stage.tap("Continue")
        try await stage.tap("Suggested because you wrote")
        try await stage.tap("Continue")

        // The questions are the city's own.
        let asked = try await stage.phone.see("a question") { $0.report?.questions.first }
        guard case .choice(_, let question, let options, _) = asked else { throw NeverCame("a choice: \(asked)") }
        try await stage.sees(question)
        try await stage.tap(try #require(options.first { $0.code == "trapped" }).spoken)
        try await stage.sees("112")
        await stage.phone.close()
    }

    @Test(
        "the map moves the pin, the way back leads through the steps, and a draft is thrown away and fetched back",
        arguments: Tongue.all)
    func draft(locale: String) async throws {
        let stage = try await Stage.open(in: folder, of: city, locale)
        try await stage.tap("Report a problem")
        try await stage.type("Description", "A broken bench")
        try await stage.tap("Continue")
        try await stage.touch("Map", at: CGPoint(x: 100, y: 80))
        try await stage.sees("From the map")
        try await stage.tap("Back")
        #expect(stage.field("Description")?.value == "A broken bench")
        try await stage.tap("Back")
        try await stage.tap("Remove: Draft: A broken bench")
        try await stage.seesNo("Remove: Draft: A broken bench")
        try await stage.tap("Undo")
        try await stage.sees("Remove: Draft: A broken bench")
        await stage.phone.close()
    }
}
