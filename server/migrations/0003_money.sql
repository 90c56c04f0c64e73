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
    reverses INTEGER REFERENCES journal_entries (no),
    lines    INTEGER NOT NULL CHECK (lines >= 2),
    prev     BLOB    NOT NULL,      -- hash of the entry before
    hash     BLOB    NOT NULL CHECK (length(hash) = 32)
);
-- Only of reversals: nearly every entry reverses nothing, and no plan shall be tempted to look for those.
CREATE UNIQUE INDEX journal_entries_reversed ON journal_entries (reverses) WHERE reverses IS NOT NULL;
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
    -- More can be paid to a payable than is owed only as credit; more credit is never used than there is. CASE, so that
    -- the sum is taken of these accounts only: others (revenue, clearing) have as many postings as the city has bills.
    SELECT RAISE(ABORT, 'a receivable is never below zero')
    FROM postings p JOIN ledger_accounts a ON a.id = p.account
    WHERE p.entry = NEW.no AND p.cents < 0
        AND CASE a.kind WHEN 'receivable' THEN (SELECT sum(cents) FROM postings WHERE account = a.id) ELSE 0 END < 0;
    SELECT RAISE(ABORT, 'a credit is never overdrawn')
    FROM postings p JOIN ledger_accounts a ON a.id = p.account
    WHERE p.entry = NEW.no AND p.cents > 0
        AND CASE a.kind WHEN 'credit' THEN (SELECT sum(cents) FROM postings WHERE account = a.id) ELSE 0 END > 0;
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
