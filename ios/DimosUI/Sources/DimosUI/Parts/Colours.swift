import DimosBindings
import SwiftUI

/// A colour by day and one by night.
struct Ink: ShapeStyle {
    let day: UInt32
    let night: UInt32

    func resolve(in environment: EnvironmentValues) -> Color { colour(environment.colorScheme) }

    func colour(_ scheme: ColorScheme) -> Color {
        let rgb = scheme == .dark ? night : day
        func part(_ shift: UInt32) -> Double { Double(rgb >> shift & 0xFF) / 255 }
        return Color(red: part(16), green: part(8), blue: part(0))
    }

    static let accent = Ink(day: 0x0B4F7A, night: 0x8CC8F2)
    static let unseen = Ink(day: 0x8A5200, night: 0xFFB95C)
}

extension Tone {
    /// To write on a quiet surface.
    var ink: Ink {
        switch self {
        case .info: Ink(day: 0x0B4F7A, night: 0x8CC8F2)
        case .good: Ink(day: 0x1B6B3A, night: 0x8AD7A4)
        case .warning: Ink(day: 0x8A5200, night: 0xFFB95C)
        case .danger: Ink(day: 0xB3261E, night: 0xF2B8B5)
        }
    }

    /// A filled surface.
    var surface: Ink {
        switch self {
        case .info: Ink(day: 0xDCECF8, night: 0x16405D)
        case .good: Ink(day: 0xD5F0DD, night: 0x164A2B)
        case .warning: Ink(day: 0xFFE6C4, night: 0x573700)
        case .danger: Ink(day: 0xF9DEDC, night: 0x7A1F1A)
        }
    }

    /// To write on that surface.
    var onSurface: Ink {
        switch self {
        case .info: Ink(day: 0x06304C, night: 0xD3E9FA)
        case .good: Ink(day: 0x0B3B1E, night: 0xCDF2D8)
        case .warning: Ink(day: 0x472A00, night: 0xFFE3BF)
        case .danger: Ink(day: 0x5C0F0A, night: 0xF9DEDC)
        }
    }
}
