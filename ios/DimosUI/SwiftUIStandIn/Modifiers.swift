import Foundation

public struct AccessibilityTraits: SetAlgebra, Sendable {
    private var set: Set<String>
    public typealias Element = AccessibilityTraits
    public init() { set = [] }
    private init(_ name: String) { set = [name] }
    public static let isButton = Self("button"), isHeader = Self("header"), isSelected = Self("selected")
    public static let isImage = Self("image"), isModal = Self("modal"), updatesFrequently = Self("updates")
    public func union(_ other: Self) -> Self { with(set.union(other.set)) }
    public func intersection(_ other: Self) -> Self { with(set.intersection(other.set)) }
    public func symmetricDifference(_ other: Self) -> Self { with(set.symmetricDifference(other.set)) }
    public func contains(_ member: Self) -> Bool { set.isSuperset(of: member.set) }
    public mutating func insert(_ new: Self) -> (inserted: Bool, memberAfterInsert: Self) {
        let isNew = !contains(new)
        set.formUnion(new.set)
        return (isNew, new)
    }
    public mutating func remove(_ member: Self) -> Self? {
        let has = contains(member)
        set.subtract(member.set)
        return has ? member : nil
    }
    public mutating func update(with new: Self) -> Self? { insert(new).inserted ? nil : new }
    public mutating func formUnion(_ other: Self) { set.formUnion(other.set) }
    public mutating func formIntersection(_ other: Self) { set.formIntersection(other.set) }
    public mutating func formSymmetricDifference(_ other: Self) { set.formSymmetricDifference(other.set) }
    private func with(_ set: Set<String>) -> Self {
        var copy = self
        copy.set = set
        return copy
    }
}

public struct AccessibilityChildBehavior: Hashable, Sendable {
    enum Kind { case ignore, combine, contain }
    let kind: Kind
    public static let ignore = Self(kind: .ignore), combine = Self(kind: .combine), contain = Self(kind: .contain)
}

extension View {
    public func accessibilityElement(children: AccessibilityChildBehavior = .ignore) -> some View {
        changedAsOne { $0.behaviour = children }
    }
    public func accessibilityLabel<S: StringProtocol>(_ label: S) -> some View { changedAsOne { $0.label = String(label) } }
    public func accessibilityHint<S: StringProtocol>(_ hint: S) -> some View { changedAsOne { $0.hint = String(hint) } }
    public func accessibilityHidden(_ hidden: Bool) -> some View { changedAsOne { $0.isHidden = hidden } }
    public func accessibilitySortPriority(_ priority: Double) -> some View { changedAsOne { $0.priority = priority } }
    public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View {
        changedAsOne { node in
            node.traits.formUnion(traits)
            if traits.contains(.isSelected) { node.isSelected = true }
        }
    }

    public func disabled(_ disabled: Bool) -> some View {
        transformEnvironment(\.isEnabled) { if disabled { $0 = false } }
    }
    public func moveDisabled(_ disabled: Bool) -> some View { unchanged() }

    public func onTapGesture(count: Int = 1, perform action: @escaping @MainActor () -> Void) -> some View {
        changedAsOne { $0.act = action }
    }

    public func id<ID: Hashable>(_ id: ID) -> some View { Identified(content: self, id: "id \(id)") }
}

struct Identified<Content: View>: View, Drawn {
    typealias Body = Never
    let content: Content
    let id: String
    func nodes(_ place: Place) -> [Node] { place.inside(id).nodes(of: content) }
}

extension DynamicViewContent {
    public func onMove(perform action: (@MainActor (IndexSet, Int) -> Void)?) -> some DynamicViewContent {
        Movable(content: self, action: action)
    }
}

struct Movable<Content: DynamicViewContent>: DynamicViewContent, Drawn {
    typealias Body = Never
    let content: Content
    let action: (@MainActor (IndexSet, Int) -> Void)?
    var data: Content.Data { content.data }
    func nodes(_ place: Place) -> [Node] {
        var node = Node(.group, children: place.nodes(of: content))
        node.move = action
        return [node]
    }
}

