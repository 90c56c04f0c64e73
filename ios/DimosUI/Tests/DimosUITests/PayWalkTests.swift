import Acting
import DimosKit
import Foundation
import SwiftUI
import Testing

/// A bill that came by post is found, looked at and paid by what stands on the screens.
@MainActor
struct PayWalkTests {
    let folder: Folder
    let city: City
    let bill: Desk.Bill

    init() async throws {
        folder = try Folder()
        city = try await City.open("--provider", "sandbox")
        bill = try await city.staff("clerk").issueBill(cents: 4_512)
    }

    @Test(
        "a bill is added by its code, paid on the bank's page, and its receipt shown and handed on",
        arguments: Tongue.all, [UserInterfaceSizeClass.compact, .regular])
    func paid(locale: String, width: UserInterfaceSizeClass) async throws {
        let stage = try await Stage.open(in: folder, of: city, locale, width: width)
        try await findBill(stage)
        try await stage.tap("Pay")
        try await stage.sees("Together: €45.12")
        try await payByCard(stage)
        let page = try await stage.phone.os.next(\.opened)
        try await stage.sees("Waiting for you to pay")

        stage.phone.store.send(.openLink(url: try await Bank.pay(on: page)))
        try await stage.sees("Thank you. Your receipt is")
        try await stage.tap("Receipt ")
        #expect(FileManager.default.fileExists(atPath: try await stage.phone.os.next(\.documentsShown).file.path))

        try await stage.tap("Back")
        try await stage.sees("Nothing is due")
        try await stage.tap("Receipts")
        try await stage.sees("by card")
        try await stage.tap("Share")
        #expect(FileManager.default.fileExists(atPath: try await stage.phone.os.next(\.documentsShared).file.path))
        await stage.phone.close()
    }

    @Test("what was mistyped is explained beside its field and mended", arguments: Tongue.all)
    func mistyped(locale: String) async throws {
        let stage = try await Stage.open(in: folder, of: city, locale)
        try await stage.tap("Pay")
        try await stage.tap("Add a bill")
        let last = try #require(bill.reference.last?.wholeNumberValue)
        try await stage.type("Payment code (RF)", "  \(bill.reference.dropLast().lowercased())\((last + 1) % 10)")
        try await stage.sees("this code does not add up")
        try await stage.type("Payment code (RF)", bill.reference.lowercased())
        try await stage.type("Amount on the bill", "45.13")
        try await stage.tap("Find this bill")
        try await stage.sees("This amount does not belong to this code")
        try await stage.type("Amount on the bill", "45,12")
        try await stage.tap("Find this bill")
        try await stage.sees(bill.number)
        await stage.phone.close()
    }

    @Test("who comes back where nobody can say what happened is told so, and told when it is known", arguments: Tongue.all)
    func notKnown(locale: String) async throws {
        let stage = try await Stage.open(in: folder, of: city, locale)
        try await findBill(stage)
        try await stage.tap("Pay")
        try await payByCard(stage)
        let link = try await Bank.pay(on: stage.phone.os.next(\.opened))
        // The bank has the money, but the phone has lost its network on the way back.
        stage.phone.phone.online = false
        stage.phone.store.send(.openLink(url: link))
        try await stage.sees("Not known yet")
        try await stage.sees("Do not pay again")
        try await stage.tap("Back")
        try await stage.sees("A payment of €45.12 is not finished")
        try await stage.sees("No connection: as of")

        stage.phone.phone.online = true
        try await stage.sees("Nothing is due")
        await stage.phone.close()
    }

    @Test("a bill is paid from any bank's app with its code to copy and its square to scan", arguments: Tongue.all)
    func transfer(locale: String) async throws {
        let stage = try await Stage.open(in: folder, of: city, locale)
        try await findBill(stage)
        try await stage.tap("Pay")
        try await stage.sees("Square code for a bank’s app, €45.12. The payment code beside it says the same.")
        try await stage.tap("Copy Payment code")
        #expect(try await stage.phone.os.next(\.copied) == bill.reference)
        await stage.phone.close()
    }

    @Test("who thought better of it gives the payment up and owes what they owed", arguments: Tongue.all)
    func givenUp(locale: String) async throws {
        let stage = try await Stage.open(in: folder, of: city, locale)
        try await findBill(stage)
        try await stage.tap("Pay")
        try await payByCard(stage)
        try await stage.phone.send(.openLink(url: Bank.leave(stage.phone.os.next(\.opened))))
        try await stage.phone.see("what the bank says") { $0.checkout.if { !$0.busy && $0.giveUp != nil } }
        try await stage.tap("I did not pay: give up")
        try await stage.sees("You can pay whenever you like.")
        try await stage.tap("Back")
        try await stage.sees("To pay: €45.12")
        await stage.phone.close()
    }

    /// What the provider is called it says itself.
    private func payByCard(_ stage: Stage) async throws {
        try await stage.tap(try await stage.phone.see("a way to pay") { $0.paying?.methods.first?.button.spoken })
    }

    private func findBill(_ stage: Stage) async throws {
        try await stage.tap("Pay")
        try await stage.tap("Add a bill")
        try await stage.type("Payment code (RF)", bill.reference)
        try await stage.type("Amount on the bill", "45,12")
        try await stage.tap("Find this bill")
        try await stage.sees(bill.number)
    }
}
