import AppIntents
import DimosBindings

/// "Report a problem", for Shortcuts, Spotlight, Siri and the action button.
struct ReportProblem: AppIntent {
    static let title: LocalizedStringResource = "shortcut_report"
    static let openAppWhenRun = true

    @MainActor
    func perform() async throws -> some IntentResult {
        Parts.shared.arrive(.openTab(tab: .report))
        return .result()
    }
}

/// "Pay the city".
struct PayCity: AppIntent {
    static let title: LocalizedStringResource = "shortcut_pay"
    static let openAppWhenRun = true

    @MainActor
    func perform() async throws -> some IntentResult {
        Parts.shared.arrive(.openTab(tab: .pay))
        return .result()
    }
}

/// What is there without setting anything up. The phrases' Greek is in AppShortcuts.xcstrings.
struct DimosShortcuts: AppShortcutsProvider {
    static var appShortcuts: [AppShortcut] {
        AppShortcut(
            intent: ReportProblem(), phrases: ["Report a problem with \(.applicationName)"],
            shortTitle: "shortcut_report", systemImageName: "exclamationmark.bubble")
        AppShortcut(
            intent: PayCity(), phrases: ["Pay with \(.applicationName)"], shortTitle: "shortcut_pay",
            systemImageName: "eurosign.circle")
    }
}
