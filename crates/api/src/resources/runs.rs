//! Geschiedenis: what each run did, and what Nmbrs held afterwards.

use super::plans::unit;
use crate::asked::{ParameterNames, Query};
use crate::failure::Failure;
use crate::guard::Guarded;
use crate::paging::{Page, Paging};
use axum::Json;
use jiff::Timestamp;
use loonbrug_domain::Date;
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::ids::{CouplingId, RunId};
use loonbrug_store::{Run as StoredRun, RunLine as StoredLine, RunsBefore};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A run: one time that a flow did its work.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "018e2f3c-5a00-7000-8000-000000000009", "coupling": "018e2f3c-5a00-7000-8000-000000000002", "flow": "hours",
    "from": "2023-04-01", "to": "2023-04-30", "payroll_year": 2023, "pay_period": 4, "state": "done",
    "started_by": "token rooster", "started_at": "2023-05-17T07:00:00Z", "finished_at": "2023-05-17T07:00:09Z", "error": null,
}))]
pub struct Run {
    /// Identity.
    id: Uuid,
    /// The coupling.
    coupling: Uuid,
    /// `people`, or what was sent.
    flow: String,
    /// First day, where it is about days.
    from: Option<Date>,
    /// Last day.
    to: Option<Date>,
    /// Payroll year.
    payroll_year: Option<i16>,
    /// Pay period in that year.
    pay_period: Option<u8>,
    /// `running`, `done`, `needs-person` or `failed`.
    state: String,
    /// Who started it.
    started_by: String,
    /// When.
    started_at: Timestamp,
    /// When it ended.
    finished_at: Option<Timestamp>,
    /// Why it failed.
    error: Option<String>,
}

/// What a run did to one line, and what Nmbrs held afterwards.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "position": 1, "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman", "outcome": "confirmed",
    "kind": "hours", "unit": "hundredths_of_an_hour", "code": 2100, "factor_hundredths_of_a_percent": 10000, "action": "insert",
    "before": 0, "sent": 1500, "held": 1500, "mark": "LB-4ad3349913", "note": null,
}))]
pub struct RunLine {
    /// Place in the run.
    position: i64,
    /// Who.
    person: Option<Uuid>,
    /// Name.
    name: Option<String>,
    /// `confirmed`: Nmbrs holds it. `rejected`, `unknown`, `conflict`, `absent`, `withdrawn`, `refused`; of a run of people
    /// `imported`, `linked`, `changed`, `gone`.
    outcome: String,
    /// `hours`, `days` or `wages`, of what was sent.
    kind: Option<String>,
    /// What `before`, `sent` and `held` count.
    unit: Option<&'static str>,
    /// Hour code or wage code.
    code: Option<i64>,
    /// Factor: 15000 is 150 %.
    factor_hundredths_of_a_percent: Option<i64>,
    /// `insert`, `update`, `remove` or `set`.
    action: Option<String>,
    /// What the row held before.
    before: Option<i64>,
    /// What was sent.
    sent: Option<i64>,
    /// What Nmbrs held afterwards, read back: the proof.
    held: Option<i64>,
    /// The mark by which the line is explained and settled.
    mark: Option<String>,
    /// Why it is where it is.
    note: Option<String>,
}

/// Which runs.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Of this coupling only.
    coupling: Option<Uuid>,
    /// Of this flow only: `people`, `hours`, …
    #[param(example = "hours")]
    flow: Option<String>,
}

impl ParameterNames for Wanted {
    const NAMES: &'static [&'static str] = &["coupling", "flow"];
}

impl Run {
    /// As it is stored.
    pub fn of(run: &StoredRun) -> Self {
        let summary: Value = serde_json::from_str(&run.summary).unwrap_or_default();
        Self {
            id: run.id.0,
            coupling: run.coupling.0,
            flow: run.flow.clone(),
            from: run.range.map(|range| range.from),
            to: run.range.map(|range| range.to),
            payroll_year: run.period.map(|period| period.year),
            pay_period: run.period.map(|period| period.number),
            state: run.state.clone(),
            started_by: run.started_by.clone(),
            started_at: run.started_at,
            finished_at: run.finished_at,
            error: summary["error"].as_str().map(str::to_owned),
        }
    }
}

