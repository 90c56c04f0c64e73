import Foundation

/// A value that any thread may use, one at a time. The standard library's own `Mutex` wants iOS 18.
package final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    package init(_ value: sending Value) {
        self.value = value
    }

    package func with<Result>(_ act: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try act(&value)
    }
}
