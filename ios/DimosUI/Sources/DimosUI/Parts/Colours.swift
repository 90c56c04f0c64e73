import DimosBindings
import SwiftUI

extension Tone {
    /// To write on a quiet surface.
    var ink: Ink {
        switch self {
        case .info: .accent
        case .good: .good
        case .warning: .warning
        case .danger: .danger
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
