//! Submitting, approving and rejecting shifts, many at once: all of them, or with the reason per shift none.

use super::TimeRefusal;
use super::clock_day::around;
use super::derive::meanwhile;
use super::entered::{takes_time, words};
use super::refusal::StepRefused;
use crate::access::AccessRefusal;
use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::access::Right;
use loonbrug_domain::approval::{ShiftState, ShiftStep};
use loonbrug_domain::ids::{OrganisationId, PersonId, ShiftEntryId, ShiftId};
use loonbrug_domain::{DateRange, Language, Shift};
use loonbrug_store::{ShiftChange, ShiftRevision};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

impl Hub {
    /// Takes a step with these revisions. A rejection takes a reason; what is approved may not take time that another
    /// approved shift takes.
    pub async fn step_shifts(
        &self,
        organisation: OrganisationId,
        shifts: &[ShiftId],
        step: ShiftStep,
        reason: &str,
    ) -> Result<usize, HubError> {
        let reason = reason.trim();
        if step == ShiftStep::Reject && reason.is_empty() {
            return Err(TimeRefusal::NoReason.into());
        }
        if step != ShiftStep::Approve {
            return self.take_step(organisation, shifts, step, reason).await;
        }
        // Two approvals that were each compared with what counts before the other could pay the same time twice.
        let lease = self.take_lease(&format!("hours of {organisation}"), "approval").await?;
        let outcome = self.take_step(organisation, shifts, step, reason).await;
        lease.release().await?;
        outcome
    }

    async fn take_step(
        &self,
        organisation: OrganisationId,
        shifts: &[ShiftId],
        step: ShiftStep,
        reason: &str,
    ) -> Result<usize, HubError> {
        let found = self.store.shift_revisions(organisation, shifts).await?;
        let mut refused = missing(shifts, &found);
        let (mut changes, mut approved) = (Vec::new(), Vec::new());
        for revision in &found {
            match revision.state.after(step) {
                Ok(to) => {
                    changes.push(ShiftChange {
                        shift: revision.shift.id,
                        from: revision.state,
                        to,
                        reason: reason.to_owned(),
                    });
                    approved.push(revision);
                }
                Err(_) => refused.push(standing_elsewhere(revision)),
            }
        }
        if step == ShiftStep::Approve {
            let own = self.own_person_by_group(organisation, Right::ApproveHours).await?;
            let of_oneself = approved.iter().filter(|revision| own == Some(revision.shift.person));
            refused.extend(of_oneself.map(|revision| of_own(revision)));
        }
        if step == ShiftStep::Approve && refused.is_empty() {
            refused = self.overlapping(organisation, &approved).await?;
        }
        if !refused.is_empty() {
            return Err(TimeRefusal::Steps(refused).into());
        }
        let now = self.surroundings.now();
        let detail = json!({ "shifts": shifts, "reason": reason }).to_string();
        let entry = self.audit_entry(Some(organisation), &format!("shifts.{}", step.name()), "", &detail);
        let taken = self
            .store
            .step_shifts(organisation, &changes, &self.actor, now, &[entry])
            .await;
        taken.map_err(meanwhile)?;
        Ok(changes.len())
    }

    /// What would take time that is taken: by what counts and is not replaced now, or by one before it in the list.
    async fn overlapping(
        &self,
        organisation: OrganisationId,
        approved: &[&ShiftRevision],
    ) -> Result<Vec<StepRefused>, HubError> {
        let dates = approved.iter().map(|revision| revision.shift.date);
        let Some((from, to)) = dates.clone().min().zip(dates.max()) else {
            return Ok(Vec::new());
        };
        let replaced: BTreeSet<ShiftEntryId> = approved.iter().map(|revision| revision.shift.entry).collect();
        let mut taken: BTreeMap<PersonId, Vec<(Shift, String)>> = BTreeMap::new();
        let standing = self
            .store
            .standing_shifts(organisation, around(DateRange { from, to }))
            .await?;
        for counts in standing.iter().filter(|revision| revision.in_force) {
            let taken = taken.entry(counts.shift.person).or_default();
            if !replaced.contains(&counts.shift.entry) {
                taken.extend(takes_time(counts).map(|shift| (shift, words(&counts.shift))));
            }
        }
        let mut refused = Vec::new();
        for revision in approved {
            let Some(shift) = takes_time(revision) else { continue };
            let taken = taken.entry(revision.shift.person).or_default();
            if let Some((_, with)) = taken.iter().find(|(other, _)| other.overlaps(&shift)) {
                let overlaps = TimeRefusal::Overlaps { with: with.clone() };
                refused.push(StepRefused {
                    shift: words(&revision.shift),
                    why: (overlaps.text(Language::Dutch), overlaps.text(Language::English)),
                });
            }
            taken.push((shift, words(&revision.shift)));
        }
        Ok(refused)
    }
}

fn missing(shifts: &[ShiftId], found: &[ShiftRevision]) -> Vec<StepRefused> {
    let there: BTreeSet<ShiftId> = found.iter().map(|revision| revision.shift.id).collect();
    let gone = shifts.iter().filter(|shift| !there.contains(shift));
    gone.map(|shift| StepRefused {
        shift: shift.to_string(),
        why: (
            "er is geen dienst met dit nummer".to_owned(),
            "there is no such shift".to_owned(),
        ),
    })
    .collect()
}

fn of_own(revision: &ShiftRevision) -> StepRefused {
    let why = AccessRefusal::OwnApproval;
    StepRefused {
        shift: words(&revision.shift),
        why: (why.text(Language::Dutch), why.text(Language::English)),
    }
}

fn standing_elsewhere(revision: &ShiftRevision) -> StepRefused {
    let say = |language| revision.state.word(language);
    let (dutch, english) = match revision.state {
        ShiftState::Open | ShiftState::Rejected => ("; dien hem eerst in", "; submit it first"),
        _ => ("", ""),
    };
    StepRefused {
        shift: words(&revision.shift),
        why: (
            format!("deze dienst is {}{dutch}", say(Language::Dutch)),
            format!("this shift is {}{english}", say(Language::English)),
        ),
    }
}
