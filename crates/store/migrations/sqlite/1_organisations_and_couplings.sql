-- Times are milliseconds since 1970 (UTC), dates ISO text, ids UUIDs as text, hashes and ciphertexts hexadecimal.
-- A row that belongs to another row carries the organisation in its foreign key, so that no row can point into
-- another organisation.

CREATE TABLE organisation (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE coupling (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL,
    paused TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (id, organisation)
) STRICT;

-- A deleted secret leaves its version behind: whoever still holds the old version cannot overwrite a new secret.
CREATE TABLE secret (
    coupling TEXT NOT NULL,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    version INTEGER NOT NULL,
    ciphertext TEXT,
    PRIMARY KEY (coupling, name),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
) STRICT;

CREATE TABLE rule_set (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (organisation, name, valid_from)
) STRICT;

CREATE TABLE column_mapping (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (organisation, name)
) STRICT;
