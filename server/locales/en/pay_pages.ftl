# The pages on which anybody pays a bill, and on which a receipt is verified.

pay-form-title = Pay a bill
pay-form-wrong-title = Please check what you typed: pay a bill
pay-form-about = Pay the city with the payment code of your slip: from your bank, by card or at the cash desk. No account is needed.
pay-form-heading = Pay a bill of the city
pay-form-lead = With the payment code on your slip you see what is to be paid today, and pay it in a minute. No account is needed.
pay-form-find = Show the bill
pay-example = For example { $what }. Spaces and small letters do not matter.
pay-example-rf = RF34 9099 9400 0000 0000 1234 5
pay-example-amount = 45.80
pay-rf-label = Payment code (RF)
pay-amount-label = Amount on the slip, in euro
pay-amount-hint = For example { $what }. Type what the slip says, even if less or more is to be paid by now.
pay-help = Help
pay-where = Where is the code?
pay-where-detail = On the slip, beside “Payment code (RF)”: 25 letters and digits that begin with RF. The amount stands next to it.
pay-safe = What we show
pay-safe-detail = No names and no addresses: only what the bill is for and what is to be paid. Card data are typed on the payment provider’s page and never reach the city.

pay-rf-empty = Please type the payment code that stands on your slip.
pay-rf-start = A payment code begins with RF and two digits. Please type it from its beginning.
pay-rf-character = A payment code holds letters and digits only; “{ $what }” cannot be part of it.
pay-rf-short = { $missing ->
    [one] One character is missing: this has { $n }, the city’s payment codes have 25.
   *[other] { $missing } characters are missing: this has { $n }, the city’s payment codes have 25.
  }
pay-rf-long = { $more ->
    [one] There is one character too many: this has { $n }, the city’s payment codes have 25.
   *[other] There are { $more } characters too many: this has { $n }, the city’s payment codes have 25.
  }
pay-rf-check = A character is mistyped or two have changed places: the check digits { $check } (third and fourth character) do not fit the rest. Please compare group by group: { $groups }
pay-rf-other = This is a payment code, but not one of this city. Please check which organisation sent the slip.
pay-amount-empty = Please type the amount that stands on the slip.
pay-amount-number = This is not an amount. Please type it like 45.80 or 45,80.
pay-amount-fine = Cents have two digits. Please type the amount like 45.80; for thousands 1234.50.
pay-amount-zero = The amount must be more than zero.
pay-amount-large = This amount is larger than any bill. Please check the comma.
pay-not-found = We found no bill to pay with this code and this amount. Please compare both with the slip. If you got a newer slip for the same bill, use that one; if it still does not work, call us: we will look together.
pay-again = For your safety a bill that was found is shown for two days only. Please type the code and the amount again.

pay-another = Another bill
pay-bill-number = Bill { $what }
pay-instalment = Instalment { $number } of { $of }
pay-state-open = To pay
pay-state-late = Overdue
pay-state-partly = Paid in part
pay-state-paid = Paid
pay-state-plan = By instalments
pay-state-ended = No longer asked for
pay-today = To pay today
pay-due = Please pay by { $what }.
pay-was-due = It was due on { $what }.
pay-already = { $paid } of { $amount } has been paid already.
pay-discount = You pay { $off } less than { $whole } if you pay early: until { $until }.
pay-due-whole = After that { $whole } is to be paid, by { $date }.
pay-surcharge = { $what } of it is the surcharge for late payment.
pay-grows = After { $what } the surcharge grows.
pay-holds = The amount stays the same until { $what }; after that a surcharge is added.
pay-offer = In the city’s app you can also choose to pay in up to { $n } instalments.
pay-ways = How you can pay
pay-test = This is a trial: the account and the payment codes are samples. No bank takes them, and no money moves.
pay-by-bank = From your bank
pay-by-bank-how = In your bank’s app or e-banking choose payment by RF code. The code alone is enough; the rest is for banks that ask.
pay-qr-how = Scan it with your bank’s app: everything fills itself in.
pay-qr-alt = QR code for your bank’s app: pays { $amount } to { $name }
pay-amount = Amount
pay-payee = Payee
pay-slip = The slip as PDF, to print or keep
pay-by-card = At once, online
pay-by-card-how = You go to the payment provider’s page and come back with your receipt. The bill counts as paid at once.
pay-by-cash = At the cash desk
pay-by-cash-how = In cash, with the slip or just the payment code. Call before you come to hear when the desk is open.
pay-by-cash-where = In cash, with the slip or just the payment code, here:
pay-changed = What is to be paid has changed meanwhile, so nothing was begun. This is how the bill stands now.
pay-unavailable = The payment page cannot be opened just now. Nothing was paid. Please try again in a moment, or pay from your bank.
pay-doubt-unknown = Somebody began to pay this, and it is not known yet whether the money was taken. Please do not pay again: we keep asking until it is known.
pay-doubt-parked = Money arrived for this, but not as it was asked for. A person at the city's treasury is looking at it: please do not pay again meanwhile.
pay-nonetheless = Show how to pay nonetheless
pay-plan-lead = This bill is paid by instalments. Each has a payment code of its own.
pay-paid-heading = This bill is paid
pay-paid-detail = Nothing more is to be paid. The receipt was given to who paid.
pay-ended-detail = This bill is no longer asked for. If you got a newer slip, please use the code on that one.

