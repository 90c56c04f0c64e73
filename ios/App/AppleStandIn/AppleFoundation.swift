// swift-format-ignore-file
// Names are as Apple spells them.

// What Foundation has on Apple's systems and not on Linux. Imported by every file that is checked.
@_exported import Foundation

public typealias CFString = String
public typealias CFURL = URL
public typealias CFTypeRef = Any
public typealias CFDictionary = [AnyHashable: Any]
public typealias OSStatus = Int32

extension URL {
    public static var applicationSupportDirectory: URL { URL(fileURLWithPath: "/") }
    public static var cachesDirectory: URL { URL(fileURLWithPath: "/") }
}

extension FileManager {
    public func containerURL(forSecurityApplicationGroupIdentifier identifier: String) -> URL? { nil }
}

extension String {
    public struct LocalizationValue: ExpressibleByStringInterpolation, Sendable {
        public init(stringLiteral value: String) {}
    }

    public init(localized value: LocalizationValue) { self = "" }
}

public struct LocalizedStringResource: ExpressibleByStringInterpolation, Sendable {
    public init(stringLiteral value: String) {}
}

open class NSItemProvider: NSObject {
    open func hasItemConformingToTypeIdentifier(_ identifier: String) -> Bool { false }

    open func loadFileRepresentation(
        forTypeIdentifier identifier: String, completionHandler: @escaping @Sendable (URL?, (any Error)?) -> Void
    ) -> Progress { Progress(totalUnitCount: 1) }
}

open class NSExtensionItem: NSObject {
    open var attachments: [NSItemProvider]?
}

open class NSExtensionContext: NSObject {
    open var inputItems: [Any] { [] }
    open func completeRequest(returningItems items: [Any]?, completionHandler: (@Sendable (Bool) -> Void)? = nil) {}
}

open class NSUserActivity: NSObject {
    open var webpageURL: URL?
}

public let NSUserActivityTypeBrowsingWeb = "NSUserActivityTypeBrowsingWeb"
