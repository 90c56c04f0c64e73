import DimosBindings

/// The way through a tab's pages. The core shows one screen at a time; what lies below it is kept as it was seen last, so that
/// the way back can be swiped.
struct Trail {
    /// A page that lies over another one.
    struct Page: Hashable, Sendable {
        let name: String
    }

    private(set) var root: Screen?
    private(set) var pages: [Page] = []
    private var screens: [Page: Screen] = [:]

    /// Goes where the core is: on to a page that is new, back to one that was passed.
    mutating func follow(_ screen: Screen) {
        guard let page = screen.page else {
            root = screen
            pages = []
            screens = [:]
            return
        }
        if let passed = pages.firstIndex(of: page) {
            pages.removeSubrange((passed + 1)...)
        } else {
            pages.append(page)
        }
        screens = screens.filter { pages.contains($0.key) }
        screens[page] = screen
    }

    /// Back to so many pages, before the core has said so.
    mutating func goBack(to count: Int) {
        pages.removeSubrange(count...)
    }

    /// How a page was seen last.
    func screen(of page: Page) -> Screen? { screens[page] }
}

extension Screen {
    /// The page that this is, where it lies over a tab's first page.
    var page: Trail.Page? {
        switch self {
        case .starting, .myReports, .myCity, .bills, .crew, .settings: nil
        case .report(let report): report.composing ? Trail.Page(name: "report \(report.draft) \(report.step)") : nil
        case .ticket(let ticket): Trail.Page(name: "ticket \(ticket.row.id)")
        case .addBill: Trail.Page(name: "add bill")
        case .bill(let bill): Trail.Page(name: "bill \(bill.row.id)")
        case .plan: Trail.Page(name: "plan")
        case .paying: Trail.Page(name: "paying")
        case .checkout(let checkout): Trail.Page(name: "checkout \(checkout.id)")
        case .receipts: Trail.Page(name: "receipts")
        case .job(let job): Trail.Page(name: "job \(job.row.id)")
        }
    }
}
