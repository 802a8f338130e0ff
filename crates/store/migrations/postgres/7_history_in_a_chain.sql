-- Every posting that is made and every change of its state is one entry of the chain of its organisation: it has a
-- sequence that counts up from 1, and a hash over the entry before it, its ids and its figures. No name, description or
-- note is in a hash: personal data can be erased.

-- The end of the chain: who adds to it holds the row until the end of the transaction.
ALTER TABLE organisation ADD COLUMN chain_length BIGINT NOT NULL DEFAULT 0;
ALTER TABLE organisation ADD COLUMN chain_hash TEXT COLLATE "C" NOT NULL DEFAULT
    '0000000000000000000000000000000000000000000000000000000000000000';

-- Checked at the end of a transaction, so that a backup may bring a correction before what it corrects.
ALTER TABLE posting ADD COLUMN corrects TEXT COLLATE "C" REFERENCES posting (id) DEFERRABLE INITIALLY DEFERRED;

-- The making of a posting is its event at position 0, from no state. A sequence and a hash are missing only where
-- something was put in past the program, or before there was a chain.
ALTER TABLE posting_event ADD COLUMN remote_id TEXT COLLATE "C";
ALTER TABLE posting_event ADD COLUMN sequence BIGINT;
ALTER TABLE posting_event ADD COLUMN hash TEXT COLLATE "C";
CREATE UNIQUE INDEX posting_event_in_chain ON posting_event (organisation, sequence);

-- What a posting is stays as it was written; where it stands goes on, and its words can be erased.

CREATE FUNCTION refuse_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the figures of a posting do not change';
END
$$;

CREATE TRIGGER posting_figures_not_changed BEFORE UPDATE OF
        id, organisation, coupling, run, company, origin, person, year, period, frequency, kind, code, cost_centre,
        cost_unit, revision, action, quantity, quantity_before, mark, corrects, created_at
    ON posting
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_figures();

CREATE TRIGGER posting_not_removed BEFORE DELETE OR TRUNCATE ON posting
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DROP TRIGGER posting_event_only_grows ON posting_event;

CREATE TRIGGER posting_event_only_grows BEFORE DELETE OR TRUNCATE OR UPDATE OF
        posting, position, organisation, at, from_state, to_state, fence, remote_id, sequence, hash
    ON posting_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER posting_event_note_only_erased BEFORE UPDATE OF note ON posting_event
    FOR EACH ROW WHEN (NEW.note <> '') EXECUTE FUNCTION refuse_change();
