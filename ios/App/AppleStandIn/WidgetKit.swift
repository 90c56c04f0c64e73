import ActivityKit
@_exported import AppleFoundation
import SwiftUI

public final class WidgetCenter: Sendable {
    public static let shared = WidgetCenter()
    public func reloadAllTimelines() {}
}

@MainActor public protocol WidgetConfiguration {}
struct AnyWidgetConfiguration: WidgetConfiguration {}

@MainActor public protocol Widget {
    associatedtype Body: WidgetConfiguration
    @MainActor var body: Body { get }
    init()
}

@MainActor public protocol WidgetBundle {
    associatedtype Body
    @WidgetBundleBuilder @MainActor var body: Body { get }
    init()
}

extension WidgetBundle {
    public static func main() {}
}

public struct Widgets: Widget {
    public init() {}
    public var body: some WidgetConfiguration { AnyWidgetConfiguration() }
}

@resultBuilder
public struct WidgetBundleBuilder {
    @MainActor public static func buildBlock<A: Widget, B: Widget>(_ a: A, _ b: B) -> Widgets { Widgets() }
}

public protocol TimelineEntry {
    var date: Date { get }
}

public struct TimelineReloadPolicy: Sendable {
    public static let never = TimelineReloadPolicy()
}

public struct Timeline<Entry: TimelineEntry> {
    public init(entries: [Entry], policy: TimelineReloadPolicy) {}
}

public struct TimelineProviderContext {}

public protocol TimelineProvider {
    associatedtype Entry: TimelineEntry
    typealias Context = TimelineProviderContext
    func placeholder(in context: Context) -> Entry
    func getSnapshot(in context: Context, completion: @escaping (Entry) -> Void)
    func getTimeline(in context: Context, completion: @escaping (Timeline<Entry>) -> Void)
}

public enum WidgetFamily: Sendable { case systemSmall, systemMedium, accessoryRectangular }

public struct StaticConfiguration<Content: View>: WidgetConfiguration {
    public init<Provider: TimelineProvider>(
        kind: String, provider: Provider, @ViewBuilder content: @escaping (Provider.Entry) -> Content
    ) {}
}

extension WidgetConfiguration {
    public func configurationDisplayName(_ name: LocalizedStringResource) -> some WidgetConfiguration { self }
    public func description(_ text: LocalizedStringResource) -> some WidgetConfiguration { self }
    public func supportedFamilies(_ families: [WidgetFamily]) -> some WidgetConfiguration { self }
}

public struct ContainerBackgroundPlacement: Sendable {
    public static let widget = ContainerBackgroundPlacement()
}

extension EnvironmentValues {
    public var widgetFamily: WidgetFamily { .systemSmall }
}

extension View {
    public func widgetURL(_ url: URL?) -> some View { self }
    public func containerBackground<S: ShapeStyle>(_ style: S, for place: ContainerBackgroundPlacement) -> some View { self }
}

public struct ActivityViewContext<Attributes: ActivityAttributes> {
    public let attributes: Attributes
    public let state: Attributes.ContentState
    public let isStale: Bool
}

public enum DynamicIslandExpandedRegionPosition: Sendable { case leading, trailing, center, bottom }

public struct DynamicIslandExpandedRegion<Content: View> {
    public init(_ position: DynamicIslandExpandedRegionPosition, priority: Double = 0, @ViewBuilder content: () -> Content) {}
}

@resultBuilder
public struct DynamicIslandExpandedContentBuilder {
    public static func buildBlock<A: View, B: View, C: View>(
        _ a: DynamicIslandExpandedRegion<A>, _ b: DynamicIslandExpandedRegion<B>, _ c: DynamicIslandExpandedRegion<C>
    ) -> Int { 3 }
}

@MainActor public struct DynamicIsland {
    public init<Leading: View, Trailing: View, Minimal: View>(
        @DynamicIslandExpandedContentBuilder expanded: () -> Int, @ViewBuilder compactLeading: () -> Leading,
        @ViewBuilder compactTrailing: () -> Trailing, @ViewBuilder minimal: () -> Minimal
    ) {}
    public func widgetURL(_ url: URL?) -> DynamicIsland { self }
}

public struct ActivityConfiguration<Attributes: ActivityAttributes>: WidgetConfiguration {
    public init<Content: View>(
        for type: Attributes.Type, @ViewBuilder content: @escaping (ActivityViewContext<Attributes>) -> Content,
        dynamicIsland: @escaping (ActivityViewContext<Attributes>) -> DynamicIsland
    ) {}
}