impl RunLine {
    fn of(line: StoredLine) -> Self {
        let content: Value = serde_json::from_str(&line.content).unwrap_or_default();
        let text = |name: &str| {
            content[name]
                .as_str()
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
        };
        let number = |name: &str| content[name].as_i64();
        let sent = line.posting.is_some();
        let kind = text("kind").filter(|_| sent);
        Self {
            position: line.position,
            person: line.person.map(|person| person.0),
            name: text("person").or_else(|| text("name")),
            unit: kind.as_deref().and_then(LineKind::parse).map(unit),
            kind,
            outcome: line.outcome,
            code: number("code"),
            factor_hundredths_of_a_percent: number("factor"),
            action: text("action"),
            before: number("from"),
            sent: number("to"),
            held: number("held"),
            mark: text("mark"),
            note: text("note"),
        }
    }
}

/// The run of the path, if it is this organisation's.
async fn run_of(guarded: &Guarded) -> Result<StoredRun, Failure> {
    let id: RunId = guarded.named("run")?;
    let run = guarded.hub().store.run(id).await?;
    run.filter(|run| run.organisation == guarded.id())
        .ok_or(Failure::NotFound)
}

/// What the key of a run says.
fn moment_and_run(key: &str) -> Option<(Timestamp, RunId)> {
    let (at, run) = key.split_once(' ')?;
    let at = Timestamp::from_millisecond(at.parse().ok()?).ok()?;
    Some((at, run.parse().ok()?))
}

/// The runs of an employer, newest first.
#[utoipa::path(
    get, path = "/organisations/{organisation}/runs", operation_id = "listRuns", tag = "history",
    summary = "The history",
    params(Wanted, Paging),
    responses((status = 200, description = "A page of runs, newest first.", body = Page<Run>)),
)]
pub async fn list(
    guarded: Guarded,
    Query(wanted): Query<Wanted>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Run>>, Failure> {
    let wanted = RunsBefore {
        coupling: wanted.coupling.map(CouplingId),
        flow: wanted.flow,
        before: paging.after(moment_and_run)?,
    };
    let store = &guarded.hub().store;
    let runs = store.runs_before(guarded.id(), &wanted, paging.one_more()?).await?;
    let key = |run: &StoredRun| format!("{} {}", run.started_at.as_millisecond(), run.id);
    Ok(Json(paging.part(runs, key, |run| Run::of(&run))?))
}

/// One run.
#[utoipa::path(
    get, path = "/organisations/{organisation}/runs/{run}", operation_id = "getRun", tag = "history",
    summary = "A run",
    responses((status = 200, description = "The run.", body = Run)),
)]
pub async fn show(guarded: Guarded) -> Result<Json<Run>, Failure> {
    Ok(Json(Run::of(&run_of(&guarded).await?)))
}

/// What a run did, line by line, with what Nmbrs held afterwards.
#[utoipa::path(
    get, path = "/organisations/{organisation}/runs/{run}/lines", operation_id = "listRunLines", tag = "history",
    summary = "The lines of a run, with their proof",
    params(Paging),
    responses((status = 200, description = "A page of lines, in the order of the run.", body = Page<RunLine>)),
)]
pub async fn lines(guarded: Guarded, Query(paging): Query<Paging>) -> Result<Json<Page<RunLine>>, Failure> {
    let run = run_of(&guarded).await?;
    let after = paging.after(|key| key.parse().ok())?.unwrap_or(0);
    let store = &guarded.hub().store;
    let lines = store.run_lines_after(run.id, after, paging.one_more()?).await?;
    Ok(Json(paging.part(
        lines,
        |line| line.position.to_string(),
        RunLine::of,
    )?))
}
