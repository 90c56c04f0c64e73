# Letters by e-mail.

letter-receipt-subject = Your receipt { $number }: { $amount }
letter-receipt =
    The city received { $amount } on { $date } for: { $what }.
    Receipt { $number } is attached.

    Anybody can check it here:
    { $address }
letter-due-soon-subject = { $what }: please pay by { $date }
letter-due-soon =
    { $what }, bill { $number }: { $amount } is to be paid by { $date }.

    Payment code (RF), for any bank: { $rf }
    By card or with the QR code, without an account:
    { $address }

    If you have paid in the last days, thank you: then this letter crossed your payment.
letter-overdue-subject = { $what } was due on { $date }
letter-overdue =
    { $what }, bill { $number }, was due on { $date }. Today { $amount } is to be paid.

    Payment code (RF), for any bank: { $rf }
    By card or with the QR code, without an account:
    { $address }

    If you have paid in the last days, thank you: then this letter crossed your payment. If you cannot pay at once, please call us.
letter-signed =
    { $city }
    { $phone } · { $email }
    This letter was written by the city’s server. The city never asks for card data or passwords by e-mail.
