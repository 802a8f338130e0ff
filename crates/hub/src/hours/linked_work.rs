//! What everybody who is linked worked, as the rules take it.

use super::desired::{by_person, in_circumstances};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::people::display_name;
use loonbrug_domain::rules::{Circumstances, WorkedShift};
use loonbrug_domain::{DateRange, Shift};
use loonbrug_store::Person;
use std::collections::BTreeSet;

/// The shifts of everybody who is linked in a coupling, by person.
pub(super) struct LinkedWork {
    pub people: Vec<WorkOfPerson>,
    /// Names of those with a shift that cannot have been worked.
    pub left_out: Vec<String>,
}

/// The shifts of one person, each in the circumstances of its day.
pub(super) struct WorkOfPerson {
    pub person: Person,
    pub shifts: Vec<(Shift, Circumstances)>,
}

impl WorkOfPerson {
    /// As the rules take them.
    pub fn worked(&self) -> Vec<WorkedShift<'_>> {
        let shifts = self.shifts.iter();
        shifts
            .map(|(shift, circumstances)| WorkedShift { shift, circumstances })
            .collect()
    }

    pub fn name(&self) -> String {
        display_name(&self.person)
    }
}

impl LinkedWork {
    /// Of these days; people by name.
    pub async fn of(hub: &Hub, coupling: &OpenCoupling, days: DateRange) -> Result<Self, HubError> {
        let organisation = coupling.organisation();
        let mut brought = by_person(hub.store.shifts(organisation, days).await?, Vec::new());
        let (profiles, contracts) = (hub.profiles(organisation).await?, hub.contracts(organisation).await?);
        let links = hub.store.links(coupling.id()).await?;
        let linked: BTreeSet<_> = links.into_iter().map(|link| link.person).collect();
        let (mut people, mut left_out) = (Vec::new(), Vec::new());
        for person in hub.store.people(organisation).await? {
            let Some(brought) = brought.remove(&person.id).filter(|_| linked.contains(&person.id)) else {
                continue;
            };
            let contracts = contracts.get(&person.id).map_or(&[][..], Vec::as_slice);
            match in_circumstances(&brought.shifts, &profiles.standing(&person, contracts)) {
                Ok(shifts) => people.push(WorkOfPerson { person, shifts }),
                Err(_) => left_out.push(display_name(&person)),
            }
        }
        people.sort_by_cached_key(WorkOfPerson::name);
        Ok(Self { people, left_out })
    }
}
