//! Runs of a flow: the history that people read, and what the target held before each.

use crate::dialect::{Statement, bulk};
use crate::items::last_of_each;
use crate::row::Row;
use crate::schema::{BASELINE, RUN, RUN_LINE};
use crate::value::values;
use crate::{BaselineRow, Part, Result, Run, RunLine, RunLinesCounted, Store, StoreError};
use jiff::Timestamp;
use loonbrug_domain::calendar::DateRange;
use loonbrug_domain::ids::{CouplingId, OrganisationId, RunId};
use loonbrug_domain::period::PayPeriod;
use serde_json::json;
use std::iter::once;

/// The columns of a run, with what comes after.
macro_rules! run_query {
    ($doing:literal, $rest:literal) => {
        Statement::new(
            $doing,
            concat!(
                "SELECT id, organisation, coupling, flow, from_date, to_date, year, period, frequency, state,
                        started_by, started_at, finished_at, summary
                 FROM run ",
                $rest
            ),
        )
    };
}

const INSERT: Statement = bulk!(
    "storing a run",
    "INSERT INTO run (
         id, organisation, coupling, flow, from_date, to_date, year, period, frequency, state, started_by,
         started_at, finished_at, summary
     )
     SELECT item.value ->> 'id', item.value ->> 'organisation', item.value ->> 'coupling', item.value ->> 'flow',
            item.value ->> 'from_date', item.value ->> 'to_date', CAST(item.value ->> 'year' AS BIGINT),
            CAST(item.value ->> 'period' AS BIGINT), item.value ->> 'frequency', item.value ->> 'state',
            item.value ->> 'started_by', CAST(item.value ->> 'started_at' AS BIGINT),
            CAST(item.value ->> 'finished_at' AS BIGINT), item.value ->> 'summary'
     FROM",
    ""
);
const FINISH: Statement = bulk!(
    "finishing a run",
    "UPDATE run
     SET state = item.value ->> 'state', summary = item.value ->> 'summary',
         finished_at = CAST(item.value ->> 'finished_at' AS BIGINT)
     FROM",
    "WHERE run.id = item.value ->> 'run'"
);
const ALL: Statement = run_query!("reading runs", "ORDER BY started_at DESC, id DESC LIMIT $1");
const OF_COUPLING: Statement = run_query!(
    "reading the runs of a coupling",
    "WHERE coupling = $2 ORDER BY started_at DESC, id DESC LIMIT $1"
);
const ONE: Statement = run_query!("reading a run", "WHERE id = $1");
const PUT_LINES: Statement = bulk!(
    "storing the lines of a run",
    "INSERT INTO run_line (run, position, organisation, person, posting, outcome, content)
     SELECT item.value ->> 'run', CAST(item.value ->> 'position' AS BIGINT), $2, item.value ->> 'person',
            item.value ->> 'posting', item.value ->> 'outcome', item.value ->> 'content'
     FROM",
    "WHERE TRUE
     ON CONFLICT (run, position) DO UPDATE
     SET organisation = excluded.organisation, person = excluded.person, posting = excluded.posting,
         outcome = excluded.outcome, content = excluded.content"
);
const LINES: Statement = Statement::new(
    "reading the lines of a run",
    "SELECT run, position, person, posting, outcome, content FROM run_line WHERE run = $1 ORDER BY position",
);
const LINES_PART: Statement = Statement::new(
    "reading some lines of a run",
    "SELECT run, position, person, posting, outcome, content FROM run_line WHERE run = $1
     ORDER BY position LIMIT $2 OFFSET $3",
);
const LINES_COUNTED: Statement = Statement::new(
    "counting the lines of a run",
    "SELECT COUNT(*) AS lines, COUNT(posting) AS posted,
            CAST(COALESCE(SUM(CASE WHEN posting IS NOT NULL AND outcome = 'confirmed' THEN 1 ELSE 0 END), 0) AS BIGINT)
                AS confirmed
     FROM run_line WHERE run = $1",
);
const PUT_BASELINE: Statement = bulk!(
    "storing the baseline of a run",
    "INSERT INTO baseline (run, person, kind, remote_id, organisation, code, quantity)
     SELECT $2, item.value ->> 'person', item.value ->> 'kind', item.value ->> 'remote_id', $3,
            CAST(item.value ->> 'code' AS BIGINT), CAST(item.value ->> 'quantity' AS BIGINT)
     FROM",
    "WHERE TRUE
     ON CONFLICT (run, person, kind, remote_id) DO UPDATE
     SET organisation = excluded.organisation, code = excluded.code, quantity = excluded.quantity"
);
const BASELINE_OF: Statement = Statement::new(
    "reading the baseline of a run",
    "SELECT run, person, kind, remote_id, code, quantity FROM baseline
     WHERE run = $1 ORDER BY person, kind, remote_id",
);

impl Store {
    /// Stores a run that begins.
    pub async fn insert_run(&self, run: &Run) -> Result<()> {
        self.write_all(INSERT, once(item(run)), values![]).await?;
        Ok(())
    }

    /// Stores how a run ended; [`StoreError::NotFound`] if there is no such run.
    pub async fn finish_run(&self, run: RunId, state: &str, summary: &str, at: Timestamp) -> Result<()> {
        let item = json!({
            "run": run, "state": state, "summary": summary, "finished_at": at.as_millisecond(),
        });
        match self.write_all(FINISH, once(item), values![]).await? {
            0 => Err(StoreError::NotFound {
                doing: FINISH.doing,
                detail: format!("run {run}"),
            }),
            _ => Ok(()),
        }
    }

