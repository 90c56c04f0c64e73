-- How money comes and goes back: attempts, payments, what providers said, statements, refunds, receipts. On 0003_money.sql.

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
