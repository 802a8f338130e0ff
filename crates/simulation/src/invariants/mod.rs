//! What must always hold, checked after every run and at the end.

mod deeds;
mod digest;
mod end;
mod evidence;
mod history;
mod ledgers;
mod person;
mod plan;
mod rows;
mod shown;

use crate::part::NoWay;
use crate::stage::Node;
use crate::walk::Walk;
use loonbrug_domain::DateRange;
use std::collections::BTreeSet;

/// What the checks remember between two runs.
#[derive(Debug, Default)]
pub struct Watch {
    /// Calls that took effect twice, on order.
    pub twice: u64,
    /// Changes of a closed period that have no way, by days, employee number and what they are: a person sees them.
    pub no_way: BTreeSet<(DateRange, i64, NoWay)>,
    /// The process that stands still while another one works.
    pub standing_still: Option<Node>,
}

impl Walk<'_> {
    /// Checks everything that holds at any moment.
    pub async fn check(&mut self) -> anyhow::Result<()> {
        let evidence = self.evidence().await?;
        history::check_history(&evidence)?;
        self.check_deeds(&evidence)?;
        self.check_rows(&evidence)
    }
}
