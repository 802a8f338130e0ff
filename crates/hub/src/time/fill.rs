//! Filling the planning from a standard roster, and copying a week: what a person did stays as it is.

use super::TimeRefusal;
use super::clock_day::{around, as_planned};
use super::derive::meanwhile;
use crate::application::Hub;
use crate::error::HubError;
use crate::people::display_name;
use crate::vault::hexadecimal;
use jiff::ToSpan as _;
use loonbrug_domain::ids::{OrganisationId, PersonId, PlannedShiftId};
use loonbrug_domain::planning::{LeftReason, PlannedBy, PlannedShift, Standing, fill};
use loonbrug_domain::shift::ShiftError;
use loonbrug_domain::{Date, DateRange, RuleSet, Shift};
use loonbrug_store::StoredPlannedShift;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};

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

/// What the planning of some days is filled from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FillFrom {
    /// A standard roster, by name.
    Roster(String),
    /// The planning of as many days from this one on: a week onto another.
    Days(Date),
}

/// Days of the planning to fill.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FillOrder {
    /// From what.
    pub from: FillFrom,
    /// Which days.
    pub days: DateRange,
    /// Rules whose surcharges are applied in the planning; empty where payroll decides.
    pub surcharges: Vec<RuleSet>,
    /// Only the planning of these people; `None` for everybody.
    pub only: Option<BTreeSet<PersonId>>,
}

/// What filling would do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FillPreview {
    /// How much, and what is left out.
    pub report: FillReport,
    /// What would come.
    pub place: Vec<StoredPlannedShift>,
    /// What would go.
    pub take_away: Vec<StoredPlannedShift>,
}

impl FillPreview {
    /// What proves that filling still does what was seen.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let of = |sign: &str, planned: &StoredPlannedShift| {
            let StoredPlannedShift {
                person,
                date,
                start_minute,
                end_minute,
                ..
            } = planned;
            format!("{sign} {person} {date} {start_minute} {end_minute}")
        };
        let place = self.place.iter().map(|planned| of("+", planned));
        let gone = self.take_away.iter().map(|planned| of("-", planned));
        let shown: Vec<String> = place.chain(gone).collect();
        let digest = Sha256::digest(shown.join(" "));
        hexadecimal(digest.get(..12).unwrap_or_default())
    }
}

/// The planned shifts that are wanted, by person.
type Wanted = BTreeMap<PersonId, Vec<PlannedShift>>;

impl Hub {
    /// Fills days from a standard roster; with rules their surcharges are applied in the planning.
    pub async fn fill_planning(
        &self,
        organisation: OrganisationId,
        roster: &str,
        days: DateRange,
        surcharges: &[RuleSet],
    ) -> Result<FillReport, HubError> {
        let order = FillOrder {
            from: FillFrom::Roster(roster.to_owned()),
            days,
            surcharges: surcharges.to_vec(),
            only: None,
        };
        self.fill(organisation, &order).await
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
        let order = FillOrder {
            from: FillFrom::Days(from.from),
            days: DateRange::new(to, last).ok_or_else(|| TimeRefusal::NotThere(to.to_string()))?,
            surcharges: surcharges.to_vec(),
            only: None,
        };
        self.fill(organisation, &order).await
    }

    /// What filling would do; nothing is stored.
    pub async fn preview_filling(
        &self,
        organisation: OrganisationId,
        order: &FillOrder,
    ) -> Result<FillPreview, HubError> {
        let wanted = match &order.from {
            FillFrom::Roster(name) => self.wanted_by_roster(organisation, name, order).await?,
            FillFrom::Days(from) => self.wanted_by_copy(organisation, *from, order).await?,
        };
        self.preview(organisation, wanted, order).await
    }

    /// Fills days of the planning.
    pub async fn fill(&self, organisation: OrganisationId, order: &FillOrder) -> Result<FillReport, HubError> {
        let FillPreview {
            report,
            place,
            take_away,
        } = self.preview_filling(organisation, order).await?;
        let gone: Vec<PlannedShiftId> = take_away.iter().map(|planned| planned.id).collect();
        let changed = self.store.change_planning(organisation, &gone, &place).await;
        changed.map_err(meanwhile)?;
        let detail = serde_json::json!({
            "by": order.by(), "placed": report.placed, "taken_away": report.taken_away, "left": report.left.len(),
        });
        let (days, detail) = (order.days.to_string(), detail.to_string());
        self.audit(Some(organisation), "planning.filled", &days, &detail)
            .await?;
        Ok(report)
    }

