//! What is known of everybody's groups and settings, read once.

use crate::application::Hub;
use crate::error::HubError;
use crate::people::kind_by_hand;
use loonbrug_domain::allowance::{MealRule, TravelAgreement};
use loonbrug_domain::group::Membership;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::people::Contract;
use loonbrug_domain::profile::{Ambiguity, EffectiveProfile, Field, ProfileEntry, Profiles};
use loonbrug_domain::standing::Standing;
use loonbrug_domain::{Date, DateRange, Dated};
use loonbrug_store::Person;
use std::collections::{BTreeMap, BTreeSet};

/// The settings of an organisation and the groups of its people: what holds for anybody on any day.
#[derive(Clone, Debug, Default)]
pub struct OrganisationProfiles {
    pub(super) profiles: Profiles,
    groups: BTreeMap<PersonId, Vec<String>>,
}

impl OrganisationProfiles {
    /// Names of the groups to which a person belongs, without archived ones.
    #[must_use]
    pub fn groups_of(&self, person: PersonId) -> &[String] {
        self.groups.get(&person).map_or(&[], Vec::as_slice)
    }

    /// How a person with these contracts stands on any day: what flows and ledgers go by alike.
    #[must_use]
    pub fn standing<'a>(&'a self, person: &Person, contracts: &'a [Contract]) -> Standing<'a> {
        Standing {
            person: person.id,
            birth_date: person.birth_date,
            by_hand: kind_by_hand(person),
            groups: self.groups_of(person.id),
            contracts,
            profiles: &self.profiles,
        }
    }

    /// Everything that holds for a person on a day.
    #[must_use]
    pub fn on(&self, person: PersonId, date: Date) -> EffectiveProfile {
        self.profiles.on(person, self.groups_of(person), date)
    }

    /// The meal rules of a person over a range.
    ///
    /// # Errors
    /// `Ambiguity` where two groups say different things on one of the days.
    pub fn meal_rules(&self, person: PersonId, range: DateRange) -> Result<Vec<Dated<MealRule>>, Ambiguity> {
        self.profiles.meal_rules(person, self.groups_of(person), range)
    }

    /// The travel agreements of a person over a range.
    ///
    /// # Errors
    /// `Ambiguity` where two groups say different things on one of the days.
    pub fn travel_agreements(
        &self,
        person: PersonId,
        range: DateRange,
    ) -> Result<Vec<Dated<TravelAgreement>>, Ambiguity> {
        self.profiles.travel_agreements(person, self.groups_of(person), range)
    }
}

impl Hub {
    /// The groups and settings of an organisation, as they are now.
    pub async fn profiles(&self, organisation: OrganisationId) -> Result<OrganisationProfiles, HubError> {
        let entries = self.store.profile_entries(organisation).await?;
        let memberships = self.store.memberships(organisation).await?;
        self.profiles_from(organisation, entries, memberships).await
    }

    /// The same, with the settings and groups of these people alone.
    pub async fn profiles_of(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
    ) -> Result<OrganisationProfiles, HubError> {
        let entries = self.store.profile_entries_of(organisation, people).await?;
        let memberships = self.store.memberships_of(organisation, people).await?;
        self.profiles_from(organisation, entries, memberships).await
    }

    async fn profiles_from(
        &self,
        organisation: OrganisationId,
        entries: Vec<ProfileEntry>,
        memberships: BTreeMap<PersonId, Vec<Membership>>,
    ) -> Result<OrganisationProfiles, HubError> {
        let groups = self.store.groups(organisation).await?;
        let archived: BTreeSet<String> = groups
            .into_iter()
            .filter(|group| group.archived)
            .map(|group| group.name)
            .collect();
        let in_use = |memberships: Vec<Membership>| {
            let names = memberships.into_iter().map(|membership| membership.group);
            names.filter(|name| !archived.contains(name)).collect()
        };
        Ok(OrganisationProfiles {
            profiles: Profiles::new(entries),
            groups: memberships
                .into_iter()
                .map(|(person, memberships)| (person, in_use(memberships)))
                .collect(),
        })
    }

    /// The people of an organisation with the type of contract that their settings give on a day; where settings say
    /// nothing, the one that was set by hand without a day stays.
    pub async fn people_on(&self, organisation: OrganisationId, date: Date) -> Result<Vec<Person>, HubError> {
        let profiles = self.profiles(organisation).await?;
        let mut people = self.store.people(organisation).await?;
        for person in &mut people {
            let profile = profiles.on(person.id, date);
            if let Some(effective) = profile.get(Field::ContractType).map_err(Box::new)? {
                person.contract_type = Some(effective.setting.written());
            }
        }
        Ok(people)
    }
}
