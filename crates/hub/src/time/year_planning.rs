//! The planning of a year (jaarplanning), by group and month.

use crate::application::Hub;
use crate::error::HubError;
use crate::people::display_name;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::planning::groups_in_year_planning;
use loonbrug_domain::profile::{Field, GroupName, Setting};
use loonbrug_domain::{Date, DateRange, Minutes};
use loonbrug_store::StoredPlannedShift;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// What is planned in a year.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
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
        let (first, last) = (Date::new(year, 1, 1).ok(), Date::new(year, 12, 31).ok());
        let Some(days) = first.zip(last).and_then(|(from, to)| DateRange::new(from, to)) else {
            return Ok(YearPlanning {
                year,
                lines: Vec::new(),
            });
        };
        let mut planned: HashMap<PersonId, Vec<StoredPlannedShift>> = HashMap::new();
        for shift in self.planned_shifts(organisation, days).await? {
            planned.entry(shift.person).or_default().push(shift);
        }
        let profiles = self.profiles(organisation).await?;
        let mut lines = Vec::new();
        for person in self.people_on(organisation, days.to).await? {
            let groups = profiles.groups_of(person.id);
            let member_of: Vec<&str> = groups.iter().map(String::as_str).collect();
            let standing = profiles.standing(&person, &[]);
            let preferred = standing
                .profiles
                .field(Field::PreferredGroup, person.id, groups, days.to);
            let preferred = match preferred {
                Ok(Some(Setting::PreferredGroup(group))) => Some(group),
                _ => None,
            };
            let stands = groups_in_year_planning(&member_of, preferred.as_ref().map(GroupName::as_str));
            let name = display_name(&person);
            let shifts = planned.remove(&person.id).unwrap_or_default();
            let months = by_group(&stands, &shifts);
            lines.extend(months.into_iter().map(|(group, months)| YearPlanningLine {
                group: group.map(str::to_owned),
                person: name.clone(),
                months,
            }));
        }
        lines.sort_by(|one, other| {
            let order = |line: &YearPlanningLine| (line.group.is_none(), line.group.clone(), line.person.clone());
            order(one).cmp(&order(other))
        });
        Ok(YearPlanning { year, lines })
    }
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
