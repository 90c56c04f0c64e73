-- In the how-many-th of its file a statement stands, and of which other one it is a copy: what it tells of is looked at once.

ALTER TABLE statements ADD COLUMN part INTEGER;
UPDATE statements SET part = (SELECT count(*) FROM statements s WHERE s.file = statements.file AND s.id <= statements.id);
CREATE UNIQUE INDEX statements_of_file ON statements (file, part);

ALTER TABLE statements ADD COLUMN copy_of INTEGER REFERENCES statements (id);
UPDATE statements SET copy_of = (
    SELECT min(s.id) FROM statements s WHERE s.iban = statements.iban AND s.ordinal = statements.ordinal
        AND s.opening = statements.opening AND s.closing = statements.closing AND s.to_day IS statements.to_day
        AND s.id < statements.id);
