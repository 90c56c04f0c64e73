import DimosBindings
import Foundation

/// Why there is no core, for a screen that offers to try again or to send the diagnostics. The reasons are technical, in
/// English.
public enum CoreFailure: Error, Equatable, Sendable {
    /// The operating system gives no threads: other apps have to be closed.
    case noThreads(reason: String)
    /// The phone's storage cannot be used.
    case storage(reason: String)
    /// The phone's secure storage cannot be read now: without it the city would not know this phone.
    case secrets(reason: String)
    /// A mistake of ours.
    case broken(reason: String)

    init(_ error: any Error) {
        self =
            switch error {
            case let failure as CoreFailure: failure
            case CoreError.NoThreads(let reason): .noThreads(reason: reason)
            case CoreError.Storage(let reason): .storage(reason: reason)
            case is CocoaError, is POSIXError: .storage(reason: String(reflecting: error))
            default: .broken(reason: String(reflecting: error))
            }
    }

    /// Whether it may be otherwise later, without a new app.
    public var mayPass: Bool {
        switch self {
        case .noThreads, .storage, .secrets: true
        case .broken: false
        }
    }
}
