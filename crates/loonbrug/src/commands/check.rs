//! `check`: what is wrong, and what to do.

use crate::arguments::{Check, EveryCommand};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;
use loonbrug_hub::{HistoryChecked, OpenCoupling, RightChecked};
use loonbrug_nmbrs::capability::{Need, Proof};
use loonbrug_store::DatabaseKind;
use serde::Serialize;

/// What was found.
#[derive(Serialize)]
struct Findings {
    histories: Vec<HistoryChecked>,
    couplings: Vec<Checked>,
}

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

impl Findings {
    fn outcome(&self) -> Outcome {
        let sound = self.histories.iter().all(HistoryChecked::holds) && self.couplings.iter().all(Checked::is_sound);
        let degraded = |one: &Checked| one.paused.is_some() || one.lacking(Need::Degrades).next().is_some();
        if sound {
            Outcome::unless(self.couplings.iter().any(degraded))
        } else {
            Outcome::Refused
        }
    }

    fn text(&self, context: &Context) -> String {
        let database = match context.hub.store.kind() {
            DatabaseKind::Sqlite => "SQLite",
            DatabaseKind::Postgres => "PostgreSQL",
        };
        let database = format!("{}: {database}", context.say("database in orde", "database in order"));
        let histories = self.histories.iter().map(|one| one.text(context.language));
        let couplings = self.couplings.iter().map(|one| {
            tables::rights(
                &one.coupling,
                one.paused.as_deref(),
                &one.rights,
                one.trouble.as_deref(),
                context.language,
            )
        });
        let lines: Vec<String> = [database].into_iter().chain(histories).chain(couplings).collect();
        lines.join("\n")
    }
}

pub async fn run(common: &EveryCommand, options: &Check) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    let named = match &options.coupling {
        Some(name) => Some(context.hub.coupling(name).await?),
        None => None,
    };
    let only = named.as_ref().map(OpenCoupling::organisation);
    let histories = context.hub.check_histories(only).await?;
    let opened = match named {
        Some(coupling) => vec![coupling],
        None => context.hub.couplings().await?,
    };
    let mut couplings = Vec::new();
    for coupling in &opened {
        couplings.push(check(&context, coupling, options.resume).await?);
    }
    let findings = Findings { histories, couplings };
    context.print(&findings, || findings.text(&context))?;
    Ok(findings.outcome())
}

async fn check(context: &Context, coupling: &OpenCoupling, resume: bool) -> anyhow::Result<Checked> {
    let name = coupling.row.name.clone();
    let mut checked = Checked {
        coupling: name,
        paused: coupling.paused().map(|reason| reason.text(context.language).to_owned()),
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
