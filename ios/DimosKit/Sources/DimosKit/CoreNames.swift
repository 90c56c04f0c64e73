import DimosBindings

// Names of the core that SwiftUI or MapKit have, too, for files that import both.
public typealias CoreButton = DimosBindings.Button
public typealias CoreField = DimosBindings.Field
public typealias CoreMapPin = DimosBindings.MapPin
public typealias CoreTab = DimosBindings.Tab
public typealias CoreTabView = DimosBindings.TabView
