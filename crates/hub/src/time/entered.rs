//! Shifts that somebody enters, changes or removes by hand, and planned shifts that are taken over as worked.

use super::TimeRefusal;
use super::clock_day::{around, as_planned};
use super::derive::{meanwhile, next, pending};
use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ids::{OrganisationId, PersonId, ShiftEntryId, ShiftId};
use loonbrug_domain::shift::SecondPass;
use loonbrug_domain::{Date, DateRange, Minutes, Shift};
use loonbrug_store::{NewRevision, ShiftChange, ShiftRevision, ShiftSource, StoredShift};
use std::collections::BTreeMap;

/// A shift as somebody types it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShiftInput {
    /// Who worked.
    pub person: PersonId,
    /// The day on which it starts.
    pub date: Date,
    /// Start in minutes after midnight.
    pub start_minute: i64,
    /// End in minutes after midnight of `date`.
    pub end_minute: i64,
    /// Which end lies on the second pass of the hour that October repeats.
    pub second_pass: Option<SecondPass>,
    /// Unpaid break in minutes.
    pub break_minutes: i64,
    /// The group.
    pub group: Option<String>,
}

impl Hub {
    /// Shifts that count or wait, of some days.
    pub async fn shifts(&self, organisation: OrganisationId, range: DateRange) -> Result<Vec<ShiftRevision>, HubError> {
        Ok(self.store.standing_shifts(organisation, range).await?)
    }

    /// Enters a shift; it waits for approval.
    pub async fn enter_shift(
        &self,
        organisation: OrganisationId,
        input: &ShiftInput,
        reason: &str,
    ) -> Result<ShiftId, HubError> {
        let wanted = self.by_hand(input);
        self.must_be_possible(organisation, &wanted).await?;
        self.store_revision(organisation, wanted, None, reason, "shift.entered")
            .await
    }

    /// Changes a shift: the change is a new revision that waits for approval, and what is approved counts until then.
    pub async fn change_shift(
        &self,
        organisation: OrganisationId,
        shift: ShiftId,
        change: impl FnOnce(&mut ShiftInput) + Send,
        reason: &str,
    ) -> Result<ShiftId, HubError> {
        let newest = self.newest(organisation, shift).await?;
        let mut input = ShiftInput::of(&newest.shift);
        change(&mut input);
        let wanted = next(self.by_hand(&input), &newest);
        if !newest.removed && wanted.shift.says_the_same(&newest.shift) {
            return Err(TimeRefusal::NothingChanges.into());
        }
        self.must_be_possible(organisation, &wanted).await?;
        self.store_revision(organisation, wanted, Some(&newest), reason, "shift.changed")
            .await
    }

