-- So that the runs of an employer, and those of a person, are found without reading those of others.
CREATE INDEX run_of_organisation ON run (organisation, started_at);
CREATE INDEX run_line_of_person ON run_line (person, run) WHERE person IS NOT NULL;
