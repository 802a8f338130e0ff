-- A group is archived, never removed: shifts of the past name it.
CREATE TABLE work_group (
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    number BIGINT,
    archived BIGINT NOT NULL CHECK (archived IN (0, 1)),
    PRIMARY KEY (organisation, name)
);

CREATE TABLE membership (
    organisation TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    group_name TEXT COLLATE "C" NOT NULL,
    hidden BIGINT NOT NULL CHECK (hidden IN (0, 1)),
    PRIMARY KEY (organisation, person, group_name),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation),
    FOREIGN KEY (organisation, group_name) REFERENCES work_group (organisation, name)
);

-- What an owner says about a field from a day on; without a value the level above decides again. The owner is
-- `organisation`, `group NAME` or `person ID`; the last two are in a column of their own too.
CREATE TABLE profile_entry (
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    owner TEXT COLLATE "C" NOT NULL,
    field TEXT COLLATE "C" NOT NULL,
    valid_from TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C",
    group_name TEXT COLLATE "C",
    person TEXT COLLATE "C",
    PRIMARY KEY (organisation, owner, field, valid_from),
    FOREIGN KEY (organisation, group_name) REFERENCES work_group (organisation, name),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
);

CREATE TABLE template (
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    name TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (organisation, name)
);

-- Who accepted an odd figure: other figures of the same oddity are another row.
CREATE TABLE acceptance (
    organisation TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    oddity TEXT COLLATE "C" NOT NULL,
    figures TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    accepted_by TEXT COLLATE "C" NOT NULL,
    accepted_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, person, oddity, figures),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
);

CREATE TRIGGER acceptance_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON acceptance
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
