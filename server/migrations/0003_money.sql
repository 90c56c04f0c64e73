-- Money: what is owed, what was paid, and the journal that all of it is derived from.
-- Amounts are integer cents; debit is positive, credit negative. Days are 'YYYY-MM-DD' in the city's time, moments are
-- milliseconds since 1970 (UTC). What must never happen to money is refused here, by the database itself, so that no code
-- and no command can do it by mistake.

-- ── The journal ─────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE ledger_accounts (
    id   INTEGER NOT NULL PRIMARY KEY,
    kind TEXT    NOT NULL CHECK (kind IN ('receivable', 'revenue', 'surcharge', 'discount', 'clearing', 'bank', 'cash',
                                          'unmatched', 'credit', 'refund_payable', 'fees', 'disputed', 'write_off')),
    key  TEXT    NOT NULL,          -- of which payable, tax head, provider, …; empty where there is only one
    UNIQUE (kind, key)
);

CREATE TABLE journal_entries (
    no       INTEGER NOT NULL PRIMARY KEY,
    at       BIGINT  NOT NULL,      -- when it was written
    on_day   TEXT    NOT NULL,      -- to which business day it belongs
    kind     TEXT    NOT NULL,
    fact     TEXT    NOT NULL UNIQUE, -- what happened outside, or the act: the same fact never posts twice
    payment  TEXT,                  -- whose money moves, where it is a payment's
    role     TEXT    NOT NULL,
    actor    TEXT,
    reverses INTEGER UNIQUE REFERENCES journal_entries (no),
    lines    INTEGER NOT NULL CHECK (lines >= 2),
    prev     BLOB    NOT NULL,      -- hash of the entry before
    hash     BLOB    NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX journal_entries_of_payment ON journal_entries (payment) WHERE payment IS NOT NULL;
CREATE INDEX journal_entries_by_day ON journal_entries (on_day);

-- Postings come first, the entry seals them: hence the foreign key that is checked at the end only.
CREATE TABLE postings (
    entry   INTEGER NOT NULL REFERENCES journal_entries (no) DEFERRABLE INITIALLY DEFERRED,
    line    INTEGER NOT NULL,
    account INTEGER NOT NULL REFERENCES ledger_accounts (id),
    cents   BIGINT  NOT NULL CHECK (cents <> 0 AND cents = CAST(cents AS BIGINT)
                                    AND cents BETWEEN -1000000000000000 AND 1000000000000000),
    PRIMARY KEY (entry, line)
) WITHOUT ROWID;
CREATE INDEX postings_of_account ON postings (account, cents);

-- Days whose business is over.
CREATE TABLE closed_days (
    day       TEXT    NOT NULL PRIMARY KEY,
    closed_at BIGINT  NOT NULL,
    role      TEXT    NOT NULL,
    actor     TEXT,
    entries   BIGINT  NOT NULL,
    receipts  BIGINT  NOT NULL,
    received  BIGINT  NOT NULL,
    last_no   INTEGER NOT NULL,     -- the newest entry at that moment, whatever its day
    hash      BLOB    NOT NULL
);

CREATE TRIGGER postings_are_sealed_by_their_entry BEFORE INSERT ON postings
WHEN EXISTS (SELECT 1 FROM journal_entries WHERE no = NEW.entry)
BEGIN
    SELECT RAISE(ABORT, 'the entry is sealed');
END;

CREATE TRIGGER journal_entries_are_sound BEFORE INSERT ON journal_entries
BEGIN
    SELECT RAISE(ABORT, 'entries are numbered without gaps')
    WHERE NEW.no <> 1 + coalesce((SELECT max(no) FROM journal_entries), 0);
    SELECT RAISE(ABORT, 'this fact was posted before')
    WHERE EXISTS (SELECT 1 FROM journal_entries WHERE fact = NEW.fact);
    SELECT RAISE(ABORT, 'the chain is broken')
    WHERE NEW.prev <> coalesce((SELECT hash FROM journal_entries WHERE no = NEW.no - 1), zeroblob(32));
    SELECT RAISE(ABORT, 'an entry has all its postings and they sum to zero')
    FROM (SELECT count(*) AS many, sum(cents) AS total FROM postings WHERE entry = NEW.no)
    WHERE many <> NEW.lines OR total <> 0;
    SELECT RAISE(ABORT, 'the day is closed')
    WHERE NEW.on_day <= (SELECT max(day) FROM closed_days);
    SELECT RAISE(ABORT, 'not a day')
    WHERE NEW.on_day NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]';
    -- More can be paid to a payable than is owed only as credit; more credit is never used than there is.
    SELECT RAISE(ABORT, 'a receivable is never below zero')
    FROM postings p JOIN ledger_accounts a ON a.id = p.account
    WHERE p.entry = NEW.no AND p.cents < 0 AND a.kind = 'receivable'
        AND (SELECT sum(cents) FROM postings WHERE account = p.account) < 0;
    SELECT RAISE(ABORT, 'a credit is never overdrawn')
    FROM postings p JOIN ledger_accounts a ON a.id = p.account
    WHERE p.entry = NEW.no AND p.cents > 0 AND a.kind = 'credit'
        AND (SELECT sum(cents) FROM postings WHERE account = p.account) > 0;
