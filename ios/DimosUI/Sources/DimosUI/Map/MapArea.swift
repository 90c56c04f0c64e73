import DimosBindings
import SwiftUI

/// A map: the system's where there is one, else the drawn one.
struct MapArea: View {
    let map: MapView
    var touchPlace: (@MainActor (_ lat: Double, _ lon: Double) -> Void)?
    var touchPin: (@MainActor (String) -> Void)?

    var body: some View {
        #if canImport(MapKit)
            AppleMap(map: map, touchPlace: touchPlace, touchPin: touchPin)
        #else
            DrawnMap(map: map, touchPlace: touchPlace, touchPin: touchPin)
        #endif
    }
}

/// A drop with the service's symbol or the stop's number in it.
struct PinMark: View {
    let symbol: String
    let number: UInt32
    let tone: Tone

    var body: some View {
        Group {
            if number > 0 {
                // The pin does not grow with the letters: its row says the number in full size.
                Text(verbatim: "\(number)").font(.headline).dynamicTypeSize(...DynamicTypeSize.xLarge)
            } else {
                Image(systemName: Symbol.of(service: symbol)).imageScale(.small)
            }
        }
        .foregroundStyle(.background)
        .frame(width: 34, height: 34)
        .background(tone.ink, in: .circle)
        .frame(width: 44, height: 44)
        .contentShape(.rect)
    }
}
