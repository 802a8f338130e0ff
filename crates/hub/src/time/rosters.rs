//! Standard rosters: kept by name, and made within what somebody may plan.

use super::TimeRefusal;
use crate::access::{AccessRefusal, Allowed};
use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::access::Reach;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::planning::StandardRoster;
use std::collections::BTreeSet;

/// Who may stand in a roster.
enum Within {
    Everybody,
    Numbers(BTreeSet<i64>),
}

impl Within {
    fn holds(&self, roster: &StandardRoster) -> bool {
        match self {
            Self::Everybody => true,
            Self::Numbers(numbers) => roster.slots.iter().all(|slot| numbers.contains(&slot.employee)),
        }
    }
}

impl Hub {
    /// The standard rosters, by name.
    pub async fn standard_rosters(&self, organisation: OrganisationId) -> Result<Vec<StandardRoster>, HubError> {
        let kept = self.store.standard_rosters(organisation).await?;
        let read = |content: String| {
            serde_json::from_str(&content).map_err(|source| HubError::Settings {
                coupling: "rosters".to_owned(),
                source,
            })
        };
        kept.into_iter().map(read).collect()
    }

    /// Those of them that somebody may change: of whom everybody in it is within reach.
    pub async fn rosters_within(&self, allowed: &Allowed) -> Result<Vec<StandardRoster>, HubError> {
        let within = self.within(allowed).await?;
        let mut rosters = self.standard_rosters(allowed.organisation()).await?;
        rosters.retain(|roster| within.holds(roster));
        Ok(rosters)
    }

    /// Stores a roster, new or in the place of the one of its name. Out of reach is refused, whether it is somebody in it
    /// or in the one before.
    pub async fn put_roster(&self, allowed: &Allowed, roster: &StandardRoster) -> Result<(), HubError> {
        self.must_hold(allowed, Some(roster), &roster.name).await?;
        let organisation = allowed.organisation();
        self.put_standard_rosters(organisation, std::slice::from_ref(roster))
            .await
    }

    /// Takes a roster away, and gives it, so that it can be put back. What it has put in the planning stays.
    pub async fn remove_roster(&self, allowed: &Allowed, name: &str) -> Result<StandardRoster, HubError> {
        let no_roster = || TimeRefusal::NoRoster(name.to_owned());
        let before = self.must_hold(allowed, None, name).await?.ok_or_else(no_roster)?;
        let organisation = allowed.organisation();
        if !self.store.remove_standard_roster(organisation, name).await? {
            return Err(no_roster().into());
        }
        self.audit(Some(organisation), "roster.removed", name, "{}").await?;
        Ok(before)
    }

    /// The roster of this name as it is, where there is one, if all of it and of the new one is within reach.
    async fn must_hold(
        &self,
        allowed: &Allowed,
        new: Option<&StandardRoster>,
        name: &str,
    ) -> Result<Option<StandardRoster>, HubError> {
        let within = self.within(allowed).await?;
        let rosters = self.standard_rosters(allowed.organisation()).await?;
        let before = rosters.into_iter().find(|roster| roster.name == name);
        if before.iter().chain(new).all(|roster| within.holds(roster)) {
            return Ok(before);
        }
        Err(AccessRefusal::NoPerson.into())
    }

    async fn within(&self, allowed: &Allowed) -> Result<Within, HubError> {
        if *allowed.reach() == Reach::Everyone {
            return Ok(Within::Everybody);
        }
        let people = self.people_within(allowed).await?;
        Ok(Within::Numbers(
            people.iter().filter_map(|person| person.number).collect(),
        ))
    }

    /// Stores standard rosters after checking all of them; one of the same name takes the place of the other.
    pub async fn put_standard_rosters(
        &self,
        organisation: OrganisationId,
        rosters: &[StandardRoster],
    ) -> Result<(), HubError> {
        let errors: Vec<_> = rosters.iter().flat_map(StandardRoster::check).collect();
        if let Some(refusal) = TimeRefusal::of_rosters(&errors) {
            return Err(refusal.into());
        }
        let people = self.store.people(organisation).await?;
        for slot in rosters.iter().flat_map(|roster| &roster.slots) {
            if !people.iter().any(|person| person.number == Some(slot.employee)) {
                return Err(TimeRefusal::RosterEmployee(slot.employee).into());
            }
        }
        for roster in rosters {
            let content = serde_json::to_string(roster).map_err(|source| HubError::Settings {
                coupling: roster.name.clone(),
                source,
            })?;
            self.store
                .put_standard_roster(organisation, &roster.name, &content)
                .await?;
            self.audit(Some(organisation), "roster.changed", &roster.name, &content)
                .await?;
        }
        Ok(())
    }
}
