-- Opening a provider's page: one at a time, always the same order, and every order remembered.

-- What the order is opened with, decided once (JSON): each further try asks for the very same.
ALTER TABLE attempts ADD COLUMN opening TEXT;
-- Until when somebody is opening it and nobody else may; none: nobody is.
ALTER TABLE attempts ADD COLUMN opening_until BIGINT;

-- Every name that an attempt's orders have at its provider: money that comes by any of them is the attempt's.
CREATE TABLE attempt_orders (
    provider  TEXT   NOT NULL,
    order_ref TEXT   NOT NULL,
    attempt   TEXT   NOT NULL REFERENCES attempts (id),
    noted_at  BIGINT NOT NULL,
    close_at  BIGINT,               -- when the provider is told (again) to close it: nobody is sent to its page
    closed_at BIGINT,               -- when it said first that it takes no more money
    PRIMARY KEY (provider, order_ref)
) WITHOUT ROWID;
CREATE INDEX attempt_orders_of_attempt ON attempt_orders (attempt);
CREATE INDEX attempt_orders_to_close ON attempt_orders (close_at) WHERE close_at IS NOT NULL;

INSERT INTO attempt_orders (provider, order_ref, attempt, noted_at)
    SELECT provider, order_ref, id, created_at FROM attempts WHERE order_ref IS NOT NULL;

CREATE TRIGGER attempt_orders_are_never_forgotten BEFORE DELETE ON attempt_orders
BEGIN SELECT RAISE(ABORT, 'an order of an attempt is never forgotten'); END;

-- Where a refund goes is seen by whoever approves it, and is never changed either.
CREATE TRIGGER refunds_keep_their_destination BEFORE UPDATE OF iban, name ON refunds
BEGIN SELECT RAISE(ABORT, 'a refund is asked for anew, never changed'); END;
