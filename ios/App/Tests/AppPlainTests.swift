import DimosBindings
import DimosHandover
import DimosKit
import Foundation
import SwiftUI
import Testing

@testable import AppPlain
@testable import DimosUI

/// What comes from outside.
struct ArrivalTests {
    private let id = "019ac0de-0000-7000-8000-000000000001"

    @Test("a bank's page and the city's link lead to the same payment")
    func payment() throws {
        let wanted = Intent.openLink(url: "dimos://pay/attempts/\(id)")
        for link in ["dimos://pay/attempts/\(id)", "https://dimos.example.gr/pay/attempts/\(id)"] {
            #expect(Arrival.intent(of: try #require(URL(string: link))) == wanted)
        }
    }

    @Test("the widget's links open tabs")
    func widget() {
        #expect(Arrival.intent(of: AppLink.report) == .openTab(tab: .report))
        #expect(Arrival.intent(of: AppLink.myReports) == .openTab(tab: .myReports))
        #expect(Arrival.intent(of: AppLink.crew) == .openTab(tab: .crew))
    }

    @Test("a link of another kind is not looked at, one without end is cut, a strange one is left to the core's suspicion")
    func strange() throws {
        #expect(Arrival.intent(of: try #require(URL(string: "file:///etc/passwd"))) == nil)
        #expect(Arrival.intent(of: try #require(URL(string: "javascript:alert(1)"))) == nil)
        let endless = try #require(URL(string: "dimos://pay/" + String(repeating: "x", count: 100_000)))
        guard case .openLink(let told) = Arrival.intent(of: endless) else {
            Issue.record("not told")
            return
        }
        #expect(told.count == 2_000)
        #expect(Arrival.intent(of: try #require(URL(string: "dimos://x/y"))) == .openLink(url: "dimos://x/y"))
    }

    @Test("each quick action is known, another one is not")
    func quickActions() {
        #expect(Arrival.QuickAction.allCases.compactMap { Arrival.intent(ofQuickAction: $0.rawValue) }.count == 2)
        #expect(Arrival.intent(ofQuickAction: "gr.dimos.ios.other") == nil)
    }
}

/// What the widget and the Live Activity show.
struct SnapshotOfViewTests {
    private let samples = Samples(language: "el")
    private var seen: Snapshot { Snapshot(language: "el").after(samples.mine()) }

    @Test("my newest reports, three at most, in the core's words")
    func mine() {
        guard case .myReports(let mine) = samples.mine().screen else { return }
        #expect(seen.reports.map(\.id) == mine.rows.prefix(3).map(\.id))
        #expect(seen.reports.first?.status == mine.rows.first?.status)
        #expect(seen.after(samples.noReports()).reports.isEmpty)
    }

    @Test("what others reported is not shown, and screens about something else change nothing")
    func others() {
        for view in [samples.anothers(), samples.city(), samples.bills(), samples.drafts(), samples.starting()] {
            #expect(seen.after(view) == seen)
        }
    }

    @Test("a crew's next stop, until the day is done or the phone is no crew's any more")
    func crew() throws {
        let day = seen.after(samples.day())
        guard case .crew(let crew) = samples.day().screen else { return }
        let first = try #require(crew.jobs.filter { $0.stop > 0 }.min { $0.stop < $1.stop })
        #expect(day.stop?.id == first.id)
        #expect(day.after(samples.starting()).stop != nil)
        #expect(day.after(samples.freeDay()).stop == nil)
        #expect(day.after(samples.bills()).stop == nil)
        #expect(LivePlan.after(day, samples.day(), running: nil)?.kind == .crewDay)
    }

    @Test("who asks to be forgotten is shown no more")
    func forgotten() {
        guard case .settings(let settings) = samples.crewSettings().screen else { return }
        let asked = samples.settings()
        guard case .settings(let plain) = asked.screen else { return }
        let emptied = [settings, plain].contains { $0.forgetWarning != nil }
        #expect(emptied, "a sample must ask")
        for view in [asked, samples.crewSettings()] {
            guard case .settings(let shown) = view.screen, shown.forgetWarning != nil else { continue }
            #expect(seen.after(view) == Snapshot(language: "el"))
        }
    }

