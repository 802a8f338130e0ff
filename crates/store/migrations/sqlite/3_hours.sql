CREATE TABLE import (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    imported_by TEXT NOT NULL,
    UNIQUE (organisation, file_hash),
    UNIQUE (id, organisation)
) STRICT;

-- A shift is never changed: a later import supersedes it.
CREATE TABLE shift (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    date TEXT NOT NULL,
    start_minute INTEGER NOT NULL,
    end_minute INTEGER NOT NULL,
    break_minutes INTEGER NOT NULL,
    group_name TEXT,
    factor_minutes TEXT NOT NULL,
    import TEXT NOT NULL,
    superseded_by TEXT,
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation),
    FOREIGN KEY (import, organisation) REFERENCES import (id, organisation),
    FOREIGN KEY (superseded_by, organisation) REFERENCES import (id, organisation)
) STRICT;

CREATE INDEX shift_of_organisation ON shift (organisation, date) WHERE superseded_by IS NULL;
CREATE INDEX shift_of_person ON shift (person, date) WHERE superseded_by IS NULL;

CREATE TABLE hour_line (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL,
    factor INTEGER NOT NULL,
    hundredths INTEGER NOT NULL,
    days INTEGER,
    group_name TEXT,
    import TEXT NOT NULL,
    superseded_by TEXT,
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation),
    FOREIGN KEY (import, organisation) REFERENCES import (id, organisation),
    FOREIGN KEY (superseded_by, organisation) REFERENCES import (id, organisation)
) STRICT;

CREATE INDEX hour_line_of_organisation ON hour_line (organisation, to_date) WHERE superseded_by IS NULL;

CREATE TABLE decision (
    coupling TEXT NOT NULL,
    line_key TEXT NOT NULL,
    organisation TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    decision TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (coupling, line_key),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
) STRICT;
