//! The night: the ledgers book what is due.

use crate::broken::{Broken, Invariant};
use crate::walk::Walk;

impl Walk<'_> {
    /// Books what is due; a second time there is nothing to book.
    pub async fn keep_ledgers(&mut self) -> anyhow::Result<()> {
        let run = self.node.hub.keep_ledgers(self.organisation, None).await?;
        if !run.skipped.is_empty() {
            let text = format!("the ledgers leave somebody out: {:?}", run.skipped);
            return Err(Broken::new(Invariant::Foreseen, text).into());
        }
        self.note(&format!("the ledgers book {} entries", run.booked.len()));
        let again = self.node.hub.keep_ledgers(self.organisation, None).await?;
        match again.booked.first() {
            Some(twice) => Err(Broken::new(Invariant::NothingDouble, format!("booked again: {twice:?}")).into()),
            None => Ok(()),
        }
    }

    /// What is due depends on the day.
    pub fn look_at_the_calendar(&mut self) {
        self.model.today = self.node.hub.surroundings.today();
    }
}
