//! I8: the postings of a run bring about what the plan showed.

use super::plan::corrected;
use crate::broken::{Broken, Invariant};
use crate::walk::Walk;
use loonbrug_domain::difference::{Change, LineKey, LineKind};
use loonbrug_hub::hours::{HoursPlan, HoursRun, PlanLine};
use loonbrug_store::Posting;
use std::collections::BTreeMap;

impl Walk<'_> {
    /// The postings of a run against the plan that was shown before.
    pub async fn check_as_shown(&self, shown: &HoursPlan, run: &HoursRun) -> anyhow::Result<()> {
        let postings = self.node.hub.store.postings_of_run(run.run.id).await?;
        let mut made: BTreeMap<LineKey, i64> = BTreeMap::new();
        for posting in &postings {
            *made.entry(key(posting)).or_default() += posting.quantity - posting.quantity_before;
        }
        let lines = shown.lines.iter().filter(|line| line.is_sent() || line.is_entered());
        for line in lines {
            let Some(brought_about) = made.remove(&line.key) else {
                return Err(broken(format!("{:?} was shown and not posted", line.key)));
            };
            if expected(line).is_some_and(|expected| expected != brought_about) {
                return Err(broken(format!(
                    "{:?} was shown as {:?} and {brought_about} was posted",
                    line.key, line.change
                )));
            }
        }
        match made.keys().next() {
            Some(key) => Err(broken(format!("{key:?} was posted and not shown"))),
            None => Ok(()),
        }
    }
}

fn broken(text: String) -> anyhow::Error {
    Broken::new(Invariant::AsShown, text).into()
}

/// By how much the line changes, where it is not about a change by hand.
fn expected(line: &PlanLine) -> Option<i64> {
    match &line.change {
        Change::New { to } | Change::PossiblyThere { to, .. } => Some(*to),
        Change::Changed { from, to, .. } => Some(to - from),
        Change::Removed { from, .. } => Some(-from),
        _ => None,
    }
}

fn key(posting: &Posting) -> LineKey {
    LineKey {
        person: posting.person,
        kind: if posting.kind == "days" {
            LineKind::Days
        } else {
            LineKind::Hours
        },
        origin: corrected(posting),
        code: posting.code,
    }
}
