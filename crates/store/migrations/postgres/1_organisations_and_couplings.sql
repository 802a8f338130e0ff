-- Times are milliseconds since 1970 (UTC), dates ISO text, ids UUIDs as text, hashes and ciphertexts hexadecimal.
-- A row that belongs to another row carries the organisation in its foreign key, so that no row can point into
-- another organisation.

CREATE TABLE organisation (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE TABLE coupling (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    settings TEXT COLLATE "C" NOT NULL,
    paused TEXT COLLATE "C",
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (id, organisation)
);

-- A deleted secret leaves its version behind: whoever still holds the old version cannot overwrite a new secret.
CREATE TABLE secret (
    coupling TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    ciphertext TEXT COLLATE "C",
    PRIMARY KEY (coupling, name),
    FOREIGN KEY (coupling, organisation) REFERENCES coupling (id, organisation)
);

CREATE TABLE rule_set (
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    name TEXT COLLATE "C" NOT NULL,
    valid_from TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (organisation, name, valid_from)
);

CREATE TABLE column_mapping (
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    name TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (organisation, name)
);
