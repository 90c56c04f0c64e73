import DimosKit

/// A city of a test's own, and a phone in it.
@MainActor
public struct PhoneInCity {
    fileprivate let folder: Folder
    fileprivate let city: City
    fileprivate let phone: Handset

    public init(_ locale: String = "el-GR") async throws {
        folder = try Folder()
        city = try await City.open()
        phone = Handset(in: folder.url, of: city.url, phone: PhoneState(locale: locale))
    }
}

/// Tests over such a phone, each with one of its own.
@MainActor
public protocol HasPhoneInCity {
    var place: PhoneInCity { get }
}

extension HasPhoneInCity {
    public var folder: Folder { place.folder }
    public var city: City { place.city }
    public var phone: Handset { place.phone }
}
