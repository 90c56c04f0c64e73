@_exported import UIKit

@MainActor open class SFSafariViewController: UIViewController {
    public init(url: URL) {}
}
