import SwiftUI

/// A colour by day and one by night, readable on a quiet surface.
public struct Ink: ShapeStyle {
    private let day: UInt32
    private let night: UInt32

    public static let accent = Ink(day: 0x0B4F7A, night: 0x8CC8F2)
    public static let good = Ink(day: 0x1B6B3A, night: 0x8AD7A4)
    public static let warning = Ink(day: 0x8A5200, night: 0xFFB95C)
    public static let danger = Ink(day: 0xB3261E, night: 0xF2B8B5)

    public init(day: UInt32, night: UInt32) {
        self.day = day
        self.night = night
    }

    public func resolve(in environment: EnvironmentValues) -> Color { colour(environment.colorScheme) }

    public func colour(_ scheme: ColorScheme) -> Color {
        let rgb = scheme == .dark ? night : day
        func part(_ shift: UInt32) -> Double { Double(rgb >> shift & 0xFF) / 255 }
        return Color(red: part(16), green: part(8), blue: part(0))
    }
}

extension SnapshotTone {
    public var ink: Ink {
        switch self {
        case .info: .accent
        case .good: .good
        case .warning: .warning
        case .danger: .danger
        }
    }

    /// The name of an SF Symbol: a colour never says anything alone.
    public var symbol: String {
        switch self {
        case .info: "info.circle"
        case .good: "checkmark.circle"
        case .warning: "exclamationmark.triangle"
        case .danger: "exclamationmark.octagon"
        }
    }
}