    /// Stores lines of a run's history, in the place of those with the same position.
    pub async fn put_run_lines(&self, organisation: OrganisationId, lines: &[RunLine]) -> Result<()> {
        let items = last_of_each(lines, |line| (line.run, line.position)).map(|line| {
            json!({
                "run": line.run,
                "position": line.position,
                "person": line.person,
                "posting": line.posting,
                "outcome": line.outcome,
                "content": line.content,
            })
        });
        self.write_all(PUT_LINES, items, values![organisation]).await?;
        Ok(())
    }

    /// The newest runs, newest first: of one coupling, or of all.
    pub async fn runs(&self, coupling: Option<CouplingId>, limit: i64) -> Result<Vec<Run>> {
        match coupling {
            None => self.read(&RUN, ALL, values![limit], run).await,
            Some(coupling) => self.read(&RUN, OF_COUPLING, values![limit, coupling], run).await,
        }
    }

    /// One run.
    pub async fn run(&self, id: RunId) -> Result<Option<Run>> {
        self.read_one(&RUN, ONE, values![id], run).await
    }

    /// The lines of a run, by position.
    pub async fn run_lines(&self, run: RunId) -> Result<Vec<RunLine>> {
        self.read(&RUN_LINE, LINES, values![run], run_line).await
    }

    /// A part of the lines of a run, by position.
    pub async fn run_lines_part(&self, run: RunId, part: Part) -> Result<Vec<RunLine>> {
        let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let values = values![run, number(part.most), number(part.skip)];
        self.read(&RUN_LINE, LINES_PART, values, run_line).await
    }

    /// How many lines a run has.
    pub async fn run_lines_counted(&self, run: RunId) -> Result<RunLinesCounted> {
        let counted = self.read(&RUN_LINE, LINES_COUNTED, values![run], |row| {
            Ok(RunLinesCounted {
                lines: row.number("lines")?,
                posted: row.number("posted")?,
                confirmed: row.number("confirmed")?,
            })
        });
        Ok(counted.await?.pop().unwrap_or_default())
    }

    /// Stores what the target holds before the run sends; rows of the same person, kind and remote id are replaced.
    pub async fn put_baseline(&self, organisation: OrganisationId, run: RunId, rows: &[BaselineRow]) -> Result<()> {
        let items = last_of_each(rows, |row| (row.person, &row.kind, &row.remote_id)).map(|row| {
            json!({
                "person": row.person,
                "kind": row.kind,
                "remote_id": row.remote_id,
                "code": row.code,
                "quantity": row.quantity,
            })
        });
        self.write_all(PUT_BASELINE, items, values![run, organisation]).await?;
        Ok(())
    }

    /// What the target held before the run sent, by person, kind and remote id.
    pub async fn baseline(&self, run: RunId) -> Result<Vec<BaselineRow>> {
        self.read(&BASELINE, BASELINE_OF, values![run], baseline_row).await
    }
}

fn item(run: &Run) -> serde_json::Value {
    json!({
        "id": run.id,
        "organisation": run.organisation,
        "coupling": run.coupling,
        "flow": run.flow,
        "from_date": run.range.map(|range| range.from),
        "to_date": run.range.map(|range| range.to),
        "year": run.period.map(|period| period.year),
        "period": run.period.map(|period| period.number),
        "frequency": run.period.map(|period| period.frequency),
        "state": run.state,
        "started_by": run.started_by,
        "started_at": run.started_at.as_millisecond(),
        "finished_at": run.finished_at.map(Timestamp::as_millisecond),
        "summary": run.summary,
    })
}

pub(crate) fn run(row: &Row<'_>) -> Result<Run> {
    Ok(Run {
        id: row.parsed("id")?,
        organisation: row.parsed("organisation")?,
        coupling: row.parsed("coupling")?,
        flow: row.text("flow")?,
        range: range(row)?,
        period: period(row)?,
        state: row.text("state")?,
        started_by: row.text("started_by")?,
        started_at: row.time("started_at")?,
        finished_at: row.optional_time("finished_at")?,
        summary: row.text("summary")?,
    })
}

fn range(row: &Row<'_>) -> Result<Option<DateRange>> {
    let given = row.optional_text("from_date")?.is_some();
    given.then(|| row.range("from_date", "to_date")).transpose()
}

fn period(row: &Row<'_>) -> Result<Option<PayPeriod>> {
    let given = row.optional_integer("year")?.is_some();
    given.then(|| row.period()).transpose()
}

pub(crate) fn run_line(row: &Row<'_>) -> Result<RunLine> {
    Ok(RunLine {
        run: row.parsed("run")?,
        position: row.integer("position")?,
        person: row.optional_parsed("person")?,
        posting: row.optional_parsed("posting")?,
        outcome: row.text("outcome")?,
        content: row.text("content")?,
    })
}

fn baseline_row(row: &Row<'_>) -> Result<BaselineRow> {
    Ok(BaselineRow {
        person: row.parsed("person")?,
        kind: row.text("kind")?,
        remote_id: row.text("remote_id")?,
        code: row.integer("code")?,
        quantity: row.integer("quantity")?,
    })
}
