import Acting
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

    @Test("a blocked drain gets a ticket number, a comment, and its place on the map")
    func report() async throws {
        let stage = try await Stage.open(in: folder, of: city, "el-GR")
        try await stage.tap("Αναφέρετε ένα πρόβλημα")
        stage.phone.os.willPick(try stage.phone.photo("street-6.jpg"))
        try await stage.tap("Τραβήξτε φωτογραφία")
        try await stage.sees("Φωτογραφία 1 από 1")
        try await stage.type("Περιγραφή", "Βουλωμένο φρεάτιο, γεμάτο φύλλα. Με την πρώτη βροχή λιμνάζει ο δρόμος.")
        try await stage.tap("Συνέχεια")

        try await stage.sees("Από τη φωτογραφία, με ακρίβεια 7 μ.")
        try await stage.tap("Συνέχεια")

        try await stage.tap("Πρόταση, επειδή γράψατε")
        try await stage.tap("Συνέχεια")
        try await stage.sees("Τα στοιχεία σας")
        try await stage.tap("Συνέχεια")
        try await stage.sees("Έλεγχος και αποστολή")
        try await stage.tap("Αποστολή στον δήμο")
        try await stage.sees("Ευχαριστούμε!")

        try await stage.tap("Οι αναφορές μου")
        try await stage.sees("-000001")
        try await stage.tap("-000001")
        try await stage.sees("Κάνατε την αναφορά")
        try await stage.type("Το μήνυμά σας", "Είναι μπροστά σε σχολείο.")
        try await stage.tap("Στείλτε το σχόλιο")
        try await stage.sees("Είναι μπροστά σε σχολείο.")
        try await stage.tap("Back")

        stage.phone.os.whenAccessIsAsked = { .granted }
        stage.phone.os.whenPositionIsAsked = { _ in .found(lat: 40.610046, lon: 22.957482, accuracyM: 8) }
        try await stage.tap("Η πόλη μου")
        try await stage.tap("Γύρω μου")
        try await stage.sees("-000001")
        try await stage.tap("Χάρτης")
        try await stage.tap("Βουλωμένο φρεάτιο")
        try await stage.tap("-000001")
        try await stage.sees("Κάνατε την αναφορά")
        await stage.phone.close()
    }

    @Test("what is missing is said, and danger is answered with the number to call")
    func missing() async throws {
        let stage = try await Stage.open(in: folder, of: city)
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

        try await stage.sees("Is anyone in danger?")
        try await stage.tap("Yes: a person")
        try await stage.sees("call 112 now")
        await stage.phone.close()
    }

    @Test("the map moves the pin, the way back leads through the steps, and a draft is thrown away and fetched back")
    func draft() async throws {
        let stage = try await Stage.open(in: folder, of: city)
        try await stage.tap("Report a problem")
        try await stage.type("Description", "A broken bench")
        try await stage.tap("Continue")
        try await stage.touch("Map", at: CGPoint(x: 100, y: 80))
        try await stage.sees("From the map")
        try await stage.tap("Back")
        #expect(stage.root.field("Description")?.value == "A broken bench")
        try await stage.tap("Back")
        try await stage.tap("Remove: Draft: A broken bench")
        try await stage.seesNo("Remove: Draft: A broken bench")
        try await stage.tap("Undo")
        try await stage.sees("Remove: Draft: A broken bench")
        await stage.phone.close()
    }
}
