CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    number INTEGER,
    first_name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    last_name TEXT NOT NULL,
    work_email TEXT,
    birth_date TEXT,
    contract_type TEXT,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    UNIQUE (id, organisation)
) STRICT;

CREATE INDEX person_of_organisation ON person (organisation);

-- One employee is one person: two people on one employee would be paid twice.
CREATE TABLE link (
    coupling TEXT NOT NULL,
    person TEXT NOT NULL,
    organisation TEXT NOT NULL,
    remote_number INTEGER,
    remote_uuid TEXT,
    employee_number INTEGER NOT NULL,
    PRIMARY KEY (coupling, person),
    UNIQUE (coupling, employee_number),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
) STRICT;

CREATE TABLE remote_record (
    coupling TEXT NOT NULL,
    kind TEXT NOT NULL,
    employee_number INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    hash TEXT NOT NULL,
    content TEXT NOT NULL,
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    version INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (coupling, kind, employee_number),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
) STRICT;

-- Former contents; `read_at` to `replaced_at` is the time in which the content was the current one.
CREATE TABLE remote_record_history (
    coupling TEXT NOT NULL,
    employee_number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    hash TEXT NOT NULL,
    content TEXT NOT NULL,
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    read_at INTEGER NOT NULL,
    replaced_at INTEGER NOT NULL,
    PRIMARY KEY (coupling, employee_number, kind, version),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
) STRICT;
