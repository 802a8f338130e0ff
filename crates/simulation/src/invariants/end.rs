//! The end: Nmbrs holds the rows by hand and what the shifts demand, no more and no less.

use super::evidence::{Evidence, in_doubt};
use crate::broken::{Broken, Invariant};
use crate::walk::Walk;
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::PostingState;
use std::collections::BTreeSet;

impl Walk<'_> {
    /// Checks the end.
    pub async fn check_end(&mut self) -> anyhow::Result<()> {
        self.check().await?;
        self.look_at_the_calendar();
        let evidence = self.evidence().await?;
        self.check_people(&evidence)?;
        self.check_ledgers(&evidence).await?;
        self.check_strays(&evidence)?;
        self.check_hands(&evidence)?;
        check_finality(&evidence)?;
        self.check_runs().await?;
        self.check_chain().await
    }

    /// Rows that came over an interface and are no posting's.
    fn check_strays(&self, evidence: &Evidence) -> anyhow::Result<()> {
        let ours: BTreeSet<&str> = evidence.ledger.rows().map(|(_, row)| row.name.as_str()).collect();
        let by_mark = evidence.by_mark();
        let entered_by_hand = |name: &str| evidence.rows.iter().any(|row| row.name == name && row.entered_by_hand);
        for row in evidence.rows.iter().filter(|row| !row.entered_by_hand) {
            if ours.contains(row.name.as_str()) {
                continue;
            }
            let posting = row.mark.as_deref().and_then(|mark| by_mark.get(mark));
            // Over SOAP a row by hand was taken for this one; both are there, as both were meant.
            let swapped = posting.is_some_and(|posting| {
                posting.state == PostingState::Confirmed && posting.remote_id.as_deref().is_some_and(entered_by_hand)
            });
            // Changed by hand before its outcome was read, and in the conflict somebody said that it is not ours.
            let disowned = posting.is_some_and(|posting| {
                posting.state == PostingState::Withdrawn && posting.note.starts_with("settled by simulation")
            });
            // It came twice, and the second was changed by hand before anybody read: over SOAP it looks like a hand's.
            let disguised = self.scenario.interface == Interface::Soap
                && posting.is_some_and(|posting| {
                    posting.state == PostingState::Confirmed && posting.remote_id.as_ref() != Some(&row.name)
                });
            let touched = (disowned || disguised) && evidence.touched_by_hand(&row.name);
            // A person made another row of it, and another person took that over.
            let let_go = evidence.postings.iter().any(|posting| {
                posting.action == "remove"
                    && posting.state == PostingState::Confirmed
                    && posting.remote_id.as_ref() == Some(&row.name)
            });
            let let_go = let_go && evidence.touched_by_hand(&row.name);
            if !swapped && !touched && !let_go {
                let text = format!("{row:?} is there and no posting knows it");
                return Err(Broken::new(Invariant::NothingDouble, text).into());
            }
        }
        Ok(())
    }

    /// Rows by hand that count as ours were adopted, or could not be told apart.
    fn check_hands(&self, evidence: &Evidence) -> anyhow::Result<()> {
        let by_hand: BTreeSet<&str> = evidence
            .rows
            .iter()
            .filter(|row| row.entered_by_hand)
            .map(|row| row.name.as_str())
            .collect();
        for (line, row) in evidence.ledger.rows() {
            if !by_hand.contains(row.name.as_str()) {
                continue;
            }
            let of_row = |remote: &Option<String>| remote.as_deref() == Some(&row.name);
            let first = evidence.postings.iter().find(|posting| of_row(&posting.remote_id));
            let adopted = first
                .is_some_and(|posting| posting.note == "adopted" || posting.note.starts_with("settled by simulation"));
            if !adopted && self.scenario.interface == Interface::Rest {
                let text = format!("{row:?} of {line:?} was entered by hand and counts as ours");
                return Err(Broken::new(Invariant::NothingLost, text).into());
            }
        }
        Ok(())
    }

    /// No run is still at work.
    async fn check_runs(&self) -> anyhow::Result<()> {
        let runs = self.node.hub.store.runs(Some(self.coupling), i64::MAX).await?;
        match runs.iter().find(|run| run.state == "running") {
            Some(run) => {
                let text = format!("the run of {} is still running", run.started_at);
                Err(Broken::new(Invariant::Visible, text).into())
            }
            None => Ok(()),
        }
    }

    /// I6: the chain of hashes holds.
    async fn check_chain(&self) -> anyhow::Result<()> {
        let report = self.node.hub.store.verify_chain(self.organisation).await?;
        match report.fault {
            Some(fault) => Err(Broken::new(Invariant::History, format!("{fault:?}")).into()),
            None => Ok(()),
        }
    }
}

/// Every posting has come to its end.
fn check_finality(evidence: &Evidence) -> anyhow::Result<()> {
    let open = |state| in_doubt(state) || state == PostingState::Approved;
    match evidence.postings.iter().find(|posting| open(posting.state)) {
        Some(posting) => {
            let text = format!(
                "{} {} {} is still {:?}",
                posting.mark, posting.kind, posting.code, posting.state
            );
            Err(Broken::new(Invariant::Visible, text).into())
        }
        None => Ok(()),
    }
}
