-- The bank's own book. It shares nothing with the city's.
CREATE TABLE IF NOT EXISTS orders (
    code TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,                 -- what was asked for, as JSON
    plan TEXT NOT NULL,                 -- how the bank behaves about it, as JSON
    state TEXT NOT NULL DEFAULT 'open',
    reason TEXT,
    code_shown TEXT,                    -- the second step's code, while it is asked for
    code_tries INTEGER NOT NULL DEFAULT 0,
    payment TEXT UNIQUE,
    paid_amount INTEGER,
    paid_currency TEXT,
    paid_at INTEGER,                    -- Unix time in milliseconds, as all times here
    fee INTEGER,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS refunds (
    code TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    payment TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    state TEXT NOT NULL,
    becomes TEXT,                       -- what a pending one turns into ...
    due_at INTEGER                      -- ... and when
) STRICT;
CREATE INDEX IF NOT EXISTS refunds_of ON refunds (payment);
CREATE TABLE IF NOT EXISTS disputes (
    code TEXT PRIMARY KEY,
    payment TEXT NOT NULL,
    amount INTEGER NOT NULL,
    state TEXT NOT NULL
) STRICT;
-- What the bank owes the city (+) and what it takes back (-), until it is paid out.
CREATE TABLE IF NOT EXISTS movements (
    id INTEGER PRIMARY KEY,
    payment TEXT NOT NULL,
    amount INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    currency TEXT NOT NULL,
    payout TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS movements_open ON movements (payout);
CREATE TABLE IF NOT EXISTS payouts (
    code TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    gross INTEGER NOT NULL,
    fees INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;
-- Webhooks to be sent, and those that were.
CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY,
    about TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    signing TEXT NOT NULL,
    left INTEGER NOT NULL,              -- how often it is still to be delivered
    tries INTEGER NOT NULL DEFAULT 0,   -- in vain
    due_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS events_due ON events (due_at) WHERE left > 0;
CREATE TABLE IF NOT EXISTS faults (id INTEGER PRIMARY KEY, call TEXT NOT NULL, fault TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
