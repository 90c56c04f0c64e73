/// What the keychain answers (`OSStatus`, Security/SecBase.h), told apart as the core has to know it: that nothing is kept, or
/// that it cannot be known now.
enum SecretStatus {
    /// `errSecSuccess`.
    static let success: Int32 = 0
    /// `errSecItemNotFound`.
    static let notFound: Int32 = -25_300
    /// `errSecDuplicateItem`.
    static let duplicate: Int32 = -25_299
    /// `errSecInteractionNotAllowed`: locked since the phone was started.
    static let locked: Int32 = -25_308

    /// Whether something was found. Throws where that is not known: a locked keychain is not an empty one.
    static func wasFound(_ status: Int32) throws -> Bool {
        switch status {
        case success: true
        case notFound: false
        case locked: throw SecretFailure.locked
        default: throw SecretFailure.status(status)
        }
    }
}

/// Why the keychain could not be used. It may be otherwise later.
enum SecretFailure: Error, Equatable {
    case locked
    /// The data is no text.
    case damaged
    case status(Int32)
}
