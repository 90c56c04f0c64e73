import DimosKit
import QuickLook
import SafariServices
import UIKit

/// Pages open over the app, so that closing them leads back; everything else where it belongs.
@MainActor
final class SystemBrowser: Browser {
    private static let maps = "maps.apple.com"

    private let stage: Stage

    init(stage: Stage) { self.stage = stage }

    func open(_ address: URL) throws {
        switch address.scheme?.lowercased() {
        case "https" where address.host?.lowercased() != Self.maps: try stage.show(SFSafariViewController(url: address))
        // A developer's own server.
        case "http": try stage.show(SFSafariViewController(url: address))
        case "https", "tel", "mailto": leave(to: address)
        default: throw URLError(.unsupportedURL)
        }
    }

    private func leave(to address: URL) {
        Task {
            if await !UIApplication.shared.open(address) { stage.say(String(localized: "no_app")) }
        }
    }
}

/// The system's share sheet.
@MainActor
final class SystemSharing: Sharing {
    private let stage: Stage

    init(stage: Stage) { self.stage = stage }

    func share(_ text: String) throws {
        try stage.show(UIActivityViewController(activityItems: [text], applicationActivities: nil))
    }
}

/// The system's clipboard.
@MainActor
final class SystemClipboard: Clipboard {
    func copy(_ text: String) throws { UIPasteboard.general.string = text }
}

/// Documents in Quick Look and in the share sheet.
@MainActor
final class SystemDocuments: Documents {
    private let stage: Stage
    // Quick Look does not hold what it asks.
    private var source: OneDocument?

    init(stage: Stage) { self.stage = stage }

    func show(_ document: Document) throws {
        let source = OneDocument(document)
        let preview = QLPreviewController()
        preview.dataSource = source
        self.source = source
        try stage.show(preview)
    }

    func share(_ document: Document) throws {
        try stage.show(UIActivityViewController(activityItems: [document.file], applicationActivities: nil))
    }
}

private final class OneDocument: NSObject, QLPreviewControllerDataSource {
    private let item: DocumentItem

    init(_ document: Document) { item = DocumentItem(document) }

    func numberOfPreviewItems(in controller: QLPreviewController) -> Int { 1 }

    func previewController(_ controller: QLPreviewController, previewItemAt index: Int) -> any QLPreviewItem { item }
}

private final class DocumentItem: NSObject, QLPreviewItem {
    let previewItemURL: URL?
    let previewItemTitle: String?

    init(_ document: Document) {
        previewItemURL = document.file
        previewItemTitle = document.title
    }
}
