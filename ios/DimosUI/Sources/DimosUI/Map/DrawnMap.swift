import DimosBindings
import DimosKit
import Foundation
import SwiftUI

/// The map without tiles: the city's streets and border, the circle of a position's accuracy, and pins, each of which can be
/// touched and is read aloud. Fingers move it and make it larger.
struct DrawnMap: View {
    let map: MapView
    let pins: Namespace.ID
    var touchPlace: (@MainActor (_ lat: Double, _ lon: Double) -> Void)?
    var touchPin: (@MainActor (String) -> Void)?

    @Environment(CoreStore.self) private var store
    @State private var moved: Camera?
    @State private var drawing: CityDrawing?

    var body: some View {
        GeometryReader { room in
            let camera = moved ?? first(in: room.size)
            ZStack(alignment: .topTrailing) {
                // One thing to VoiceOver: who does not see the city has no use for names where they happen to be drawn.
                Ground(map: map, camera: camera, city: drawing, isChosen: touchPlace != nil)
                    .accessibilityElement()
                    .accessibilitySortPriority(Double(map.pins.count + 1))
                    .accessibilityLabel(map.spoken)
                    .gesture(DragGesture().onEnded { moved = camera.panned($0.translation) })
                    .gesture(MagnifyGesture().onEnded { moved = camera.zoomed(Double($0.magnification)) })
                    .gesture(
                        SpatialTapGesture().onEnded { touched in
                            let place = camera.place(
                                CGPoint(x: touched.location.x - room.size.width / 2, y: touched.location.y - room.size.height / 2)
                            )
                            touchPlace?(place.lat, place.lon)
                        })
                ForEach(map.pins, id: \.id) { pin in
                    let at = camera.offset(pin.lat, pin.lon)
                    Pin(pin: pin, map: map, pins: pins, touch: touchPin)
                        .position(x: room.size.width / 2 + at.x, y: room.size.height / 2 + at.y - 22)
                }
                Zoom { moved = camera.zoomed($0) }
                if let credits = drawing?.credits, !credits.isEmpty {
                    Text(credits).font(.caption2).dynamicTypeSize(...DynamicTypeSize.xLarge).padding(4)
                        .background(.regularMaterial)
                        .frame(maxWidth: .infinity, maxHeight: .infinity, alignment: .bottomLeading)
                }
            }
        }
        .clipped()
        .onChange(of: [map.lat, map.lon, map.radiusM]) { moved = nil }
        .onChange(of: [store.city?.version, store.city?.language], initial: true) { drawing = store.city.map(CityDrawing.init) }
    }

    private func first(in size: CGSize) -> Camera {
        let shorter = max(min(size.width, size.height), 1)
        return Camera(lat: map.lat, lon: map.lon, metresPerPoint: max(map.radiusM, 1) * 2 / Double(shorter))
    }
}

private struct Ground: View {
    let map: MapView
    let camera: Camera
    let city: CityDrawing?
    /// Whether the middle is a place that somebody chooses.
    let isChosen: Bool

    var body: some View {
        Canvas { context, size in
            if let city {
                CityPainter(city: city, camera: camera, size: size, environment: context.environment).draw(context)
            }
            let at = camera.offset(map.lat, map.lon)
            let here = CGPoint(x: size.width / 2 + at.x, y: size.height / 2 + at.y)
            let ring = GraphicsContext.Shading.color(Tone.info.ink.resolve(in: context.environment))
            if map.accuracyM > 0 {
                context.stroke(circle(here, map.accuracyM / camera.metresPerPoint), with: ring, lineWidth: 1.5)
            }
            // A middle that nobody chose and where nobody is means nothing.
            if map.accuracyM > 0 || isChosen, !map.pins.contains(where: { $0.lat == map.lat && $0.lon == map.lon }) {
                context.fill(circle(here, 8), with: .color(.white))
                context.fill(circle(here, 6), with: ring)
            }
        }
    }

    private func circle(_ middle: CGPoint, _ radius: Double) -> Path {
        Path(ellipseIn: CGRect(x: middle.x - radius, y: middle.y - radius, width: radius * 2, height: radius * 2))
    }
}

private struct Zoom: View {
    let zoom: @MainActor (Double) -> Void
    @Environment(\.words) private var words

    var body: some View {
        VStack(spacing: 0) {
            SymbolButton(symbol: Symbol.add, spoken: words.zoomIn) { zoom(2) }
            SymbolButton(symbol: Symbol.remove, spoken: words.zoomOut) { zoom(0.5) }
        }
        .background(.regularMaterial, in: .rect(cornerRadius: 8))
        .padding(8)
    }
}
