CREATE TABLE person (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    number BIGINT,
    first_name TEXT COLLATE "C" NOT NULL,
    prefix TEXT COLLATE "C" NOT NULL,
    last_name TEXT COLLATE "C" NOT NULL,
    work_email TEXT COLLATE "C",
    birth_date TEXT COLLATE "C",
    contract_type TEXT COLLATE "C",
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    UNIQUE (id, organisation)
);

CREATE INDEX person_of_organisation ON person (organisation);

-- One employee is one person: two people on one employee would be paid twice.
CREATE TABLE link (
    coupling TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    remote_number BIGINT,
    remote_uuid TEXT COLLATE "C",
    employee_number BIGINT NOT NULL,
    PRIMARY KEY (coupling, person),
    UNIQUE (coupling, employee_number),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
);

CREATE TABLE remote_record (
    coupling TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    employee_number BIGINT NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    present BIGINT NOT NULL CHECK (present IN (0, 1)),
    version BIGINT NOT NULL,
    read_at BIGINT NOT NULL,
    PRIMARY KEY (coupling, kind, employee_number),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
);

-- Former contents; `read_at` to `replaced_at` is the time in which the content was the current one.
CREATE TABLE remote_record_history (
    coupling TEXT COLLATE "C" NOT NULL,
    employee_number BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    present BIGINT NOT NULL CHECK (present IN (0, 1)),
    read_at BIGINT NOT NULL,
    replaced_at BIGINT NOT NULL,
    PRIMARY KEY (coupling, employee_number, kind, version),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
);
