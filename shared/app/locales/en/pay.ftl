pay-title = What I owe
pay-owed = To pay: { $amount }
pay-owed-nothing = Nothing is due
pay-credit = { $amount } that you paid too much is kept for you.
pay-credit-use = Use { $amount } that you paid too much
pay-credit-used = Done. What you had paid too much went to this bill.
pay-ended = Paid and ended
pay-add = Add a bill
pay-receipts = Receipts
pay-empty = This phone knows of no bill of yours. Add one with the payment code (RF) and the amount that are printed on it.
pay-not-asked = Pull down to ask what you owe.
pay-as-of = No connection: as of { $time }
pay-chosen = { $n ->
    [one] Pay { $amount }
   *[other] Pay { $n } bills: { $amount }
}
pay-attempt-open = A payment of { $amount } is not finished
pay-attempt-unknown = A payment of { $amount } is being checked with the bank
pay-under-way = A payment is under way
pay-overdue = { $n ->
   *[other] Overdue by { $n } days, since { $date }
}
pay-due-yesterday = Overdue since yesterday
pay-due-today = Due today
pay-due-tomorrow = Due tomorrow
pay-due-on = Due { $date }
pay-state-nothing = Nothing to pay now
pay-state-paid = Paid
pay-state-superseded = Replaced by another bill
pay-state-cancelled = Cancelled: nothing to pay
pay-state-in-plan = Paid by instalments
pay-instalment = Instalment { $n } of { $of }
pay-instalments-due = { $n ->
    [one] One instalment is due
   *[other] { $n } instalments are due
}
pay-outdated = This amount held until { $date }. Connect to see today’s.
pay-discount = With a discount of { $amount }
pay-discount-until = With a discount of { $amount } if all is paid by { $date }
pay-surcharge = { $amount } of it for paying late
pay-paid-of = { $paid } of { $amount } paid
pay-by-card = by card
pay-by-bank = by bank transfer
pay-by-cash = in cash
pay-by-credit = from what was paid too much before
pay-taken-back = taken back
pay-pay = Pay
pay-pay-one = Pay this one
pay-plan-open = Pay by instalments
pay-bill-gone = This bill is not on this phone any more.
pay-notice-open = A payment of { $amount } for this is open at the bank. Finish it or give it up before you pay in another way.
pay-notice-unknown = A payment of { $amount } for this may have gone through. Do not pay again: we keep asking the bank until we know.
pay-fact-number = Bill number
pay-fact-what = What for
pay-fact-period = Period
pay-fact-issued = Issued
pay-fact-due = Due
pay-fact-amount = Charged
pay-fact-discount = Discount
pay-fact-until = (until { $date })
pay-fact-surcharge = For paying late
pay-fact-paid = Paid so far
pay-fact-left = To pay
pay-receipt-number = Receipt { $number }
pay-receipt-show = Open
pay-receipt-share = Share
pay-receipt-taken-back = Taken back
pay-receipt-fetching = The receipt is being fetched.
pay-receipts-empty = No receipts yet. After every payment there is one here.
pay-paying-title = Pay
pay-total = Together: { $amount }
pay-total-unclear = One of the amounts is not right yet.
pay-methods-note = You pay on the bank’s own page. The city and this app never see your card.
pay-part = Amount, if not all of it
pay-part-forfeits = Paying a part forfeits { $amount } of discount
pay-part-too-much = At most { $amount } can be paid.
pay-leave-out = Leave out
pay-transfer-title = From any bank’s app
pay-transfer-intro = { $n ->
    [one] In your bank’s app choose payments by code (RF) and copy the code, or scan the square with another phone. The money is here one or two working days later.
   *[other] Each of these has its own code and needs its own transfer. In your bank’s app choose payments by code (RF) and copy the code, or scan the square with another phone. The money is here one or two working days later.
}
pay-payee = Payee
pay-iban = IBAN
pay-reference = Payment code (RF)
pay-amount = Amount
pay-copy = Copy
pay-copy-spoken = Copy { $what }
pay-copied = Copied.
pay-qr = Square code for a bank’s app, { $amount }. The payment code beside it says the same.
pay-why-nothing = There is nothing to pay here any more.
pay-why-under-way = A payment for this is not finished. Open it first.
pay-why-outdated = The amount may be another one today. Connect to the internet first.
pay-why-amount = One of the amounts is not right.
pay-why-many = At most { $n } bills can be paid at once.
pay-why-offline = There is no connection right now.
pay-why-reference = Banks take this code with the whole amount only.
pay-amount-empty = Write the amount.
pay-amount-not = This is not an amount. Write it like 45.12 or 45,12.
pay-amount-fine = Write at most two digits after the point or comma, and thousands like 1234 or 1,234.00.
pay-amount-none = The amount must be more than zero.
pay-amount-large = The amount can be { $amount } at most.
pay-amount-other = This amount does not belong to this code. Look at both on the bill once more.
pay-add-intro = Type or paste the payment code, which begins with RF, and the amount that are printed on the bill.
pay-reference-hint = RF and 23 digits, spaces do not matter
pay-printed-amount = Amount on the bill
pay-amount-hint = For example 45.12
pay-find = Find this bill
pay-found = The bill is on this phone now.
pay-find-later = Bills cannot be looked up right now. If you tried several times, wait a few minutes.
pay-form-busy = The city is being asked…
pay-link-intro = To see all your bills, write your tax number as well as the code and amount of one open bill. The number is used once and is not kept on this phone.
pay-link = Show all my bills
pay-linked = { $n ->
    [0] Done. No bill is open for this tax number.
    [one] Done. One bill is shown.
   *[other] Done. { $n } bills are shown.
}
pay-tax = Tax number (ΑΦΜ)
pay-tax-hint = Nine digits
pay-tax-empty = Write your tax number.
pay-tax-length = A tax number has nine digits.
pay-tax-check = One of the digits of the tax number is wrong. Compare them once more.
pay-rf-empty = Write the payment code.
pay-rf-not = A payment code begins with RF and two digits.
pay-rf-character = A payment code has no “{ $character }”: only letters and digits.
pay-rf-length = A payment code has 25 characters as a rule; this has { $n }.
pay-rf-check = One of the digits is wrong: this code does not add up. Compare it with the bill once more.
pay-plan-title = Instalments
pay-plan-none = This bill cannot be paid by instalments.
pay-plan-small = This bill is too small for instalments.
pay-plan-count = { $n ->
   *[other] { $n } instalments
}
pay-plan-each = about { $amount } each
pay-plan-terms = Each instalment has its own payment code and due date. Once you agree, the whole bill is paid this way only.
pay-plan-agree = Agree to these instalments
pay-planned = Agreed. Each instalment is listed with its date.
pay-asking = One moment: the city is being asked…
pay-checkout-title = Payment
pay-checkout-begin = Try again
pay-checkout-ask = Ask the bank now
pay-checkout-open = Go to the bank’s page
pay-checkout-open-again = Back to the bank’s page
pay-checkout-give-up = I did not pay: give up
pay-checkout-again = Pay again
pay-stage-opening = The bank’s page is being opened
pay-stage-opening-detail = Nothing has been paid yet.
pay-stage-waiting = Waiting for you to pay
pay-stage-waiting-detail = Pay on the bank’s page, then come back here. If you have paid already, there is nothing more to do: we ask the bank.
pay-stage-asking = The bank is being asked
pay-stage-asking-detail = This takes a few seconds. Do not pay again.
pay-stage-unknown = Not known yet
pay-stage-unknown-detail = The bank has not said whether the money was taken. We keep asking, also when the app is closed. Do not pay again until we know.
pay-stage-paid = Paid
pay-stage-paid-detail = Thank you. The receipt will be in the list of receipts in a moment.
pay-stage-paid-receipt = Thank you. Your receipt is { $number }.
pay-stage-taken-back = Taken back
pay-stage-taken-back-detail = The money went back, as the bank or the payment provider decided, and what it had paid is owed again, unless something else has paid it since: see your bills. If you did not ask for that, ask your bank.
pay-stage-paid-kept = { $amount } was more than was owed. The city keeps it for you: ask its cash desk for it with receipt { $number }, or pay another bill with it.
pay-stage-failed = Not paid
pay-stage-failed-detail = The bank did not take the payment and says that nothing was charged. You can try again or pay in another way.
pay-stage-failed-because = { $reason } You can try again or pay in another way.
pay-stage-expired = Not paid in time
pay-stage-expired-detail = The bank’s page was open for too long. Nothing was charged, says the bank; should money arrive after all, it counts and you see it here.
pay-stage-given-up = Given up
pay-stage-given-up-detail = Nothing was charged. You can pay whenever you like.
pay-said-paid = Paid: { $amount }. The receipt is in the list.
pay-said-late = The payment of { $amount } came through after all. The receipt is in the list.
pay-said-failed = The payment of { $amount } was not taken.
pay-said-expired = The payment of { $amount } was not finished in time.
pay-never-begun = That payment was never begun. Nothing was charged.
pay-link-unknown = This link belongs to no payment of this phone. What you owe and what you paid is under “What I owe”.
