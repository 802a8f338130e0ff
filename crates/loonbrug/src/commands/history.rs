//! `history`

use crate::arguments::{EveryCommand, History};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;
use loonbrug_hub::{HubError, Refusal};
use loonbrug_store::{Run, RunLine};
use serde_json::{Value, json};

pub async fn run(common: &EveryCommand, options: &History) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    if let Some(run) = options.run {
        if context.hub.store.run(run).await?.is_none() {
            return Err(HubError::from(Refusal::NoRun(run.to_string())).into());
        }
        let lines = context.hub.store.run_lines(run).await?;
        let data: Vec<Value> = lines.iter().map(line_json).collect();
        context.print(&data, || tables::history_lines(&lines, context.language))?;
        return Ok(Outcome::Done);
    }
    let coupling = match &options.coupling {
        Some(name) => Some(context.hub.coupling(name).await?.id()),
        None => None,
    };
    let runs = context.hub.store.runs(coupling, options.limit).await?;
    let names = context
        .hub
        .couplings()
        .await?
        .into_iter()
        .map(|coupling| (coupling.id(), coupling.row.name))
        .collect();
    let data: Vec<Value> = runs.iter().map(run_json).collect();
    context.print(&data, || tables::runs(&runs, &names, context.language))?;
    Ok(Outcome::Done)
}

fn run_json(run: &Run) -> Value {
    json!({
        "run": run.id, "coupling": run.coupling, "flow": run.flow, "range": run.range, "period": run.period,
        "state": run.state, "started_by": run.started_by, "started_at": run.started_at,
        "finished_at": run.finished_at, "summary": parsed(&run.summary),
    })
}

fn line_json(line: &RunLine) -> Value {
    json!({
        "position": line.position, "person": line.person, "posting": line.posting, "outcome": line.outcome,
        "content": parsed(&line.content),
    })
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}
