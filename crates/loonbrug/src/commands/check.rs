//! `check`: what is wrong, and what to do.

use crate::arguments::{Check, EveryCommand};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;
use loonbrug_hub::{OpenCoupling, RightChecked};
use loonbrug_nmbrs::capability::{Need, Proof};
use loonbrug_store::DatabaseKind;
use serde::Serialize;

/// What was found of one coupling.
#[derive(Serialize)]
struct Checked {
    coupling: String,
    paused: Option<String>,
    rights: Vec<RightChecked>,
    trouble: Option<String>,
}

impl Checked {
    fn is_sound(&self) -> bool {
        self.trouble.is_none() && self.lacking(Need::Required).next().is_none()
    }

    fn lacking(&self, need: Need) -> impl Iterator<Item = &RightChecked> {
        self.rights
            .iter()
            .filter(move |right| right.proof == Proof::Missing && right.need == need)
    }
}

pub async fn run(common: &EveryCommand, options: &Check) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    let couplings = match &options.coupling {
        Some(name) => vec![context.hub.coupling(name).await?],
        None => context.hub.couplings().await?,
    };
    let mut checked = Vec::new();
    for coupling in &couplings {
        checked.push(check(&context, coupling, options.resume).await?);
    }
    let database = match context.hub.store.kind() {
        DatabaseKind::Sqlite => "SQLite",
        DatabaseKind::Postgres => "PostgreSQL",
    };
    context.print(&checked, || {
        let parts: Vec<String> = checked
            .iter()
            .map(|one| {
                tables::rights(
                    &one.coupling,
                    one.paused.as_deref(),
                    &one.rights,
                    one.trouble.as_deref(),
                    context.language,
                )
            })
            .collect();
        format!(
            "{}: {database}\n{}",
            context.say("database in orde", "database in order"),
            parts.join("\n")
        )
    })?;
    if checked.iter().all(Checked::is_sound) {
        let degraded = checked
            .iter()
            .any(|one| one.paused.is_some() || one.lacking(Need::Degrades).next().is_some());
        return Ok(Outcome::unless(degraded));
    }
    Ok(Outcome::Refused)
}

async fn check(context: &Context, coupling: &OpenCoupling, resume: bool) -> anyhow::Result<Checked> {
    let name = coupling.row.name.clone();
    let mut checked = Checked {
        coupling: name,
        paused: coupling.row.paused.clone(),
        rights: Vec::new(),
        trouble: None,
    };
    match context.hub.check_rights(coupling).await {
        Ok(rights) => checked.rights = rights,
        Err(error) => checked.trouble = Some(error.text(context.language)),
    }
    if resume && checked.is_sound() {
        let now = context.hub.coupling(&coupling.row.name).await?;
        context.hub.resume(&now).await?;
        checked.paused = None;
    }
    Ok(checked)
}
