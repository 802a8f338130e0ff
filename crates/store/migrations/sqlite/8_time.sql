-- A shift is an entry with revisions. What a revision says never changes: a change is the next revision, a removal too.
-- One revision of an entry at most is in force; `shift_event` says who did what with it.

CREATE TABLE shift_with_revisions (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    entry TEXT NOT NULL,
    revision INTEGER NOT NULL,
    person TEXT NOT NULL,
    date TEXT NOT NULL,
    start_minute INTEGER NOT NULL,
    end_minute INTEGER NOT NULL,
    second_pass TEXT CHECK (second_pass IN ('start', 'end')),
    break_minutes INTEGER NOT NULL,
    group_name TEXT,
    factor_minutes TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('import', 'hand', 'clock', 'planning')),
    import TEXT,
    origin TEXT,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'rejected', 'approved', 'exported', 'replaced')),
    in_force INTEGER NOT NULL CHECK (in_force IN (0, 1)),
    approved_at INTEGER,
    superseded_by TEXT,
    -- The first revision has the id of its entry, so that no index of its own is needed to make it the only one.
    CHECK ((revision = 1 AND id = entry) OR (revision > 1 AND id <> entry)),
    CHECK (in_force = 0 OR state IN ('approved', 'exported')),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation),
    FOREIGN KEY (import, organisation) REFERENCES import (id, organisation),
    FOREIGN KEY (superseded_by, organisation) REFERENCES import (id, organisation)
) STRICT;

-- What was brought in before was approved by whoever brought it in.
INSERT INTO shift_with_revisions (
    id, organisation, entry, revision, person, date, start_minute, end_minute, second_pass, break_minutes, group_name,
    factor_minutes, source, import, origin, removed, state, in_force, approved_at, superseded_by
)
SELECT id, organisation, id, 1, person, date, start_minute, end_minute, NULL, break_minutes, group_name,
       factor_minutes, 'import', import, NULL, 0, 'approved', CASE WHEN superseded_by IS NULL THEN 1 ELSE 0 END,
       (SELECT imported_at FROM import WHERE import.id = shift.import), superseded_by
FROM shift;

DROP TABLE shift;
ALTER TABLE shift_with_revisions RENAME TO shift;

CREATE INDEX shift_of_organisation ON shift (organisation, date) WHERE in_force = 1;
CREATE INDEX shift_pending ON shift (organisation, date) WHERE state IN ('open', 'submitted', 'rejected');
CREATE INDEX shift_of_person ON shift (person, date);
CREATE UNIQUE INDEX shift_revision ON shift (entry, revision) WHERE revision > 1;

CREATE TRIGGER shift_not_changed BEFORE UPDATE OF
        id, organisation, entry, revision, person, date, start_minute, end_minute, second_pass, break_minutes,
        group_name, factor_minutes, source, import, origin, removed
    ON shift
BEGIN
    SELECT RAISE(ABORT, 'a revision of a shift does not change');
END;

CREATE TRIGGER shift_not_removed BEFORE DELETE ON shift
BEGIN
    SELECT RAISE(ABORT, 'shift only grows');
END;

CREATE TABLE shift_event (
    shift TEXT NOT NULL,
    position INTEGER NOT NULL,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (shift, position),
    FOREIGN KEY (shift) REFERENCES shift (id)
) STRICT;

CREATE TRIGGER shift_event_not_changed BEFORE UPDATE ON shift_event
BEGIN
    SELECT RAISE(ABORT, 'shift_event only grows');
END;

CREATE TRIGGER shift_event_not_removed BEFORE DELETE ON shift_event
BEGIN
    SELECT RAISE(ABORT, 'shift_event only grows');
END;

CREATE TABLE terminal (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (organisation, name),
    UNIQUE (id, organisation)
) STRICT;

-- From its first day on a badge is of one person or of nobody, until its next row: never of two people at a time.
CREATE TABLE badge (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    number TEXT NOT NULL,
    from_date TEXT NOT NULL,
    person TEXT,
    PRIMARY KEY (organisation, number, from_date),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
) STRICT;

-- What a terminal saw names a badge; what somebody enters by hand names the person, and who entered it and why.
CREATE TABLE clock_event (
    terminal TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    at INTEGER NOT NULL,
    badge TEXT,
    person TEXT,
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'toggle')),
    received_at INTEGER NOT NULL,
    entered_by TEXT,
    reason TEXT,
    PRIMARY KEY (terminal, sequence),
    CHECK ((badge IS NULL) <> (person IS NULL)),
    CHECK ((person IS NULL) = (entered_by IS NULL) AND (person IS NULL) = (reason IS NULL)),
    FOREIGN KEY (terminal, organisation) REFERENCES terminal (id, organisation),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
) STRICT;

CREATE INDEX clock_event_in_time ON clock_event (organisation, at);
CREATE INDEX clock_event_of_badge ON clock_event (organisation, badge, at);

CREATE TRIGGER clock_event_not_changed BEFORE UPDATE ON clock_event
BEGIN
    SELECT RAISE(ABORT, 'clock_event only grows');
END;

CREATE TRIGGER clock_event_not_removed BEFORE DELETE ON clock_event
BEGIN
    SELECT RAISE(ABORT, 'clock_event only grows');
END;

-- Events that somebody declared to mean nothing; they stay, and make no shift.
CREATE TABLE clock_dismissal (
    terminal TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    at INTEGER NOT NULL,
    dismissed_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (terminal, sequence),
    FOREIGN KEY (terminal, sequence) REFERENCES clock_event (terminal, sequence),
    FOREIGN KEY (terminal, organisation) REFERENCES terminal (id, organisation)
) STRICT;

CREATE TRIGGER clock_dismissal_not_changed BEFORE UPDATE ON clock_dismissal
BEGIN
    SELECT RAISE(ABORT, 'clock_dismissal only grows');
END;

CREATE TRIGGER clock_dismissal_not_removed BEFORE DELETE ON clock_dismissal
BEGIN
    SELECT RAISE(ABORT, 'clock_dismissal only grows');
END;

CREATE TABLE clock_policy (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (organisation, valid_from)
) STRICT;

-- A planned shift that a person took away stays, marked, so that no roster brings it back.
CREATE TABLE planned_shift (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    date TEXT NOT NULL,
    start_minute INTEGER NOT NULL,
    end_minute INTEGER NOT NULL,
    break_minutes INTEGER NOT NULL,
    group_name TEXT,
    factor_minutes TEXT NOT NULL,
    planned_by TEXT NOT NULL,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
) STRICT;

CREATE INDEX planned_shift_of_organisation ON planned_shift (organisation, date);

CREATE TABLE standard_roster (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (organisation, name)
) STRICT;
