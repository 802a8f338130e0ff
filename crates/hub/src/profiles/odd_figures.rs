//! Odd figures (X9) of an organisation in a range of days, and who accepted them.

use super::recorded::Recorded;
use super::{OrganisationProfiles, ProfileRefusal};
use crate::application::Hub;
use crate::error::HubError;
use crate::people::{Contracts, display_name};
use jiff::ToSpan;
use loonbrug_domain::DateRange;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::odd::{Case, Oddity, odd_figures};
use loonbrug_domain::profile::{EffectiveProfile, Field};
use loonbrug_store::{Acceptance, Person};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many earlier periods make up what is usual.
const EARLIER_PERIODS: usize = 6;

/// An odd figure of somebody, and who accepted it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct OddFigure {
    /// Number at the employer.
    pub number: Option<i64>,
    /// Name.
    pub name: String,
    /// What it is.
    #[serde(flatten)]
    pub oddity: Oddity,
    /// Its key, to accept it by.
    pub key: String,
    /// Who accepted these very figures; `None` while they wait for somebody.
    pub accepted_by: Option<String>,
    /// Why they are right, in the words of who accepted them.
    pub reason: Option<String>,
}

impl OddFigure {
    /// Whether somebody must still look at it.
    #[must_use]
    pub const fn waits(&self) -> bool {
        self.accepted_by.is_none()
    }
}

/// What odd figures are found in: read by a plan that needs it as well, or for them alone.
#[derive(Clone, Copy)]
pub(crate) struct LookedAt<'a> {
    pub organisation: OrganisationId,
    pub range: DateRange,
    pub people: &'a [Person],
    pub profiles: &'a OrganisationProfiles,
    /// The contracts of everybody, in whichever company.
    pub contracts: &'a Contracts,
    pub recorded: &'a Recorded,
}

impl LookedAt<'_> {
    /// What was worked and agreed, without what it is held against.
    fn case(&self, person: &Person, profile: &EffectiveProfile) -> Case {
        let set_by_hand = person.contract_type.is_some();
        Case {
            person: person.id,
            range: self.range,
            shifts: self.recorded.shifts_of(person.id).to_vec(),
            totals: self.recorded.total_of(person.id),
            earlier: Vec::new(),
            contracts: self.contracts.get(&person.id).cloned(),
            // Where two groups do not agree somebody set it as well: the plan refuses that by name.
            contract_type_is_set: set_by_hand || !matches!(profile.get(Field::ContractType), Ok(None)),
            absences: Vec::new(),
            balances: Vec::new(),
        }
    }
}

