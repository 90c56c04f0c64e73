import AppleFoundation

public struct CLLocationCoordinate2D: Sendable {
    public var latitude = 0.0
    public var longitude = 0.0
}

public final class CLLocation: NSObject, Sendable {
    public var coordinate: CLLocationCoordinate2D { CLLocationCoordinate2D() }
    public var horizontalAccuracy: Double { 0 }
}

public enum CLAuthorizationStatus: Int32, Sendable {
    case notDetermined, restricted, denied, authorizedAlways, authorizedWhenInUse
}

public enum CLAccuracyAuthorization: Int, Sendable { case fullAccuracy, reducedAccuracy }

public struct CLError: Error {
    public enum Code: Int, Sendable { case locationUnknown, denied, network }
    public var code: Code { .denied }
}

public let kCLLocationAccuracyNearestTenMeters = 10.0

public protocol CLLocationManagerDelegate: AnyObject {
    func locationManagerDidChangeAuthorization(_ manager: CLLocationManager)
    func locationManager(_ manager: CLLocationManager, didUpdateLocations locations: [CLLocation])
    func locationManager(_ manager: CLLocationManager, didFailWithError error: any Error)
}

// It is of no thread, and must not cross between them.
open class CLLocationManager: NSObject {
    open weak var delegate: (any CLLocationManagerDelegate)?
    open var desiredAccuracy = 0.0
    open var authorizationStatus: CLAuthorizationStatus { .notDetermined }
    open var accuracyAuthorization: CLAccuracyAuthorization { .fullAccuracy }
    open class func locationServicesEnabled() -> Bool { false }
    open func requestWhenInUseAuthorization() {}
    open func requestLocation() {}
    open func stopUpdatingLocation() {}
    open func requestTemporaryFullAccuracyAuthorization(
        withPurposeKey key: String, completion: (((any Error)?) -> Void)? = nil
    ) {}
}
