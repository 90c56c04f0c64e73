-- What a crew did on a job that was no longer its own is kept as evidence: its photos are for who works on the report.
ALTER TABLE report_photos ADD COLUMN for_staff BIGINT NOT NULL DEFAULT 0;
-- Found by the dispatcher, newest first.
CREATE INDEX events_of_late_work ON events (seq) WHERE kind = 'worked_late';
