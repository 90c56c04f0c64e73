import Dispatch

/// The time of ``abandonable(after:_:)`` was over.
package struct TimedOut: Error {}

/// What `act` gives. Once the time is over or the caller is cancelled, `act` is cancelled and not waited for: not everything
/// that an operating system or Rust is asked for can be stopped.
package func abandonable<Value: Sendable>(
    after limit: Duration? = nil, _ act: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let (outcomes, first) = AsyncStream<Result<Value, any Error>>.makeStream(bufferingPolicy: .bufferingOldest(1))
    let work = Task {
        do {
            first.yield(.success(try await act()))
        } catch {
            first.yield(.failure(error))
        }
    }
    let clock = limit.map { limit in
        Task {
            try await Task.sleep(for: limit)
            first.yield(.failure(TimedOut()))
        }
    }
    defer {
        work.cancel()
        clock?.cancel()
    }
    for await outcome in outcomes { return try outcome.get() }
    throw CancellationError()
}

extension DispatchQueue {
    /// Does on this queue what may block, and waits without a thread.
    func run<Value: Sendable>(_ act: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { done in
            async { done.resume(with: Result(catching: act)) }
        }
    }
}
