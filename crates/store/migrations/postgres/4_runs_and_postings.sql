CREATE TABLE run (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL,
    coupling TEXT COLLATE "C" NOT NULL,
    flow TEXT COLLATE "C" NOT NULL,
    from_date TEXT COLLATE "C",
    to_date TEXT COLLATE "C",
    year BIGINT,
    period BIGINT,
    frequency TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    started_by TEXT COLLATE "C" NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    summary TEXT COLLATE "C" NOT NULL,
    UNIQUE (id, organisation),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
);

CREATE INDEX run_of_coupling ON run (coupling, started_at);
CREATE INDEX run_in_time ON run (started_at);

CREATE TABLE posting (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL,
    coupling TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    company TEXT COLLATE "C" NOT NULL,
    origin TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    year BIGINT NOT NULL,
    period BIGINT NOT NULL,
    frequency TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    code BIGINT NOT NULL,
    cost_centre TEXT COLLATE "C" NOT NULL,
    cost_unit TEXT COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    quantity BIGINT NOT NULL,
    quantity_before BIGINT NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    mark TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (
        state IN ('approved', 'sending', 'confirmed', 'rejected', 'unknown', 'conflict', 'absent', 'withdrawn')
    ),
    attempt BIGINT NOT NULL,
    fence BIGINT NOT NULL,
    payload_hash TEXT COLLATE "C" NOT NULL,
    remote_id TEXT COLLATE "C",
    note TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (id, organisation),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation),
    FOREIGN KEY (run, organisation) REFERENCES run (id, organisation),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
);

-- The same revision of the same line is posted once.
CREATE UNIQUE INDEX posting_once ON posting (
    coupling, origin, person, year, period, kind, code, cost_centre, cost_unit, revision
);
CREATE INDEX posting_of_period ON posting (coupling, year, period);
CREATE INDEX posting_of_run ON posting (run);
CREATE INDEX posting_in_state ON posting (coupling, state);

CREATE TABLE posting_event (
    posting TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    from_state TEXT COLLATE "C" NOT NULL,
    to_state TEXT COLLATE "C" NOT NULL,
    fence BIGINT NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (posting, position),
    FOREIGN KEY (posting, organisation) REFERENCES posting (id, organisation)
);

CREATE TABLE run_line (
    run TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C",
    posting TEXT COLLATE "C",
    outcome TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (run, position),
    FOREIGN KEY (run, organisation) REFERENCES run (id, organisation),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation),
    FOREIGN KEY (posting, organisation) REFERENCES posting (id, organisation)
);

CREATE TABLE baseline (
    run TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    remote_id TEXT COLLATE "C" NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    code BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (run, person, kind, remote_id),
    FOREIGN KEY (run, organisation) REFERENCES run (id, organisation),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
);
