-- What somebody must hear of. A cause is told once: whatever looks for it again finds it here. What it says is kept as it
-- was said; a link that holds a secret is encrypted, and forgotten when it was brought.
CREATE TABLE notice (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" REFERENCES organisation (id),
    kind TEXT COLLATE "C" NOT NULL,
    cause TEXT COLLATE "C" NOT NULL UNIQUE,
    dutch TEXT COLLATE "C" NOT NULL,
    english TEXT COLLATE "C" NOT NULL,
    link TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    sealed TEXT COLLATE "C",
    created_at BIGINT NOT NULL
);

CREATE INDEX notice_of_organisation ON notice (organisation, created_at);
CREATE INDEX notice_created ON notice (created_at);

-- A program of the customer that hears of notices. Its secrets are encrypted; a former one signs too until it ends.
CREATE TABLE webhook (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    address TEXT COLLATE "C" NOT NULL,
    kinds TEXT COLLATE "C" NOT NULL,
    secret TEXT COLLATE "C" NOT NULL,
    former_secret TEXT COLLATE "C",
    former_until BIGINT,
    failures BIGINT NOT NULL,
    paused_at BIGINT,
    removed_at BIGINT,
    created_at BIGINT NOT NULL,
    UNIQUE (id, organisation)
);

CREATE INDEX webhook_of_organisation ON webhook (organisation);

-- One receiver of one notice: a user by mail, or a webhook. Its id is that of the message, however often it is sent.
CREATE TABLE delivery (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    notice TEXT COLLATE "C" NOT NULL REFERENCES notice (id),
    organisation TEXT COLLATE "C" REFERENCES organisation (id),
    hub_user TEXT COLLATE "C" REFERENCES hub_user (id),
    webhook TEXT COLLATE "C",
    together BIGINT NOT NULL CHECK (together IN (0, 1)),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'sent', 'given-up')),
    attempts BIGINT NOT NULL,
    first_due_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    settled_at BIGINT,
    CHECK ((hub_user IS NULL) <> (webhook IS NULL)),
    CHECK (webhook IS NULL OR organisation IS NOT NULL),
    UNIQUE (notice, hub_user),
    UNIQUE (notice, webhook),
    FOREIGN KEY (webhook, organisation) REFERENCES webhook (id, organisation)
);

CREATE INDEX delivery_due ON delivery (due_at) WHERE state = 'waiting';
CREATE INDEX delivery_given_up ON delivery (organisation) WHERE state = 'given-up';
CREATE INDEX delivery_of_webhook ON delivery (webhook, first_due_at);

-- When a user hears of a kind of notice by mail; without a row it is as the kind says.
CREATE TABLE notice_choice (
    hub_user TEXT COLLATE "C" NOT NULL REFERENCES hub_user (id),
    organisation TEXT COLLATE "C" NOT NULL REFERENCES organisation (id),
    kind TEXT COLLATE "C" NOT NULL,
    timing TEXT COLLATE "C" NOT NULL CHECK (timing IN ('at-once', 'daily', 'never')),
    PRIMARY KEY (hub_user, organisation, kind)
);

CREATE INDEX notice_choice_of_organisation ON notice_choice (organisation);

-- So that what was not told yet is found without reading all that ever happened.
CREATE INDEX run_finished ON run (finished_at);
CREATE INDEX leave_request_decided ON leave_request (decided_at);
CREATE INDEX audit_to_tell ON audit (at)
    WHERE action IN ('coupling.paused', 'coupling.resumed', 'shifts.approve', 'password.set', 'password.changed',
                     'sign-in.new-place', 'webhook.paused');
