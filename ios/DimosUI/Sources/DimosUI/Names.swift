import DimosHandover
import SwiftUI

// The core has these names, too. In this module they are SwiftUI's, and the core's are `CoreButton` and so on.
typealias Button = SwiftUI.Button
typealias TabView = SwiftUI.TabView

typealias Ink = DimosHandover.Ink
