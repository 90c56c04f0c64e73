import Foundation

public struct Text: Sendable {
    let text: String
    public init(verbatim content: String) { text = content }
    @_disfavoredOverload public init<S: StringProtocol>(_ content: S) { text = String(content) }

    public func font(_ font: Font?) -> Text { self }
    public func fontWeight(_ weight: Font.Weight?) -> Text { self }
    public func monospacedDigit() -> Text { self }
    public func foregroundStyle<S: ShapeStyle>(_ style: S) -> Text { self }
}

extension Text: View, Drawn {
    public typealias Body = Never
    func nodes(_ place: Place) -> [Node] { [Node(.text, text: text)] }
}

public struct Image: Sendable {
    let name: String
    let isDecorative: Bool

    public init(systemName: String) {
        name = systemName
        isDecorative = false
    }

    public init(decorative name: String, bundle: Bundle? = nil) {
        self.name = name
        isDecorative = true
    }

    public enum Scale: Sendable { case small, medium, large }

    public func resizable() -> Image { self }
}

extension Image: View, Drawn {
    public typealias Body = Never

    func nodes(_ place: Place) -> [Node] {
        var node = Node(.image)
        node.value = name
        node.isHidden = isDecorative
        return [node]
    }
}

public struct Label<Title: View, Icon: View>: View, Drawn {
    let title: Title
    let icon: Icon

    public init(@ViewBuilder title: () -> Title, @ViewBuilder icon: () -> Icon) {
        self.title = title()
        self.icon = icon()
    }

    func nodes(_ place: Place) -> [Node] {
        let icon = place.inside("icon").nodes(of: icon).map { node in
            var node = node
            node.isHidden = true
            return node
        }
        return [Node(.label, children: place.inside("title").nodes(of: title) + icon)]
    }
}

extension Label where Title == Text, Icon == Image {
    public init<S: StringProtocol>(_ title: S, systemImage name: String) {
        self.init(title: { Text(title) }, icon: { Image(systemName: name) })
    }
}

public struct ButtonRole: Equatable, Sendable {
    private let name: String
    public static let destructive = ButtonRole(name: "destructive")
    public static let cancel = ButtonRole(name: "cancel")
}

public struct Button<Label: View>: View, Drawn {
    let action: @MainActor () -> Void
    let label: Label

    public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {
        self.init(role: nil, action: action, label: label)
    }

    public init(role: ButtonRole?, action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {
        self.action = action
        self.label = label()
    }

    func nodes(_ place: Place) -> [Node] {
        var node = Node(.button, children: place.inside("label").nodes(of: label))
        node.isEnabled = place.environment.isEnabled
        node.act = action
        return [node]
    }
}

extension Button where Label == Text {
    public init<S: StringProtocol>(_ title: S, action: @escaping @MainActor () -> Void) {
        self.init(action: action) { Text(title) }
    }

    public init<S: StringProtocol>(_ title: S, role: ButtonRole?, action: @escaping @MainActor () -> Void) {
        self.init(role: role, action: action) { Text(title) }
    }
}

extension Button where Label == SwiftUI.Label<Text, Image> {
    public init<S: StringProtocol>(_ title: S, systemImage: String, action: @escaping @MainActor () -> Void) {
        self.init(action: action) { SwiftUI.Label(title, systemImage: systemImage) }
    }

    public init<S: StringProtocol>(
        _ title: S, systemImage: String, role: ButtonRole?, action: @escaping @MainActor () -> Void
    ) {
        self.init(role: role, action: action) { SwiftUI.Label(title, systemImage: systemImage) }
    }
}

public struct Toggle<Label: View>: View, Drawn {
    let isOn: Binding<Bool>
    let label: Label

    public init(isOn: Binding<Bool>, @ViewBuilder label: () -> Label) {
        self.isOn = isOn
        self.label = label()
    }

