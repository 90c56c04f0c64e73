import DimosBindings

extension Intent {
    /// Whether it makes sense only once the phone's storage is read: what a link, a shortcut or a shared photo that started
    /// the app asks for. The rest tells the core how the phone is, and is told at once.
    var waitsForStart: Bool {
        switch self {
        case .openLink, .photoArrived, .openTab, .report, .myReports, .myCity, .pay, .crew: true
        case .start, .foreground, .background, .connectivity, .back, .dismissToast, .toastAction, .settings: false
        }
    }
}

extension ViewModel {
    /// Whether the phone's storage is read.
    var hasStarted: Bool {
        if case .starting = screen { false } else { true }
    }
}
