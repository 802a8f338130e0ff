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
        self.must_be_free(organisation, person, &planned, None).await?;
        let stored = self.to_plan(person, &planned, &PlannedBy::Hand);
        let id = stored.id;
        self.store.change_planning(organisation, &[], &[stored]).await?;
        self.audit(Some(organisation), "planning.added", &id.to_string(), "{}")
            .await?;
        Ok(id)
    }

    /// Puts another shift by hand in the place of a planned one, in one step; no roster brings the former one back.
    pub async fn replan_shift(
        &self,
        organisation: OrganisationId,
        id: PlannedShiftId,
        input: PlanInput,
    ) -> Result<PlannedShiftId, HubError> {
        let PlanInput {
            person,
            mut planned,
            surcharges,
        } = input;
        let former = self.planned_shift(organisation, id).await?;
        if !surcharges.is_empty() {
            planned = planned.with_surcharges(&surcharges).map_err(TimeRefusal::from)?;
        }
        self.must_be_free(organisation, person, &planned, Some(id)).await?;
        let stored = self.to_plan(person, &planned, &PlannedBy::Hand);
        let new = stored.id;
        let add = if (former.person, former.date) == (stored.person, stored.date) {
            vec![stored]
        } else {
            vec![self.taken_away(former), stored]
        };
        let changed = self.store.change_planning(organisation, &[id], &add).await;
        changed.map_err(meanwhile)?;
        self.audit(Some(organisation), "planning.changed", &id.to_string(), "{}")
            .await?;
        Ok(new)
    }

    /// A planned shift, unless it was taken away.
    pub async fn planned_shift(
        &self,
        organisation: OrganisationId,
        id: PlannedShiftId,
    ) -> Result<StoredPlannedShift, HubError> {
        let found = self.store.planned_shift(organisation, id).await?;
        let found = found.filter(|planned| !planned.removed);
        found.ok_or_else(|| TimeRefusal::NotThere(id.to_string()).into())
    }

    /// The rules whose surcharges are applied in the planning (toepassen toeslagen): those of the first coupling; nothing
    /// before there is one.
    pub async fn planning_rules(&self, organisation: OrganisationId) -> Result<Option<Vec<RuleSet>>, HubError> {
        match self.couplings_of(organisation).await?.first() {
            Some(coupling) => Ok(Some(self.rule_sets(organisation, &coupling.settings.rule_set).await?)),
            None => Ok(None),
        }
    }

    /// Refuses a shift that overlaps another of the person; `instead` is the one whose place it takes.
    async fn must_be_free(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        planned: &PlannedShift,
        instead: Option<PlannedShiftId>,
    ) -> Result<(), HubError> {
        let date = planned.shift.date();
        let others = around(DateRange { from: date, to: date });
        for other in self.planned_shifts(organisation, others).await? {
            let overlaps = as_planned(&other).is_some_and(|other| other.shift.overlaps(&planned.shift));
            if other.person == person && overlaps && Some(other.id) != instead {
                let with = planned_words(&other);
                return Err(TimeRefusal::Overlaps { with }.into());
            }
        }
        Ok(())
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
        let gone = self.taken_away(found);
        let changed = self.store.change_planning(organisation, &[id], &[gone]).await;
        changed.map_err(meanwhile)?;
        self.audit(Some(organisation), "planning.removed", &id.to_string(), "{}")
            .await
    }

    /// What says that a person took a planned shift away.
    fn taken_away(&self, planned: StoredPlannedShift) -> StoredPlannedShift {
        StoredPlannedShift {
            id: PlannedShiftId(self.surroundings.identity()),
            by: PlannedBy::Hand,
            removed: true,
            ..planned
        }
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
