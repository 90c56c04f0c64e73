import SwiftUI
import WidgetKit

@main
struct DimosWidgets: WidgetBundle {
    var body: some Widget {
        ProgressWidget()
        ProgressLiveActivity()
    }
}
