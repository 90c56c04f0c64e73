-- Reports, the crews' jobs, and who follows what. What happened to them stands in the log (events).
-- Moments are milliseconds since 1970 (UTC), days are 'YYYY-MM-DD', booleans are 0 or 1, structures are JSON.

-- Numbers that are given out once and without gaps: the log's position, each year's ticket numbers.
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE reports (
    id               TEXT PRIMARY KEY,
    number           TEXT   NOT NULL UNIQUE,
    version          BIGINT NOT NULL,  -- position in the log of its last change
    service          TEXT   NOT NULL,
    state            TEXT   NOT NULL,
    is_open          BIGINT NOT NULL,  -- the city still has to act
    is_public        BIGINT NOT NULL,
    description      TEXT   NOT NULL,
    lat              DOUBLE PRECISION NOT NULL,
    lon              DOUBLE PRECISION NOT NULL,
    accuracy_m       DOUBLE PRECISION,
    position_source  TEXT   NOT NULL,
    cell             BIGINT NOT NULL,
    place_hint       TEXT,
    area             TEXT,
    answers          TEXT   NOT NULL,
    priority         BIGINT NOT NULL,
    department       TEXT,
    crew             TEXT,
    scheduled_for    TEXT,
    due_at           BIGINT,
    created_at       BIGINT NOT NULL,
    reported_at      BIGINT,           -- by the phone's clock, where it can be believed
    updated_at       BIGINT NOT NULL,
    resolved_at      BIGINT,
    supporters       BIGINT NOT NULL,
    duplicate_of     TEXT,
    duplicate_number TEXT,
    question         TEXT,
    stars            BIGINT,
    rating_comment   TEXT,
    reason           TEXT,
    reporter         TEXT   NOT NULL   -- the device that filed it
);
-- Only what is open is searched for duplicates and waits in queues: small indexes, however many reports there are.
CREATE INDEX reports_open_near ON reports (service, cell) WHERE is_open = 1;
CREATE INDEX reports_queue ON reports (priority DESC, due_at, created_at, id) WHERE is_open = 1;
CREATE INDEX reports_public_near ON reports (cell) WHERE is_public = 1;
CREATE INDEX reports_public_newest ON reports (created_at) WHERE is_public = 1;
CREATE INDEX reports_to_confirm ON reports (resolved_at) WHERE state = 'resolved';

-- Personal data, kept apart: leaves no public view, no log, no event.
CREATE TABLE report_contacts (
    report TEXT PRIMARY KEY,
    name   TEXT NOT NULL,
    email  TEXT NOT NULL,
    phone  TEXT NOT NULL
);

-- What a photo shows and in which order they came; whose it is and who may see it stands with the photo (media).
CREATE TABLE report_photos (
    media    TEXT PRIMARY KEY,
    report   TEXT   NOT NULL,
    kind     TEXT   NOT NULL,
    added_at BIGINT NOT NULL,   -- position in the log
    place    BIGINT NOT NULL,   -- order within one act
    job      TEXT               -- the job on which a crew took it
);
CREATE INDEX report_photos_of_job ON report_photos (job) WHERE job IS NOT NULL;
CREATE INDEX report_photos_of_report ON report_photos (report, added_at, place);

-- Which phone hears of which report, and why.
CREATE TABLE subscriptions (
    device       TEXT   NOT NULL,
    report       TEXT   NOT NULL,
    relation     TEXT   NOT NULL,  -- reporter | supporter | follower | none (no longer)
    version      BIGINT NOT NULL,  -- position in the log at which the relation changed
    counted      BIGINT NOT NULL,  -- whether its "me too" is in the report's supporters
    via          TEXT,             -- the duplicate whose merge brought it here; undone by a split
    relation_before_merge TEXT,
    PRIMARY KEY (device, report)
);
CREATE INDEX subscriptions_of_report ON subscriptions (report);

CREATE TABLE jobs (
    id         TEXT PRIMARY KEY,
    version    BIGINT NOT NULL,
    report     TEXT   NOT NULL,
    crew       TEXT   NOT NULL,
    on_day     TEXT   NOT NULL,
    sequence   BIGINT NOT NULL,
    state      TEXT   NOT NULL,
    is_open    BIGINT NOT NULL,
    started_at BIGINT,
    ended_at   BIGINT,
    reason     TEXT,
    notes      TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX jobs_of_day ON jobs (crew, on_day, sequence);
CREATE INDEX jobs_of_crew_by_version ON jobs (crew, version);
CREATE INDEX jobs_open_of_report ON jobs (report) WHERE is_open = 1;