    @Test("a report that is looked at while it is under way goes on on the lock screen, until it is done")
    func live() throws {
        let asked = samples.asked()
        guard case .ticket(let ticket) = asked.screen else { return }
        let snapshot = Snapshot(language: "el", reports: [Snapshot.Report(ticket.row)])
        #expect(LivePlan.after(snapshot, samples.city(), running: nil) == nil)
        let running = try #require(LivePlan.after(snapshot, asked, running: nil))
        #expect(running.id == ticket.row.id)
        #expect(LivePlan.after(snapshot, samples.city(), running: running) == running)
        let done = Snapshot.Report(
            id: running.id, title: "", place: "", number: "", status: "Επισκευάστηκε", tone: .good)
        #expect(LivePlan.after(Snapshot(language: "el", reports: [done]), samples.city(), running: running) == nil)
        #expect(LivePlan.after(Snapshot(language: "el"), samples.anothers(), running: nil) == nil)
    }
}

/// The keychain's answers.
struct SecretStatusTests {
    @Test("a keychain that is locked is not an empty one")
    func locked() throws {
        #expect(try SecretStatus.wasFound(SecretStatus.success))
        #expect(try !SecretStatus.wasFound(SecretStatus.notFound))
        #expect(throws: SecretFailure.locked) { try SecretStatus.wasFound(SecretStatus.locked) }
        #expect(throws: SecretFailure.status(-34_018)) { try SecretStatus.wasFound(-34_018) }
    }
}

/// When the operating system is asked to wake the app.
struct DeliveryPlanTests {
    private func round(left: Int, updateRequired: Bool = false) -> DeliveryOutcome {
        .ran(
            DeliveryOutcome.Round(
                delivered: 1, refused: 0, left: left, reportsWithNews: 0, jobsWithNews: 0, updateRequired: updateRequired))
    }

    @Test("who leaves wants it sent now; while the app shows it is for later")
    func leaving() {
        #expect(DeliveryPlan.schedule(waiting: 2, inFront: false, network: .free).delivery == 0)
        #expect((DeliveryPlan.schedule(waiting: 2, inFront: true, network: .free).delivery ?? 0) > 0)
    }

    @Test("what is left is tried again, what the city takes no more is not")
    func again() {
        #expect(DeliveryPlan.after(round(left: 1), network: .free).delivery != nil)
        #expect(DeliveryPlan.after(round(left: 0), network: .free).delivery == nil)
        #expect(DeliveryPlan.after(round(left: 1, updateRequired: true), network: .free).delivery == nil)
        #expect(DeliveryPlan.after(.stopped, network: .none).delivery != nil)
    }

    @Test("in Low Data Mode what a person sends goes out and news is not asked for")
    func sparing() {
        let plan = DeliveryPlan.schedule(waiting: 1, inFront: false, network: .sparing)
        #expect(plan.delivery != nil)
        #expect(plan.news == nil)
    }
}

/// Questions to a person.
@MainActor
struct QuestionTests {
    @Test("is answered once")
    func once() async throws {
        let question = Question<Int>()
        let answer = try await question.ask {
            #expect(question.isOpen)
            question.answer(7)
            question.answer(8)
        }
        #expect(answer == 7)
        #expect(!question.isOpen)
    }

    @Test("who asks again gives up the first; who is cancelled waits no more; what cannot be shown is told")
    func givesUp() async throws {
        let question = Question<Int>()
        let first = Task { try await question.ask {} }
        while !question.isOpen { await Task.yield() }
        let second = Task { try await question.ask {} }
        await #expect(throws: CancellationError.self) { try await first.value }
        while !question.isOpen { await Task.yield() }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        await #expect(throws: InboxFailure.noRoom) { try await question.ask { throw InboxFailure.noRoom } }
        #expect(!question.isOpen)
    }
}

/// Where a window comes back to.
struct KeptTabTests {
    @Test("a window comes back to the tab that it left, whatever the language, and to none that it does not know")
    @MainActor
    func comesBack() {
        for language in Samples.languages {
            let samples = Samples(language: language)
            #expect(KeptTab.intent(for: KeptTab.name(in: samples.mine())) == .openTab(tab: .myReports))
            #expect(KeptTab.intent(for: KeptTab.name(in: samples.crewSettings())) == .openTab(tab: .settings))
            #expect(KeptTab.intent(for: KeptTab.name(in: samples.day())) == .openTab(tab: .crew))
        }
        #expect(KeptTab.name(in: Samples(language: "en").starting()) == nil)
        #expect(KeptTab.intent(for: nil) == nil)
        #expect(KeptTab.intent(for: "../../crew") == nil)
    }
}

/// The widget and the app call the same thing by the same sign.
struct SnapshotToneTests {
    @Test("a status has one symbol and one colour, in the app and on the home screen")
    func same() {
        for tone in [Tone.info, .good, .warning, .danger] {
            #expect(SnapshotTone(tone).symbol == Symbol.of(tone))
            for scheme in [ColorScheme.light, .dark] { #expect(SnapshotTone(tone).ink.colour(scheme) == tone.ink.colour(scheme)) }
        }
    }
}
