import DimosBindings

/// The screen of a kind, if it is that one.
extension ViewModel {
    public var report: ReportView? { if case .report(let view) = screen { view } else { nil } }
    public var myReports: MyReportsView? { if case .myReports(let view) = screen { view } else { nil } }
    public var ticket: TicketView? { if case .ticket(let view) = screen { view } else { nil } }
    public var myCity: MyCityView? { if case .myCity(let view) = screen { view } else { nil } }
    public var bill: BillView? { if case .bill(let view) = screen { view } else { nil } }
    public var paying: PayingView? { if case .paying(let view) = screen { view } else { nil } }
    public var checkout: CheckoutView? { if case .checkout(let view) = screen { view } else { nil } }
    public var crew: CrewView? { if case .crew(let view) = screen { view } else { nil } }
    public var settings: SettingsView? { if case .settings(let view) = screen { view } else { nil } }
    public var starting: StartingView? { if case .starting(let view) = screen { view } else { nil } }
}

extension Optional {
    /// This, if it is as wanted.
    public func `if`(_ isWanted: (Wrapped) -> Bool) -> Wrapped? {
        flatMap { isWanted($0) ? $0 : nil }
    }
}
