-- A shift is an entry with revisions. What a revision says never changes: a change is the next revision, a removal too.
-- One revision of an entry at most is in force; `shift_event` says who did what with it.

ALTER TABLE shift ADD COLUMN entry TEXT COLLATE "C";
ALTER TABLE shift ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE shift ADD COLUMN second_pass TEXT COLLATE "C" CHECK (second_pass IN ('start', 'end'));
ALTER TABLE shift ADD COLUMN source TEXT COLLATE "C" NOT NULL DEFAULT 'import'
    CHECK (source IN ('import', 'hand', 'clock', 'planning'));
ALTER TABLE shift ADD COLUMN origin TEXT COLLATE "C";
ALTER TABLE shift ADD COLUMN removed BIGINT NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));
ALTER TABLE shift ADD COLUMN state TEXT COLLATE "C" NOT NULL DEFAULT 'approved'
    CHECK (state IN ('open', 'submitted', 'rejected', 'approved', 'exported', 'replaced'));
ALTER TABLE shift ADD COLUMN in_force BIGINT NOT NULL DEFAULT 0 CHECK (in_force IN (0, 1));
ALTER TABLE shift ADD COLUMN approved_at BIGINT;

-- What was brought in before was approved by whoever brought it in.
UPDATE shift SET
    entry = id,
    in_force = CASE WHEN superseded_by IS NULL THEN 1 ELSE 0 END,
    approved_at = (SELECT imported_at FROM import WHERE import.id = shift.import);

ALTER TABLE shift ALTER COLUMN entry SET NOT NULL;
ALTER TABLE shift ALTER COLUMN import DROP NOT NULL;
ALTER TABLE shift ALTER COLUMN revision DROP DEFAULT;
ALTER TABLE shift ALTER COLUMN source DROP DEFAULT;
ALTER TABLE shift ALTER COLUMN removed DROP DEFAULT;
ALTER TABLE shift ALTER COLUMN state DROP DEFAULT;
ALTER TABLE shift ALTER COLUMN in_force DROP DEFAULT;
-- The first revision has the id of its entry, so that no index of its own is needed to make it the only one.
ALTER TABLE shift ADD CHECK ((revision = 1 AND id = entry) OR (revision > 1 AND id <> entry));
ALTER TABLE shift ADD CHECK (in_force = 0 OR state IN ('approved', 'exported'));

DROP INDEX shift_of_organisation;
DROP INDEX shift_of_person;
CREATE INDEX shift_of_organisation ON shift (organisation, date) WHERE in_force = 1;
CREATE INDEX shift_pending ON shift (organisation, date) WHERE state IN ('open', 'submitted', 'rejected');
CREATE INDEX shift_of_person ON shift (person, date);
CREATE UNIQUE INDEX shift_revision ON shift (entry, revision) WHERE revision > 1;

CREATE FUNCTION refuse_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a revision of a shift does not change';
END
$$;

CREATE TRIGGER shift_not_changed BEFORE UPDATE OF
        id, organisation, entry, revision, person, date, start_minute, end_minute, second_pass, break_minutes,
        group_name, factor_minutes, source, import, origin, removed
    ON shift
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_revision();

CREATE TRIGGER shift_not_removed BEFORE DELETE OR TRUNCATE ON shift
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE shift_event (
    shift TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    from_state TEXT COLLATE "C",
    to_state TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (shift, position),
    FOREIGN KEY (shift) REFERENCES shift (id)
);

CREATE TRIGGER shift_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON shift_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE terminal (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    name TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (organisation, name),
    UNIQUE (id, organisation)
);

-- From its first day on a badge is of one person or of nobody, until its next row: never of two people at a time.
CREATE TABLE badge (
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    number TEXT COLLATE "C" NOT NULL,
    from_date TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C",
    PRIMARY KEY (organisation, number, from_date),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
);

-- What a terminal saw names a badge; what somebody enters by hand names the person, and who entered it and why.
CREATE TABLE clock_event (
    terminal TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    badge TEXT COLLATE "C",
    person TEXT COLLATE "C",
    direction TEXT COLLATE "C" NOT NULL CHECK (direction IN ('in', 'out', 'toggle')),
    received_at BIGINT NOT NULL,
    entered_by TEXT COLLATE "C",
    reason TEXT COLLATE "C",
    PRIMARY KEY (terminal, sequence),
    CHECK ((badge IS NULL) <> (person IS NULL)),
    CHECK ((person IS NULL) = (entered_by IS NULL) AND (person IS NULL) = (reason IS NULL)),
    FOREIGN KEY (terminal, organisation) REFERENCES terminal (id, organisation),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
);

CREATE INDEX clock_event_in_time ON clock_event (organisation, at);
CREATE INDEX clock_event_of_badge ON clock_event (organisation, badge, at);

CREATE TRIGGER clock_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON clock_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Events that somebody declared to mean nothing; they stay, and make no shift.
CREATE TABLE clock_dismissal (
    terminal TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    dismissed_by TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (terminal, sequence),
    FOREIGN KEY (terminal, sequence) REFERENCES clock_event (terminal, sequence),
    FOREIGN KEY (terminal, organisation) REFERENCES terminal (id, organisation)
);

CREATE TRIGGER clock_dismissal_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON clock_dismissal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE clock_policy (
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    valid_from TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (organisation, valid_from)
);

-- A planned shift that a person took away stays, marked, so that no roster brings it back.
CREATE TABLE planned_shift (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    date TEXT COLLATE "C" NOT NULL,
    start_minute BIGINT NOT NULL,
    end_minute BIGINT NOT NULL,
    break_minutes BIGINT NOT NULL,
    group_name TEXT COLLATE "C",
    factor_minutes TEXT COLLATE "C" NOT NULL,
    planned_by TEXT COLLATE "C" NOT NULL,
    removed BIGINT NOT NULL CHECK (removed IN (0, 1)),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
);

CREATE INDEX planned_shift_of_organisation ON planned_shift (organisation, date);

CREATE TABLE standard_roster (
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    name TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (organisation, name)
);
