-- What a person can say that an entry of the bank is: a refund that came back, cash of a desk, a charge; and all of it undone.

-- Two more kinds of account: what the bank charges, and what is none of the citizens' money. SQLite cannot alter a CHECK;
-- this is its own way to widen one without touching a row (https://www.sqlite.org/lang_altertable.html#otheralter).
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''fees'', ''disputed''', '''fees'', ''charges'', ''outside'', ''disputed''')
    WHERE type = 'table' AND name = 'ledger_accounts';
PRAGMA writable_schema = RESET;

-- A proposal says now what it proposes to do.
UPDATE statement_entries SET proposed = json_object('act', 'allocate', 'parts', json(proposed)) WHERE proposed IS NOT NULL;

-- A refund that came back can be given again; one that is found not to have come back counts as given again.
DROP TRIGGER refunds_stay_below_their_payment;
CREATE TRIGGER refunds_stay_below_their_payment BEFORE INSERT ON refunds
BEGIN
    SELECT RAISE(ABORT, 'more would be refunded than came')
    WHERE NEW.amount + coalesce((SELECT sum(amount) FROM refunds WHERE payment = NEW.payment
            AND state NOT IN ('rejected', 'withdrawn', 'failed', 'returned')), 0)
        > (SELECT amount FROM payments WHERE id = NEW.payment);
END;
CREATE TRIGGER refunds_given_again_stay_below_their_payment BEFORE UPDATE OF state ON refunds
WHEN OLD.state IN ('rejected', 'withdrawn', 'failed', 'returned')
    AND NEW.state NOT IN ('rejected', 'withdrawn', 'failed', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'more would be refunded than came')
    WHERE NEW.amount + coalesce((SELECT sum(amount) FROM refunds WHERE payment = NEW.payment
            AND state NOT IN ('rejected', 'withdrawn', 'failed', 'returned')), 0)
        > (SELECT amount FROM payments WHERE id = NEW.payment);
END;
DROP TRIGGER refunds_are_approved_by_another;
CREATE TRIGGER refunds_are_approved_by_another BEFORE UPDATE OF state, decided_by ON refunds
WHEN NEW.state IN ('approved', 'submitted', 'succeeded', 'failed', 'unknown', 'returned')
    AND (NEW.decided_by IS NULL OR NEW.decided_by = NEW.requested_by)
BEGIN SELECT RAISE(ABORT, 'a refund is approved by another person than asked for it'); END;
-- The refunds among which one that came back is looked for.
CREATE INDEX refunds_by_amount ON refunds (amount) WHERE state = 'succeeded' AND by_provider = 0;

-- Finding payments as the treasury does.
CREATE INDEX payments_by_amount ON payments (amount);
CREATE INDEX statement_entries_of_payout ON statement_entries (payout) WHERE payout IS NOT NULL;
CREATE INDEX payments_of_payout ON payments (payout) WHERE payout IS NOT NULL;
