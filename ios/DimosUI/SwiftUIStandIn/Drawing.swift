import Foundation

public protocol ShapeStyle: Sendable {
    associatedtype Resolved: ShapeStyle = Never
    func resolve(in environment: EnvironmentValues) -> Resolved
}

extension Never: ShapeStyle {
    public func resolve(in environment: EnvironmentValues) -> Never { preconditionFailure("nothing") }
}

extension ShapeStyle where Resolved == Never {
    public func resolve(in environment: EnvironmentValues) -> Never { preconditionFailure("resolved by itself") }
}

public struct Color: ShapeStyle, Hashable {
    public let red, green, blue, alpha: Double

    public enum RGBColorSpace: Sendable { case sRGB, sRGBLinear, displayP3 }

    public init(_ space: RGBColorSpace = .sRGB, red: Double, green: Double, blue: Double, opacity: Double = 1) {
        (self.red, self.green, self.blue, alpha) = (red, green, blue, opacity)
    }

    public static let black = Color(red: 0, green: 0, blue: 0), white = Color(red: 1, green: 1, blue: 1)
    public static let clear = Color(red: 0, green: 0, blue: 0, opacity: 0), primary = black, secondary = black

    public func opacity(_ opacity: Double) -> Color { Color(red: red, green: green, blue: blue, opacity: alpha * opacity) }
}

extension Color: View, Drawn {
    public typealias Body = Never
    func nodes(_ place: Place) -> [Node] { [Node(.shape)] }
}

extension ShapeStyle where Self == Color {
    public static var black: Color { .black }
    public static var white: Color { .white }
    public static var clear: Color { .clear }
}

public struct HierarchicalShapeStyle: ShapeStyle {}
extension ShapeStyle where Self == HierarchicalShapeStyle {
    public static var primary: Self { Self() }
    public static var secondary: Self { Self() }
    public static var quaternary: Self { Self() }
}

public struct TintShapeStyle: ShapeStyle {}
extension ShapeStyle where Self == TintShapeStyle { public static var tint: Self { Self() } }

public struct BackgroundStyle: ShapeStyle {}
extension ShapeStyle where Self == BackgroundStyle { public static var background: Self { Self() } }

public struct Material: ShapeStyle {
    public static let regular = Material(), bar = Material(), thin = Material()
}
extension ShapeStyle where Self == Material {
    public static var regularMaterial: Self { Self() }
    public static var bar: Self { Self() }
}

public protocol Shape: Sendable, View {}

public struct Circle: Shape, Drawn {
    public typealias Body = Never
    public init() {}
    func nodes(_ place: Place) -> [Node] { [Node(.shape)] }
}

public struct Rectangle: Shape, Drawn {
    public typealias Body = Never
    public init() {}
    func nodes(_ place: Place) -> [Node] { [Node(.shape)] }
}

public struct RoundedRectangle: Shape, Drawn {
    public typealias Body = Never
    public init(cornerRadius: CGFloat) {}
    func nodes(_ place: Place) -> [Node] { [Node(.shape)] }
}

extension Shape where Self == Circle { public static var circle: Self { Self() } }
extension Shape where Self == Rectangle { public static var rect: Self { Self() } }
extension Shape where Self == RoundedRectangle {
    public static func rect(cornerRadius: CGFloat) -> Self { Self(cornerRadius: cornerRadius) }
}

extension Shape {
    public func fill<S: ShapeStyle>(_ content: S) -> some View { unchanged() }
    public func stroke<S: ShapeStyle>(_ content: S, lineWidth: CGFloat = 1) -> some View { unchanged() }
}

public struct UnitPoint: Hashable, Sendable {
    public static let center = UnitPoint(), topLeading = UnitPoint(), top = UnitPoint(), bottom = UnitPoint()
}

public struct Path: Equatable, Sendable {
    public private(set) var count = 0
    public init() {}
    public init(_ callback: (inout Path) -> Void) { callback(&self) }
    public init(_ rect: CGRect) { count = 4 }
    public init(ellipseIn rect: CGRect) { count = 4 }
    public mutating func move(to end: CGPoint) { count += 1 }
    public mutating func addRect(_ rect: CGRect) { count += 4 }
    public mutating func addLines(_ lines: [CGPoint]) { count += lines.count }
}

