import DimosBindings

/// The tab that a window comes back to after iOS ended the app behind it. What was written there the core keeps by itself.
enum KeptTab {
    private static let tabs: [Tab] = [.report, .myReports, .myCity, .pay, .crew, .settings]

    /// What is kept of a screen; nil while there are no tabs yet.
    static func name(in view: ViewModel?) -> String? {
        view?.tabs.first(where: \.selected).map { name(of: $0.tab) }
    }

    /// What is sent for what was kept. Whether that tab is still there the core knows.
    static func intent(for name: String?) -> Intent? {
        tabs.first { self.name(of: $0) == name }.map { .openTab(tab: $0) }
    }

    private static func name(of tab: Tab) -> String {
        switch tab {
        case .report: "report"
        case .myReports: "my-reports"
        case .myCity: "my-city"
        case .pay: "pay"
        case .crew: "crew"
        case .settings: "settings"
        }
    }
}
