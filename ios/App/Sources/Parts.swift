import DimosBindings
import DimosHandover
import DimosKit
import Foundation
import UIKit

/// The app's parts and how they hang together. One for each process; the core is opened by the first screen.
@MainActor
final class Parts {
    static let shared = Parts()

    let store: CoreStore
    let stage: Stage
    let diagnostics: Diagnostics
    let work: BackgroundWork
    let photos: PhotoFiles
    let shown: Shown
    private let signals = PhoneSignals()
    private let push: any Push
    private var isUsed = false

    private init() {
        let diagnostics = Diagnostics()
        let secrets = KeychainSecrets()
        let folders = Folders()
        let config: @Sendable () throws -> CoreConfig = { try folders.config() }
        if !folders.isUsed { secrets.forgetAll() }
        let stage = Stage()
        let photos = PhotoFiles(in: folders.photos)
        let work = BackgroundWork(
            delivery: BackgroundDelivery(config: config, secrets: secrets, diagnostics: diagnostics), notices: Notices(),
            diagnostics: diagnostics)
        let ports = Ports(
            photos: CameraAndLibrary(stage: stage, photos: photos), locator: PhoneLocator(stage: stage),
            browser: SystemBrowser(stage: stage), sharing: SystemSharing(stage: stage), clipboard: SystemClipboard(),
            documents: SystemDocuments(stage: stage), delivery: work, secrets: secrets)
        self.diagnostics = diagnostics
        self.stage = stage
        self.photos = photos
        self.work = work
        shown = Shown(group: AppGroup.folder, diagnostics: diagnostics)
        store = CoreStore(
            config: config, ports: ports,
            phone: PhoneState(inFront: false, locale: PhoneSignals.locale), diagnostics: diagnostics)
        push = Bundle.main.isPushOn ? ApplePush(diagnostics: diagnostics) : NoPush()
    }

    /// Whatever has to be there before the app has finished launching.
    func start() {
        work.register()
        push.start()
        signals.listen { [weak self] change in self?.phone(change) }
        work.lookForNews()
    }

    /// The window came to the front or went to the back.
    func isInFront(_ inFront: Bool) {
        guard inFront != store.phone.inFront else { return }
        work.inFront = inFront
        store.phone.inFront = inFront
        if inFront {
            store.open()
            takeShared()
        } else {
            work.leave { [store] in await store.settled() }
        }
    }

    /// A link, from wherever: what lies over the screen because of it goes away.
    func open(_ link: URL) {
        stage.closePage()
        arrive(Arrival.intent(of: link))
    }

    func quickAction(_ type: String) { arrive(Arrival.intent(ofQuickAction: type)) }

    /// What somebody wants of the app from outside.
    func arrive(_ intent: Intent?) {
        guard let intent else { return }
        isUsed = true
        store.send(intent)
    }

    /// A window of a new process: to where it was, unless somebody wants to be elsewhere.
    func comeBack(to tab: String?) {
        if !isUsed, let intent = KeptTab.intent(for: tab) { store.send(intent) }
        isUsed = true
    }

    /// Photos that the share extension left: each begins a report.
    private func takeShared() {
        guard let group = AppGroup.folder else { return }
        Task {
            for file in await photos.taken(from: Inbox(in: group)) {
                store.send(.report(intent: .photoShared(path: file.path)))
            }
        }
    }

    private func phone(_ change: PhoneSignals.Change) {
        switch change {
        case .network(let network):
            work.network = network
            store.phone.online = network != .none
        case .locale(let locale): store.phone.locale = locale
        case .unlocked:
            // A core that could not be opened on a locked phone.
            if case .failed(.secrets) = store.state { store.open() }
        }
    }
}

/// Where things are kept.
struct Folders: Sendable {
    private let support = URL.applicationSupportDirectory
    private var core: URL { support.appendingPathComponent("core", isDirectory: true) }

    /// In a folder that the operating system may empty.
    var photos: URL { URL.cachesDirectory.appendingPathComponent("photos", isDirectory: true) }

    /// Whether this installation has opened a core. The keychain outlives the app, and what it holds belongs to this folder.
    var isUsed: Bool { FileManager.default.fileExists(atPath: core.path) }

    /// Makes the core's folder: in no backup, since it belongs to this phone's token, and open to work in the background from the
    /// phone's first unlocking on.
    func config() throws -> CoreConfig {
        let protection = [FileAttributeKey.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication]
        try FileManager.default.createDirectory(at: core, withIntermediateDirectories: true, attributes: protection)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        var folder = core
        try folder.setResourceValues(values)
        return CoreConfig(
            dataDir: core.path, serverUrl: try Bundle.main.server(), platform: "ios", appVersion: Bundle.main.version,
            locale: PhoneSignals.locale, bundledCity: Bundle.main.city)
    }
}

extension Bundle {
    /// The build setting `DIMOS_SERVER`.
    fileprivate func server() throws -> String {
        guard let server = object(forInfoDictionaryKey: "DimosServer") as? String, !server.isEmpty else {
            throw CoreFailure.broken(reason: "Info.plist names no server")
        }
        return server
    }

    fileprivate var version: String { object(forInfoDictionaryKey: "CFBundleShortVersionString") as? String ?? "0" }

    /// The city as `GET /api/v1/city` gives it, if it came with the app.
    fileprivate var city: String? {
        url(forResource: "city", withExtension: "json").flatMap { try? String(contentsOf: $0, encoding: .utf8) }
    }

    /// The build setting `DIMOS_PUSH`.
    fileprivate var isPushOn: Bool { object(forInfoDictionaryKey: "DimosPush") as? String == "YES" }
}
