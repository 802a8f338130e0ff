-- What happened stays as it was written: nothing here is changed or removed.

CREATE TRIGGER posting_event_not_changed BEFORE UPDATE ON posting_event
BEGIN
    SELECT RAISE(ABORT, 'posting_event only grows');
END;

CREATE TRIGGER posting_event_not_removed BEFORE DELETE ON posting_event
BEGIN
    SELECT RAISE(ABORT, 'posting_event only grows');
END;

CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit only grows');
END;

CREATE TRIGGER audit_not_removed BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit only grows');
END;
