# What is wrong or odd with the bank's files. The texts follow "The file was refused: " and the like, and have no full stop.

bank-file-unread = the file could not be read to its end (line { $line }, byte { $byte })
bank-file-empty = the file holds no XML element
bank-file-truncated = the file ends too early (line { $line }, byte { $byte }), { $open } elements are still open
bank-file-ill-formed = the file is not well-formed XML (line { $line }, byte { $byte })
bank-file-utf8 = the file is not UTF-8 (line { $line }, byte { $byte })
bank-file-encoding = the file says that it is written in { $declared }, and ISO 20022 is UTF-8
bank-file-character = the file holds the control character { $code } (line { $line }, byte { $byte })
bank-file-doctype = the file declares a document type (line { $line }, byte { $byte }), which no bank message has
bank-file-entity = the file refers to the entity &{ $name }; (line { $line }, byte { $byte }), which XML does not define
bank-file-deep = the file nests too many elements (line { $line }, byte { $byte })
bank-file-long = one tag or text of the file is longer than in any bank message (line { $line }, byte { $byte })
bank-file-root = the file is no bank message (line { $line }, byte { $byte }): it begins with <{ $found }> and not with <Document>
bank-file-no-statement = the file is no statement and no notification (line { $line }, byte { $byte }): it holds <{ $found }>
bank-file-nothing = the file holds neither a statement nor a notification
bank-file-entry-large = one entry (line { $line }, byte { $byte }) holds more transactions and texts than can be read
bank-file-no-balance = statement "{ $statement }" has no { $side ->
        [opening] opening
       *[closing] closing
    } balance
bank-file-balance-currency = the { $side ->
        [opening] opening
       *[closing] closing
    } balance of statement "{ $statement }" is in { $currency }, and the city books euro
bank-file-balance = the { $side ->
        [opening] opening
       *[closing] closing
    } balance of statement "{ $statement }" cannot be read ("{ $text }"): { $why }
bank-file-sum = statement "{ $statement }" does not add up: { $opening } and booked entries of { $booked } are { $sum } and not { $closing }, { $off } too { $way ->
        [little] little
       *[much] much
    }{ $refused ->
        [0] {""}
       *[other] ; { $refused } entries could not be read and are not counted
    }{ $waiting ->
        [0] {""}
       *[other] ; { $waiting } entries are not booked and are not counted
    }
bank-file-unread-entry = entry { $number } (line { $line }): { $why }
bank-file-too-much = the entries of statement "{ $statement }" come to more than can be counted
bank-file-stopped = reading was stopped
bank-file-no-report = the file is no answer to an order (line { $line }, byte { $byte }): it holds <{ $found }>
bank-file-no-answer = the file says nothing of any order
bank-file-nameless = an answer (line { $line }, byte { $byte }) does not say to which transfer
bank-file-too-many = the file answers for more transfers than any order of ours has

bank-balance-currency = it has no currency
bank-balance-direction = it is neither credit nor debit

bank-amount-empty = an amount is missing
bank-amount-number = not an amount
bank-amount-fine = finer than a cent
bank-amount-sign = not more than zero
bank-amount-large = too large

bank-entry-currency = it is in { $currency }, and the city books euro
bank-entry-no-currency = its currency is missing or none ("{ $text }")
bank-entry-amount = its amount "{ $text }" cannot be booked: { $why }
bank-entry-no-direction = it does not say whether it is a credit or a debit

bank-odd-namespace = the namespace "{ $name }" is none that we know; the file was read by the names of its elements
bank-odd-message = the namespace says { $said } and the content is { $is }
bank-odd-entries = the statement says that it holds { $said } entries and holds { $are }
bank-odd-status = the status "{ $code }" is not known; the entry was taken for information only
bank-odd-date = "{ $text }" is no date
bank-odd-currency = a transaction is in { $currency } and its entry in euro: its amount was not used
bank-odd-amount = a transaction's amount "{ $text }" cannot be read: { $why }
bank-odd-no-amount = one of several transactions has no amount
bank-odd-charges = charges of "{ $text }" cannot be read, or are not in euro
bank-odd-batch-count = the collective booking says that it holds { $said } transactions and holds { $are }
bank-odd-batch-total = the collective booking says that it comes to { $said } and its transactions to { $are }
bank-odd-batch-amount = the total of the collective booking is not in euro, or cannot be read: "{ $text }"
bank-odd-cut = a transaction's text is longer than any bank's should be; the rest was left out

bank-order-empty = it holds no transfer
bank-order-identifier = the identifier "{ $id }" is not one that every bank passes along
bank-order-same = two transfers have the identifier "{ $id }"
bank-order-amount = the transfer "{ $id }" is over { $amount }, which no transfer can be
bank-order-payee = the transfer "{ $id }" names no payee
bank-order-payer = the city, which pays, has no name
bank-order-text = the text of the transfer "{ $id }" is too long
bank-order-bic = "{ $bic }" is no BIC
bank-order-too-much = its transfers come to more than can be counted
