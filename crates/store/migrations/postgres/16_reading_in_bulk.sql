-- So that hours are added up, counted and found by person from the index alone.
DROP INDEX shift_of_person;
CREATE INDEX shift_of_person
    ON shift (person, date, state, in_force, removed, start_minute, end_minute, break_minutes);
DROP INDEX shift_pending;
CREATE INDEX shift_pending
    ON shift (organisation, date, state, removed, start_minute, end_minute, break_minutes, revision, id)
    WHERE state IN ('open', 'submitted', 'rejected');
DROP INDEX shift_to_send;
