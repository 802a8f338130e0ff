//! Shifts that went to payroll.

use super::derive::meanwhile;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::hours::{Origin, Span};
use jiff::Timestamp;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::ids::{PersonId, RunId};
use loonbrug_store::{Posting, PostingState, ShiftChange};
use std::collections::BTreeSet;

impl Hub {
    /// Marks the approved shifts of these days as exported, of the people of whom Nmbrs holds what was sent for the pay
    /// period by the flow: at least one line is confirmed, none is on its way, in doubt, refused or for a
    /// person to decide, and the plan held nothing of them back. What was approved after the plan was read was not part
    /// of it and stays approved. Marking twice changes nothing. Gives how many shifts were marked.
    pub async fn mark_exported(
        &self,
        coupling: &OpenCoupling,
        span: Span,
        (run, read_at): (RunId, Timestamp),
        held_back: &BTreeSet<PersonId>,
    ) -> Result<usize, HubError> {
        let (year, period) = (span.period.year, span.period.number);
        let (mut confirmed, mut unsettled) = (BTreeSet::<PersonId>::new(), held_back.clone());
        let postings = self.store.postings(coupling.id(), year, period).await?;
        // What another flow sent, such as a meal allowance, says nothing of these hours.
        let of_flow = |posting: &&Posting| Origin::of(&posting.origin).is_some_and(|origin| origin.flow() == span.flow);
        for posting in postings.iter().filter(of_flow) {
            match posting.state {
                PostingState::Confirmed => confirmed.insert(posting.person),
                PostingState::Withdrawn | PostingState::Absent => false,
                _ => unsettled.insert(posting.person),
            };
        }
        let organisation = coupling.organisation();
        let standing = self.store.standing_shifts(organisation, span.range).await?;
        let changes: Vec<ShiftChange> = standing
            .into_iter()
            .filter(|shift| shift.in_force && shift.state == ShiftState::Approved)
            .filter(|shift| shift.approved_at.is_some_and(|approved| approved <= read_at))
            .filter(|shift| confirmed.contains(&shift.shift.person) && !unsettled.contains(&shift.shift.person))
            .map(|shift| ShiftChange {
                shift: shift.shift.id,
                from: ShiftState::Approved,
                to: ShiftState::Exported,
                reason: format!("run {run}"),
            })
            .collect();
        let now = self.surroundings.now();
        let marked = self.store.step_shifts(organisation, &changes, &self.actor, now).await;
        marked.map_err(meanwhile)?;
        Ok(changes.len())
    }
}
