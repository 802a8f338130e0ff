CREATE TABLE run (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    coupling TEXT NOT NULL,
    flow TEXT NOT NULL,
    from_date TEXT,
    to_date TEXT,
    year INTEGER,
    period INTEGER,
    frequency TEXT,
    state TEXT NOT NULL,
    started_by TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    summary TEXT NOT NULL,
    UNIQUE (id, organisation),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
) STRICT;

CREATE INDEX run_of_coupling ON run (coupling, started_at);
CREATE INDEX run_in_time ON run (started_at);

CREATE TABLE posting (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    coupling TEXT NOT NULL,
    run TEXT NOT NULL,
    company TEXT NOT NULL,
    origin TEXT NOT NULL,
    person TEXT NOT NULL,
    year INTEGER NOT NULL,
    period INTEGER NOT NULL,
    frequency TEXT NOT NULL,
    kind TEXT NOT NULL,
    code INTEGER NOT NULL,
    cost_centre TEXT NOT NULL,
    cost_unit TEXT NOT NULL,
    revision INTEGER NOT NULL,
    action TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    quantity_before INTEGER NOT NULL,
    description TEXT NOT NULL,
    mark TEXT NOT NULL,
    state TEXT NOT NULL CHECK (
        state IN ('approved', 'sending', 'confirmed', 'rejected', 'unknown', 'conflict', 'absent', 'withdrawn')
    ),
    attempt INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    payload_hash TEXT NOT NULL,
    remote_id TEXT,
    note TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    UNIQUE (id, organisation),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation),
    FOREIGN KEY (run, organisation) REFERENCES run (id, organisation),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
) STRICT;

-- The same revision of the same line is posted once.
CREATE UNIQUE INDEX posting_once ON posting (
    coupling, origin, person, year, period, kind, code, cost_centre, cost_unit, revision
);
CREATE INDEX posting_of_period ON posting (coupling, year, period);
CREATE INDEX posting_of_run ON posting (run);
CREATE INDEX posting_in_state ON posting (coupling, state);

CREATE TABLE posting_event (
    posting TEXT NOT NULL,
    position INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    at INTEGER NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    fence INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (posting, position),
    FOREIGN KEY (posting, organisation) REFERENCES posting (id, organisation)
) STRICT;

CREATE TABLE run_line (
    run TEXT NOT NULL,
    position INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    person TEXT,
    posting TEXT,
    outcome TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (run, position),
    FOREIGN KEY (run, organisation) REFERENCES run (id, organisation),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation),
    FOREIGN KEY (posting, organisation) REFERENCES posting (id, organisation)
) STRICT;

CREATE TABLE baseline (
    run TEXT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    organisation TEXT NOT NULL,
    code INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (run, person, kind, remote_id),
    FOREIGN KEY (run, organisation) REFERENCES run (id, organisation),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
) STRICT;
