//! Long lists, read on from where somebody was. The order never changes, so that nothing is skipped or read twice when
//! something is added meanwhile.

use crate::dialect::Statement;
use crate::people::person;
use crate::people_found::holding;
use crate::runs::{run, run_line};
use crate::schema::{PERSON, RUN, RUN_LINE, SHIFT};
use crate::shifts::revision;
use crate::value::values;
use crate::{Person, Result, Run, RunLine, ShiftRevision, Store};
use jiff::Timestamp;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::calendar::{Date, DateRange};
use loonbrug_domain::ids::{CouplingId, OrganisationId, PersonId, RunId, ShiftId};

/// Which people, after whom.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PeopleAfter {
    /// Part of a name, in whatever letters; empty for all names.
    pub name: String,
    /// Number at the employer; none for all numbers.
    pub number: Option<i64>,
    /// Who was read last.
    pub after: Option<PersonId>,
}

/// Which runs, before which.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RunsBefore {
    /// Of one coupling, or of all.
    pub coupling: Option<CouplingId>,
    /// Of one flow; none for all.
    pub flow: Option<String>,
    /// Which was read last.
    pub before: Option<(Timestamp, RunId)>,
}

/// Which shifts that count or wait, after which.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShiftsAfter {
    /// The days on which they start.
    pub days: DateRange,
    /// Of one person, or of all.
    pub person: Option<PersonId>,
    /// In one state, or in any.
    pub state: Option<ShiftState>,
    /// Day, start and identity of the one that was read last.
    pub after: Option<(Date, i64, ShiftId)>,
}

const PEOPLE: Statement = Statement::new(
    "reading people on",
    "SELECT id, organisation, number, first_name, prefix, last_name, work_email, birth_date, contract_type, active
     FROM person
     WHERE organisation = $1 AND id > $2 AND search LIKE $3 ESCAPE '!' AND ($4 = 0 OR number = $5)
     ORDER BY id LIMIT $6",
);
const RUNS: Statement = Statement::new(
    "reading runs on",
    "SELECT id, organisation, coupling, flow, from_date, to_date, year, period, frequency, state, started_by, started_at,
            finished_at, summary
     FROM run
     WHERE organisation = $1 AND ($2 = '' OR coupling = $2) AND ($3 = 0 OR flow = $4)
       AND (started_at < $5 OR (started_at = $5 AND id < $6))
     ORDER BY started_at DESC, id DESC LIMIT $7",
);
const RUN_LINES: Statement = Statement::new(
    "reading the lines of a run on",
    "SELECT run, position, person, posting, outcome, content FROM run_line WHERE run = $1 AND position > $2
     ORDER BY position LIMIT $3",
);
const SHIFTS: Statement = Statement::new(
    "reading shifts on",
    "SELECT id, entry, revision, person, date, start_minute, end_minute, second_pass, break_minutes, group_name,
            factor_minutes, source, import, origin, removed, state, in_force, approved_at
     FROM shift
     WHERE organisation = $1 AND date BETWEEN $2 AND $3
       AND (in_force = 1 OR state IN ('open', 'submitted', 'rejected'))
       AND ($4 = '' OR person = $4) AND ($5 = '' OR state = $5)
       AND (date > $6 OR (date = $6 AND (start_minute > $7 OR (start_minute = $7 AND id > $8))))
     ORDER BY date, start_minute, id LIMIT $9",
);

impl Store {
    /// The next people of an organisation, by id; at most so many.
    pub async fn people_after(
        &self,
        organisation: OrganisationId,
        wanted: &PeopleAfter,
        most: usize,
    ) -> Result<Vec<Person>> {
        let values = values![
            organisation,
            text(wanted.after),
            holding(&wanted.name),
            i64::from(wanted.number.is_some()),
            wanted.number.unwrap_or_default(),
            number(most),
        ];
        self.read(&PERSON, PEOPLE, values, person).await
    }

    /// The next runs of an organisation, newest first; at most so many.
    pub async fn runs_before(
        &self,
        organisation: OrganisationId,
        wanted: &RunsBefore,
        most: usize,
    ) -> Result<Vec<Run>> {
        let values = values![
            organisation,
            text(wanted.coupling),
            i64::from(wanted.flow.is_some()),
            wanted.flow.clone().unwrap_or_default(),
            wanted.before.map_or(Timestamp::MAX, |(at, _)| at),
            text(wanted.before.map(|(_, run)| run)),
            number(most),
        ];
        self.read(&RUN, RUNS, values, run).await
    }

    /// The next lines of a run's history, by position; at most so many.
    pub async fn run_lines_after(&self, run: RunId, position: i64, most: usize) -> Result<Vec<RunLine>> {
        let values = values![run, position, number(most)];
        self.read(&RUN_LINE, RUN_LINES, values, run_line).await
    }

    /// The next shifts that count (also a removal that is in force) or wait for a decision, by day and start; at most so
    /// many.
    pub async fn shifts_after(
        &self,
        organisation: OrganisationId,
        wanted: &ShiftsAfter,
        most: usize,
    ) -> Result<Vec<ShiftRevision>> {
        let values = values![
            organisation,
            wanted.days.from,
            wanted.days.to,
            text(wanted.person),
            wanted.state.map(ShiftState::name).unwrap_or_default(),
            text(wanted.after.map(|(date, _, _)| date)),
            wanted.after.map_or(0, |(_, start, _)| start),
            text(wanted.after.map(|(_, _, shift)| shift)),
            number(most),
        ];
        self.read(&SHIFT, SHIFTS, values, revision).await
    }
}

/// Nothing comes before the empty text.
pub(crate) fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

pub(crate) fn number(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
