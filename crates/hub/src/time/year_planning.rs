//! The planning of a year (jaarplanning), by group and month.

use crate::application::Hub;
use crate::error::HubError;
use crate::people::display_name;
use crate::profiles::OrganisationProfiles;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::planning::groups_in_year_planning;
use loonbrug_domain::profile::GroupName;
use loonbrug_domain::{Date, DateRange, Minutes};
use loonbrug_store::{Person, StoredPlannedShift};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// What is planned in a year.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct YearPlanning {
    /// The year.
    pub year: i16,
    /// By group, then by name. Whoever is in several groups stands under each, unless one is preferred.
    pub lines: Vec<YearPlanningLine>,
}

/// One person under one group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct YearPlanningLine {
    /// The group; none for who is in no group.
    pub group: Option<String>,
    /// Name.
    pub person: String,
    /// Planned minutes of each month, January first.
    pub months: [Minutes; 12],
}

impl YearPlanningLine {
    /// Planned minutes of the year.
    #[must_use]
    pub fn total(&self) -> Minutes {
        self.months.iter().copied().sum()
    }
}

impl Hub {
    /// The planning of a year. A shift counts under its own group where the person stands there, else under the first
    /// group under which the person stands: with a preferred group (voorkeursgroep jaarplanning) that one alone.
    pub async fn year_planning(&self, organisation: OrganisationId, year: i16) -> Result<YearPlanning, HubError> {
        let Some(days) = days_of_year(year) else {
            return Ok(YearPlanning {
                year,
                ..YearPlanning::default()
            });
        };
        let planned = self.planned_shifts(organisation, days).await?;
        let profiles = self.profiles(organisation).await?;
        let people = self.people_on(organisation, days.to).await?;
        let mut lines = lines(&profiles, &people, planned, days.to);
        lines.sort_by(|one, other| {
            let order = |line: &YearPlanningLine| (line.group.is_none(), line.group.clone(), line.person.clone());
            order(one).cmp(&order(other))
        });
        Ok(YearPlanning { year, lines })
    }

    /// The same of these people, in this order, each by group.
    pub async fn year_planning_of(
        &self,
        organisation: OrganisationId,
        people: &[Person],
        year: i16,
    ) -> Result<YearPlanning, HubError> {
        let Some(days) = days_of_year(year) else {
            return Ok(YearPlanning {
                year,
                ..YearPlanning::default()
            });
        };
        let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
        let mut planned = self.store.planned_shifts_of(organisation, &ids, days).await?;
        planned.retain(|planned| !planned.removed);
        let profiles = self.profiles_of(organisation, &ids).await?;
        let lines = lines(&profiles, people, planned, days.to);
        Ok(YearPlanning { year, lines })
    }
}

/// January the first to December the last; none of a year that no calendar has.
#[must_use]
pub fn days_of_year(year: i16) -> Option<DateRange> {
    let (from, to) = Date::new(year, 1, 1).ok().zip(Date::new(year, 12, 31).ok())?;
    DateRange::new(from, to)
}

/// Person by person, the groups under which each stands on the last day.
fn lines(
    profiles: &OrganisationProfiles,
    people: &[Person],
    planned: Vec<StoredPlannedShift>,
    last: Date,
) -> Vec<YearPlanningLine> {
    let mut by_person: HashMap<PersonId, Vec<StoredPlannedShift>> = HashMap::new();
    for shift in planned {
        by_person.entry(shift.person).or_default().push(shift);
    }
    let lines = people.iter().flat_map(|person| {
        let member_of: Vec<&str> = profiles.groups_of(person.id).iter().map(String::as_str).collect();
        let profile = profiles.on(person.id, last);
        let preferred = profile.preferred_group().ok().flatten();
        let stands = groups_in_year_planning(&member_of, preferred.map(GroupName::as_str));
        let shifts = by_person.remove(&person.id).unwrap_or_default();
        let line = |(group, months): (Option<&str>, [Minutes; 12])| YearPlanningLine {
            group: group.map(str::to_owned),
            person: display_name(person),
            months,
        };
        by_group(&stands, &shifts).into_iter().map(line).collect::<Vec<_>>()
    });
    lines.collect()
}

/// Planned minutes per month, under each group where somebody stands; under none for who stands nowhere and is planned.
fn by_group<'g>(stands: &[&'g str], shifts: &[StoredPlannedShift]) -> BTreeMap<Option<&'g str>, [Minutes; 12]> {
    let mut months: BTreeMap<Option<&str>, [Minutes; 12]> =
        stands.iter().map(|group| (Some(*group), [Minutes::ZERO; 12])).collect();
    for shift in shifts {
        let own = stands.iter().find(|group| shift.group.as_deref() == Some(**group));
        let of_group = months
            .entry(own.or(stands.first()).copied())
            .or_insert([Minutes::ZERO; 12]);
        let month = usize::try_from(shift.date.month() - 1).ok();
        if let Some(minutes) = month.and_then(|month| of_group.get_mut(month)) {
            *minutes += Minutes(shift.end_minute - shift.start_minute - shift.break_minutes);
        }
    }
    months
}