// What is only seen.

public struct Font: Hashable, Sendable {
    public enum Weight: Sendable { case regular, medium, semibold, bold }
    public static let largeTitle = Font(), title = Font(), title2 = Font(), title3 = Font(), headline = Font()
    public static let subheadline = Font(), body = Font(), callout = Font(), footnote = Font(), caption = Font()
    public static let caption2 = Font()
    public func monospacedDigit() -> Font { self }
}

public enum ContentMode: Sendable { case fit, fill }
public enum ControlSize: Sendable { case mini, small, regular, large }

@MainActor @preconcurrency public protocol PrimitiveButtonStyle {}
public struct BorderedButtonStyle: PrimitiveButtonStyle { public init() {} }
public struct BorderedProminentButtonStyle: PrimitiveButtonStyle { public init() {} }
public struct BorderlessButtonStyle: PrimitiveButtonStyle { public init() {} }
public struct PlainButtonStyle: PrimitiveButtonStyle { public init() {} }
extension PrimitiveButtonStyle where Self == BorderedButtonStyle { public static var bordered: Self { Self() } }
extension PrimitiveButtonStyle where Self == BorderedProminentButtonStyle {
    public static var borderedProminent: Self { Self() }
}
extension PrimitiveButtonStyle where Self == BorderlessButtonStyle { public static var borderless: Self { Self() } }
extension PrimitiveButtonStyle where Self == PlainButtonStyle { public static var plain: Self { Self() } }

@MainActor @preconcurrency public protocol PickerStyle {}
public struct SegmentedPickerStyle: PickerStyle { public init() {} }
public struct MenuPickerStyle: PickerStyle { public init() {} }
extension PickerStyle where Self == SegmentedPickerStyle { public static var segmented: Self { Self() } }
extension PickerStyle where Self == MenuPickerStyle { public static var menu: Self { Self() } }

@MainActor @preconcurrency public protocol DatePickerStyle {}
public struct GraphicalDatePickerStyle: DatePickerStyle { public init() {} }
extension DatePickerStyle where Self == GraphicalDatePickerStyle { public static var graphical: Self { Self() } }

@MainActor @preconcurrency public protocol ListStyle {}
public struct InsetGroupedListStyle: ListStyle { public init() {} }
extension ListStyle where Self == InsetGroupedListStyle { public static var insetGrouped: Self { Self() } }

@MainActor @preconcurrency public protocol LabelStyle {}
public struct IconOnlyLabelStyle: LabelStyle { public init() {} }
extension LabelStyle where Self == IconOnlyLabelStyle { public static var iconOnly: Self { Self() } }

