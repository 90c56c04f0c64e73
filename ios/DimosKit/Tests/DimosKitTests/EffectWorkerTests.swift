import Acting
import DimosBindings
import Foundation
import Testing

@testable import DimosKit

/// What the core asks for, given to the ports without a core.
@MainActor
struct EffectWorkerTests {
    let os = TestPorts()
    let shell = PortShell(rendered: {})
    let diagnostics = Diagnostics()

    @Test("each request is answered exactly once, in whatever way it ends")
    func answers() async throws {
        os.whenAccessIsAsked = { .granted }
        os.whenPositionIsAsked = { _ in await withUnsafeContinuation { (_: UnsafeContinuation<PhoneFix, Never>) in } }
        let (answers, answered) = AsyncStream<Answer>.makeStream()
        let working = work { answered.yield($0) }
        for id in 1...4 as ClosedRange<UInt64> {
            shell.pickPhoto(id: id, request: PickPhoto(source: .camera, belongsTo: "draft/1"))
            #expect(try await os.next(\.photosAsked) == .camera)
        }
        shell.locate(id: 5, request: Locate(timeoutMs: 50))
        os.will { .denied }
        let expected: Set<Answer> = [
            .photo(id: 1, .cancelled), .photo(id: 2, .cancelled), .photo(id: 3, .cancelled), .photo(id: 4, .denied),
            .location(id: 5, .timedOut),
        ]
        let got = try await abandonable(after: .seconds(20)) {
            await answers.prefix(expected.count).reduce(into: []) { $0.append($1) }
        }
        shell.close()
        await working.value
        #expect(Set(got) == expected)
        #expect(diagnostics.text == "")
    }

    @Test("everything else is done in the order in which it was asked for")
    func order() async throws {
        for number in 0..<100 { shell.openUrl(request: OpenUrl(url: "https://example.org/\(number)")) }
        shell.copy(request: CopyText(text: "DE00"))
        shell.share(request: ShareText(text: "a page"))
        shell.showFile(request: ShowFile(path: "/app/receipt.pdf", mediaType: "application/pdf", title: "Receipt"))
        shell.shareFile(request: ShareFile(path: "/app/receipt.pdf", mediaType: "application/pdf", title: "Receipt"))
        shell.scheduleDelivery(request: ScheduleDelivery(waiting: 3))
        shell.close()
        await work { _ in }.value
        #expect(os.opened.map(\.lastPathComponent) == (0..<100).map(String.init))
        #expect(os.copied == ["DE00"] && os.shared == ["a page"] && os.deliveries == [3])
        #expect(os.documentsShown == os.documentsShared && os.documentsShown.first?.title == "Receipt")
    }

    @Test("nothing installed is no reason to crash, and nothing of the person's is noted")
    func nothingInstalled() async throws {
        os.fails = true
        shell.openUrl(request: OpenUrl(url: "https://example.org/private"))
        shell.openUrl(request: OpenUrl(url: ""))
        shell.copy(request: CopyText(text: "private"))
        shell.showFile(request: ShowFile(path: "/private", mediaType: "application/pdf", title: "private"))
        shell.scheduleDelivery(request: ScheduleDelivery(waiting: 1))
        shell.close()
        await work { _ in }.value
        let lines = diagnostics.text.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(!diagnostics.text.contains("private"))
    }

    private func work(_ answer: @escaping @Sendable (Answer) -> Void) -> Task<Void, Never> {
        let worker = EffectWorker(ports: os.ports, diagnostics: diagnostics, answer: answer)
        return Task { [shell] in await worker.work(on: shell.effects) }
    }
}
