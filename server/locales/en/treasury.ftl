# What was odd about a bank's file without being wrong.

statement-entry-refused = Entry { $number } (line { $line }) was not taken over: { $why }.
statement-entry-contradicts = The reference of entry { $reference } was here before: with another amount, on another day, for a part of it, or in this very statement. What is not known is booked and waits in the queue; please ask the bank.
statement-entry-notified-otherwise = The reference of the notified entry { $reference } was here before, with another amount, on another day or for a part of it. Nothing was done: it is taken over once a statement shows it.
statement-entry-without-reference = The notified entry { $reference } has no reference of the bank: it is taken over once a statement shows it.
statement-entry-parts = Entry { $reference } is { $amount }, but its transactions come to { $parts } and no charges are named that would explain it. It waits in the queue as it was booked; please ask the bank.
statement-entry-notified-parts = The notified entry { $reference } is { $amount }, but its transactions come to { $parts } and no charges are named that would explain it. Nothing was done: it is taken over once a statement shows it.
statement-entry-zero = Entry { $reference } is booked and comes to 0.00: nothing of it was taken over.
statement-entry-odd = Entry { $reference }: { $remark }.
statement-repeats = Statement { $statement } tells of entries that look like those of another one, and by their balances they are other money. They are booked and wait in the queue; please ask the bank.
statement-copy-differs = Statement { $statement } is a copy: its number and balances were here before. { $count ->
    [one] One of its entries was told otherwise. Nothing was booked for it
   *[other] { $count } of its entries were told otherwise. Nothing was booked for them
}; please ask the bank.
statement-numbers-missing = Before statement { $statement } the numbers { $from } to { $to } are missing.
statement-numbers-missing-after = After statement { $statement } the numbers { $from } to { $to } are missing.
statement-balance-gap = Statement { $statement } begins with { $begins }, but the one before it ended with { $ended }.
statement-books-differ = After statement { $statement } the account holds { $bank }, but by the books it would be { $books }.
