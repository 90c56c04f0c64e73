/// One question to a person at a time: who asks again gives up the first. Answered once, by whoever comes first.
@MainActor
final class Question<Answer: Sendable> {
    private var waiting: (ask: Int, CheckedContinuation<Answer, any Error>)?
    private var asks = 0

    /// Whether somebody waits for an answer.
    var isOpen: Bool { waiting != nil }

    /// Asks by `show`, and waits as long as the person takes, or until the task is cancelled.
    func ask(_ show: () throws -> Void) async throws -> Answer {
        end(throwing: CancellationError())
        asks += 1
        let ask = asks
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { done in
                guard !Task.isCancelled else { return done.resume(throwing: CancellationError()) }
                waiting = (ask, done)
                do {
                    try show()
                } catch {
                    end(throwing: error)
                }
            }
        } onCancel: {
            Task { @MainActor in
                if self.waiting?.ask == ask { self.end(throwing: CancellationError()) }
            }
        }
    }

    func answer(_ answer: Answer) {
        let waiting = waiting
        self.waiting = nil
        waiting?.1.resume(returning: answer)
    }

    func end(throwing error: any Error) {
        let waiting = waiting
        self.waiting = nil
        waiting?.1.resume(throwing: error)
    }
}
