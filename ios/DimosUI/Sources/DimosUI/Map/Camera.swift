import Foundation

/// Where the map looks: its middle and how many metres a point of the screen is. A city is small enough to be flat.
struct Camera: Equatable {
    /// Metres that a degree of latitude is long, near enough for a city.
    static let metresPerDegree = 111_195.0
    /// Between a house and a county.
    private static let scales = 0.06...400.0

    private(set) var lat: Double
    private(set) var lon: Double
    private(set) var metresPerPoint: Double

    init(lat: Double, lon: Double, metresPerPoint: Double) {
        self.lat = lat
        self.lon = lon
        self.metresPerPoint = metresPerPoint
    }

    /// Where a place is, in points from the middle of the map.
    func offset(_ lat: Double, _ lon: Double) -> CGPoint {
        CGPoint(
            x: (lon - self.lon) * Self.metresPerDegree * shrink / metresPerPoint,
            y: (self.lat - lat) * Self.metresPerDegree / metresPerPoint)
    }

    /// Which place is at so many points from the middle.
    func place(_ offset: CGPoint) -> (lat: Double, lon: Double) {
        (
            lat - offset.y * metresPerPoint / Self.metresPerDegree,
            lon + offset.x * metresPerPoint / (Self.metresPerDegree * shrink)
        )
    }

    /// This, moved with the fingers by so many points.
    func panned(_ by: CGSize) -> Camera {
        let (north, east) = place(CGPoint(x: -by.width, y: -by.height))
        return Camera(lat: min(max(north, -85), 85), lon: east, metresPerPoint: metresPerPoint)
    }

    /// This, nearer (above 1) or farther.
    func zoomed(_ by: Double) -> Camera {
        let scale = min(max(metresPerPoint / by, Self.scales.lowerBound), Self.scales.upperBound)
        return Camera(lat: lat, lon: lon, metresPerPoint: scale)
    }

    private var shrink: Double { cos(lat * .pi / 180) }
}
