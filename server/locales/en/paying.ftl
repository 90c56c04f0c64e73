# Ways to pay, and why an attempt came to nothing.

method-card = Card
method-bank = Your bank (IRIS, DIAS)
method-sandbox-card = Test card (no money moves)
method-sandbox-bank = Test bank (no money moves)
attempt-declined = The payment was declined. Please try again or pay another way.
attempt-no-funds = The payment was declined: there is not enough money in the account.
attempt-expired-card = The payment was declined: the card has expired.
attempt-not-authenticated = The payment was not confirmed with your bank.
attempt-parked = Another amount arrived than was asked for. The city's treasury is looking into it.
attempt-not-opened = The payment page was never opened. Nothing was paid.