END;

CREATE TRIGGER reversals_are_exact BEFORE INSERT ON journal_entries
WHEN NEW.reverses IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a reversal is not reversed')
    WHERE EXISTS (SELECT 1 FROM journal_entries WHERE no = NEW.reverses AND reverses IS NOT NULL);
    SELECT RAISE(ABORT, 'an entry is reversed once')
    WHERE EXISTS (SELECT 1 FROM journal_entries WHERE reverses = NEW.reverses);
    SELECT RAISE(ABORT, 'a reversal undoes its entry exactly')
    FROM (SELECT account FROM postings WHERE entry IN (NEW.no, NEW.reverses) GROUP BY account HAVING sum(cents) <> 0);
END;

CREATE TRIGGER closed_days_follow_each_other BEFORE INSERT ON closed_days
WHEN NEW.day <= (SELECT max(day) FROM closed_days)
BEGIN
    SELECT RAISE(ABORT, 'the day is closed');
END;

CREATE TRIGGER journal_entries_are_never_changed BEFORE UPDATE ON journal_entries
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_entries_are_never_deleted BEFORE DELETE ON journal_entries
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER postings_are_never_changed BEFORE UPDATE ON postings
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER postings_are_never_deleted BEFORE DELETE ON postings
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER ledger_accounts_are_never_changed BEFORE UPDATE ON ledger_accounts
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER ledger_accounts_are_never_deleted BEFORE DELETE ON ledger_accounts
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER closed_days_are_never_changed BEFORE UPDATE ON closed_days
BEGIN SELECT RAISE(ABORT, 'a closed day stays closed'); END;
CREATE TRIGGER closed_days_are_never_deleted BEFORE DELETE ON closed_days
BEGIN SELECT RAISE(ABORT, 'a closed day stays closed'); END;

-- ── Bills ───────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Who owes: a person by the keyed hash of the tax number, or nobody known (one debtor for each such bill).
CREATE TABLE debtors (
    id         TEXT   NOT NULL PRIMARY KEY,
    tax_hash   BLOB   UNIQUE,
    created_at BIGINT NOT NULL
);

-- Personal data, kept apart: leaves no public view, no log, no journal.
CREATE TABLE debtor_contacts (
    debtor TEXT NOT NULL PRIMARY KEY REFERENCES debtors (id),
    name   TEXT NOT NULL,
    email  TEXT NOT NULL
);

