-- What providers said is kept, and a payment that is gone stays gone: the graph of its states, told to the database itself.

CREATE TRIGGER inbox_is_never_forgotten BEFORE DELETE ON inbox
BEGIN SELECT RAISE(ABORT, 'what a provider said is kept'); END;
CREATE TRIGGER inbox_keeps_what_was_said BEFORE UPDATE OF id, provider, event, order_ref, said, received_at ON inbox
BEGIN SELECT RAISE(ABORT, 'what a provider said is not changed'); END;
CREATE TRIGGER inbox_is_worked_once BEFORE UPDATE OF state ON inbox WHEN OLD.state = 'done' AND NEW.state <> 'done'
BEGIN SELECT RAISE(ABORT, 'what was worked through stays so'); END;

CREATE TRIGGER payments_that_are_gone_stay_gone BEFORE UPDATE OF state ON payments
WHEN OLD.state = 'reversed' AND NEW.state <> 'reversed'
BEGIN SELECT RAISE(ABORT, 'a payment that was reversed stays reversed'); END;
