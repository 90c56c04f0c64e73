import Acting
import DimosBindings
import DimosKit
import Foundation
import Testing

/// The core cannot be opened, or the phone's storage cannot: the app says so and has a way out.
@MainActor
struct OpeningTests {
    let folder: Folder
    let city: City

    init() async throws {
        folder = try Folder()
        city = try await City.open()
    }

    @Test("storage that cannot be used is told on the first screen, and trying again helps")
    func blockedStorage() async throws {
        let phone = Handset(in: folder.url, of: city.url)
        // A file stands where the app's folder should be.
        let blocked = folder.url.appending(path: "app")
        try Data("not a folder".utf8).write(to: blocked)
        phone.open()
        let told = try await phone.see("what is wrong") { $0.starting.if { $0.retry != nil } }
        #expect(!told.message.isEmpty)
        phone.store.send(.openTab(tab: .myReports))
        try await phone.send(.foreground)
        try await phone.see("it still is") { $0.starting?.retry }

        try FileManager.default.removeItem(at: blocked)
        try await phone.send(.foreground)
        try await phone.see("what was asked for meanwhile") { $0.myReports }
        await phone.close()
    }

    @Test("a damaged database is moved aside, what was unsent is recovered, and that is told")
    func damagedDatabase() async throws {
        let phone = Handset(in: folder.url, of: city.url)
        try await phone.ready()
        phone.phone.online = false
        try await phone.compose(at: Spot.all[0])
        try await phone.report(.send)
        try await phone.seeMine("kept") { !$0.unsent.isEmpty }
        await phone.close()
        // The heads of the database and of its log: nothing of them can be read but by its raw bytes.
        for name in ["dimos.db", "dimos.db-wal"] {
            let file = folder.url.appending(path: "app/\(name)")
            guard var bytes = try? Data(contentsOf: file) else { continue }
            let head = 0..<min(100, bytes.count)
            bytes.replaceSubrange(head, with: repeatElement(0xA5, count: head.count))
            try bytes.write(to: file)
        }
        try await phone.ready()
        #expect(try await !phone.see("a word about it") { $0.toast }.text.isEmpty)
        #expect(try await phone.seeMine("what was unsent") { !$0.unsent.isEmpty }.unsent.count == 1)
        let files = try FileManager.default.contentsOfDirectory(atPath: phone.config.dataDir)
        #expect(files.contains { $0.hasPrefix("set-aside") }, "\(files)")
        await phone.close()
    }

    @Test("whatever opening throws has a name")
    func names() async throws {
        let phone = Handset(in: folder.url, of: city.url)
        func failure(_ error: any Error) async throws -> CoreFailure {
            let store = CoreStore(
                config: { throw error }, ports: phone.os.ports, phone: phone.phone, diagnostics: phone.diagnostics)
            return try await told(by: store)
        }
        guard case .storage = try await failure(CocoaError(.fileWriteOutOfSpace)) else { throw NeverCame("storage") }
        guard case .noThreads("EAGAIN") = try await failure(CoreError.NoThreads(reason: "EAGAIN")) else {
            throw NeverCame("threads")
        }
        guard case .broken = try await failure(NeverCame("a mistake at /private/path")) else { throw NeverCame("broken") }
        #expect(phone.diagnostics.text.split(separator: "\n").count == 3)
        #expect(!phone.diagnostics.text.contains("private"), "nothing of the person's")

        let locked = Handset(in: folder.url, of: city.url, os: TestPorts(secrets: LockedSecrets()))
        locked.open()
        guard case .secrets = try await told(by: locked.store) else { throw NeverCame("secrets") }
    }

    private func told(by store: CoreStore) async throws -> CoreFailure {
        store.open()
        return try await soon("the failure") { if case .failed(let failure) = store.state { failure } else { nil } }
    }
}
