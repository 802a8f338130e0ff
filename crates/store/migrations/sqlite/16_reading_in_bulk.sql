-- So that hours are added up, counted and found by person from the index alone.
DROP INDEX shift_of_person;
CREATE INDEX shift_of_person
    ON shift (person, date, state, in_force, removed, start_minute, end_minute, break_minutes);
DROP INDEX shift_pending;
CREATE INDEX shift_pending
    ON shift (organisation, date, state, removed, start_minute, end_minute, break_minutes, revision, id)
    WHERE state IN ('open', 'submitted', 'rejected');
DROP INDEX shift_to_send;

-- What SQLite's planner takes the tables to hold, as `ANALYZE` writes it: rows, then rows for each further column of the
-- index. Written here, because on an empty table it guesses that a day of everybody is rarer than a day of one person, and
-- because plans are then the same on every installation.
ANALYZE;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('person', 'sqlite_autoindex_person_1', '20000 1'),
    ('person', 'sqlite_autoindex_person_2', '20000 1 1'),
    ('person', 'person_by_name', '20000 2000 2 1 1'),
    ('person', 'person_by_number', '20000 2000 1'),
    ('person', 'person_of_organisation', '20000 2000'),
    ('membership', 'sqlite_autoindex_membership_1', '20000 2000 1 1'),
    ('shift', 'sqlite_autoindex_shift_1', '4000000 1'),
    ('shift', 'shift_of_organisation', '4000000 400000 1000 1000 1000 300 100 40'),
    ('shift', 'shift_pending', '200000 20000 1000 1000 1000 300 100 40 40 1'),
    ('shift', 'shift_of_person', '4000000 200 1 1 1 1 1 1 1'),
    ('shift', 'shift_revision', '100000 2 1'),
    ('planned_shift', 'sqlite_autoindex_planned_shift_1', '400000 1'),
    ('planned_shift', 'planned_shift_of_organisation', '400000 40000 1000 1000 300 100 40'),
    ('planned_shift', 'planned_shift_of_person', '400000 20 1');
ANALYZE sqlite_schema;
