-- Whoever signs in is a user of the installation; a grant makes a user something at one organisation. Secrets are kept
-- as hashes, except the second factor, which must be read back and is encrypted.

CREATE TABLE hub_user (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('nl', 'en')),
    theme TEXT NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
    password TEXT,
    second_factor TEXT,
    offered_factor TEXT,
    last_step INTEGER NOT NULL,
    disabled_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE user_grant (
    hub_user TEXT NOT NULL REFERENCES hub_user (id),
    organisation TEXT NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL,
    groups TEXT NOT NULL,
    person TEXT,
    PRIMARY KEY (hub_user, organisation),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
) STRICT;

CREATE INDEX user_grant_of_organisation ON user_grant (organisation);

-- One open invitation a user; accepting it takes it away.
CREATE TABLE invitation (
    hub_user TEXT NOT NULL PRIMARY KEY REFERENCES hub_user (id),
    hash TEXT NOT NULL UNIQUE,
    until INTEGER NOT NULL
) STRICT;

-- Using a code takes it away.
CREATE TABLE recovery_code (
    hub_user TEXT NOT NULL REFERENCES hub_user (id),
    hash TEXT NOT NULL,
    PRIMARY KEY (hub_user, hash)
) STRICT;

-- A session that waits for the second factor is not proven.
CREATE TABLE user_session (
    id TEXT NOT NULL PRIMARY KEY,
    hub_user TEXT NOT NULL REFERENCES hub_user (id),
    hash TEXT NOT NULL UNIQUE,
    device TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    proven_at INTEGER
) STRICT;

CREATE INDEX user_session_of_user ON user_session (hub_user);

-- Account and address are salted hashes.
CREATE TABLE sign_in_attempt (
    id TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    account TEXT NOT NULL,
    address TEXT NOT NULL,
    succeeded INTEGER NOT NULL CHECK (succeeded IN (0, 1))
) STRICT;

CREATE INDEX sign_in_attempt_of_account ON sign_in_attempt (account, at);
CREATE INDEX sign_in_attempt_of_address ON sign_in_attempt (address, at);

CREATE TABLE api_token (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    used_at INTEGER,
    revoked_at INTEGER
) STRICT;

CREATE INDEX api_token_of_organisation ON api_token (organisation);

CREATE TABLE access_settings (
    organisation TEXT NOT NULL PRIMARY KEY REFERENCES organisation (id),
    content TEXT NOT NULL
) STRICT;

-- Who approved that a plan is sent, by the fingerprint of the plan.
CREATE TABLE plan_approval (
    coupling TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    organisation TEXT NOT NULL,
    approved_at INTEGER NOT NULL,
    PRIMARY KEY (coupling, fingerprint, approved_by),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
) STRICT;

CREATE TRIGGER plan_approval_not_changed BEFORE UPDATE ON plan_approval
BEGIN
    SELECT RAISE(ABORT, 'plan_approval only grows');
END;

CREATE TRIGGER plan_approval_not_removed BEFORE DELETE ON plan_approval
BEGIN
    SELECT RAISE(ABORT, 'plan_approval only grows');
END;
