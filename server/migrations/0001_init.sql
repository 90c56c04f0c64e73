-- Who speaks to the city, what they uploaded, what was already answered, and the log of everything that happened.
-- Moments are milliseconds since 1970 (UTC); ids are UUIDs as text; only hashes of tokens, codes and passwords are kept.
-- Written in what SQLite and PostgreSQL share, the triggers excepted.

CREATE TABLE devices (
    id            TEXT    NOT NULL PRIMARY KEY,
    token_hash    BLOB    NOT NULL UNIQUE,
    platform      TEXT    NOT NULL,
    app_version   TEXT    NOT NULL,
    language      TEXT    NOT NULL,
    crew          TEXT,
    created_at    BIGINT  NOT NULL,
    first_used_at BIGINT
);

CREATE TABLE accounts (
    id            TEXT    NOT NULL PRIMARY KEY,
    name          TEXT    NOT NULL UNIQUE,
    role          TEXT    NOT NULL,
    password_hash TEXT    NOT NULL,
    crew          TEXT,
    created_at    BIGINT  NOT NULL,
    disabled      INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE sessions (
    token_hash    BLOB    NOT NULL PRIMARY KEY,
    account       TEXT    NOT NULL REFERENCES accounts (id),
    expires_at    BIGINT  NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account);

CREATE TABLE enrolment_codes (
    code_hash     BLOB    NOT NULL PRIMARY KEY,
    crew          TEXT    NOT NULL,
    expires_at    BIGINT  NOT NULL,
    used_by       TEXT REFERENCES devices (id)
);

-- One row per act that had an effect, written in the transaction of the effect. The key comes first because phones make
-- keys that grow with time: neighbours in time are neighbours on disk.
CREATE TABLE idempotency (
    key           TEXT    NOT NULL,
    principal     TEXT    NOT NULL,
    route         TEXT    NOT NULL,
    body_hash     BLOB    NOT NULL,
    answer        TEXT    NOT NULL,
    created_at    BIGINT  NOT NULL,
    PRIMARY KEY (key, principal)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- A transfer by tus. How far it is stands in the part file itself: what a dying server had written is not sent again.
CREATE TABLE uploads (
    id            TEXT    NOT NULL PRIMARY KEY,
    device        TEXT    NOT NULL,
    length        BIGINT  NOT NULL,
    sha256        BLOB,
    state         TEXT    NOT NULL,
    created_at    BIGINT  NOT NULL
);
CREATE INDEX uploads_by_device ON uploads (device, state);
CREATE INDEX uploads_by_age ON uploads (created_at);

-- A photo that arrived whole, is one, and was cleaned. `report` and `public` are set when an act names it.
CREATE TABLE media (
    id            TEXT    NOT NULL PRIMARY KEY,
    device        TEXT    NOT NULL,
    length        BIGINT  NOT NULL,
    sha256        BLOB    NOT NULL,
    width         INTEGER NOT NULL,
    height        INTEGER NOT NULL,
    report        TEXT,
    public        INTEGER NOT NULL DEFAULT 0,
    created_at    BIGINT  NOT NULL
);
CREATE INDEX media_unattached ON media (device, created_at) WHERE report IS NULL;
CREATE INDEX media_by_report ON media (report) WHERE report IS NOT NULL;

-- Everything that happened, once and for ever. `actor` is a device's or an account's id, never a name.
CREATE TABLE events (
    seq           INTEGER NOT NULL PRIMARY KEY,
    at            BIGINT  NOT NULL,
    report        TEXT,
    job           TEXT,
    kind          TEXT    NOT NULL,
    role          TEXT    NOT NULL,
    actor         TEXT,
    before        TEXT,
    after         TEXT,
    data          TEXT
);
CREATE INDEX events_by_report ON events (report, seq) WHERE report IS NOT NULL;
CREATE INDEX events_by_job ON events (job, seq) WHERE job IS NOT NULL;

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;

-- What happened to accounts, sessions and crew phones; the log of reports and jobs is `events`.
CREATE TABLE audit (
    id            INTEGER NOT NULL PRIMARY KEY,
    at            BIGINT  NOT NULL,
    kind          TEXT    NOT NULL,
    actor         TEXT,
    subject       TEXT    NOT NULL,
    detail        TEXT
);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;

-- What the readiness probe writes.
CREATE TABLE heartbeat (
    id            INTEGER NOT NULL PRIMARY KEY,
    at            BIGINT  NOT NULL
);
