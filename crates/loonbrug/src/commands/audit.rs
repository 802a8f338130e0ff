//! `audit`: who did what and when.

use crate::arguments::{AuditOptions, EveryCommand};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;
use loonbrug_store::{AuditEntry, AuditFilter};
use serde_json::{Value, json};

pub async fn run(common: &EveryCommand, options: &AuditOptions) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    let organisation = match &options.organisation {
        Some(name) => Some(context.organisation(Some(name)).await?.id),
        None => None,
    };
    let any = AuditFilter::default();
    let surroundings = &context.hub.surroundings;
    let filter = AuditFilter {
        actor: options.actor.clone(),
        action: options.action.clone(),
        from: options.from.map_or(any.from, |day| surroundings.start_of(day)),
        before: options.to.map_or(any.before, |day| surroundings.end_of(day)),
        limit: options.limit,
    };
    let entries = context.hub.audit_log(organisation, &filter).await?;
    let data: Vec<Value> = entries.iter().map(entry_json).collect();
    context.print(&data, || tables::audit(&entries, context.language))?;
    Ok(Outcome::Done)
}

fn entry_json(entry: &AuditEntry) -> Value {
    let detail: Value = serde_json::from_str(&entry.detail).unwrap_or(Value::Null);
    json!({
        "at": entry.at, "organisation": entry.organisation, "actor": entry.actor, "action": entry.action,
        "subject": entry.subject, "detail": detail,
    })
}
