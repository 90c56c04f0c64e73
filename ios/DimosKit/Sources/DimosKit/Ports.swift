import DimosBindings
import Foundation

/// What only an operating system can do, one port for each. A port may throw: that is caught, noted and answered as "could
/// not be done".
public struct Ports: Sendable {
    public let photos: any PhotoPicker
    public let locator: any Locator
    public let browser: any Browser
    public let sharing: any Sharing
    public let clipboard: any Clipboard
    public let documents: any Documents
    public let delivery: any DeliveryScheduler
    public let secrets: any Secrets

    public init(
        photos: any PhotoPicker, locator: any Locator, browser: any Browser, sharing: any Sharing,
        clipboard: any Clipboard, documents: any Documents, delivery: any DeliveryScheduler, secrets: any Secrets
    ) {
        self.photos = photos
        self.locator = locator
        self.browser = browser
        self.sharing = sharing
        self.clipboard = clipboard
        self.documents = documents
        self.delivery = delivery
        self.secrets = secrets
    }
}

/// Takes a photo or lets one be chosen.
@MainActor
public protocol PhotoPicker: Sendable {
    /// Waits as long as the person takes. A photo is a JPEG or PNG file in the app's own storage, its EXIF untouched.
    /// Cancelled when the core asks for another photo meanwhile, or is closed. If the process ends meanwhile, the photo goes to
    /// the next one's core with what it `belongsTo`, as an intent.
    func pick(_ request: PickPhoto) async throws -> PickedPhoto
}

/// Finds out where the phone is.
@MainActor
public protocol Locator: Sendable {
    /// Whether that is allowed; asks the person where it can be asked, and waits as long as they take.
    func access() async throws -> LocationAccess

    /// The position now, however exact the person allows it to be. Called only after access was granted, and cancelled
    /// when the time is over.
    func position(within time: Duration) async throws -> PhoneFix
}

/// What the person and the phone allow.
public enum LocationAccess: Sendable {
    case granted, denied, off
}

/// Opens addresses (`https:`, `tel:`) in whatever app they belong to.
@MainActor
public protocol Browser: Sendable {
    func open(_ address: URL) throws
}

/// Offers the system's share sheet.
@MainActor
public protocol Sharing: Sendable {
    func share(_ text: String) throws
}

/// The system's clipboard.
@MainActor
public protocol Clipboard: Sendable {
    func copy(_ text: String) throws
}

/// Documents in the app's own storage: receipts.
@MainActor
public protocol Documents: Sendable {
    /// Shows it in the phone's viewer.
    func show(_ document: Document) throws

    /// Offers the system's share sheet with it.
    func share(_ document: Document) throws
}

/// A file in the app's own storage, for example `receipt.pdf`, `application/pdf`.
public struct Document: Equatable, Sendable {
    public let file: URL
    public let mediaType: String
    public let title: String

    public init(file: URL, mediaType: String, title: String) {
        self.file = file
        self.mediaType = mediaType
        self.title = title
    }

    init(path: String, mediaType: String, title: String) {
        self.init(file: URL(fileURLWithPath: path), mediaType: mediaType, title: title)
    }
}

/// Asks the operating system to run ``BackgroundDelivery`` when there is a network, once for however many requests.
@MainActor
public protocol DeliveryScheduler: Sendable {
    /// So many acts wait, at least one.
    func schedule(waiting: Int) throws
}

/// Notifications. They say that there is something and never what: a screen may lie on a table.
public protocol Notifier: Sendable {
    /// Shows it where the person allows that.
    func show(_ notice: DeliveryNotice) async
}

/// Small secrets, kept where only this app on this phone can read them. Called on threads of the core, where it may block.
public protocol Secrets: Sendable {
    /// Nil only if nothing is kept under that name. Whoever cannot know now throws.
    func read(_ name: String) throws -> String?

    func keep(_ value: String, as name: String) throws

    func forget(_ name: String) throws
}