public enum CGLineCap: Sendable { case butt, round, square }
public enum CGLineJoin: Sendable { case miter, round, bevel }

public struct StrokeStyle: Equatable, Sendable {
    public init(lineWidth: CGFloat = 1, lineCap: CGLineCap = .butt, lineJoin: CGLineJoin = .miter) {}
}

public struct FillStyle: Equatable, Sendable {
    public init(eoFill: Bool = false, antialiased: Bool = true) {}
}

/// It counts what is drawn.
public struct GraphicsContext {
    final class Count {
        var drawn = 0
        var words: [String] = []
    }

    let count = Count()

    public struct Shading {
        public static func color(_ color: Color) -> Shading { Shading() }
        public static func style<S: ShapeStyle>(_ style: S) -> Shading { Shading() }
    }

    public struct ResolvedText {
        public var shading: Shading
        let words: String
        public func measure(in size: CGSize) -> CGSize { CGSize(width: CGFloat(words.count) * 6, height: 13) }
    }

    public var environment: EnvironmentValues { EnvironmentValues() }
    public func fill(_ path: Path, with shading: Shading, style: FillStyle = FillStyle()) { count.drawn += 1 }
    public func stroke(_ path: Path, with shading: Shading, style: StrokeStyle) { count.drawn += 1 }
    public func stroke(_ path: Path, with shading: Shading, lineWidth: CGFloat = 1) { count.drawn += 1 }
    public func resolve(_ text: Text) -> ResolvedText { ResolvedText(shading: Shading(), words: text.text) }
    public func draw(_ text: ResolvedText, at point: CGPoint, anchor: UnitPoint = .center) { count.words.append(text.words) }
}

public struct Canvas<Symbols: View>: View, Drawn {
    let renderer: (inout GraphicsContext, CGSize) -> Void

    func nodes(_ place: Place) -> [Node] {
        var context = GraphicsContext()
        renderer(&context, CGSize(width: 390, height: 280))
        var node = Node(.canvas, text: context.count.words.joined(separator: "\n"))
        node.value = "\(context.count.drawn)"
        return [node]
    }
}

extension Canvas where Symbols == EmptyView {
    public init(
        opaque: Bool = false, rendersAsynchronously: Bool = false,
        renderer: @escaping (inout GraphicsContext, CGSize) -> Void
    ) {
        self.renderer = renderer
    }
}

@MainActor @preconcurrency
public protocol Gesture<Value> {
    associatedtype Value
}

/// A gesture whose ends are told.
public struct _EndedGesture<Child: Gesture>: Gesture {
    public typealias Value = Child.Value
    let ended: (@MainActor (Value) -> Void)?
}

extension Gesture {
    public func onEnded(_ action: @escaping @MainActor (Value) -> Void) -> _EndedGesture<Self> { _EndedGesture(ended: action) }
}

extension Gesture where Value: Equatable {
    public func onChanged(_ action: @escaping @MainActor (Value) -> Void) -> _EndedGesture<Self> { _EndedGesture(ended: nil) }
}

public struct SpatialTapGesture: Gesture {
    public struct Value: Equatable, Sendable { public var location: CGPoint }
    public init(count: Int = 1) {}
}

public struct DragGesture: Gesture {
    public struct Value: Equatable, Sendable {
        public var translation: CGSize
        public var location: CGPoint
    }
    public init(minimumDistance: CGFloat = 10) {}
}

public struct MagnifyGesture: Gesture {
    public struct Value: Equatable, Sendable { public var magnification: CGFloat }
    public init(minimumScaleDelta: CGFloat = 0.01) {}
}

extension View {
    public func gesture<T: Gesture>(_ gesture: T) -> some View {
        changedAsOne { node in
            if let tap = gesture as? _EndedGesture<SpatialTapGesture>, let ended = tap.ended {
                node.touch = { ended(SpatialTapGesture.Value(location: $0)) }
            }
        }
    }
}
