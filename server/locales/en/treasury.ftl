# What was odd about a bank's file without being wrong.

statement-entry-refused = Entry { $number } was not taken over: { $why }.
statement-entry-contradicts = The entry { $reference } was here before with another amount. Nothing was done; please ask the bank.
statement-entry-without-reference = The notified entry { $reference } has no reference of the bank: it is taken over once a statement shows it.
statement-entry-odd = Entry { $reference }: { $remark }.
statement-numbers-missing = Before statement { $statement } the numbers { $from } to { $to } are missing.
statement-balance-gap = Statement { $statement } begins with { $begins }, but the one before it ended with { $ended }.
