import DimosHandover
import DimosKit
import DimosUI
import SwiftUI

/// The core's screens; in their place, what to do where there is no core.
struct Root: View {
    let parts: Parts
    @Environment(\.scenePhase) private var phase
    @SceneStorage("tab") private var tab: String?

    var body: some View {
        DimosApp(store: parts.store, failure: words)
            .safeAreaInset(edge: .bottom) {
                if failure != nil {
                    ShareLink(item: parts.diagnostics.text) { Text("send_details") }.padding()
                }
            }
            .onOpenURL { parts.open($0) }
            .onContinueUserActivity(NSUserActivityTypeBrowsingWeb) { activity in
                if let link = activity.webpageURL { parts.open(link) }
            }
            .onChange(of: phase, initial: true) { _, phase in
                // Behind the camera or a question of the system's the app is inactive, and still what the person sees.
                if phase != .inactive { parts.isInFront(phase == .active) }
            }
            .onAppear { parts.comeBack(to: tab) }
            .onChange(of: parts.store.view, initial: true) { _, view in
                guard let view else { return }
                parts.shown.show(view)
                tab = KeptTab.name(in: view) ?? tab
            }
    }

    private var failure: CoreFailure? {
        if case .failed(let failure) = parts.store.state { failure } else { nil }
    }

    private var words: FailureWords {
        let message: String.LocalizationValue =
            switch failure {
            case .noThreads: "failed_threads"
            case .storage: "failed_storage"
            case .secrets: "failed_secrets"
            case .broken, nil: "failed_broken"
            }
        return FailureWords(message: String(localized: message), retry: String(localized: "try_again"))
    }
}
