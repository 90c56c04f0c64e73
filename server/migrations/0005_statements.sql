-- Bank statements, further: how far an import came, how statements hang together, and why an entry was put aside.

-- None while the import runs: what was broken off goes on where it was when the file comes again.
ALTER TABLE statement_files ADD COLUMN done_at BIGINT;

-- Whether it begins with what the statement before it ended with, and says nothing otherwise than was said before; none
-- while it is being read.
ALTER TABLE statements ADD COLUMN follows INTEGER CHECK (follows IN (0, 1));
CREATE INDEX statements_in_sequence ON statements (iban, sequence, id);

-- What the account holds at its end by the bank, less what the books have moved: the same from one statement to the next.
ALTER TABLE statements ADD COLUMN apart BIGINT;

-- At which places of which files the bank told of an entry: in the how-many-th statement of a file, as its how-many-th entry.
-- No two entries of one statement are the same money, whatever reference they bear.
CREATE TABLE entry_places (
    file  INTEGER NOT NULL REFERENCES statement_files (id),
    part  INTEGER NOT NULL,
    place INTEGER NOT NULL,
    entry TEXT    NOT NULL REFERENCES statement_entries (id),
    PRIMARY KEY (file, part, place, entry)
);
CREATE INDEX entry_places_of_entry ON entry_places (entry, file, part);

-- Why it was put aside, or why the rules could not decide: a code.
ALTER TABLE statement_entries ADD COLUMN reason TEXT;
CREATE INDEX statement_entries_by_bank_reference ON statement_entries (iban, bank_reference) WHERE bank_reference <> '';
CREATE INDEX statement_entries_by_rf ON statement_entries (rf) WHERE rf IS NOT NULL;
CREATE INDEX statement_entries_of_payment ON statement_entries (payment) WHERE payment IS NOT NULL;
CREATE INDEX statement_entries_of_original ON statement_entries (original) WHERE original IS NOT NULL;

-- Whoever asks for a refund never approves it, whatever becomes of it later.
CREATE TRIGGER refunds_are_approved_by_another BEFORE UPDATE OF state, decided_by ON refunds
WHEN NEW.state IN ('approved', 'submitted', 'succeeded', 'failed', 'unknown')
    AND (NEW.decided_by IS NULL OR NEW.decided_by = NEW.requested_by)
BEGIN SELECT RAISE(ABORT, 'a refund is approved by another person than asked for it'); END;
