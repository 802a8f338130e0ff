//! What the store knows of people and their work: read once, for the lines of a plan and for what is odd about them.

use super::desired::{Brought, by_person};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::people::{Contracts, of_all_companies};
use crate::profiles::{LookedAt, OddFigure, OrganisationProfiles, Recorded};
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::rules::days_needed;
use loonbrug_domain::{DateRange, RuleSet};
use loonbrug_store::Person;
use std::collections::BTreeMap;

/// The people of an organisation, with what they did and what is set for them.
pub(super) struct Known {
    pub people: Vec<Person>,
    pub profiles: OrganisationProfiles,
    /// The contracts in the company of the coupling.
    pub contracts: Contracts,
    pub brought: BTreeMap<PersonId, Brought>,
    /// What is odd in the range.
    pub odd: Vec<OddFigure>,
}

impl Known {
    /// What is known of the days around a range, and of those before them on which their overtime began to count.
    pub async fn load(
        hub: &Hub,
        coupling: &OpenCoupling,
        (range, around): (DateRange, DateRange),
        rules: &[RuleSet],
    ) -> Result<Self, HubError> {
        let organisation = coupling.organisation();
        let people = hub.store.people(organisation).await?;
        let profiles = hub.profiles(organisation).await?;
        let mut by_company = hub.contracts_by_company(organisation).await?;
        let (needed, beside) = (days_needed(rules, around), Recorded::days(range));
        let read = DateRange {
            from: needed.from.min(beside.from),
            to: needed.to.max(beside.to),
        };
        let mut shifts = hub.store.shifts(organisation, read).await?;
        let lines = hub.store.hour_lines(organisation, around).await?;
        let looked_at = LookedAt {
            organisation,
            range,
            people: &people,
            profiles: &profiles,
            contracts: &of_all_companies(&by_company),
            recorded: &Recorded::of(range, &shifts, &lines),
        };
        let odd = hub.odd_figures_in(looked_at).await?;
        shifts.retain(|shift| needed.contains(shift.date));
        Ok(Self {
            contracts: by_company.remove(&coupling.id()).unwrap_or_default(),
            brought: by_person(shifts, lines),
            people,
            profiles,
            odd,
        })
    }
}
