-- Every posting that is made and every change of its state is one entry of the chain of its organisation: it has a
-- sequence that counts up from 1, and a hash over the entry before it, its ids and its figures. No name, description or
-- note is in a hash: personal data can be erased.

-- The end of the chain: who adds to it holds the row until the end of the transaction.
ALTER TABLE organisation ADD COLUMN chain_length INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organisation ADD COLUMN chain_hash TEXT NOT NULL DEFAULT
    '0000000000000000000000000000000000000000000000000000000000000000';

-- Checked at the end of a transaction, so that a backup may bring a correction before what it corrects.
ALTER TABLE posting ADD COLUMN corrects TEXT REFERENCES posting (id) DEFERRABLE INITIALLY DEFERRED;

-- The making of a posting is its event at position 0, from no state. A sequence and a hash are missing only where
-- something was put in past the program, or before there was a chain.
ALTER TABLE posting_event ADD COLUMN remote_id TEXT;
ALTER TABLE posting_event ADD COLUMN sequence INTEGER;
ALTER TABLE posting_event ADD COLUMN hash TEXT;
CREATE UNIQUE INDEX posting_event_in_chain ON posting_event (organisation, sequence);

-- What a posting is stays as it was written; where it stands goes on, and its words can be erased.

CREATE TRIGGER posting_figures_not_changed BEFORE UPDATE OF
        id, organisation, coupling, run, company, origin, person, year, period, frequency, kind, code, cost_centre,
        cost_unit, revision, action, quantity, quantity_before, mark, corrects, created_at
    ON posting
BEGIN
    SELECT RAISE(ABORT, 'the figures of a posting do not change');
END;

CREATE TRIGGER posting_not_removed BEFORE DELETE ON posting
BEGIN
    SELECT RAISE(ABORT, 'posting only grows');
END;

DROP TRIGGER posting_event_not_changed;

CREATE TRIGGER posting_event_not_changed BEFORE UPDATE OF
        posting, position, organisation, at, from_state, to_state, fence, remote_id, sequence, hash
    ON posting_event
BEGIN
    SELECT RAISE(ABORT, 'posting_event only grows');
END;

CREATE TRIGGER posting_event_note_only_erased BEFORE UPDATE OF note ON posting_event WHEN NEW.note <> ''
BEGIN
    SELECT RAISE(ABORT, 'posting_event only grows, but a note can be erased');
END;