pay-attempt-paid = Paid. Thank you!
pay-attempt-paid-detail = The city has your payment, and your receipt is ready.
pay-attempt-kept-detail = { $what } of your payment was more than was owed, and the city keeps that for you. With the receipt, its cash desk pays it back or sets it against another bill.
pay-attempt-gone-back-part = { $what } of your payment has gone back to you since, by a refund of the city or by your bank: see the bill for what is owed now.
pay-attempt-gone-back = Your payment was given back
pay-attempt-gone-back-detail = You had paid, and all of the money has gone back to you since. See the bill for what is owed now.
pay-attempt-taken-back = Your payment was taken back
pay-attempt-taken-back-detail = The money was paid and then went back, as the bank or the payment provider decided. The receipt holds no longer, and what it had paid is owed again, unless something else has paid it since: see the bill. If you did not ask for that, ask your bank.
pay-attempt-waiting = Waiting for your payment
pay-attempt-waiting-detail = Nobody has told us yet that you paid. If you have just paid, it takes a few moments. If you have not, you can go on.
pay-attempt-unknown = We do not know yet whether you paid
pay-attempt-unknown-detail = The payment provider has not answered clearly. Please do not pay again: we keep asking until it is known. You may close this page; its address stays good, so keep it.
pay-attempt-parked = Your payment is being looked at
pay-attempt-parked-detail = Money arrived, but not as it was asked for. A person at the city's treasury is looking at it and decides what it counts for. Please do not pay again. You may close this page; its address stays good, so keep it.
pay-attempt-aside = Your payment was looked at
pay-attempt-aside-detail = Money arrived, but not as it was asked for. The city's treasury looked at it and did not count it for this. Please ask there what became of it.
pay-attempt-cancelled = You turned back without paying
pay-attempt-expired = The payment page has expired
pay-attempt-failed = The payment was not made
pay-attempt-over-detail = As far as anybody knows, no money was taken. If money comes after all, it counts for this bill.
pay-attempt-go-on = Go on to the payment page
pay-attempt-asks = This page asks again every 10 seconds.
pay-attempt-still = Stop that
pay-attempt-ask = Ask again now
pay-attempt-cancel = I do not want to pay now
pay-attempt-again = Try again
pay-attempt-back = Back to the bill
pay-for = What for
pay-receipt = Receipt
pay-receipt-pdf = The receipt as PDF
pay-receipt-verify = Its verification page
pay-receipt-keep = Please save the receipt now: without an account we cannot send it to you later.

pay-verify-title = Is a receipt genuine?
pay-verify-about = Check whether a receipt was given by the city, and for how much.
pay-verify-short = Every receipt of the city carries a code with which anybody can check it.
pay-verify-open = Check a receipt
pay-verify-lead = Type the verification code that stands at the end of the receipt, or scan its QR code. No names are shown.
pay-verify-code = Verification code
pay-verify-hint = 20 letters and digits in groups of five. Dashes and small letters do not matter.
pay-verify-check = Check
pay-verify-typo = A verification code has 20 letters and digits. Please compare it with the receipt, group by group.
pay-verify-unknown = The city has given no receipt with this code. Please compare it with the paper, group by group. If it is the same, the receipt is not the city’s.
pay-verify-true = This receipt is genuine
pay-verify-true-detail = The city gave receipt { $what }. Please compare what stands here with the paper.
pay-verify-reversed = This payment was taken back
pay-verify-reversed-detail = The city did give receipt { $what }, but the payment was reversed afterwards: it no longer counts.
pay-verify-number = Number of the receipt
pay-verify-back = Gone back since
pay-verify-paid = Day of payment
pay-verify-issued = Issued
pay-verify-compare = If the amount or the day on the paper is another one, the paper was changed.
pay-verify-another = Check another receipt

# On documents
receipt-surcharge = Surcharge for late payment
receipt-discount = Discount for early payment
