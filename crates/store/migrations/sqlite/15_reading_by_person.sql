-- The name in small letters, to find and to sort by. The program keeps it; here it is what the database can make of it.
ALTER TABLE person ADD COLUMN search TEXT NOT NULL DEFAULT '';
UPDATE person SET search = lower(trim(replace(trim(first_name) || ' ' || trim(prefix) || ' ' || trim(last_name), '  ', ' ')));
CREATE INDEX person_by_name ON person (organisation, search, id, active);
CREATE INDEX person_by_number ON person (organisation, number);

-- So that a page reads what is of its people, and not everybody's.
CREATE INDEX planned_shift_of_person ON planned_shift (person, date);
CREATE INDEX leave_request_of_person ON leave_request (person, to_date);
CREATE INDEX profile_entry_of_many ON profile_entry (organisation) WHERE person IS NULL;
CREATE INDEX posting_by_mark ON posting (mark);
CREATE INDEX badge_of_person ON badge (person) WHERE person IS NOT NULL;
CREATE INDEX clock_event_of_person ON clock_event (person, at) WHERE person IS NOT NULL;

-- So that hours are added up from the index alone.
DROP INDEX planned_shift_of_organisation;
CREATE INDEX planned_shift_of_organisation
    ON planned_shift (organisation, date, removed, start_minute, end_minute, break_minutes);
DROP INDEX shift_of_organisation;
CREATE INDEX shift_of_organisation
    ON shift (organisation, date, state, removed, start_minute, end_minute, break_minutes) WHERE in_force = 1;
DROP INDEX shift_pending;
CREATE INDEX shift_pending
    ON shift (organisation, date, state, removed, start_minute, end_minute, break_minutes, revision)
    WHERE state IN ('open', 'submitted', 'rejected');
DROP INDEX shift_of_person;
CREATE INDEX shift_of_person ON shift (person, date, state, in_force, removed);