CREATE TABLE bills (
    id          TEXT   NOT NULL PRIMARY KEY,
    number      TEXT   NOT NULL UNIQUE,
    key         TEXT   UNIQUE,       -- the issuing department's own; none for an amendment
    content     BLOB   NOT NULL,     -- hash of what was ordered under that key
    kind        TEXT   NOT NULL,
    debtor      TEXT   NOT NULL REFERENCES debtors (id),
    description TEXT   NOT NULL,
    period      TEXT   NOT NULL,
    issued_on   TEXT   NOT NULL,
    due_on      TEXT   NOT NULL,
    amount      BIGINT NOT NULL CHECK (amount > 0),
    terms       TEXT   NOT NULL,     -- discount, surcharge, instalments as they stood in the city pack on that day
    supersedes  TEXT   UNIQUE REFERENCES bills (id),
    ended       TEXT   CHECK (ended IN ('superseded', 'cancelled')),
    reason      TEXT,
    created_at  BIGINT NOT NULL
);
CREATE INDEX bills_of_debtor ON bills (debtor, due_on);
CREATE INDEX bills_by_kind ON bills (kind, issued_on);

CREATE TABLE bill_lines (
    bill     TEXT    NOT NULL REFERENCES bills (id),
    line     INTEGER NOT NULL,
    tax_head TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    cents    BIGINT  NOT NULL CHECK (cents > 0),
    PRIMARY KEY (bill, line)
);

-- What has a reference of its own: the whole bill (0), or its instalments.
CREATE TABLE payables (
    id         TEXT    NOT NULL PRIMARY KEY,
    bill       TEXT    NOT NULL REFERENCES bills (id),
    instalment INTEGER NOT NULL,
    rf         TEXT    NOT NULL UNIQUE,
    amount     BIGINT  NOT NULL CHECK (amount > 0),
    due_on     TEXT    NOT NULL,
    ended      TEXT    CHECK (ended IN ('superseded', 'cancelled', 'in_plan')),
    UNIQUE (bill, instalment)
);
-- For suggestions: what else of that amount is open.
CREATE INDEX payables_open_by_amount ON payables (amount) WHERE ended IS NULL;

CREATE TRIGGER bills_keep_their_content BEFORE UPDATE OF id, number, key, content, kind, debtor, issued_on, due_on, amount,
    terms, supersedes ON bills
BEGIN SELECT RAISE(ABORT, 'an issued bill is amended by another, never changed'); END;
CREATE TRIGGER bills_end_once BEFORE UPDATE OF ended ON bills WHEN OLD.ended IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the bill has ended'); END;
CREATE TRIGGER bills_are_never_deleted BEFORE DELETE ON bills
BEGIN SELECT RAISE(ABORT, 'an issued bill is cancelled, never deleted'); END;
CREATE TRIGGER bill_lines_are_never_changed BEFORE UPDATE ON bill_lines
BEGIN SELECT RAISE(ABORT, 'an issued bill is amended by another, never changed'); END;
CREATE TRIGGER bill_lines_are_never_deleted BEFORE DELETE ON bill_lines
BEGIN SELECT RAISE(ABORT, 'an issued bill is amended by another, never changed'); END;
CREATE TRIGGER payables_keep_their_content BEFORE UPDATE OF id, bill, instalment, rf, amount, due_on ON payables
BEGIN SELECT RAISE(ABORT, 'an issued bill is amended by another, never changed'); END;
CREATE TRIGGER payables_are_never_deleted BEFORE DELETE ON payables
BEGIN SELECT RAISE(ABORT, 'an issued bill is cancelled, never deleted'); END;

-- Which phone sees whose bills: all of a person's, or one that was looked up.
CREATE TABLE phone_debtors (
    device    TEXT   NOT NULL,
    debtor    TEXT   NOT NULL REFERENCES debtors (id),
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (device, debtor)
);
CREATE TABLE phone_bills (
    device    TEXT   NOT NULL,
    bill      TEXT   NOT NULL REFERENCES bills (id),
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (device, bill)
);

