import Acting
import DimosBindings
import DimosKit
import Testing

/// Airplane mode, and what the operating system delivers when nobody looks.
@MainActor
struct OfflineTests: HasPhoneInCity {
    let place: PhoneInCity

    init() async throws {
        place = try await PhoneInCity()
        try await phone.ready()
    }

    @Test("what was sent in airplane mode is delivered when that ends")
    func airplaneMode() async throws {
        try await fileInAirplaneMode()
        let waiting = try await phone.seeMine("the report, kept") { $0.unsent.count == 1 && $0.rows.count == 1 }
        #expect(!waiting.rows[0].hasTicket)
        phone.phone.online = true
        try await phone.seeMine("its number") { $0.unsent.isEmpty && $0.rows.first?.hasTicket == true }
        await phone.close()
    }

    @Test("leaving the app asks the operating system once for what waits, and for nothing where nothing waits")
    func leaving() async throws {
        phone.phone.inFront = false
        try await phone.send(.dismissToast)
        #expect(phone.os.deliveries.isEmpty)

        phone.phone.inFront = true
        try await fileInAirplaneMode()
        phone.os.deliveries.removeAll()
        phone.phone.inFront = false
        #expect(try await phone.os.next(\.deliveries) == 1)
        await phone.close()
        #expect(phone.os.deliveries.isEmpty)
    }

    @Test("the operating system delivers beside the open app, and says whether to come again")
    func besideTheApp() async throws {
        try await fileInAirplaneMode()
        let unreached = try #require(await delivery(to: "http://127.0.0.1:9").drain(.seconds(2)).round)
        #expect(unreached.left == 1)
        #expect(DeliveryOutcome.ran(unreached).comeAgain)
        #expect(await delivery().drain(.zero).round?.delivered == 0)

        let ran = try await deliverAll()
        #expect(ran.refused == 0)
        #expect(!DeliveryOutcome.ran(ran).comeAgain)
        phone.phone.online = true
        let mine = try await phone.seeMine("its number") { $0.unsent.isEmpty && $0.rows.first?.hasTicket == true }
        #expect(mine.rows.count == 1, "delivered once")
        await phone.close()
    }

    @Test("a delivery that the operating system stops returns at once, loses nothing and doubles nothing")
    func stopped() async throws {
        try await fileInAirplaneMode()
        for pause in [0, 5, 20, 60] {
            let run = Task { await delivery().drain(.seconds(20)) }
            try await Task.sleep(for: .milliseconds(pause))
            run.cancel()
            let outcome = await run.value
            #expect(outcome == .stopped || outcome.round != nil)
        }
        _ = try await deliverAll()
        phone.phone.online = true
        // A round that was stopped may go on for a moment and bring the number where this app does not see it.
        try await phone.send(.openTab(tab: .myReports))
        let mine = try await phone.patiently("its number", .foreground) { $0.myReports.if { $0.rows.first?.hasTicket == true } }
        #expect(mine.rows.count == 1)
        await phone.close()
    }

    @Test("a city that never answers holds up nobody who was told to stop")
    func stoppedAtOnce() async throws {
        try await fileInAirplaneMode()
        let silent = try SilentServer()
        let run = Task { await delivery(to: silent.url).drain(.seconds(60)) }
        try await silent.called()
        run.cancel()
        #expect(await run.value == .stopped)
        #expect(DeliveryOutcome.stopped.comeAgain)
        await phone.close()
    }

    @Test("storage or secrets that fail for now are reasons to come again")
    func failing() async throws {
        let nowhere = phone.config(dataDir: "/dev/null/app")
        let noStorage = await BackgroundDelivery(config: { nowhere }, secrets: phone.os.secrets).drain(.seconds(1))
        #expect(noStorage.comeAgain)
        guard case .failed(.storage) = noStorage else { throw NeverCame("trouble with the storage: \(noStorage)") }
        let config = phone.config
        let locked = await BackgroundDelivery(config: { config }, secrets: LockedSecrets()).drain(.seconds(1))
        #expect(locked.comeAgain)
        guard case .failed(.secrets) = locked else { throw NeverCame("trouble with the secrets: \(locked)") }
        await phone.close()
    }

    private func fileInAirplaneMode() async throws {
        phone.phone.online = false
        try await phone.send(.openTab(tab: .report))
        try await phone.compose()
        try await phone.report(.send)
        try await phone.seeMine("the report, kept") { !$0.unsent.isEmpty }
    }

    private func delivery(to server: String? = nil) -> BackgroundDelivery {
        let config = phone.config(server: server)
        return BackgroundDelivery(config: { config }, secrets: phone.os.secrets)
    }

    /// A stopped round keeps others away until it ends.
    private func deliverAll() async throws -> DeliveryOutcome.Round {
        for _ in 0..<40 {
            if let ran = await delivery().drain(.seconds(20)).round, ran.left == 0 { return ran }
            try await Task.sleep(for: .milliseconds(250))
        }
        throw NeverCame("everything delivered")
    }
}

extension DeliveryOutcome {
    fileprivate var round: Round? { if case .ran(let round) = self { round } else { nil } }
}

/// What a run comes to, decided without one.
struct DeliveryOutcomeTests {
    @Test("a notification is about what a person has to know, and an update is more urgent than what was refused")
    func notices() {
        func notices(refused: Int = 0, reports: Int = 0, jobs: Int = 0, update: Bool = false) -> [DeliveryNotice] {
            let round = DeliveryOutcome.Round(
                delivered: 1, refused: refused, left: 0, reportsWithNews: reports, jobsWithNews: jobs, updateRequired: update)
            return DeliveryOutcome.ran(round).notices
        }
        #expect(notices() == [])
        #expect(notices(refused: 1, reports: 2, jobs: 3) == [.news(2), .plan(3), .refused(1)])
        #expect(notices(refused: 1, update: true) == [.updateRequired])
        #expect(DeliveryOutcome.failed(.storage(reason: "")).notices == [])
        #expect(DeliveryOutcome.stopped.notices == [])
    }

    @Test("what waits for an update of the app is not tried again before that")
    func update() {
        let round = DeliveryOutcome.Round(
            delivered: 0, refused: 0, left: 3, reportsWithNews: 0, jobsWithNews: 0, updateRequired: true)
        #expect(!DeliveryOutcome.ran(round).comeAgain)
        #expect(!DeliveryOutcome.failed(.broken(reason: "")).comeAgain)
    }
}
