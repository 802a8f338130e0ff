-- Hour ledgers, leave, sickness and payouts.

CREATE TABLE ledger_settings (
    organisation TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES organisation (id),
    content TEXT COLLATE "C" NOT NULL
);

-- One entry of a ledger. It is in the chain of its organisation, like the events of postings: `sequence` counts on
-- from theirs. What is wrong is never changed, but made good by a further revision.
CREATE TABLE ledger_entry (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    ledger TEXT COLLATE "C" NOT NULL CHECK (ledger IN ('leave', 'plus-minus')),
    origin TEXT COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL,
    date TEXT COLLATE "C" NOT NULL,
    hundredths BIGINT NOT NULL,
    bucket_year BIGINT,
    bucket_kind TEXT COLLATE "C",
    lapses_on TEXT COLLATE "C",
    requested_on TEXT COLLATE "C",
    from_date TEXT COLLATE "C",
    to_date TEXT COLLATE "C",
    on_employer BIGINT NOT NULL CHECK (on_employer IN (0, 1)),
    leave_type TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    booked_at BIGINT NOT NULL,
    booked_by TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    UNIQUE (organisation, person, ledger, origin, revision),
    UNIQUE (organisation, sequence),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
);

CREATE TABLE leave_request (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    requested_on TEXT COLLATE "C" NOT NULL,
    from_date TEXT COLLATE "C" NOT NULL,
    to_date TEXT COLLATE "C" NOT NULL,
    hundredths BIGINT NOT NULL,
    on_employer BIGINT NOT NULL CHECK (on_employer IN (0, 1)),
    leave_type TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('requested', 'approved', 'rejected', 'withdrawn')),
    requested_by TEXT COLLATE "C" NOT NULL,
    requested_at BIGINT NOT NULL,
    decided_by TEXT COLLATE "C",
    decided_at BIGINT,
    reason TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
);

CREATE INDEX leave_request_of_organisation ON leave_request (organisation, to_date);

-- Dates, percentages and an expected duration; no cause.
CREATE TABLE sickness_case (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    first_day TEXT COLLATE "C" NOT NULL,
    recovered_on TEXT COLLATE "C",
    expected_until TEXT COLLATE "C",
    stages TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
);

CREATE INDEX sickness_case_of_organisation ON sickness_case (organisation, first_day);

CREATE TABLE payout (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    coupling TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL CHECK (source IN ('leave', 'plus-minus', 'worked')),
    hundredths BIGINT NOT NULL,
    code BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('requested', 'approved', 'posted', 'void')),
    requested_by TEXT COLLATE "C" NOT NULL,
    requested_at BIGINT NOT NULL,
    decided_by TEXT COLLATE "C",
    decided_at BIGINT,
    reason TEXT COLLATE "C" NOT NULL,
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
);

CREATE INDEX payout_of_organisation ON payout (organisation, state);

-- An entry stays as it was written; its words can be erased.

CREATE TRIGGER ledger_entry_only_grows BEFORE DELETE OR TRUNCATE OR UPDATE OF
        id, organisation, person, ledger, origin, revision, date, hundredths, bucket_year, bucket_kind, lapses_on,
        requested_on, from_date, to_date, on_employer, booked_at, sequence, hash
    ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER ledger_entry_words_only_erased BEFORE UPDATE OF leave_type, description, booked_by ON ledger_entry
    FOR EACH ROW WHEN (
        (NEW.leave_type <> OLD.leave_type AND NEW.leave_type <> '')
        OR (NEW.description <> OLD.description AND NEW.description <> '')
        OR (NEW.booked_by <> OLD.booked_by AND NEW.booked_by <> '')
    ) EXECUTE FUNCTION refuse_change();
