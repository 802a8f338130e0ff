-- Providers of identities (OpenID Connect), kept by the owner of the machine. The secret is encrypted.
CREATE TABLE provider (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    issuer TEXT NOT NULL UNIQUE,
    client_id TEXT NOT NULL,
    client_secret TEXT NOT NULL,
    second_factor TEXT,
    created_at INTEGER NOT NULL
) STRICT;

-- Who is who: the user whom a provider knows by a subject. A user has one account at each provider.
CREATE TABLE provider_link (
    provider TEXT NOT NULL REFERENCES provider (id),
    subject TEXT NOT NULL,
    hub_user TEXT NOT NULL REFERENCES hub_user (id),
    account TEXT NOT NULL,
    linked_at INTEGER NOT NULL,
    PRIMARY KEY (provider, subject),
    UNIQUE (hub_user, provider)
) STRICT;

-- Browsers that were sent to a provider and are not back. State and browser are hashes; coming back takes the row away.
CREATE TABLE provider_visit (
    state TEXT NOT NULL PRIMARY KEY,
    browser TEXT NOT NULL,
    provider TEXT NOT NULL REFERENCES provider (id),
    errand TEXT NOT NULL,
    address TEXT NOT NULL,
    begun_at INTEGER NOT NULL
) STRICT;

CREATE INDEX provider_visit_begun ON provider_visit (begun_at);

-- Whether the provider vouched for a second factor.
ALTER TABLE user_session ADD COLUMN provider_factor INTEGER NOT NULL DEFAULT 0;

-- How often the devices of a clock terminal were withdrawn: those of before are let in no longer.
ALTER TABLE terminal ADD COLUMN withdrawals INTEGER NOT NULL DEFAULT 0;
