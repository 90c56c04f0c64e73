-- The phone's memory. Documents are JSON as the wire carries them; columns beside them are what is searched by.
-- Times are milliseconds since 1970 (UTC).

-- Single values: settings, the pull cursor.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What somebody began to write.
CREATE TABLE drafts (
    id       TEXT PRIMARY KEY,
    json     TEXT NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT;

-- Acts that are not delivered yet, in the order in which they were done.
CREATE TABLE outbox (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    id      TEXT NOT NULL UNIQUE,
    subject TEXT NOT NULL,              -- 'report:…', 'job:…', 'day:…': one subject's acts go in order
    act     TEXT NOT NULL,              -- the whole act; never changed, its id is the idempotency key
    attempt INTEGER NOT NULL DEFAULT 0, -- in vain, since the last progress
    next_at INTEGER,                    -- not before
    cause   TEXT,                       -- of the last failure: 'network' or 'server'
    renewed INTEGER NOT NULL DEFAULT 0, -- the server had lost the photos, they were sent once more
    wedge   TEXT                        -- JSON reason; present: waits for the person
) STRICT;
CREATE INDEX outbox_by_subject ON outbox (subject, seq);

-- Photos that waiting acts name.
CREATE TABLE uploads (
    media  TEXT PRIMARY KEY,
    act    TEXT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    place  INTEGER NOT NULL,            -- in the act's order
    path   TEXT NOT NULL,               -- relative to the device's folder where it lies inside: iOS moves that folder
    sha256 TEXT NOT NULL,
    bytes  INTEGER NOT NULL,
    url    TEXT,                        -- of the upload, once the server made one (tus)
    done   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX uploads_by_act ON uploads (act, place);

-- Photos taken on this phone and delivered: shown from here instead of being fetched.
CREATE TABLE own_photos (
    media   TEXT PRIMARY KEY,
    path    TEXT NOT NULL,
    kept_at INTEGER NOT NULL
) STRICT;
CREATE INDEX own_photos_by_age ON own_photos (kept_at);

-- The server's copies.
CREATE TABLE reports (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    seen    INTEGER NOT NULL,           -- the version that the person last saw
    json    TEXT NOT NULL,
    kept_at INTEGER NOT NULL
) STRICT;
CREATE TABLE jobs (
    id      TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    day     TEXT NOT NULL,
    json    TEXT NOT NULL
) STRICT;
CREATE INDEX jobs_by_day ON jobs (day);

-- Where each report stands in the lists, reckoned from its copy and the waiting acts whenever either changes.
CREATE TABLE shelf (
    report TEXT PRIMARY KEY,
    which  TEXT NOT NULL,               -- 'mine', 'following', 'other'
    sorted INTEGER NOT NULL             -- when it last changed; the greatest number while the server has not seen it
) STRICT, WITHOUT ROWID;
CREATE INDEX shelf_in_order ON shelf (which, sorted DESC, report DESC);

-- At most one drain at a time, also across processes.
CREATE TABLE lease (
    name       TEXT PRIMARY KEY,
    owner      TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
