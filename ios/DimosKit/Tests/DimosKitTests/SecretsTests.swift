import Acting
import DimosBindings
import Testing

@testable import DimosKit

/// A keychain that cannot be read for a moment, as after a restart.
@MainActor
struct SecretsTests {
    @Test("a keychain that fails for a moment makes this phone no stranger")
    func momentarilyLocked() async throws {
        let folder = try Folder()
        let city = try await City.open()
        let secrets = MomentarilyLockedSecrets()
        let phone = Handset(in: folder.url, of: city.url, os: TestPorts(secrets: secrets))
        try await phone.ready()
        _ = try await phone.file { try await $0.compose(at: Spot.all[0]) }
        await phone.close()
        let device = try #require(try secrets.read("dimos.device"))
        secrets.fail(times: 3)
        try await phone.ready()
        secrets.fail(times: 2)
        _ = try await phone.file { try await $0.compose(at: Spot.all[1]) }
        try await phone.seeMine("both reports") { $0.rows.count == 2 }
        await phone.close()
        secrets.fail(times: 0)
        #expect(try secrets.read("dimos.device") == device)
    }

    @Test("what could not be read is not overwritten")
    func notOverwritten() throws {
        let kept = TestSecrets()
        kept.keep("this phone", as: "dimos.device")
        let secrets = MomentarilyLockedSecrets(kept)
        let diagnostics = Diagnostics()
        let guarded = GuardedSecrets(secrets, diagnostics)
        secrets.fail(times: 100)
        #expect(guarded.get(name: "dimos.device") == nil)
        secrets.fail(times: 0)
        guarded.put(name: "dimos.device", value: "a stranger")
        #expect(kept.read("dimos.device") == "this phone")
        #expect(diagnostics.text.split(separator: "\n").count == 2)
        #expect(guarded.get(name: "dimos.device") == "this phone")
        guarded.put(name: "dimos.device", value: "renewed")
        #expect(kept.read("dimos.device") == "renewed")
    }
}

/// What the core asks for in the words of the phones' common ground.
struct AddressTests {
    @Test(
        "a place is opened in the maps of this platform, anything else as it is",
        arguments: [
            ("geo:40.635000,22.939100?q=40.635000,22.939100(Δ-2026-000001)", "https://maps.apple.com/?daddr=40.635000,22.939100"),
            ("geo:40.6,-22.9;u=35", "https://maps.apple.com/?daddr=40.6,-22.9"),
            ("tel:+302310000000", "tel:+302310000000"),
            ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ])
    func places(address: String, opened: String) {
        #expect(platformAddress(address)?.absoluteString == opened)
    }
}

/// What is noted for whoever looks after the app.
struct DiagnosticsTests {
    @Test("the last two hundred are kept, the oldest first, without the person's words")
    func notes() {
        let diagnostics = Diagnostics()
        for number in 0..<250 { diagnostics.note("trouble \(number)", NeverCame("a secret of Eleni's")) }
        let lines = diagnostics.text.split(separator: "\n")
        #expect(lines.count == 200)
        #expect(lines.first?.contains("trouble 50: Acting.NeverCame") == true)
        #expect(!diagnostics.text.contains("Eleni"))
    }
}
