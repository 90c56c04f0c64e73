import Acting
import DimosBindings
import DimosKit
import Foundation
import Testing

/// A bill is paid on a provider's page, and a link leads back into the app.
@MainActor
struct PayJourneyTests {
    let folder: Folder
    let city: City
    let bill: Desk.Bill

    init() async throws {
        folder = try Folder()
        city = try await City.open("--provider", "sandbox")
        bill = try await city.staff("clerk").issueBill(cents: 4_512)
    }

    @Test("paid on the bank's page, the link back leads to the receipt")
    func pay() async throws {
        let eleni = try await handset("eleni").ready()
        let page = try await checkOut(eleni)
        eleni.phone.inFront = false
        let link = try await Bank.pay(on: page)
        eleni.phone.inFront = true
        try await eleni.send(.openLink(url: link))
        let paid = try await eleni.see("the payment") { $0.checkout.if { $0.stage == .paid } }
        #expect(!paid.receipt.isEmpty)

        try await eleni.pay(.showReceipt(number: paid.receipt))
        let receipt = try await eleni.os.next(\.documentsShown)
        #expect(receipt.mediaType == "application/pdf")
        #expect(try Data(contentsOf: receipt.file).starts(with: Data("%PDF".utf8)))
        try await eleni.pay(.shareReceipt(number: paid.receipt))
        #expect(try await eleni.os.next(\.documentsShared).file == receipt.file)
        await eleni.close()
    }

    @Test("a link that starts the app waits until the app knows what it paid")
    func linkStartsApp() async throws {
        let eleni = try await handset("eleni").ready()
        let page = try await checkOut(eleni)
        // The phone was low on memory while the bank's page was in front.
        await eleni.close()
        let link = try await Bank.pay(on: page)
        eleni.open()
        eleni.store.send(.openLink(url: link))
        try await eleni.see("the payment") { $0.checkout.if { $0.stage == .paid } }
        await eleni.close()
    }

    @Test("who leaves the bank's page comes back to a payment that was not made")
    func leave() async throws {
        let eleni = try await handset("eleni").ready()
        try await eleni.send(.openLink(url: Bank.leave(checkOut(eleni))))
        let back = try await eleni.see("the attempt") { $0.checkout.if { !$0.busy && $0.giveUp != nil } }
        #expect(back.stage != .paid)
        await eleni.close()
    }

    @Test("a link for another person's payment shows nothing of it")
    func anotherPersonsLink() async throws {
        let eleni = try await handset("eleni").ready()
        let link = try await Bank.pay(on: checkOut(eleni))
        await eleni.close()
        let nikos = try await handset("nikos").ready()
        let view = try await nikos.send(.openLink(url: link))
        #expect(view.toast?.text.contains("δεν ανήκει σε πληρωμή αυτού του τηλεφώνου") == true)
        expectNothing(of: bill, on: view)
        await nikos.close()
    }

    @Test("forged links lead nowhere and break nothing")
    func forgedLinks() async throws {
        let nikos = try await handset("nikos").ready()
        for link in [
            "", "dimos://", "dimos://pay/attempts/", "dimos://pay/attempts/../../etc/passwd",
            "dimos://pay/attempts/00000000-0000-7000-8000-000000000001?status=paid&amount=0",
            "dimos://pay/attempts/%00", "https://example.org/?next=dimos://pay/attempts/1", "javascript:alert(1)",
            "dimos://pay/attempts/\(String(repeating: "9", count: 100_000))", "dimos://pay/attempts/🚲\0",
        ] {
            let view = try await nikos.send(.openLink(url: link))
            #expect(view.toast != nil, "\(link.prefix(80))")
            expectNothing(of: bill, on: view)
            try await nikos.send(.dismissToast)
        }
        #expect(nikos.os.opened.isEmpty, "no link opens a page by itself")
        await nikos.close()
    }

    private func handset(_ whose: String) -> Handset {
        Handset(in: folder.url.appending(path: whose), of: city.url)
    }

    private func expectNothing(of bill: Desk.Bill, on view: ViewModel) {
        #expect(view.report != nil)
        let shown = String(describing: view)
        #expect(!shown.contains(bill.number) && !shown.contains("45,12"))
    }

    /// Finds the bill by what is printed on it and goes to the bank; gives the page's address.
    private func checkOut(_ phone: Handset) async throws -> URL {
        try await phone.send(.openTab(tab: .pay))
        try await phone.pay(.addBill)
        try await phone.pay(.typeReference(text: bill.reference))
        try await phone.pay(.typeAmount(text: "45,12"))
        try await phone.pay(.find)
        let found = try await phone.see("the bill") { $0.bill.if { $0.pay?.enabled == true } }
        try await phone.pay(.payBill(bill: found.row.id))
        try await phone.see("what is paid") { $0.paying }
        try await phone.pay(.payBy(provider: "sandbox"))
        return try await phone.os.next(\.opened)
    }
}
