//! Finding runs: by flow, days, period, number, mark, coupling, who started it, and whose hours it sent.

use crate::dialect::{Statement, bulk};
use crate::people_found::holding;
use crate::row::Row;
use crate::runs::run;
use crate::schema::RUN;
use crate::value::values;
use crate::{Found, Part, Result, Run, Store};
use loonbrug_domain::calendar::DateRange;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use serde_json::json;

/// Which runs. Whatever is not given leaves nothing out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RunsSought {
    /// The word of a flow; empty for all.
    pub flow: String,
    /// Name of a coupling; empty for all.
    pub coupling: String,
    /// Days of which it sent one.
    pub days: Option<DateRange>,
    /// The year and the number of its pay period.
    pub period: Option<(i16, u8)>,
    /// What it is called by.
    pub called: Option<RunCalled>,
}

/// What a run may be called by: one of these is enough.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RunCalled {
    /// The beginning of its number, the mark of one of its lines, part of the name of its coupling, or part of who
    /// started it.
    pub text: String,
    /// The words of flows.
    pub flows: Vec<&'static str>,
    /// Whose lines are in it.
    pub people: Vec<PersonId>,
}

macro_rules! runs_found {
    ($doing:literal, $what:literal, $rest:literal) => {
        bulk!(
            $doing,
            "WITH chosen (flow, person) AS (SELECT item.value ->> 'flow', item.value ->> 'person' FROM",
            concat!(
                ") SELECT ",
                $what,
                " FROM run
                 WHERE organisation = $2 AND ($3 = '' OR flow = $3)
                   AND ($4 = '' OR coupling IN (SELECT id FROM coupling WHERE organisation = $2 AND name = $4))
                   AND ($5 = '' OR (from_date <= $6 AND to_date >= $5))
                   AND ($7 = 0 OR (year = $7 AND period = $8))
                   AND ($9 = ''
                       OR id LIKE $10 ESCAPE '!'
                       OR id IN (SELECT posting.run FROM posting WHERE mark = $9 AND posting.organisation = $2)
                       OR LOWER(started_by) LIKE $11 ESCAPE '!'
                       OR coupling IN (
                           SELECT id FROM coupling WHERE organisation = $2 AND LOWER(name) LIKE $11 ESCAPE '!'
                       )
                       OR flow IN (SELECT chosen.flow FROM chosen WHERE chosen.flow IS NOT NULL)
                       OR id IN (
                           SELECT run_line.run FROM run_line
                           WHERE run_line.person IN (SELECT chosen.person FROM chosen WHERE chosen.person IS NOT NULL)
                       ))",
                $rest
            )
        )
    };
}

const LIST: Statement = runs_found!(
    "finding runs",
    "id, organisation, coupling, flow, from_date, to_date, year, period, frequency, state, started_by, started_at,
     finished_at, summary",
    " ORDER BY started_at DESC, id DESC LIMIT $12 OFFSET $13"
);
const COUNT: Statement = runs_found!("counting runs", "COUNT(*) AS number", "");

impl Store {
    /// The runs that are sought, newest first.
    pub async fn runs_found(
        &self,
        organisation: OrganisationId,
        sought: &RunsSought,
        part: Part,
    ) -> Result<Found<Run>> {
        let called = sought.called.clone().unwrap_or_default();
        let flows = called.flows.iter().map(|flow| json!({ "flow": flow }));
        let people = called.people.iter().map(|person| json!({ "person": person }));
        let chosen: Vec<_> = flows.chain(people).collect();
        let text = called.text.trim();
        let held = holding(text);
        let date = |date: Option<loonbrug_domain::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let (year, period) = sought.period.unwrap_or_default();
        let mut values = values![
            json!(chosen).to_string(),
            organisation,
            sought.flow.as_str(),
            sought.coupling.as_str(),
            date(sought.days.map(|days| days.from)),
            date(sought.days.map(|days| days.to)),
            i64::from(year),
            i64::from(period),
            text,
            held.trim_start_matches('%').to_owned(),
            held,
        ];
        let counted = self.read(&RUN, COUNT, values.clone(), counted).await?;
        values.extend(part.values());
        Ok(Found {
            part: self.read(&RUN, LIST, values, run).await?,
            count: counted.into_iter().sum(),
        })
    }
}

fn counted(row: &Row<'_>) -> Result<usize> {
    row.number("number")
}
