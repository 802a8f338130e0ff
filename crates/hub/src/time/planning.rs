//! The planning by hand.

use super::TimeRefusal;
use super::clock_day::{around, as_planned};
use super::derive::meanwhile;
use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ids::{OrganisationId, PersonId, PlannedShiftId};
use loonbrug_domain::planning::{PlannedBy, PlannedShift};
use loonbrug_domain::{DateRange, Minutes, RuleSet};
use loonbrug_store::StoredPlannedShift;

/// A planned shift as somebody types it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanInput {
    /// Who.
    pub person: PersonId,
    /// When, and for which group.
    pub planned: PlannedShift,
    /// The rules whose surcharges are applied in the planning (toepassen toeslagen); empty where payroll decides.
    pub surcharges: Vec<RuleSet>,
}

impl Hub {
    /// What is planned on some days, without what was taken away.
    pub async fn planned_shifts(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<Vec<StoredPlannedShift>, HubError> {
        let mut planned = self.store.planned_shifts(organisation, range).await?;
        planned.retain(|planned| !planned.removed);
        Ok(planned)
    }

    /// Plans a shift by hand; one that overlaps another of the person is refused.
    pub async fn plan_shift(&self, organisation: OrganisationId, input: PlanInput) -> Result<PlannedShiftId, HubError> {
        let PlanInput {
            person,
            mut planned,
            surcharges,
        } = input;
        if !surcharges.is_empty() {
            planned = planned.with_surcharges(&surcharges).map_err(TimeRefusal::from)?;
        }
        let date = planned.shift.date();
        let others = around(DateRange { from: date, to: date });
        for other in self.planned_shifts(organisation, others).await? {
            let overlaps = as_planned(&other).is_some_and(|other| other.shift.overlaps(&planned.shift));
            if other.person == person && overlaps {
                let with = planned_words(&other);
                return Err(TimeRefusal::Overlaps { with }.into());
            }
        }
        let stored = self.to_plan(person, &planned, &PlannedBy::Hand);
        let id = stored.id;
        self.store.change_planning(organisation, &[], &[stored]).await?;
        self.audit(Some(organisation), "planning.added", &id.to_string(), "{}")
            .await?;
        Ok(id)
    }

    /// Takes a planned shift away; no roster brings anything back on that day.
    pub async fn unplan_shift(
        &self,
        organisation: OrganisationId,
        range: DateRange,
        id: PlannedShiftId,
    ) -> Result<(), HubError> {
        let planned = self.planned_shifts(organisation, range).await?;
        let found = planned.into_iter().find(|planned| planned.id == id);
        let found = found.ok_or_else(|| TimeRefusal::NotThere(id.to_string()))?;
        let gone = StoredPlannedShift {
            id: PlannedShiftId(self.surroundings.identity()),
            by: PlannedBy::Hand,
            removed: true,
            ..found
        };
        let changed = self.store.change_planning(organisation, &[id], &[gone]).await;
        changed.map_err(meanwhile)?;
        self.audit(Some(organisation), "planning.removed", &id.to_string(), "{}")
            .await
    }

    /// A planned shift as it is stored.
    pub(super) fn to_plan(&self, person: PersonId, planned: &PlannedShift, by: &PlannedBy) -> StoredPlannedShift {
        let shift = &planned.shift;
        let factors = shift.factor_minutes().iter();
        StoredPlannedShift {
            id: PlannedShiftId(self.surroundings.identity()),
            person,
            date: shift.date(),
            start_minute: shift.start_minute(),
            end_minute: shift.end_minute(),
            break_minutes: shift.break_minutes(),
            group: planned.group.clone(),
            factor_minutes: factors.map(|(factor, minutes)| (*factor, minutes.0)).collect(),
            by: by.clone(),
            removed: false,
        }
    }
}

/// A planned shift in words.
fn planned_words(planned: &StoredPlannedShift) -> String {
    let (start, end) = (Minutes(planned.start_minute), Minutes(planned.end_minute % (24 * 60)));
    format!("{} {start}–{end}", dutch_date(planned.date))
}
