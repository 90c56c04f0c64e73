import DimosHandover
import SwiftUI
import UIKit
import UniformTypeIdentifiers

/// "Send a photo to Dimos": leaves the photo for the app, which begins a report with it when it is opened next. An extension may
/// not open its app, and the core is not opened here: there is one, in the app.
@objc(ShareViewController)
final class ShareViewController: UIViewController {
    override func viewDidLoad() {
        super.viewDidLoad()
        view.backgroundColor = .systemBackground
        Task { say(await left()) }
    }

    private func left() async -> LocalizedStringResource {
        let items = extensionContext?.inputItems.compactMap { $0 as? NSExtensionItem } ?? []
        let photo = items.flatMap { $0.attachments ?? [] }
            .first { $0.hasItemConformingToTypeIdentifier(UTType.image.identifier) }
        guard let photo, let group = AppGroup.folder else { return "share_no_photo" }
        do {
            try await leave(Photo(provider: photo), in: group)
            return "share_left"
        } catch InboxFailure.noRoom {
            return "share_storage_full"
        } catch {
            return "share_no_photo"
        }
    }

    nonisolated private func leave(_ photo: Photo, in group: URL) async throws {
        try await lent(photo.provider) { file in try Inbox(in: group).put(file) }
    }

    private func say(_ text: LocalizedStringResource) {
        let page = UIHostingController(
            rootView: SharePage(text: text) { [weak self] in self?.extensionContext?.completeRequest(returningItems: nil) })
        addChild(page)
        page.view.frame = view.bounds
        page.view.autoresizingMask = [.flexibleWidth, .flexibleHeight]
        view.addSubview(page.view)
        page.didMove(toParent: self)
        UIAccessibility.post(notification: .screenChanged, argument: page.view)
    }
}

/// What another app lends, handed from the controller to where its file is read.
private struct Photo: @unchecked Sendable {
    let provider: NSItemProvider
}

private struct SharePage: View {
    let text: LocalizedStringResource
    let done: @MainActor () -> Void

    var body: some View {
        VStack(spacing: 24) {
            Text(text).multilineTextAlignment(.center)
            Button("done", action: done).buttonStyle(.borderedProminent)
        }
        .padding()
        .frame(maxWidth: .infinity, maxHeight: .infinity)
    }
}
