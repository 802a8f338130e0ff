CREATE TABLE import (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    file_name TEXT COLLATE "C" NOT NULL,
    file_hash TEXT COLLATE "C" NOT NULL,
    imported_at BIGINT NOT NULL,
    imported_by TEXT COLLATE "C" NOT NULL,
    UNIQUE (organisation, file_hash),
    UNIQUE (id, organisation)
);

-- A shift is never changed: a later import supersedes it.
CREATE TABLE shift (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    date TEXT COLLATE "C" NOT NULL,
    start_minute BIGINT NOT NULL,
    end_minute BIGINT NOT NULL,
    break_minutes BIGINT NOT NULL,
    group_name TEXT COLLATE "C",
    factor_minutes TEXT COLLATE "C" NOT NULL,
    import TEXT COLLATE "C" NOT NULL,
    superseded_by TEXT COLLATE "C",
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation),
    FOREIGN KEY (import, organisation) REFERENCES import (id, organisation),
    FOREIGN KEY (superseded_by, organisation) REFERENCES import (id, organisation)
);

CREATE INDEX shift_of_organisation ON shift (organisation, date) WHERE superseded_by IS NULL;
CREATE INDEX shift_of_person ON shift (person, date) WHERE superseded_by IS NULL;

CREATE TABLE hour_line (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    from_date TEXT COLLATE "C" NOT NULL,
    to_date TEXT COLLATE "C" NOT NULL,
    factor BIGINT NOT NULL,
    hundredths BIGINT NOT NULL,
    days BIGINT,
    group_name TEXT COLLATE "C",
    import TEXT COLLATE "C" NOT NULL,
    superseded_by TEXT COLLATE "C",
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation),
    FOREIGN KEY (import, organisation) REFERENCES import (id, organisation),
    FOREIGN KEY (superseded_by, organisation) REFERENCES import (id, organisation)
);

CREATE INDEX hour_line_of_organisation ON hour_line (organisation, to_date) WHERE superseded_by IS NULL;

CREATE TABLE decision (
    coupling TEXT COLLATE "C" NOT NULL,
    line_key TEXT COLLATE "C" NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    source_hash TEXT COLLATE "C" NOT NULL,
    decision TEXT COLLATE "C" NOT NULL,
    decided_by TEXT COLLATE "C" NOT NULL,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (coupling, line_key),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
);
