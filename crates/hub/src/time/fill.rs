//! Filling the planning from a standard roster, and copying a week: what a person did stays as it is.

use super::TimeRefusal;
use super::clock_day::{around, as_planned};
use super::derive::meanwhile;
use crate::application::Hub;
use crate::error::HubError;
use crate::people::display_name;
use jiff::ToSpan as _;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::planning::{LeftReason, PlannedBy, PlannedShift, Standing, fill};
use loonbrug_domain::shift::ShiftError;
use loonbrug_domain::{Date, DateRange, RuleSet, Shift};
use loonbrug_store::StoredPlannedShift;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// What filling did.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct FillReport {
    /// How many shifts came.
    pub placed: usize,
    /// How many that an earlier filling had put there went.
    pub taken_away: usize,
    /// How many stood there already.
    pub unchanged: usize,
    /// What was left out, and why.
    pub left: Vec<LeftOut>,
}

/// A shift that was left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LeftOut {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// The day.
    pub date: Date,
    /// Start in minutes after midnight.
    pub start_minute: i64,
    /// End in minutes after midnight.
    pub end_minute: i64,
    /// Why.
    pub reason: LeftReason,
}

impl Hub {
    /// Fills days from a standard roster; with rules their surcharges are applied in the planning.
    pub async fn fill_planning(
        &self,
        organisation: OrganisationId,
        roster: &str,
        days: DateRange,
        surcharges: &[RuleSet],
    ) -> Result<FillReport, HubError> {
        let rosters = self.standard_rosters(organisation).await?;
        let found = rosters.iter().find(|known| known.name == roster);
        let found = found.ok_or_else(|| TimeRefusal::NoRoster(roster.to_owned()))?;
        let people = self.store.people(organisation).await?;
        let by_number: HashMap<i64, PersonId> = people
            .iter()
            .filter_map(|person| Some((person.number?, person.id)))
            .collect();
        let mut wanted: BTreeMap<PersonId, Vec<PlannedShift>> = BTreeMap::new();
        for (employee, planned) in found.wanted(days) {
            let person = by_number.get(&employee).copied();
            let person = person.ok_or(TimeRefusal::RosterEmployee(employee))?;
            let planned = if surcharges.is_empty() || !planned.shift.factor_minutes().is_empty() {
                planned
            } else {
                planned.with_surcharges(surcharges).map_err(TimeRefusal::from)?
            };
            wanted.entry(person).or_default().push(planned);
        }
        let by = PlannedBy::Roster {
            name: found.name.clone(),
        };
        self.fill_days(organisation, wanted, days, &by).await
    }

    /// Copies the planning of some days onto days that start at another date: a week onto another. Surcharges are not
    /// copied, because the other day may be no Sunday or holiday: with rules they are applied anew.
    pub async fn copy_planning(
        &self,
        organisation: OrganisationId,
        from: DateRange,
        to: Date,
        surcharges: &[RuleSet],
    ) -> Result<FillReport, HubError> {
        let shifted = (to - from.from).get_days();
        let last = from.to.saturating_add(i64::from(shifted).days());
        let days = DateRange::new(to, last).ok_or_else(|| TimeRefusal::NotThere(to.to_string()))?;
        let mut wanted: BTreeMap<PersonId, Vec<PlannedShift>> = BTreeMap::new();
        for stored in self.planned_shifts(organisation, from).await? {
            let date = stored.date.saturating_add(i64::from(shifted).days());
            let Some(planned) = as_planned(&stored) else { continue };
            let mut moved = moved(&planned, date).map_err(TimeRefusal::from)?;
            if !surcharges.is_empty() {
                moved = moved.with_surcharges(surcharges).map_err(TimeRefusal::from)?;
            }
            wanted.entry(stored.person).or_default().push(moved);
        }
        self.fill_days(organisation, wanted, days, &PlannedBy::Copy).await
    }

    async fn fill_days(
        &self,
        organisation: OrganisationId,
        mut wanted: BTreeMap<PersonId, Vec<PlannedShift>>,
        days: DateRange,
        by: &PlannedBy,
    ) -> Result<FillReport, HubError> {
        let mut stored: BTreeMap<PersonId, Vec<StoredPlannedShift>> = BTreeMap::new();
        for planned in self.store.planned_shifts(organisation, around(days)).await? {
            stored.entry(planned.person).or_default().push(planned);
        }
        if matches!(by, PlannedBy::Roster { .. }) {
            // Whoever is no longer in the roster; a copied week is about the people in it.
            for person in stored.keys() {
                wanted.entry(*person).or_default();
            }
        }
        let people = self.store.people(organisation).await?;
        let names: HashMap<PersonId, String> = people.iter().map(|person| (person.id, display_name(person))).collect();
        let (mut report, mut add, mut gone) = (FillReport::default(), Vec::new(), Vec::new());
        for (person, wanted) in wanted {
            let rows = stored.remove(&person).unwrap_or_default();
            let usable = rows.iter().filter_map(|row| Some((row, standing(row)?)));
            let (rows, standing): (Vec<_>, Vec<_>) = usable.unzip();
            let filling = fill(&standing, wanted, days, by);
            report.placed += filling.place.len();
            report.taken_away += filling.take_away.len();
            report.unchanged += filling.unchanged;
            add.extend(filling.place.iter().map(|planned| self.to_plan(person, planned, by)));
            gone.extend(filling.take_away.iter().filter_map(|place| Some(rows.get(*place)?.id)));
            report.left.extend(filling.left.into_iter().map(|left| LeftOut {
                person,
                name: names.get(&person).cloned().unwrap_or_default(),
                date: left.planned.shift.date(),
                start_minute: left.planned.shift.start_minute(),
                end_minute: left.planned.shift.end_minute(),
                reason: left.reason,
            }));
        }
        let changed = self.store.change_planning(organisation, &gone, &add).await;
        changed.map_err(meanwhile)?;
        let detail = serde_json::json!({
            "by": by, "placed": report.placed, "taken_away": report.taken_away, "left": report.left.len(),
        });
        self.audit(
            Some(organisation),
            "planning.filled",
            &days.to_string(),
            &detail.to_string(),
        )
        .await?;
        Ok(report)
    }
}

fn standing(stored: &StoredPlannedShift) -> Option<Standing> {
    Some(Standing {
        planned: as_planned(stored)?,
        by: stored.by.clone(),
        removed: stored.removed,
    })
}

/// The same times on another day, without surcharges.
fn moved(planned: &PlannedShift, date: Date) -> Result<PlannedShift, ShiftError> {
    let shift = &planned.shift;
    let (start, end) = (shift.start_minute(), shift.end_minute());
    Ok(PlannedShift {
        shift: Shift::new(date, start, end, shift.break_minutes())?,
        group: planned.group.clone(),
    })
}
