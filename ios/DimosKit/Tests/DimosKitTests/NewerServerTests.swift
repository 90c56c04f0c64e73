import Acting
import DimosBindings
import DimosKit
import Testing

/// The city's server has become another generation's.
@MainActor
struct NewerServerTests {
    let folder: Folder
    let city: City
    let os = TestPorts()

    init() async throws {
        folder = try Folder()
        city = try await City.open()
    }

    @Test("the app says that it is too old, keeps what is unsent, and delivers it once it is updated")
    func newer() async throws {
        let old = handset(of: city.url)
        try await old.ready()
        old.phone.online = false
        try await old.compose()
        try await old.report(.send)
        try await old.seeMine("kept") { $0.unsent.count == 1 }
        await old.close()

        let newer = try NewerServer()
        let tooOld = handset(of: newer.url)
        try await tooOld.ready()
        let banner = try await tooOld.see("the banner") { $0.banner.if { $0.text.contains("too old") } }
        #expect(banner.text.contains("what is unsent is kept"))
        #expect(try await tooOld.seeMine("still there") { !$0.unsent.isEmpty }.unsent.count == 1)
        let config = tooOld.config
        let outcome = await BackgroundDelivery(config: { config }, secrets: os.secrets).drain(.seconds(5))
        guard case .ran(let round) = outcome else { throw NeverCame("a round: \(outcome)") }
        #expect(round.updateRequired && round.left == 1)
        #expect(!outcome.comeAgain, "the operating system need not wake it for nothing")
        #expect(outcome.notices == [.updateRequired])
        await tooOld.close()

        let updated = handset(of: city.url)
        try await updated.ready()
        try await updated.seeMine("its number") { $0.unsent.isEmpty && $0.rows.contains(where: \.hasTicket) }
        try await updated.see("no more banner") { $0.banner == nil ? true : nil }
        await updated.close()
    }

    private func handset(of server: String) -> Handset {
        Handset(in: folder.url, of: server, phone: PhoneState(locale: "en-GB"), os: os)
    }
}
