import Acting
import DimosBindings
import DimosKit
import Foundation

/// One measured number, in milliseconds.
struct Figure: Encodable {
    /// What a line with a figure begins with.
    static let mark = "figure: "

    let name: String
    let value: Double
    let limit: Double?
    let note: String

    var json: String { get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) } }
}

/// Measures on a phone that was filled, without a network.
@MainActor
struct Measuring {
    static let rows = 50
    private let warmUp = 1_000
    private let rounds = 5_000
    private let openings = 15

    private let dataDir: String
    private let server: String

    init(in dataDir: String, of server: String) {
        self.dataDir = dataDir
        self.server = server
    }

    func figures() async throws -> [Figure] {
        // Before anything else: the first in its process.
        let first = try opening()
        let took = try crossings()
        let stored = try await throughTheStore()
        let opened = try (0..<openings).map { _ in try opening() }
        return [
            Figure(
                name: "ios: intent to view model, p50, \(Self.rows) rows", value: took.at(50), limit: 0.1,
                note: "\(rounds) rounds, Swift on Linux; p99 \(String(format: "%.3f", took.at(99))) ms"),
            Figure(
                name: "ios: intent to the store's state, p50, \(Self.rows) rows", value: stored, limit: nil,
                note: "with both changes of thread"),
            Figure(
                name: "ios: core open, warm process", value: opened.at(50), limit: 50,
                note: "median of \(openings), to the first screen"),
            Figure(
                name: "ios: core open, first in its process", value: first, limit: 50,
                note: "the library is loaded before it, with the program"),
        ]
    }

    private func opening() throws -> Double {
        try milliseconds { _ = try started() }
    }

    /// A core with its first screen.
    private func started() throws -> BarePhone {
        let phone = try BarePhone(in: dataDir, of: server)
        phone.core.send(intent: .connectivity(online: false))
        phone.core.send(intent: .start)
        try phone.ready()
        return phone
    }

    /// From `send` to the view model, with an intent that changes what is shown.
    private func crossings() throws -> [Double] {
        let phone = try started()
        phone.core.send(intent: .openTab(tab: .myReports))
        _ = try phone.until("the rows") { $0.myReports.if { $0.rows.count == Self.rows } }
        // What is still being read for these rows would be measured too.
        Thread.sleep(forTimeInterval: 2)
        return try (0..<warmUp + rounds).map { round in
            var view: ViewModel?
            let took = milliseconds {
                phone.core.send(intent: .settings(intent: .largeText(large: round.isMultiple(of: 2))))
                view = phone.core.view()
            }
            guard view?.largeText == round.isMultiple(of: 2), view?.myReports?.rows.count == Self.rows else {
                throw NeverCame("the change in the view")
            }
            return took
        }
        .suffix(rounds)
    }

    private func throughTheStore() async throws -> Double {
        let app = URL(fileURLWithPath: dataDir)
        let phone = Handset(in: app.deletingLastPathComponent(), of: server, phone: PhoneState(online: false, locale: "el-GR"))
        try await phone.ready()
        try await phone.seeMine("the rows") { $0.rows.count == Self.rows && !$0.refreshing }
        try await Task.sleep(for: .seconds(2))
        var costs: [Double] = []
        for round in 0..<300 {
            let began = ContinuousClock.now
            phone.store.send(.settings(intent: .largeText(large: round.isMultiple(of: 2))))
            _ = await seen(within: .seconds(10)) { phone.store.view?.largeText == round.isMultiple(of: 2) ? true : nil }
            costs.append((ContinuousClock.now - began) / .milliseconds(1))
            // The next frame, or the store would wait for it.
            try await Task.sleep(for: .milliseconds(60))
        }
        await phone.close()
        return costs.suffix(200).at(50)
    }

    private func milliseconds(_ act: () throws -> Void) rethrows -> Double {
        try ContinuousClock().measure(act) / .milliseconds(1)
    }
}

extension Handset {
    /// Reports of its own, delivered; then the app is left.
    func fill() async throws {
        try await ready()
        for number in 0..<Measuring.rows {
            try await send(.openTab(tab: .report))
            try await compose(at: Spot.all[number % Spot.all.count])
            try await report(.send)
        }
        try await seeMine("all numbers") { mine in
            mine.rows.filter(\.hasTicket).count == Measuring.rows && mine.unsent.isEmpty
        }
        await close()
    }
}

extension Collection<Double> {
    /// The value that so many of a hundred do not exceed.
    fileprivate func at(_ percent: Int) -> Double { sorted()[count * percent / 100] }
}
