-- What waits for a person and takes reckoning to find (odd figures, clock events that make no shift, employees who are
-- not linked): as it was when it was last reckoned. The subject is the coupling, or empty for the whole organisation.
CREATE TABLE reckoned_item (
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    kind TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    coupling TEXT COLLATE "C",
    items BIGINT NOT NULL,
    oldest TEXT COLLATE "C",
    reckoned_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, kind, subject),
    CHECK (subject = COALESCE(coupling, '')),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
);

-- So that the few rows that wait are found without reading all the others.
CREATE INDEX run_not_done ON run (coupling, started_at) WHERE state <> 'done';
CREATE INDEX posting_waiting ON posting (coupling, state) WHERE state IN ('sending', 'unknown', 'conflict');
CREATE INDEX leave_request_waiting ON leave_request (organisation) WHERE state = 'requested';
CREATE INDEX payout_waiting ON payout (organisation) WHERE state = 'requested';
CREATE INDEX shift_to_send ON shift (organisation, date) WHERE in_force = 1 AND state = 'approved';
