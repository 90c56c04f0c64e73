package gr.dimos.ui

import gr.dimos.app.Intent
import gr.dimos.core.Bank
import gr.dimos.core.Desk
import java.nio.file.Files
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** A bill that came by post is found, looked at and paid by what stands on the screens. */
class PayJourneyTest {
    @TempDir lateinit var dir: Path

    @Test
    fun `a bill is added by its code, paid on the bank's page, and its receipt shown and handed on`() =
        Stage.run(dir, "en-GB", "--provider", "sandbox") {
            findBill(city.staff("clerk").issueBill(4_512), "45,12")
            tap("Pay")
            sees("Together: €45.12")
            tap("card")
            val page = opened()
            sees("Waiting for you to pay")

            phone.core.send(Intent.OpenLink(Bank.pay(page)))
            sees("Thank you. Your receipt is")
            tap("Receipt ")
            assertTrue(Files.exists(Path.of(awaits("the receipt") { phone.shell.filesShown.poll() })))

            phone.core.send(Intent.Back)
            sees("Nothing is due")
            tap("Receipts")
            sees("by card")
            tap("Share")
            assertTrue(Files.exists(Path.of(awaits("the share sheet") { phone.shell.filesShared.poll() })))
        }

    @Test
    fun `what was mistyped is explained beside its field and mended`() = Stage.run(dir, "en-GB") {
        val bill = city.staff("clerk").issueBill(4_512)
        openForm()
        val printed = bill.reference.lowercase().chunked(4).joinToString(" ")
        type("Payment code (RF)", "  ${printed.dropLast(1)}${(printed.last().digitToInt() + 1) % 10}")
        sees("this code does not add up")
        replace("Payment code (RF)", printed)
        type("Amount on the bill", "45.13")
        tap("Find this bill")
        sees("This amount does not belong to this code")
        replace("Amount on the bill", "45,12")
        tap("Find this bill")
        sees(bill.number)
    }

    @Test
    fun `who comes back where nobody can say what happened is told so, and told when it is known`() =
        Stage.run(dir, "en-GB", "--provider", "sandbox") {
            findBill(city.staff("clerk").issueBill(3_000), "30")
            tap("Pay")
            tap("card")
            val link = Bank.pay(opened())
            // The bank has the money, but the phone has lost its network on the way back.
            phone.core.send(Intent.Connectivity(false))
            phone.core.send(Intent.OpenLink(link))
            sees("Not known yet")
            sees("Do not pay again")
            phone.core.send(Intent.Back)
            sees("A payment of €30.00")
            sees("No connection: as of")

            phone.core.send(Intent.Connectivity(true))
            sees("Nothing is due")
        }

    @Test
    fun `a bill is paid from any bank's app with its code to copy and its square to scan`() = Stage.run(dir, "en-GB") {
        val bill = city.staff("clerk").issueBill(4_512)
        findBill(bill, "45.12")
        tap("Pay")
        sees("Square code for a bank’s app, €45.12")
        tap("Copy Payment code")
        assertEquals(bill.reference, awaits("the clipboard") { phone.shell.copied.poll() })
        assertFalse(shows("card"), "nobody takes cards for this city")
    }

    @Test
    fun `a bill is paid by instalments once they are agreed to`() = Stage.run(dir, "en-GB") {
        findBill(city.staff("clerk").issueBill(36_000, "municipal-fees", "cleaning-lighting"), "360.00")
        tap("Pay by instalments")
        tap("3 instalments")
        sees("Instalment 3 of 3")
        tap("Agree to these instalments")
        tap("Pay this one: Instalment 1 of 3")
        sees("Together: €120.00")
        phone.core.send(Intent.Back)
        tap("Pay this one: Instalment 2 of 3")
        sees("Instalment 2 of 3")
    }

    @Test
    fun `who comes back without having paid goes there again and pays`() =
        Stage.run(dir, "en-GB", "--provider", "sandbox") {
            findBill(city.staff("clerk").issueBill(4_512), "45,12")
            tap("Pay")
            tap("card")
            val page = opened()
            phone.core.send(Intent.Background)
            // By the phone's own Back: no link told the app of it.
            phone.core.send(Intent.Foreground)
            sees("Waiting for you to pay")
            sees("there is nothing more to do: we ask the bank.")
            tap("Go to the bank’s page")
            assertEquals(page, opened())
            phone.core.send(Intent.OpenLink(Bank.pay(page)))
            sees("Thank you. Your receipt is")
        }

    @Test
    fun `who thought better of it gives the payment up and owes what they owed`() =
        Stage.run(dir, "en-GB", "--provider", "sandbox") {
            findBill(city.staff("clerk").issueBill(4_512), "45,12")
            tap("Pay")
            tap("card")
            phone.core.send(Intent.OpenLink(Bank.leave(opened())))
            tap("I did not pay: give up")
            sees("Given up")
            sees("You can pay whenever you like.")
            tap("Back")
            sees("To pay: €45.12")
        }

    @Test
    fun `all bills of a tax number are shown to who holds one of them, and the number is not kept`() =
        Stage.run(dir, "en-GB") {
            val clerk = city.staff("clerk")
            val number = "094259216"
            val bills = listOf(4_512L, 8_000L).map { clerk.issueBill(it, taxNumber = number) }
            clerk.issueBill(9_900)
            openForm()
            type("Payment code (RF)", bills[0].reference)
            type("Amount on the bill", "45,12")
            type("Tax number (ΑΦΜ)", number)
            tap("Show all my bills")
            sees("Done. 2 bills are shown.")
            sees("To pay: €125.12")
            bills.forEach { sees(it.number) }
            assertFalse(number in "${phone.core.view()}")
        }

    private fun Stage.openForm() {
        tap("Pay")
        tap("Add a bill")
    }

    private fun Stage.findBill(bill: Desk.Bill, amount: String) {
        openForm()
        type("Payment code (RF)", bill.reference)
        type("Amount on the bill", amount)
        tap("Find this bill")
        sees(bill.number)
    }

    private fun Stage.opened(): String = awaits("the bank's page") { phone.shell.opened.poll() }
}