-- What a debtor is to be reminded of, and when; whether it is still needed is seen on the day.
CREATE TABLE reminders (
    payable TEXT   NOT NULL REFERENCES payables (id),
    kind    TEXT   NOT NULL CHECK (kind IN ('due_soon', 'overdue')),
    on_day  TEXT   NOT NULL,
    done_at BIGINT,
    outcome TEXT   CHECK (outcome IN ('queued', 'settled', 'nobody')),
    PRIMARY KEY (payable, kind)
);
CREATE INDEX reminders_waiting ON reminders (on_day) WHERE done_at IS NULL;

-- ── Payments ────────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE attempts (
    id           TEXT    NOT NULL PRIMARY KEY,
    device       TEXT,               -- none for a guest's
    provider     TEXT    NOT NULL,
    method       TEXT    NOT NULL,
    order_ref    TEXT,               -- the provider's name for it, once known
    checkout_url TEXT,
    return_to    TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    amount       BIGINT  NOT NULL CHECK (amount > 0),
    reason       TEXT,
    payment      TEXT REFERENCES payments (id),
    created_at   BIGINT  NOT NULL,
    expires_at   BIGINT,
    asks         INTEGER NOT NULL DEFAULT 0,
    asked_at     BIGINT,
    ask_at       BIGINT,             -- when the provider is asked next; none: never again
    UNIQUE (provider, order_ref)
);
CREATE INDEX attempts_to_ask ON attempts (ask_at) WHERE ask_at IS NOT NULL;
CREATE INDEX attempts_of_device ON attempts (device, created_at);

CREATE TABLE attempt_parts (
    attempt TEXT    NOT NULL REFERENCES attempts (id),
    line    INTEGER NOT NULL,
    payable TEXT    NOT NULL REFERENCES payables (id),
    cents   BIGINT  NOT NULL CHECK (cents > 0),
    PRIMARY KEY (attempt, line)
) WITHOUT ROWID;

-- Money that is known to have come. Each has one receipt and each receipt one payment: neither is committed without the
-- other.
CREATE TABLE payments (
    id             TEXT    NOT NULL PRIMARY KEY,
    source         TEXT    NOT NULL CHECK (source IN ('card', 'bank', 'cash')),
    provider       TEXT,             -- whose page, for a card's
    transaction_id TEXT,             -- what the provider or the bank calls it
    debtor         TEXT    NOT NULL REFERENCES debtors (id),
    amount         BIGINT  NOT NULL CHECK (amount > 0),
    on_day         TEXT    NOT NULL, -- when it was paid: decides on discounts and surcharges
    received_at    BIGINT  NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('received', 'settled', 'reversed')),
    payout         TEXT REFERENCES payouts (id),
    receipt_year   INTEGER NOT NULL,
    receipt_number INTEGER NOT NULL,
    UNIQUE (receipt_year, receipt_number),
    FOREIGN KEY (receipt_year, receipt_number) REFERENCES receipts (year, number) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX payments_to_settle ON payments (provider, received_at) WHERE state = 'received' AND provider IS NOT NULL;
CREATE INDEX payments_of_debtor ON payments (debtor, received_at);
CREATE INDEX payments_by_day ON payments (on_day);
CREATE UNIQUE INDEX payments_by_transaction ON payments (provider, transaction_id) WHERE provider IS NOT NULL;

-- What each payment was meant for, whatever became of it: what was too much comes back to it when it is owed again.
CREATE TABLE payment_parts (
    payable TEXT   NOT NULL REFERENCES payables (id),
    payment TEXT   NOT NULL REFERENCES payments (id),
    cents   BIGINT NOT NULL,
    PRIMARY KEY (payable, payment)
) WITHOUT ROWID;

