-- Hour ledgers, leave, sickness and payouts.

CREATE TABLE ledger_settings (
    organisation TEXT NOT NULL PRIMARY KEY REFERENCES organisation (id),
    content TEXT NOT NULL
) STRICT;

-- One entry of a ledger. It is in the chain of its organisation, like the events of postings: `sequence` counts on
-- from theirs. What is wrong is never changed, but made good by a further revision.
CREATE TABLE ledger_entry (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    ledger TEXT NOT NULL CHECK (ledger IN ('leave', 'plus-minus')),
    origin TEXT NOT NULL,
    revision INTEGER NOT NULL,
    date TEXT NOT NULL,
    hundredths INTEGER NOT NULL,
    bucket_year INTEGER,
    bucket_kind TEXT,
    lapses_on TEXT,
    requested_on TEXT,
    from_date TEXT,
    to_date TEXT,
    on_employer INTEGER NOT NULL CHECK (on_employer IN (0, 1)),
    leave_type TEXT NOT NULL,
    description TEXT NOT NULL,
    booked_at INTEGER NOT NULL,
    booked_by TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (organisation, person, ledger, origin, revision),
    UNIQUE (organisation, sequence),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
) STRICT;

CREATE TABLE leave_request (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    requested_on TEXT NOT NULL,
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL,
    hundredths INTEGER NOT NULL,
    on_employer INTEGER NOT NULL CHECK (on_employer IN (0, 1)),
    leave_type TEXT NOT NULL,
    description TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'rejected', 'withdrawn')),
    requested_by TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    decided_by TEXT,
    decided_at INTEGER,
    reason TEXT NOT NULL,
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
) STRICT;

CREATE INDEX leave_request_of_organisation ON leave_request (organisation, to_date);

-- Dates, percentages and an expected duration; no cause.
CREATE TABLE sickness_case (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    first_day TEXT NOT NULL,
    recovered_on TEXT,
    expected_until TEXT,
    stages TEXT NOT NULL,
    version INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
) STRICT;

CREATE INDEX sickness_case_of_organisation ON sickness_case (organisation, first_day);

CREATE TABLE payout (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    coupling TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('leave', 'plus-minus', 'worked')),
    hundredths INTEGER NOT NULL,
    code INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'posted', 'void')),
    requested_by TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    decided_by TEXT,
    decided_at INTEGER,
    reason TEXT NOT NULL,
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
) STRICT;

CREATE INDEX payout_of_organisation ON payout (organisation, state);

-- An entry stays as it was written; its words can be erased.

CREATE TRIGGER ledger_entry_not_changed BEFORE UPDATE OF
        id, organisation, person, ledger, origin, revision, date, hundredths, bucket_year, bucket_kind, lapses_on,
        requested_on, from_date, to_date, on_employer, booked_at, sequence, hash
    ON ledger_entry
BEGIN
    SELECT RAISE(ABORT, 'ledger_entry only grows');
END;

CREATE TRIGGER ledger_entry_words_only_erased BEFORE UPDATE OF leave_type, description, booked_by ON ledger_entry
    WHEN (NEW.leave_type <> OLD.leave_type AND NEW.leave_type <> '')
        OR (NEW.description <> OLD.description AND NEW.description <> '')
        OR (NEW.booked_by <> OLD.booked_by AND NEW.booked_by <> '')
BEGIN
    SELECT RAISE(ABORT, 'ledger_entry only grows, but its words can be erased');
END;

CREATE TRIGGER ledger_entry_not_removed BEFORE DELETE ON ledger_entry
BEGIN
    SELECT RAISE(ABORT, 'ledger_entry only grows');
END;
