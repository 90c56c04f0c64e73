// What the app itself wants of SwiftUI and no screen does. Imported by every file that is checked.
import AppleFoundation
import SwiftUI
import UIKit

@MainActor public protocol Scene {
    associatedtype Body: Scene
    var body: Body { get }
}

extension Never: Scene {}

public struct WindowGroup<Content: View>: Scene {
    public init(@ViewBuilder content: () -> Content) {}
    public var body: Never { preconditionFailure("a stand-in") }
}

@MainActor public protocol App {
    associatedtype Body: Scene
    @MainActor var body: Body { get }
    init()
}

extension App {
    public static func main() {}
}

@MainActor @propertyWrapper
public struct UIApplicationDelegateAdaptor<Delegate: NSObject & UIApplicationDelegate> {
    public init(_ type: Delegate.Type = Delegate.self) {}
    public var wrappedValue: Delegate { preconditionFailure("a stand-in") }
}

public enum ScenePhase: Comparable, Sendable { case background, inactive, active }

extension EnvironmentValues {
    public var scenePhase: ScenePhase { .active }
}

@MainActor @propertyWrapper
public struct SceneStorage<Value>: DynamicProperty {
    private let value: Value
    public var wrappedValue: Value {
        get { value }
        nonmutating set {}
    }
}

extension SceneStorage where Value == String? {
    public init(_ key: String) { value = nil }
}

extension View {
    public func onOpenURL(perform action: @escaping (URL) -> Void) -> some View { self }
    public func onContinueUserActivity(_ type: String, perform action: @escaping (NSUserActivity) -> Void) -> some View { self }
    public func privacySensitive(_ sensitive: Bool = true) -> some View { self }
}

public struct ShareLink<Label: View>: View {
    public init(item: String, @ViewBuilder label: () -> Label) {}
    public var body: some View { EmptyView() }
}

extension Text {
    public init(_ resource: LocalizedStringResource) { self.init(Substring()) }
}

@MainActor open class UIHostingController<Content: View>: UIViewController {
    public init(rootView: Content) {}
}