CREATE TABLE receipts (
    year      INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    payment   TEXT    NOT NULL UNIQUE REFERENCES payments (id),
    code      TEXT    NOT NULL UNIQUE,  -- whoever has it may see that the receipt is true
    kind      TEXT    NOT NULL CHECK (kind IN ('collection_receipt', 'invoice')),
    issued_at BIGINT  NOT NULL,
    mark      TEXT,                     -- of the tax authority (myDATA), where it must be told
    uid       TEXT,
    PRIMARY KEY (year, number)
) WITHOUT ROWID;

CREATE TRIGGER receipts_are_numbered_without_gaps BEFORE INSERT ON receipts
WHEN NEW.number <> 1 + coalesce((SELECT max(number) FROM receipts WHERE year = NEW.year), 0)
BEGIN SELECT RAISE(ABORT, 'receipts are numbered without gaps'); END;
CREATE TRIGGER receipts_are_given_once BEFORE INSERT ON receipts
WHEN EXISTS (SELECT 1 FROM receipts WHERE payment = NEW.payment OR code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'a payment has one receipt'); END;
CREATE TRIGGER receipts_are_never_changed BEFORE UPDATE OF year, number, payment, code, kind, issued_at ON receipts
BEGIN SELECT RAISE(ABORT, 'a receipt stays as it was given'); END;
CREATE TRIGGER receipts_are_never_deleted BEFORE DELETE ON receipts
BEGIN SELECT RAISE(ABORT, 'a receipt stays as it was given'); END;
CREATE TRIGGER payments_keep_their_content BEFORE UPDATE OF id, source, provider, transaction_id, debtor, amount, on_day,
    received_at, receipt_year, receipt_number ON payments
BEGIN SELECT RAISE(ABORT, 'a payment stays as it came'); END;
CREATE TRIGGER payments_are_never_deleted BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, 'a payment stays as it came'); END;

-- What providers said, kept before they are thanked; worked through in any order, as often as it takes.
CREATE TABLE inbox (
    id          INTEGER NOT NULL PRIMARY KEY,
    provider    TEXT    NOT NULL,
    event       TEXT    NOT NULL,
    order_ref   TEXT,
    said        TEXT    NOT NULL,       -- what was understood, as JSON; never a card, never a person
    state       TEXT    NOT NULL CHECK (state IN ('waiting', 'done', 'ignored')),
    tries       INTEGER NOT NULL DEFAULT 0,
    try_at      BIGINT,
    received_at BIGINT  NOT NULL,
    UNIQUE (provider, event)
);
CREATE INDEX inbox_waiting ON inbox (try_at) WHERE state = 'waiting';

-- Facts that do not fit what was asked for (another amount, another currency, money that cannot be taken back): shown to
-- the treasury, never applied by themselves.
CREATE TABLE parked (
    id         INTEGER NOT NULL PRIMARY KEY,
    fact       TEXT    NOT NULL UNIQUE,
    provider   TEXT    NOT NULL,
    attempt    TEXT,
    reason     TEXT    NOT NULL,
    amount     BIGINT  NOT NULL,
    currency   TEXT    NOT NULL,
    at         BIGINT  NOT NULL,
    decided_at BIGINT,
    decided_by TEXT,
    decision   TEXT
);
CREATE INDEX parked_waiting ON parked (at) WHERE decided_at IS NULL;

-- ── Refunds and disputes ────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE refunds (
    id           TEXT    NOT NULL PRIMARY KEY,
    payment      TEXT    NOT NULL REFERENCES payments (id),
    amount       BIGINT  NOT NULL CHECK (amount > 0),
    reason       TEXT    NOT NULL,
    by_provider  INTEGER NOT NULL CHECK (by_provider IN (0, 1)),
    iban         TEXT,
    name         TEXT,
    state        TEXT    NOT NULL,
    requested_by TEXT    NOT NULL,
    requested_at BIGINT  NOT NULL,
    decided_by   TEXT,
    decided_at   BIGINT,
    provider_ref TEXT,
    file         TEXT REFERENCES refund_files (id),
    asks         INTEGER NOT NULL DEFAULT 0,
    ask_at       BIGINT,
    failure      TEXT,
    CHECK (decided_by IS NULL OR decided_by <> requested_by OR state IN ('requested', 'withdrawn', 'rejected'))
);
CREATE INDEX refunds_of_payment ON refunds (payment);
CREATE INDEX refunds_to_ask ON refunds (ask_at) WHERE ask_at IS NOT NULL;
CREATE INDEX refunds_by_state ON refunds (state, requested_at);

