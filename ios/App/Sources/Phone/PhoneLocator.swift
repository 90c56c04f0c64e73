import CoreLocation
import DimosBindings
import DimosKit
import UIKit

/// CoreLocation. An approximate position will do; for the pin an exact one is asked for once, and not insisted on.
@MainActor
final class PhoneLocator: NSObject, Locator {
    /// As in Info.plist: what an exact position is for.
    private static let purpose = "Pin"

    private let stage: Stage
    private let manager = CLLocationManager()
    private let decided = Question<Void>()
    private let found = Question<PhoneFix>()
    private var exactAsked = false

    init(stage: Stage) {
        self.stage = stage
        super.init()
        manager.delegate = self
        manager.desiredAccuracy = kCLLocationAccuracyNearestTenMeters
    }

    func access() async throws -> LocationAccess {
        // It may take a while, which is not the main thread's to wait.
        let isOn = await Task.detached { CLLocationManager.locationServicesEnabled() }.value
        guard isOn else { return .off }
        if manager.authorizationStatus == .notDetermined {
            try await decided.ask { manager.requestWhenInUseAuthorization() }
        }
        switch manager.authorizationStatus {
        case .authorizedAlways, .authorizedWhenInUse:
            await askForExact()
            return .granted
        case .denied:
            try await offerSettings()
            return .denied
        default: return .denied
        }
    }

    func position(within time: Duration) async throws -> PhoneFix {
        defer { manager.stopUpdatingLocation() }
        return try await found.ask { manager.requestLocation() }
    }

    private func askForExact() async {
        guard manager.accuracyAuthorization == .reducedAccuracy, !exactAsked else { return }
        exactAsked = true
        await withCheckedContinuation { done in
            manager.requestTemporaryFullAccuracyAuthorization(withPurposeKey: Self.purpose) { @Sendable _ in done.resume() }
        }
    }

    /// iOS asks once and never again: only the settings help.
    private func offerSettings() async throws {
        let goOn = try await stage.explain(
            String(localized: "location_title"), String(localized: "location_settings"),
            goOn: String(localized: "open_settings"))
        if goOn, let settings = URL(string: UIApplication.openSettingsURLString) {
            _ = await UIApplication.shared.open(settings)
        }
    }

    private func authorisationChanged() {
        // It is told once at the beginning, too, before anything was decided.
        if manager.authorizationStatus != .notDetermined { decided.answer(()) }
    }
}

extension PhoneLocator: CLLocationManagerDelegate {
    // Called on the thread that made the manager: the main one.
    nonisolated func locationManagerDidChangeAuthorization(_ manager: CLLocationManager) {
        MainActor.assumeIsolated { authorisationChanged() }
    }

    nonisolated func locationManager(_ manager: CLLocationManager, didUpdateLocations locations: [CLLocation]) {
        guard let last = locations.last, last.horizontalAccuracy >= 0 else { return }
        let fix = PhoneFix.found(
            lat: last.coordinate.latitude, lon: last.coordinate.longitude, accuracyM: Float(last.horizontalAccuracy))
        MainActor.assumeIsolated { found.answer(fix) }
    }

    nonisolated func locationManager(_ manager: CLLocationManager, didFailWithError error: any Error) {
        let fix: PhoneFix = (error as? CLError)?.code == .denied ? .denied : .timedOut
        MainActor.assumeIsolated { found.answer(fix) }
    }
}
