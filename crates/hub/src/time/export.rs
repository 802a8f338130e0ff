//! Shifts that went to payroll.

use super::derive::meanwhile;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::hours::{Flow, Origin, Span};
use crate::profiles::OrganisationProfiles;
use jiff::Timestamp;
use loonbrug_domain::Date;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::ids::{OrganisationId, PersonId, RunId};
use loonbrug_domain::people::Contract;
use loonbrug_store::{Person, Posting, PostingState, ShiftChange};
use std::collections::{BTreeSet, HashMap};

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
        let days = self.days_of_flow(organisation, span.flow).await?;
        let standing = self.store.standing_shifts(organisation, span.range).await?;
        let changes: Vec<ShiftChange> = standing
            .into_iter()
            .filter(|shift| shift.in_force && shift.state == ShiftState::Approved)
            .filter(|shift| shift.approved_at.is_some_and(|approved| approved <= read_at))
            .filter(|shift| days.contain(shift.shift.person, shift.shift.date))
            .filter(|shift| confirmed.contains(&shift.shift.person) && !unsettled.contains(&shift.shift.person))
            .map(|shift| ShiftChange {
                shift: shift.shift.id,
                from: ShiftState::Approved,
                to: ShiftState::Exported,
                reason: format!("run {run}"),
            })
            .collect();
        let now = self.surroundings.now();
        // The line of the run in the audit log says it of all of them.
        let marked = self
            .store
            .step_shifts(organisation, &changes, &self.actor, now, &[])
            .await;
        marked.map_err(meanwhile)?;
        Ok(changes.len())
    }

    async fn days_of_flow(&self, organisation: OrganisationId, flow: Flow) -> Result<DaysOfFlow, HubError> {
        let people = self.store.people(organisation).await?;
        Ok(DaysOfFlow {
            flow,
            people: people.into_iter().map(|person| (person.id, person)).collect(),
            profiles: self.profiles(organisation).await?,
            contracts: self.contracts(organisation).await?,
        })
    }
}

/// Whose days a flow is about: where the type of contract changes, those of its own type.
struct DaysOfFlow {
    flow: Flow,
    people: HashMap<PersonId, Person>,
    profiles: OrganisationProfiles,
    contracts: HashMap<PersonId, Vec<Contract>>,
}

impl DaysOfFlow {
    fn contain(&self, person: PersonId, date: Date) -> bool {
        let (Some(kind), Some(known)) = (self.flow.contract(), self.people.get(&person)) else {
            return true;
        };
        let contracts = self.contracts.get(&person).map_or(&[][..], Vec::as_slice);
        self.profiles.standing(known, contracts).contract_on(date) == Ok(Some(kind))
    }
}
