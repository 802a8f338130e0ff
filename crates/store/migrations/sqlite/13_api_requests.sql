-- Requests of other programs that must not be carried out twice, by the key that came with them. Without a status the
-- work is under way, or broke off: then nobody knows what came of it.
CREATE UNIQUE INDEX api_token_in_organisation ON api_token (id, organisation);

CREATE TABLE api_request (
    token TEXT NOT NULL,
    key TEXT NOT NULL,
    organisation TEXT NOT NULL,
    hash TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    status INTEGER,
    body TEXT,
    PRIMARY KEY (token, key),
    FOREIGN KEY (token, organisation) REFERENCES api_token (id, organisation)
) STRICT;

CREATE INDEX api_request_by_time ON api_request (begun_at);