    func nodes(_ place: Place) -> [Node] {
        var node = Node(.toggle, children: place.inside("label").nodes(of: label))
        node.isEnabled = place.environment.isEnabled
        node.value = isOn.wrappedValue ? "on" : "off"
        node.isSelected = isOn.wrappedValue
        node.act = { isOn.wrappedValue.toggle() }
        return [node]
    }
}

extension Toggle where Label == Text {
    public init<S: StringProtocol>(_ title: S, isOn: Binding<Bool>) {
        self.init(isOn: isOn) { Text(title) }
    }
}

public enum Axis: Sendable {
    case horizontal, vertical

    public struct Set: OptionSet, Sendable {
        public let rawValue: Int8
        public init(rawValue: Int8) { self.rawValue = rawValue }
        public static let horizontal = Set(rawValue: 1)
        public static let vertical = Set(rawValue: 2)
    }
}

public struct TextField<Label: View>: View, Drawn {
    let text: Binding<String>
    let prompt: Text?
    let label: Label

    func nodes(_ place: Place) -> [Node] {
        var node = Node(.field, children: place.inside("label").nodes(of: label) + (prompt.map { $0.nodes(place) } ?? []))
        node.isEnabled = place.environment.isEnabled
        node.value = text.wrappedValue
        node.type = { text.wrappedValue = $0 }
        return [node]
    }
}

extension TextField where Label == Text {
    public init<S: StringProtocol>(_ title: S, text: Binding<String>, prompt: Text?) {
        self.init(text: text, prompt: prompt, label: Text(title))
    }

    public init<S: StringProtocol>(_ title: S, text: Binding<String>, prompt: Text?, axis: Axis) {
        self.init(text: text, prompt: prompt, label: Text(title))
    }
}

public struct DatePickerComponents: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let date = DatePickerComponents(rawValue: 1)
}

public struct DatePicker<Label: View>: View, Drawn {
    let selection: Binding<Date>
    let label: Label

    func nodes(_ place: Place) -> [Node] {
        var node = Node(.date, children: place.inside("label").nodes(of: label))
        node.pick = { selection.wrappedValue = $0 }
        return [node]
    }
}

extension DatePicker where Label == Text {
    public init<S: StringProtocol>(_ title: S, selection: Binding<Date>, displayedComponents: DatePickerComponents) {
        self.init(selection: selection, label: Text(title))
    }

    public init<S: StringProtocol>(
        _ title: S, selection: Binding<Date>, in range: PartialRangeThrough<Date>, displayedComponents: DatePickerComponents
    ) {
        self.init(selection: selection, label: Text(title))
    }

    public init<S: StringProtocol>(
        _ title: S, selection: Binding<Date>, in range: PartialRangeFrom<Date>, displayedComponents: DatePickerComponents
    ) {
        self.init(selection: selection, label: Text(title))
    }
}

public struct Picker<Label: View, SelectionValue: Hashable, Content: View>: View, Drawn {
    let selection: Binding<SelectionValue>
    let content: Content
    let label: Label

    public init(
        selection: Binding<SelectionValue>, @ViewBuilder content: () -> Content, @ViewBuilder label: () -> Label
    ) {
        self.selection = selection
        self.content = content()
        self.label = label()
    }

    func nodes(_ place: Place) -> [Node] {
        let options = place.inside("options").nodes(of: content)
        var node = Node(.picker, children: options.map { choosable($0, selection.wrappedValue) { selection.wrappedValue = $0 } })
        precondition(options.allSatisfy { $0.tag?.base is SelectionValue }, "an option whose tag is no \(SelectionValue.self)")
        node.item = place.inside("label").nodes(of: label)
        return [node]
    }
}

extension Picker where Label == Text {
    public init<S: StringProtocol>(_ title: S, selection: Binding<SelectionValue>, @ViewBuilder content: () -> Content) {
        self.init(selection: selection, content: content) { Text(title) }
    }
}

