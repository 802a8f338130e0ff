-- Requests of other programs that must not be carried out twice, by the key that came with them. Without a status the
-- work is under way, or broke off: then nobody knows what came of it.
CREATE UNIQUE INDEX api_token_in_organisation ON api_token (id, organisation);

CREATE TABLE api_request (
    token TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    organisation TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    begun_at BIGINT NOT NULL,
    status BIGINT,
    body TEXT COLLATE "C",
    PRIMARY KEY (token, key),
    FOREIGN KEY (token, organisation) REFERENCES api_token (id, organisation)
);

CREATE INDEX api_request_by_time ON api_request (begun_at);
