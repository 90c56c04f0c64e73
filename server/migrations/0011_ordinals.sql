-- The order of an account's statements. Banks begin their numbers anew each year: the year stands before the number.

ALTER TABLE statements ADD COLUMN ordinal BIGINT;
UPDATE statements SET ordinal = CAST(substr(to_day, 1, 4) AS INTEGER) * 1000000000000 + sequence
    WHERE sequence IS NOT NULL AND to_day IS NOT NULL;
DROP INDEX statements_in_sequence;
CREATE INDEX statements_in_order ON statements (iban, ordinal, id);