/// A node that can be chosen by its tag.
@MainActor
func choosable<Value: Hashable>(_ node: Node, _ chosen: Value?, _ choose: @escaping @MainActor (Value) -> Void) -> Node {
    guard let tag = node.tag?.base as? Value else { return node }
    var option = Node(.button, children: [node])
    option.label = node.label
    option.isSelected = tag == chosen
    option.act = { choose(tag) }
    return option
}

public struct ProgressView<Label: View, CurrentValueLabel: View>: View, Drawn {
    let label: Label
    let value: String

    func nodes(_ place: Place) -> [Node] {
        var node = Node(.progress, children: place.inside("label").nodes(of: label))
        node.value = value
        return [node]
    }
}

extension ProgressView where Label == EmptyView, CurrentValueLabel == EmptyView {
    public init() { self.init(label: EmptyView(), value: "") }
    public init<V: BinaryFloatingPoint>(value: V?, total: V = 1.0) {
        self.init(label: EmptyView(), value: value.map { "\($0 / total)" } ?? "")
    }
}

public struct LabeledContent<Label, Content> {
    let label: Label
    let content: Content
}

extension LabeledContent: View, Drawn where Label: View, Content: View {
    public typealias Body = Never

    public init(@ViewBuilder content: () -> Content, @ViewBuilder label: () -> Label) {
        self.label = label()
        self.content = content()
    }

    func nodes(_ place: Place) -> [Node] {
        [Node(.group, children: place.inside("label").nodes(of: label) + place.inside("content").nodes(of: content))]
    }
}

@MainActor
extension LabeledContent where Label == Text, Content == Text {
    public init<S1: StringProtocol, S2: StringProtocol>(_ title: S1, value: S2) {
        self.init(label: Text(title), content: Text(value))
    }
}

public struct DisclosureGroup<Label: View, Content: View>: View, Drawn {
    let isExpanded: Binding<Bool>
    let content: () -> Content
    let label: Label

    public init(
        isExpanded: Binding<Bool>, @ViewBuilder content: @escaping () -> Content, @ViewBuilder label: () -> Label
    ) {
        self.isExpanded = isExpanded
        self.content = content
        self.label = label()
    }

    func nodes(_ place: Place) -> [Node] {
        var node = Node(.disclosure)
        node.item = place.inside("label").nodes(of: label)
        node.act = { isExpanded.wrappedValue.toggle() }
        if isExpanded.wrappedValue { node.children = place.inside("content").nodes(of: content()) }
        return [node]
    }
}

public struct Menu<Label: View, Content: View>: View, Drawn {
    let label: Label
    let content: Content

    public init(@ViewBuilder content: () -> Content, @ViewBuilder label: () -> Label) {
        self.label = label()
        self.content = content()
    }

    func nodes(_ place: Place) -> [Node] {
        var node = Node(.menu, children: place.inside("content").nodes(of: content))
        node.isEnabled = place.environment.isEnabled
        node.item = place.inside("label").nodes(of: label)
        if !node.isEnabled { node.children = [] }
        return [node]
    }
}

public struct ContentUnavailableView<Label: View, Description: View, Actions: View>: View, Drawn {
    let label: Label
    let description: Description
    let actions: Actions

    public init(
        @ViewBuilder label: () -> Label, @ViewBuilder description: () -> Description = { EmptyView() },
        @ViewBuilder actions: () -> Actions = { EmptyView() }
    ) {
        self.label = label()
        self.description = description()
        self.actions = actions()
    }

    func nodes(_ place: Place) -> [Node] {
        [
            Node(
                .group,
                children: place.inside("label").nodes(of: label) + place.inside("description").nodes(of: description)
                    + place.inside("actions").nodes(of: actions))
        ]
    }
}

public struct Spacer: View, Drawn {
    public init(minLength: CGFloat? = nil) {}
    func nodes(_ place: Place) -> [Node] { [] }
}
