import Foundation

/// What the app and its extensions have in common. Nothing here opens the core: there is one, in the app.
public enum AppGroup {
    /// As in every target's entitlements.
    public static let name = "group.gr.dimos.ios"

    #if canImport(Darwin)
        /// The folder that they share; nil where the app was signed without the group.
        public static var folder: URL? {
            FileManager.default.containerURL(forSecurityApplicationGroupIdentifier: name)
        }
    #endif
}

/// The app's own links, besides those that the core knows.
public enum AppLink {
    public static let scheme = "dimos"
    public static let report = link("report")
    public static let myReports = link("my-reports")
    public static let crew = link("crew")

    private static func link(_ place: String) -> URL {
        var parts = URLComponents()
        parts.scheme = scheme
        parts.host = place
        return parts.url ?? URL(fileURLWithPath: "/")
    }
}
