-- What somebody must hear of. A cause is told once: whatever looks for it again finds it here. What it says is kept as it
-- was said; a link that holds a secret is encrypted, and forgotten when it was brought.
CREATE TABLE notice (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT REFERENCES organisation (id),
    kind TEXT NOT NULL,
    cause TEXT NOT NULL UNIQUE,
    dutch TEXT NOT NULL,
    english TEXT NOT NULL,
    link TEXT NOT NULL,
    subject TEXT NOT NULL,
    sealed TEXT,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX notice_of_organisation ON notice (organisation, created_at);
CREATE INDEX notice_created ON notice (created_at);

-- A program of the customer that hears of notices. Its secrets are encrypted; a former one signs too until it ends.
CREATE TABLE webhook (
    id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    address TEXT NOT NULL,
    kinds TEXT NOT NULL,
    secret TEXT NOT NULL,
    former_secret TEXT,
    former_until INTEGER,
    failures INTEGER NOT NULL,
    paused_at INTEGER,
    removed_at INTEGER,
    created_at INTEGER NOT NULL,
    UNIQUE (id, organisation)
) STRICT;

CREATE INDEX webhook_of_organisation ON webhook (organisation);

-- One receiver of one notice: a user by mail, or a webhook. Its id is that of the message, however often it is sent.
CREATE TABLE delivery (
    id TEXT NOT NULL PRIMARY KEY,
    notice TEXT NOT NULL REFERENCES notice (id),
    organisation TEXT REFERENCES organisation (id),
    hub_user TEXT REFERENCES hub_user (id),
    webhook TEXT,
    together INTEGER NOT NULL CHECK (together IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'given-up')),
    attempts INTEGER NOT NULL,
    first_due_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    answer TEXT NOT NULL,
    settled_at INTEGER,
    CHECK ((hub_user IS NULL) <> (webhook IS NULL)),
    CHECK (webhook IS NULL OR organisation IS NOT NULL),
    UNIQUE (notice, hub_user),
    UNIQUE (notice, webhook),
    FOREIGN KEY (webhook, organisation) REFERENCES webhook (id, organisation)
) STRICT;

CREATE INDEX delivery_due ON delivery (due_at) WHERE state = 'waiting';
CREATE INDEX delivery_given_up ON delivery (organisation) WHERE state = 'given-up';
CREATE INDEX delivery_of_webhook ON delivery (webhook, first_due_at);

-- When a user hears of a kind of notice by mail; without a row it is as the kind says.
CREATE TABLE notice_choice (
    hub_user TEXT NOT NULL REFERENCES hub_user (id),
    organisation TEXT NOT NULL REFERENCES organisation (id),
    kind TEXT NOT NULL,
    timing TEXT NOT NULL CHECK (timing IN ('at-once', 'daily', 'never')),
    PRIMARY KEY (hub_user, organisation, kind)
) STRICT;

CREATE INDEX notice_choice_of_organisation ON notice_choice (organisation);

-- So that what was not told yet is found without reading all that ever happened.
CREATE INDEX run_finished ON run (finished_at);
CREATE INDEX leave_request_decided ON leave_request (decided_at);
CREATE INDEX audit_to_tell ON audit (at)
    WHERE action IN ('coupling.paused', 'coupling.resumed', 'shifts.approve', 'password.set', 'password.changed',
                     'sign-in.new-place', 'webhook.paused');
