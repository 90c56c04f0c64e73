import DimosBindings
import DimosKit
import SwiftUI

/// A map: the system's where there is one, else the drawn one. VoiceOver goes through its pins in the core's order, and by a rotor
/// of their own.
struct MapArea: View {
    let map: MapView
    var touchPlace: (@MainActor (_ lat: Double, _ lon: Double) -> Void)?
    var touchPin: (@MainActor (String) -> Void)?

    @Namespace private var pins
    @Environment(\.words) private var words

    var body: some View {
        drawn.accessibilityRotor(words.map) {
            ForEach(map.pins, id: \.id) { AccessibilityRotorEntry($0.spoken, id: $0.id, in: pins) }
        }
    }

    private var drawn: some View {
        #if canImport(MapKit)
            AppleMap(map: map, pins: pins, touchPlace: touchPlace, touchPin: touchPin)
        #else
            DrawnMap(map: map, pins: pins, touchPlace: touchPlace, touchPin: touchPin)
        #endif
    }
}

/// A pin: touched where it leads somewhere, else only read.
struct Pin: View {
    let pin: CoreMapPin
    let map: MapView
    /// Where the rotor looks for it.
    let pins: Namespace.ID
    let touch: (@MainActor (String) -> Void)?

    var body: some View {
        Group {
            if let touch {
                Button {
                    touch(pin.id)
                } label: {
                    mark
                }
                .buttonStyle(.plain)
                .accessibilityLabel(pin.spoken)
            } else {
                mark.says(pin.spoken)
            }
        }
        .accessibilityRotorEntry(id: pin.id, in: pins)
        .accessibilitySortPriority(Double(map.pins.count - (map.pins.firstIndex { $0.id == pin.id } ?? 0)))
    }

    private var mark: some View { PinMark(symbol: pin.symbol, number: pin.number, tone: pin.tone) }
}

/// A drop with the service's symbol or the stop's number in it.
private struct PinMark: View {
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
