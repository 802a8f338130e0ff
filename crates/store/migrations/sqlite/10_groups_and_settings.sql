-- A group is archived, never removed: shifts of the past name it.
CREATE TABLE work_group (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER,
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    PRIMARY KEY (organisation, name)
) STRICT;

CREATE TABLE membership (
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    group_name TEXT NOT NULL,
    hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    PRIMARY KEY (organisation, person, group_name),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation),
    FOREIGN KEY (organisation, group_name) REFERENCES work_group (organisation, name)
) STRICT;

-- What an owner says about a field from a day on; without a value the level above decides again. The owner is
-- `organisation`, `group NAME` or `person ID`; the last two are in a column of their own too.
CREATE TABLE profile_entry (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    owner TEXT NOT NULL,
    field TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    value TEXT,
    group_name TEXT,
    person TEXT,
    PRIMARY KEY (organisation, owner, field, valid_from),
    FOREIGN KEY (organisation, group_name) REFERENCES work_group (organisation, name),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
) STRICT;

CREATE TABLE template (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (organisation, name)
) STRICT;

-- Who accepted an odd figure: other figures of the same oddity are another row.
CREATE TABLE acceptance (
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    oddity TEXT NOT NULL,
    figures TEXT NOT NULL,
    reason TEXT NOT NULL,
    accepted_by TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, person, oddity, figures),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
) STRICT;

CREATE TRIGGER acceptance_not_changed BEFORE UPDATE ON acceptance
BEGIN
    SELECT RAISE(ABORT, 'acceptance only grows');
END;

CREATE TRIGGER acceptance_not_removed BEFORE DELETE ON acceptance
BEGIN
    SELECT RAISE(ABORT, 'acceptance only grows');
END;