-- Never more is given back than came, whatever is asked at the same time.
CREATE TRIGGER refunds_stay_below_their_payment BEFORE INSERT ON refunds
BEGIN
    SELECT RAISE(ABORT, 'more would be refunded than came')
    WHERE NEW.amount + coalesce((SELECT sum(amount) FROM refunds WHERE payment = NEW.payment
            AND state NOT IN ('rejected', 'withdrawn', 'failed')), 0)
        > (SELECT amount FROM payments WHERE id = NEW.payment);
END;
CREATE TRIGGER refunds_keep_their_content BEFORE UPDATE OF id, payment, amount, by_provider, requested_by, requested_at
    ON refunds
BEGIN SELECT RAISE(ABORT, 'a refund is asked for anew, never changed'); END;
CREATE TRIGGER refunds_are_never_deleted BEFORE DELETE ON refunds
BEGIN SELECT RAISE(ABORT, 'a refund is withdrawn, never deleted'); END;

-- Orders to the bank (pain.001) and what it answered (pain.002).
CREATE TABLE refund_files (
    id         TEXT    NOT NULL PRIMARY KEY,   -- the message's id
    made_by    TEXT    NOT NULL,
    made_at    BIGINT  NOT NULL,
    refunds    INTEGER NOT NULL,
    total      BIGINT  NOT NULL,
    xml        BLOB    NOT NULL
);

CREATE TABLE disputes (
    id         TEXT   NOT NULL PRIMARY KEY,
    payment    TEXT   NOT NULL REFERENCES payments (id),
    provider   TEXT   NOT NULL,
    reference  TEXT   NOT NULL,
    amount     BIGINT NOT NULL CHECK (amount > 0),
    reason     TEXT   NOT NULL,
    state      TEXT   NOT NULL CHECK (state IN ('opened', 'won', 'lost')),
    opened_at  BIGINT NOT NULL,
    closed_at  BIGINT,
    UNIQUE (provider, reference)
);
CREATE INDEX disputes_of_payment ON disputes (payment);

-- ── Bank statements ─────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE statement_files (
    id          INTEGER NOT NULL PRIMARY KEY,
    sha256      BLOB    NOT NULL UNIQUE,
    name        TEXT    NOT NULL,
    kind        TEXT    NOT NULL,              -- camt.053, camt.054
    message     TEXT    NOT NULL,
    statements  INTEGER NOT NULL,
    entries     INTEGER NOT NULL,
    remarks     TEXT    NOT NULL,
    imported_by TEXT,
    imported_at BIGINT  NOT NULL
);

CREATE TABLE statements (
    id        INTEGER NOT NULL PRIMARY KEY,
    file      INTEGER NOT NULL REFERENCES statement_files (id),
    iban      TEXT    NOT NULL,
    statement TEXT    NOT NULL,                -- the bank's own id
    sequence  BIGINT,
    from_day  TEXT,
    to_day    TEXT,
    opening   BIGINT,
    closing   BIGINT,
    UNIQUE (iban, statement, file)
);
CREATE INDEX statements_of_account ON statements (iban, to_day);

