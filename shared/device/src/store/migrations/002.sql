-- Paying. What the city answered last lies among the single values; attempts to pay have a row each, because they exist
-- nowhere else until the city has answered.
CREATE TABLE attempts (
    id      TEXT PRIMARY KEY,
    json    TEXT NOT NULL,
    kept_at INTEGER NOT NULL
) STRICT;
