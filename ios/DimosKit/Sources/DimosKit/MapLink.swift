import Foundation

/// An address that this platform has an app for: Apple's Maps opens no `geo:` (RFC 5870), so the way there is asked for.
func platformAddress(_ address: String) -> URL? {
    guard address.hasPrefix("geo:") else { return URL(string: address) }
    let place = address.dropFirst("geo:".count).prefix { $0 != "?" && $0 != ";" }
    return URL(string: "https://maps.apple.com/?daddr=\(place)")
}