    async fn wanted_by_roster(
        &self,
        organisation: OrganisationId,
        name: &str,
        order: &FillOrder,
    ) -> Result<Wanted, HubError> {
        let rosters = self.standard_rosters(organisation).await?;
        let found = rosters.iter().find(|known| known.name == name);
        let found = found.ok_or_else(|| TimeRefusal::NoRoster(name.to_owned()))?;
        let people = self.store.people(organisation).await?;
        let by_number: HashMap<i64, PersonId> = people
            .iter()
            .filter_map(|person| Some((person.number?, person.id)))
            .collect();
        let mut wanted = Wanted::new();
        for (employee, planned) in found.wanted(order.days) {
            let person = by_number.get(&employee).copied();
            let person = person.ok_or(TimeRefusal::RosterEmployee(employee))?;
            let planned = if order.surcharges.is_empty() || !planned.shift.factor_minutes().is_empty() {
                planned
            } else {
                planned.with_surcharges(&order.surcharges).map_err(TimeRefusal::from)?
            };
            wanted.entry(person).or_default().push(planned);
        }
        Ok(wanted)
    }

    async fn wanted_by_copy(
        &self,
        organisation: OrganisationId,
        from: Date,
        order: &FillOrder,
    ) -> Result<Wanted, HubError> {
        let shifted = (order.days.from - from).get_days();
        let last = order.days.to.saturating_sub(i64::from(shifted).days());
        let source = DateRange::new(from, last).ok_or_else(|| TimeRefusal::NotThere(from.to_string()))?;
        let mut wanted = Wanted::new();
        for stored in self.planned_shifts(organisation, source).await? {
            let date = stored.date.saturating_add(i64::from(shifted).days());
            let Some(planned) = as_planned(&stored) else { continue };
            let mut moved = moved(&planned, date).map_err(TimeRefusal::from)?;
            if !order.surcharges.is_empty() {
                moved = moved.with_surcharges(&order.surcharges).map_err(TimeRefusal::from)?;
            }
            wanted.entry(stored.person).or_default().push(moved);
        }
        Ok(wanted)
    }

    async fn preview(
        &self,
        organisation: OrganisationId,
        mut wanted: Wanted,
        order: &FillOrder,
    ) -> Result<FillPreview, HubError> {
        let mut stored: BTreeMap<PersonId, Vec<StoredPlannedShift>> = BTreeMap::new();
        for planned in self.store.planned_shifts(organisation, around(order.days)).await? {
            stored.entry(planned.person).or_default().push(planned);
        }
        if matches!(order.from, FillFrom::Roster(_)) {
            // Whoever is no longer in the roster; a copied week is about the people in it.
            for person in stored.keys() {
                wanted.entry(*person).or_default();
            }
        }
        wanted.retain(|person, _| order.only.as_ref().is_none_or(|only| only.contains(person)));
        let people = self.store.people(organisation).await?;
        let names: HashMap<PersonId, String> = people.iter().map(|person| (person.id, display_name(person))).collect();
        let (mut preview, by) = (FillPreview::default(), order.by());
        for (person, wanted) in wanted {
            let rows = stored.remove(&person).unwrap_or_default();
            let usable = rows.iter().filter_map(|row| Some((row, standing(row)?)));
            let (rows, standing): (Vec<_>, Vec<_>) = usable.unzip();
            let filling = fill(&standing, wanted, order.days, &by);
            preview.report.placed += filling.place.len();
            preview.report.taken_away += filling.take_away.len();
            preview.report.unchanged += filling.unchanged;
            let place = filling.place.iter().map(|planned| self.to_plan(person, planned, &by));
            preview.place.extend(place);
            let gone = filling
                .take_away
                .iter()
                .filter_map(|place| rows.get(*place).copied().cloned());
            preview.take_away.extend(gone);
            preview.report.left.extend(filling.left.into_iter().map(|left| LeftOut {
                person,
                name: names.get(&person).cloned().unwrap_or_default(),
                date: left.planned.shift.date(),
                start_minute: left.planned.shift.start_minute(),
                end_minute: left.planned.shift.end_minute(),
                reason: left.reason,
            }));
        }
        Ok(preview)
    }
}

impl FillOrder {
    /// Who puts the shifts there.
    fn by(&self) -> PlannedBy {
        match &self.from {
            FillFrom::Roster(name) => PlannedBy::Roster { name: name.clone() },
            FillFrom::Days(_) => PlannedBy::Copy,
        }
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