extension View {
    public func font(_ font: Font?) -> some View { unchanged() }
    public func fontWeight(_ weight: Font.Weight?) -> some View { unchanged() }
    public func monospacedDigit() -> some View { unchanged() }
    public func foregroundStyle<S: ShapeStyle>(_ style: S) -> some View { unchanged() }
    public func tint(_ tint: Color?) -> some View { unchanged() }
    public func padding(_ edges: Edge.Set = .all, _ length: CGFloat? = nil) -> some View { unchanged() }
    public func padding(_ length: CGFloat) -> some View { unchanged() }
    public func frame(width: CGFloat? = nil, height: CGFloat? = nil, alignment: Alignment = .center) -> some View {
        unchanged()
    }
    public func frame(
        minWidth: CGFloat? = nil, idealWidth: CGFloat? = nil, maxWidth: CGFloat? = nil, minHeight: CGFloat? = nil,
        idealHeight: CGFloat? = nil, maxHeight: CGFloat? = nil, alignment: Alignment = .center
    ) -> some View { unchanged() }
    public func position(x: CGFloat = 0, y: CGFloat = 0) -> some View { unchanged() }
    public func offset(x: CGFloat = 0, y: CGFloat = 0) -> some View { unchanged() }
    public func aspectRatio(_ ratio: CGFloat? = nil, contentMode: ContentMode) -> some View { unchanged() }
    public func scaledToFit() -> some View { unchanged() }
    public func scaledToFill() -> some View { unchanged() }
    public func clipped(antialiased: Bool = false) -> some View { unchanged() }
    public func clipShape<S: Shape>(_ shape: S) -> some View { unchanged() }
    public func contentShape<S: Shape>(_ shape: S) -> some View { unchanged() }
    public func background<S: ShapeStyle>(_ style: S) -> some View { unchanged() }
    public func background<S: ShapeStyle, T: Shape>(_ style: S, in shape: T) -> some View { unchanged() }
    public func opacity(_ opacity: Double) -> some View { unchanged() }
    public func multilineTextAlignment(_ alignment: TextAlignment) -> some View { unchanged() }
    public func lineLimit(_ number: Int?) -> some View { unchanged() }
    public func lineLimit(_ limit: PartialRangeFrom<Int>) -> some View { unchanged() }
    public func lineLimit(_ limit: ClosedRange<Int>) -> some View { unchanged() }
    public func imageScale(_ scale: Image.Scale) -> some View { unchanged() }
    public func controlSize(_ size: ControlSize) -> some View { unchanged() }
    public func buttonStyle<S: PrimitiveButtonStyle>(_ style: S) -> some View { unchanged() }
    public func pickerStyle<S: PickerStyle>(_ style: S) -> some View { unchanged() }
    public func datePickerStyle<S: DatePickerStyle>(_ style: S) -> some View { unchanged() }
    public func listStyle<S: ListStyle>(_ style: S) -> some View { unchanged() }
    public func labelStyle<S: LabelStyle>(_ style: S) -> some View { unchanged() }
    public func listRowInsets(_ insets: EdgeInsets?) -> some View { unchanged() }
    public func listRowBackground<V: View>(_ view: V?) -> some View { unchanged() }
    public func dynamicTypeSize(_ range: PartialRangeFrom<DynamicTypeSize>) -> some View {
        transformEnvironment(\.dynamicTypeSize) { $0 = max($0, range.lowerBound) }
    }
    public func dynamicTypeSize(_ range: PartialRangeThrough<DynamicTypeSize>) -> some View {
        transformEnvironment(\.dynamicTypeSize) { $0 = min($0, range.upperBound) }
    }
    public func autocorrectionDisabled(_ disable: Bool = true) -> some View { unchanged() }
    public func keyboardType(_ type: UIKeyboardType) -> some View { unchanged() }
    public func textContentType(_ type: UITextContentType?) -> some View { unchanged() }
    public func textInputAutocapitalization(_ autocapitalization: TextInputAutocapitalization?) -> some View { unchanged() }
    public func navigationBarTitleDisplayMode(_ mode: NavigationBarItem.TitleDisplayMode) -> some View { unchanged() }
    public func scrollDismissesKeyboard(_ mode: ScrollDismissesKeyboardMode) -> some View { unchanged() }
}

// UIKit's, where SwiftUI asks for them.
public enum UIKeyboardType: Sendable { case `default`, asciiCapable, numberPad, phonePad, emailAddress, decimalPad }
public struct UITextContentType: Sendable {
    public static let name = Self(), emailAddress = Self(), telephoneNumber = Self(), oneTimeCode = Self()
}
public struct TextInputAutocapitalization: Sendable {
    public static var never: Self { Self() }
    public static var characters: Self { Self() }
    public static var sentences: Self { Self() }
}
public struct NavigationBarItem: Sendable {
    public enum TitleDisplayMode: Sendable { case automatic, inline, large }
}
public struct ScrollDismissesKeyboardMode: Sendable {
    public static var interactively: Self { Self() }
}
