-- Providers of identities (OpenID Connect), kept by the owner of the machine. The secret is encrypted.
CREATE TABLE provider (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL UNIQUE,
    issuer TEXT COLLATE "C" NOT NULL UNIQUE,
    client_id TEXT COLLATE "C" NOT NULL,
    client_secret TEXT COLLATE "C" NOT NULL,
    second_factor TEXT COLLATE "C",
    created_at BIGINT NOT NULL
);

-- Who is who: the user whom a provider knows by a subject. A user has one account at each provider.
CREATE TABLE provider_link (
    provider TEXT COLLATE "C" NOT NULL REFERENCES provider (id),
    subject TEXT COLLATE "C" NOT NULL,
    hub_user TEXT COLLATE "C" NOT NULL REFERENCES hub_user (id),
    account TEXT COLLATE "C" NOT NULL,
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (provider, subject),
    UNIQUE (hub_user, provider)
);

-- Browsers that were sent to a provider and are not back. State and browser are hashes; coming back takes the row away.
CREATE TABLE provider_visit (
    state TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    browser TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C" NOT NULL REFERENCES provider (id),
    errand TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    begun_at BIGINT NOT NULL
);

CREATE INDEX provider_visit_begun ON provider_visit (begun_at);

-- Whether the provider vouched for a second factor.
ALTER TABLE user_session ADD COLUMN provider_factor BIGINT NOT NULL DEFAULT 0;

-- How often the devices of a clock terminal were withdrawn: those of before are let in no longer.
ALTER TABLE terminal ADD COLUMN withdrawals BIGINT NOT NULL DEFAULT 0;
