import DimosBindings
import DimosHandover
import Foundation

/// What somebody outside wants of the app. Everybody can write such a link: nothing in it is trusted.
enum Arrival {
    /// The home screen's quick actions, as in Info.plist.
    enum QuickAction: String, CaseIterable {
        case report = "gr.dimos.ios.report"
        case pay = "gr.dimos.ios.pay"
    }

    private static let longestLink = 2_000

    /// What a link asks for: `dimos://…`, or a page of the city's that its server says is the app's.
    static func intent(of link: URL) -> Intent? {
        switch link.scheme?.lowercased() {
        case AppLink.scheme:
            switch link.host?.lowercased() {
            case AppLink.report.host: .openTab(tab: .report)
            case AppLink.myReports.host: .openTab(tab: .myReports)
            case AppLink.crew.host: .openTab(tab: .crew)
            default: told(link.absoluteString)
            }
        case "https": told("dimos:/\(link.path(percentEncoded: true))")
        default: nil
        }
    }

    /// What a quick action asks for.
    static func intent(ofQuickAction type: String) -> Intent? {
        switch QuickAction(rawValue: type) {
        case .report: .openTab(tab: .report)
        case .pay: .openTab(tab: .pay)
        case nil: nil
        }
    }

    /// The core knows one spelling of a link.
    private static func told(_ link: String) -> Intent { .openLink(url: String(link.prefix(longestLink))) }
}
