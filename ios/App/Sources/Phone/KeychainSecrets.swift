import DimosKit
import Foundation
import Security

/// Secrets in the keychain: readable from the phone's first unlocking on, so that work in the background can go on behind a
/// locked screen, and on this phone only.
struct KeychainSecrets: Secrets {
    private static let service = "gr.dimos.secrets"

    func read(_ name: String) throws -> String? {
        var query = item(name)
        query[kSecReturnData] = true
        query[kSecMatchLimit] = kSecMatchLimitOne
        var found: CFTypeRef?
        guard try SecretStatus.wasFound(SecItemCopyMatching(query as CFDictionary, &found)) else { return nil }
        guard let data = found as? Data, let secret = String(data: data, encoding: .utf8) else { throw SecretFailure.damaged }
        return secret
    }

    func keep(_ value: String, as name: String) throws {
        let secret: [CFString: Any] = [
            kSecValueData: Data(value.utf8), kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
        ]
        if try change(name, secret) { return }
        let added = SecItemAdd(item(name).merging(secret) { $1 } as CFDictionary, nil)
        // Another thread was faster.
        if added == SecretStatus.duplicate, try change(name, secret) { return }
        guard try SecretStatus.wasFound(added) else { throw SecretFailure.status(added) }
    }

    func forget(_ name: String) throws {
        _ = try SecretStatus.wasFound(SecItemDelete(item(name) as CFDictionary))
    }

    /// Those of an installation that is gone: the keychain outlives the app.
    func forgetAll() {
        SecItemDelete([kSecClass: kSecClassGenericPassword, kSecAttrService: Self.service] as [CFString: Any] as CFDictionary)
    }

    /// Whether there was something to change.
    private func change(_ name: String, _ secret: [CFString: Any]) throws -> Bool {
        try SecretStatus.wasFound(SecItemUpdate(item(name) as CFDictionary, secret as CFDictionary))
    }

    private func item(_ name: String) -> [CFString: Any] {
        [kSecClass: kSecClassGenericPassword, kSecAttrService: Self.service, kSecAttrAccount: name]
    }
}