impl Hub {
    /// Everything odd in a range of days, by person: shifts and hours as they are stored now, held against the earlier
    /// periods, the contracts, leave, sickness and balances.
    pub async fn odd_figures(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<Vec<OddFigure>, HubError> {
        let shifts = self.store.shifts(organisation, Recorded::days(range)).await?;
        let lines = self.store.hour_lines(organisation, range).await?;
        let looked_at = LookedAt {
            organisation,
            range,
            people: &self.store.people(organisation).await?,
            profiles: &self.profiles(organisation).await?,
            contracts: &self.contracts(organisation).await?,
            recorded: &Recorded::of(range, &shifts, &lines),
        };
        self.odd_figures_in(looked_at).await
    }

    /// The same, in what was read already.
    pub(crate) async fn odd_figures_in(&self, looked_at: LookedAt<'_>) -> Result<Vec<OddFigure>, HubError> {
        let (organisation, range) = (looked_at.organisation, looked_at.range);
        let earlier = self.store.worked_in(organisation, &earlier_ranges(range)).await?;
        let absences = self.absences_in(organisation, range).await?;
        let balances = self.balances_on(organisation, range.to).await?;
        let mut people: Vec<&Person> = looked_at.people.iter().collect();
        people.sort_by_key(|person| (person.number, person.id));
        let found = people.into_iter().flat_map(|person| {
            let profile = looked_at.profiles.on(person.id, range.to);
            let case = Case {
                earlier: earlier.get(&person.id).cloned().unwrap_or_default(),
                absences: absences.get(&person.id).cloned().unwrap_or_default(),
                balances: balances.get(&person.id).cloned().unwrap_or_default(),
                ..looked_at.case(person, &profile)
            };
            let odd = odd_figures(&case, &profile.odd_thresholds());
            odd.into_iter().map(|oddity| figure(person, oddity))
        });
        self.accepted_by_now(organisation, found.collect()).await
    }

    /// The same figures, with who accepted them by now.
    pub(crate) async fn accepted_by_now(
        &self,
        organisation: OrganisationId,
        mut found: Vec<OddFigure>,
    ) -> Result<Vec<OddFigure>, HubError> {
        let accepted = accepted(self.store.acceptances(organisation).await?);
        for odd in &mut found {
            let acceptance = accepted.get(&(odd.oddity.person, odd.key.clone(), odd.oddity.finding.figures()));
            odd.accepted_by = acceptance.map(|acceptance| acceptance.accepted_by.clone());
            odd.reason = acceptance.map(|acceptance| acceptance.reason.clone());
        }
        Ok(found)
    }

    /// Accepts an odd figure by name, with a reason: the figures as they are now. Other figures ask again.
    pub async fn accept_odd_figure(
        &self,
        organisation: OrganisationId,
        range: DateRange,
        person: PersonId,
        key: &str,
        reason: &str,
    ) -> Result<OddFigure, HubError> {
        if reason.trim().is_empty() {
            return Err(ProfileRefusal::NoReason.into());
        }
        let found = self.odd_figures(organisation, range).await?;
        let mut found = found.into_iter().filter(|odd| odd.oddity.person == person);
        let Some(odd) = found.find(|odd| odd.key == key) else {
            let (person, key) = (self.name_of(organisation, person).await?, key.to_owned());
            return Err(ProfileRefusal::NoOddFigure { person, key }.into());
        };
        let acceptance = Acceptance {
            person,
            oddity: odd.key.clone(),
            figures: odd.oddity.finding.figures(),
            reason: reason.trim().to_owned(),
            accepted_by: self.actor.clone(),
            accepted_at: self.surroundings.now(),
        };
        let detail = serde_json::json!({ "key": acceptance.oddity, "figures": acceptance.figures });
        let (subject, detail) = (person.to_string(), detail.to_string());
        let entry = self.audit_entry(Some(organisation), "oddity.accepted", &subject, &detail);
        self.store
            .accept(organisation, std::slice::from_ref(&acceptance), &[entry])
            .await?;
        self.reckon_odd(organisation).await?;
        Ok(OddFigure {
            accepted_by: odd.accepted_by.or(Some(acceptance.accepted_by)),
            reason: odd.reason.or(Some(acceptance.reason)),
            ..odd
        })
    }

    async fn name_of(&self, organisation: OrganisationId, person: PersonId) -> Result<String, HubError> {
        let people = self.store.people(organisation).await?;
        let found = people.iter().find(|known| known.id == person);
        Ok(found.map_or_else(|| person.to_string(), display_name))
    }
}

/// The periods before a range, newest first: the months before whole months, else as many days.
fn earlier_ranges(range: DateRange) -> Vec<DateRange> {
    std::iter::successors(Some(range), |later| earlier_range(*later))
        .skip(1)
        .take(EARLIER_PERIODS)
        .collect()
}

fn earlier_range(range: DateRange) -> Option<DateRange> {
    let to = range.from.yesterday().ok()?;
    let whole_month = range.from == range.from.first_of_month() && range.to == range.from.last_of_month();
    let from = if whole_month {
        to.first_of_month()
    } else {
        let days = range.from.until(range.to).ok()?.get_days();
        to.checked_sub(days.days()).ok()?
    };
    DateRange::new(from, to)
}

/// Who accepted what: by person, key and figures.
type Accepted = BTreeMap<(PersonId, String, String), Acceptance>;

fn accepted(acceptances: Vec<Acceptance>) -> Accepted {
    acceptances
        .into_iter()
        .map(|one| ((one.person, one.oddity.clone(), one.figures.clone()), one))
        .collect()
}

/// Of somebody, not accepted yet.
fn figure(person: &Person, oddity: Oddity) -> OddFigure {
    OddFigure {
        number: person.number,
        name: display_name(person),
        key: oddity.finding.key(),
        oddity,
        accepted_by: None,
        reason: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: &str, to: &str) -> DateRange {
        DateRange::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    #[test]
    fn months_are_held_against_months_and_weeks_against_as_many_days() {
        let months = earlier_ranges(range("2023-04-01", "2023-04-30"));
        assert_eq!(months.len(), EARLIER_PERIODS);
        assert_eq!(months[0], range("2023-03-01", "2023-03-31"));
        assert_eq!(months[1], range("2023-02-01", "2023-02-28"));
        let four_weeks = earlier_ranges(range("2023-03-27", "2023-04-23"));
        assert_eq!(four_weeks[0], range("2023-02-27", "2023-03-26"));
        assert_eq!(four_weeks[1], range("2023-01-30", "2023-02-26"));
    }
}