CREATE TABLE statement_entries (
    id             TEXT    NOT NULL PRIMARY KEY,
    iban           TEXT    NOT NULL,
    dedup          TEXT    NOT NULL,
    statement      INTEGER REFERENCES statements (id), -- none while only a notification (camt.054) told of it
    amount         BIGINT  NOT NULL CHECK (amount <> 0), -- positive: came in
    is_reversal    INTEGER NOT NULL,
    booked_on      TEXT    NOT NULL,
    value_on       TEXT,
    bank_reference TEXT    NOT NULL,
    end_to_end     TEXT    NOT NULL,
    bank_code      TEXT    NOT NULL,
    rf             TEXT,                       -- the first reference found
    all_refs       TEXT    NOT NULL,           -- all of them, JSON
    return_reason  TEXT,
    original       TEXT REFERENCES statement_entries (id), -- of a return
    state          TEXT    NOT NULL,
    version        BIGINT  NOT NULL,
    payment        TEXT REFERENCES payments (id),
    payout         TEXT REFERENCES payouts (id),
    proposed       TEXT,                       -- an allocation that waits for a second signature, JSON
    proposed_by    TEXT,
    decided_by     TEXT,
    imported_at    BIGINT  NOT NULL,
    UNIQUE (iban, dedup),
    CHECK (decided_by IS NULL OR proposed_by IS NULL OR decided_by <> proposed_by)
);
CREATE INDEX statement_entries_waiting ON statement_entries (booked_on, id) WHERE state IN ('imported', 'suggested', 'unmatched');
CREATE INDEX statement_entries_of_statement ON statement_entries (statement);
CREATE INDEX statement_entries_by_end_to_end ON statement_entries (end_to_end) WHERE end_to_end <> '';

CREATE TRIGGER statement_entries_keep_their_content BEFORE UPDATE OF id, iban, dedup, amount, is_reversal, bank_reference
    ON statement_entries
BEGIN SELECT RAISE(ABORT, 'what the bank said stays as it was said'); END;
CREATE TRIGGER statement_entries_are_never_deleted BEFORE DELETE ON statement_entries
BEGIN SELECT RAISE(ABORT, 'what the bank said stays as it was said'); END;

-- Personal data, kept apart.
CREATE TABLE statement_payers (
    entry TEXT NOT NULL PRIMARY KEY REFERENCES statement_entries (id),
    name  TEXT NOT NULL,
    iban  TEXT NOT NULL,
    text  TEXT NOT NULL              -- what the payer wrote
);
CREATE INDEX statement_payers_by_iban ON statement_payers (iban) WHERE iban <> '';

CREATE TABLE entry_suggestions (
    entry   TEXT    NOT NULL REFERENCES statement_entries (id),
    payable TEXT    NOT NULL REFERENCES payables (id),
    score   INTEGER NOT NULL,
    reasons TEXT    NOT NULL,        -- JSON
    PRIMARY KEY (entry, payable)
);

-- What a provider paid out for many payments at once, less its fees.
CREATE TABLE payouts (
    id        TEXT   NOT NULL PRIMARY KEY,
    provider  TEXT   NOT NULL,
    reference TEXT   NOT NULL,
    gross     BIGINT NOT NULL,
    fees      BIGINT NOT NULL,
    net       BIGINT NOT NULL,
    paid_on   TEXT   NOT NULL,
    UNIQUE (provider, reference),
    CHECK (gross = net + fees)
);

-- ── Letters ─────────────────────────────────────────────────────────────────────────────────────────────────────────

-- What is to be sent by e-mail: receipts and reminders. The address is dropped when it was sent or given up.
CREATE TABLE mail_outbox (
    id         INTEGER NOT NULL PRIMARY KEY,
    kind       TEXT    NOT NULL,     -- receipt, due_soon, overdue
    about      TEXT    NOT NULL,     -- a payment's or a payable's id
    recipient  TEXT    NOT NULL,
    language   TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'sent', 'given_up')),
    tries      INTEGER NOT NULL DEFAULT 0,
    try_at     BIGINT  NOT NULL,
    created_at BIGINT  NOT NULL,
    sent_at    BIGINT,
    UNIQUE (kind, about)
);
CREATE INDEX mail_outbox_waiting ON mail_outbox (try_at) WHERE state = 'waiting';
