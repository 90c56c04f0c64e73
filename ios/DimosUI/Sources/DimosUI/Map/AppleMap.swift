#if canImport(MapKit)
    import DimosBindings
    import DimosKit
    import MapKit
    import SwiftUI

    /// Apple's map with the core's pins and the circle of a position's accuracy.
    struct AppleMap: View {
        let map: MapView
        let pins: Namespace.ID
        var touchPlace: (@MainActor (_ lat: Double, _ lon: Double) -> Void)?
        var touchPin: (@MainActor (String) -> Void)?
        @State private var camera: MapCameraPosition = .automatic

        var body: some View {
            MapReader { reader in
                Map(position: $camera) {
                    if map.accuracyM > 0 {
                        MapCircle(center: middle, radius: map.accuracyM)
                            .foregroundStyle(Tone.info.ink.opacity(0.14))
                            .stroke(Tone.info.ink, lineWidth: 1.5)
                    }
                    ForEach(map.pins, id: \.id) { pin in
                        Annotation("", coordinate: pin.coordinate, anchor: .bottom) {
                            Pin(pin: pin, map: map, pins: pins, touch: touchPin)
                        }
                    }
                }
                .onTapGesture(coordinateSpace: .local) { point in
                    if let touchPlace, let place = reader.convert(point, from: .local) {
                        touchPlace(place.latitude, place.longitude)
                    }
                }
            }
            .accessibilityElement(children: .contain)
            .accessibilityLabel(map.spoken)
            .onChange(of: map, initial: true) { old, new in
                guard old == new || old.lat != new.lat || old.lon != new.lon || old.radiusM != new.radiusM else { return }
                let across = max(new.radiusM, 1) * 2
                camera = .region(
                    MKCoordinateRegion(center: middle, latitudinalMeters: across, longitudinalMeters: across))
            }
        }

        private var middle: CLLocationCoordinate2D { CLLocationCoordinate2D(latitude: map.lat, longitude: map.lon) }
    }

    extension CoreMapPin {
        fileprivate var coordinate: CLLocationCoordinate2D { CLLocationCoordinate2D(latitude: lat, longitude: lon) }
    }
#endif
