-- Whoever signs in is a user of the installation; a grant makes a user something at one organisation. Secrets are kept
-- as hashes, except the second factor, which must be read back and is encrypted.

CREATE TABLE hub_user (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    email TEXT COLLATE "C" NOT NULL,
    email_key TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL CHECK (language IN ('nl', 'en')),
    theme TEXT COLLATE "C" NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
    password TEXT COLLATE "C",
    second_factor TEXT COLLATE "C",
    offered_factor TEXT COLLATE "C",
    last_step BIGINT NOT NULL,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE user_grant (
    hub_user TEXT COLLATE "C" NOT NULL REFERENCES hub_user (id),
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    role TEXT COLLATE "C" NOT NULL,
    groups TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C",
    PRIMARY KEY (hub_user, organisation),
    FOREIGN KEY (person, organisation) REFERENCES person (id, organisation)
);

CREATE INDEX user_grant_of_organisation ON user_grant (organisation);

-- One open invitation a user; accepting it takes it away.
CREATE TABLE invitation (
    hub_user TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES hub_user (id),
    hash TEXT COLLATE "C" NOT NULL UNIQUE,
    until BIGINT NOT NULL
);

-- Using a code takes it away.
CREATE TABLE recovery_code (
    hub_user TEXT COLLATE "C" NOT NULL REFERENCES hub_user (id),
    hash TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (hub_user, hash)
);

-- A session that waits for the second factor is not proven.
CREATE TABLE user_session (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    hub_user TEXT COLLATE "C" NOT NULL REFERENCES hub_user (id),
    hash TEXT COLLATE "C" NOT NULL UNIQUE,
    device TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    proven_at BIGINT
);

CREATE INDEX user_session_of_user ON user_session (hub_user);

-- Account and address are salted hashes.
CREATE TABLE sign_in_attempt (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    succeeded BIGINT NOT NULL CHECK (succeeded IN (0, 1))
);

CREATE INDEX sign_in_attempt_of_account ON sign_in_attempt (account, at);
CREATE INDEX sign_in_attempt_of_address ON sign_in_attempt (address, at);

CREATE TABLE api_token (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    name TEXT COLLATE "C" NOT NULL,
    prefix TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL UNIQUE,
    scopes TEXT COLLATE "C" NOT NULL,
    created_by TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT
);

CREATE INDEX api_token_of_organisation ON api_token (organisation);

CREATE TABLE access_settings (
    organisation TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES organisation (id),
    content TEXT COLLATE "C" NOT NULL
);

-- Who approved that a plan is sent, by the fingerprint of the plan.
CREATE TABLE plan_approval (
    coupling TEXT COLLATE "C" NOT NULL,
    fingerprint TEXT COLLATE "C" NOT NULL,
    approved_by TEXT COLLATE "C" NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    approved_at BIGINT NOT NULL,
    PRIMARY KEY (coupling, fingerprint, approved_by),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
);

CREATE TRIGGER plan_approval_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON plan_approval
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
