import DimosKit
import SafariServices
import UIKit

/// Where system pages are shown over the app's own, and short things are said or asked.
@MainActor
final class Stage {
    /// There is no window to show anything in.
    struct NoWindow: Error {}

    /// Shows a page over whatever shows now.
    func show(_ page: UIViewController) throws {
        guard let top else { throw NoWindow() }
        if let popover = page.popoverPresentationController, popover.sourceView == nil, popover.barButtonItem == nil {
            // On an iPad a share sheet hangs at something: at the middle of the window.
            popover.sourceView = top.view
            popover.sourceRect = CGRect(x: top.view.bounds.midX, y: top.view.bounds.midY, width: 0, height: 0)
            popover.permittedArrowDirections = []
        }
        top.present(page, animated: true)
    }

    /// Closes the page of a provider, once its link led back.
    func closePage() {
        if let page = top as? SFSafariViewController { page.dismiss(animated: true) }
    }

    /// Says something that wants no answer.
    func say(_ text: String) {
        let alert = UIAlertController(title: nil, message: text, preferredStyle: .alert)
        alert.addAction(UIAlertAction(title: String(localized: "ok"), style: .default))
        try? show(alert)
    }

    /// Explains, with a way on and a way out; true for on.
    func explain(_ title: String, _ text: String, goOn: String) async throws -> Bool {
        try await explanation.ask {
            let alert = UIAlertController(title: title, message: text, preferredStyle: .alert)
            alert.addAction(
                UIAlertAction(title: String(localized: "not_now"), style: .cancel) { [explanation] _ in explanation.answer(false)
                })
            alert.addAction(UIAlertAction(title: goOn, style: .default) { [explanation] _ in explanation.answer(true) })
            try show(alert)
        }
    }

    private let explanation = Question<Bool>()

    private var top: UIViewController? {
        let windows = UIApplication.shared.connectedScenes.compactMap { ($0 as? UIWindowScene)?.keyWindow }
        var top = windows.first?.rootViewController
        while let over = top?.presentedViewController, !over.isBeingDismissed { top = over }
        return top
    }
}