    /// Removes a shift, with a reason. What was never approved is gone at once; of what counts the removal is a revision
    /// that waits for approval.
    pub async fn remove_shift(
        &self,
        organisation: OrganisationId,
        shift: ShiftId,
        reason: &str,
    ) -> Result<(), HubError> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(TimeRefusal::NoReason.into());
        }
        let newest = self.newest(organisation, shift).await?;
        let history = self.store.shift_history(organisation, newest.shift.entry).await?;
        if newest.removed {
            return Err(TimeRefusal::NothingChanges.into());
        }
        if history.revisions.iter().any(|revision| revision.in_force) {
            let removal = ShiftRevision {
                removed: true,
                ..self.by_hand(&ShiftInput::of(&newest.shift))
            };
            let removal = next(removal, &newest);
            self.store_revision(organisation, removal, Some(&newest), reason, "shift.removed")
                .await?;
            return Ok(());
        }
        let end = ShiftChange {
            shift: newest.shift.id,
            from: newest.state,
            to: ShiftState::Replaced,
            reason: reason.to_owned(),
        };
        let now = self.surroundings.now();
        let entry = self.audit_entry(Some(organisation), "shift.removed", &shift.to_string(), "{}");
        let ended = self
            .store
            .step_shifts(organisation, &[end], &self.actor, now, &[entry])
            .await;
        ended.map_err(meanwhile)
    }

    /// Takes planned shifts of these days that are over as worked, for people who do not clock: each one that overlaps no
    /// shift, with the factors of the planning. They wait for approval. Gives how many.
    pub async fn take_planning(&self, organisation: OrganisationId, range: DateRange) -> Result<usize, HubError> {
        let mut taken: BTreeMap<PersonId, Vec<Shift>> = BTreeMap::new();
        for standing in self.store.standing_shifts(organisation, around(range)).await? {
            if let Some(shift) = takes_time(&standing) {
                taken.entry(standing.shift.person).or_default().push(shift);
            }
        }
        let now = self.surroundings.now();
        let planned = self.store.planned_shifts(organisation, range).await?;
        let mut new = Vec::new();
        for stored in planned.iter().filter(|stored| !stored.removed) {
            let Some(planned) = as_planned(stored) else { continue };
            let mine = taken.entry(stored.person).or_default();
            let over = planned.shift.ends().is_some_and(|(_, end)| end <= now);
            if over && !mine.iter().any(|other| other.overlaps(&planned.shift)) {
                let mut revision = self.by_hand(&ShiftInput::of_planned(stored.person, &planned.shift, planned.group));
                revision.shift.source = ShiftSource::Planning;
                revision.shift.factor_minutes.clone_from(&stored.factor_minutes);
                mine.push(planned.shift);
                new.push(NewRevision {
                    revision,
                    replaces: None,
                    reason: "planning".to_owned(),
                });
            }
        }
        if !new.is_empty() {
            let detail = serde_json::json!({ "shifts": new.len() }).to_string();
            let entry = self.audit_entry(Some(organisation), "planning.taken", &range.to_string(), &detail);
            let stored = self
                .store
                .add_shift_revisions(organisation, &new, &self.actor, now, &[entry])
                .await;
            stored.map_err(meanwhile)?;
        }
        Ok(new.len())
    }

    /// The newest revision of the entry that this one is of; it must be this one.
    async fn newest(&self, organisation: OrganisationId, shift: ShiftId) -> Result<ShiftRevision, HubError> {
        let found = self.store.shift_revisions(organisation, &[shift]).await?;
        let found = found.first().ok_or_else(|| TimeRefusal::NotThere(shift.to_string()))?;
        let mut history = self.store.shift_history(organisation, found.shift.entry).await?;
        match history.revisions.pop() {
            Some(newest) if newest.shift.id == shift && newest.state != ShiftState::Replaced => Ok(newest),
            _ => Err(TimeRefusal::ChangedMeanwhile(words(&found.shift)).into()),
        }
    }

    async fn store_revision(
        &self,
        organisation: OrganisationId,
        revision: ShiftRevision,
        newest: Option<&ShiftRevision>,
        reason: &str,
        action: &str,
    ) -> Result<ShiftId, HubError> {
        let id = revision.shift.id;
        let new = NewRevision {
            revision,
            replaces: newest.and_then(pending),
            reason: reason.trim().to_owned(),
        };
        let now = self.surroundings.now();
        let entry = self.audit_entry(Some(organisation), action, &id.to_string(), "{}");
        let stored = self
            .store
            .add_shift_revisions(organisation, &[new], &self.actor, now, &[entry])
            .await;
        stored.map_err(meanwhile)?;
        Ok(id)
    }

    /// Refuses what cannot have been worked, alone or beside the person's other shifts.
    async fn must_be_possible(&self, organisation: OrganisationId, wanted: &ShiftRevision) -> Result<(), HubError> {
        let shift = wanted.shift.worked().map_err(TimeRefusal::from)?;
        if shift.ends().is_none_or(|(_, end)| end > self.surroundings.now()) {
            return Err(TimeRefusal::Future.into());
        }
        let (person, date) = (wanted.shift.person, shift.date());
        let profile = self.profiles_of(organisation, &[person]).await?.on(person, date);
        let overnight = profile.overnights().map_err(Box::new)?.copied().unwrap_or(false);
        if overnight && shift.break_minutes() > 0 {
            return Err(TimeRefusal::BreakWithOvernights.into());
        }
        let day = DateRange { from: date, to: date };
        let standing = self.store.standing_shifts(organisation, around(day)).await?;
        let others = standing
            .iter()
            .filter(|other| other.shift.person == person && other.shift.entry != wanted.shift.entry);
        for other in others {
            if takes_time(other).is_some_and(|taken| taken.overlaps(&shift)) {
                let with = words(&other.shift);
                return Err(TimeRefusal::Overlaps { with }.into());
            }
        }
        Ok(())
    }

    /// A first revision by hand, that waits.
    fn by_hand(&self, input: &ShiftInput) -> ShiftRevision {
        let id = self.surroundings.identity();
        ShiftRevision {
            shift: StoredShift {
                id: ShiftId(id),
                entry: ShiftEntryId(id),
                revision: 1,
                person: input.person,
                date: input.date,
                start_minute: input.start_minute,
                end_minute: input.end_minute,
                second_pass: input.second_pass,
                break_minutes: input.break_minutes,
                group: input.group.clone(),
                factor_minutes: Vec::new(),
                source: ShiftSource::Hand,
                import: None,
            },
            removed: false,
            origin: None,
            state: ShiftState::Open,
            in_force: false,
            approved_at: None,
        }
    }
}

impl ShiftInput {
    fn of(shift: &StoredShift) -> Self {
        Self {
            person: shift.person,
            date: shift.date,
            start_minute: shift.start_minute,
            end_minute: shift.end_minute,
            second_pass: shift.second_pass,
            break_minutes: shift.break_minutes,
            group: shift.group.clone(),
        }
    }

    fn of_planned(person: PersonId, shift: &Shift, group: Option<String>) -> Self {
        Self {
            person,
            date: shift.date(),
            start_minute: shift.start_minute(),
            end_minute: shift.end_minute(),
            second_pass: shift.second_pass(),
            break_minutes: shift.break_minutes(),
            group,
        }
    }
}

/// The time that a revision takes; a removal takes none.
pub(super) fn takes_time(revision: &ShiftRevision) -> Option<Shift> {
    if revision.removed {
        return None;
    }
    revision.shift.worked().ok()
}

/// A shift in words: `03-04-2023 9:00–17:00`.
pub(super) fn words(shift: &StoredShift) -> String {
    let (start, end) = (Minutes(shift.start_minute), Minutes(shift.end_minute % (24 * 60)));
    format!("{} {start}–{end}", dutch_date(shift.date))
}
