//! From clock events to shifts that wait for approval. Deriving twice changes nothing; what comes late makes a new
//! revision, and what somebody changed by hand stays as it is and is told.

use super::TimeRefusal;
use super::clock_day::{ClockDays, around};
use super::items::ClockOpen;
use crate::application::Hub;
use crate::error::HubError;
use jiff::Timestamp;
use loonbrug_domain::DateRange;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::clock::{Clocked, ClockedBreak, ClockedShift, EventKey, policy_on};
use loonbrug_domain::ids::{OrganisationId, PersonId, ShiftEntryId, ShiftId};
use loonbrug_store::{NewRevision, ShiftChange, ShiftRevision, ShiftSource, StoreError, StoredShift};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How the clock made a shift: kept with the revision, so that it explains itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClockOrigin {
    /// Coming: raw, rounded and why.
    pub came: Clocked,
    /// Going.
    pub went: Clocked,
    /// Breaks by going and coming back.
    pub breaks: Vec<ClockedBreak>,
    /// The start of the planned shift that it belongs to.
    pub planned: Option<Timestamp>,
}

impl ClockOrigin {
    /// How the clock made this revision; `None` for one of another source.
    #[must_use]
    pub fn of(revision: &ShiftRevision) -> Option<Self> {
        serde_json::from_str(revision.origin.as_deref()?).ok()
    }
}

/// What deriving did.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct DerivedReport {
    /// Shifts that are new.
    pub added: usize,
    /// Shifts of which the clock says something else than before.
    pub changed: usize,
    /// Shifts that the clock no longer has.
    pub removed: usize,
    /// Shifts that are as they were.
    pub unchanged: usize,
    /// Shifts that somebody changed by hand and of which the clock says something else now; they stay as they are.
    pub contradicted: Vec<Contradicted>,
    /// What waits for a person.
    pub open: ClockOpen,
    /// Whether the rounding takes time from people on average.
    pub takes_from_the_worker: bool,
}

/// A shift by hand that the clock contradicts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Contradicted {
    /// Who.
    pub person: PersonId,
    /// The entry.
    pub entry: ShiftEntryId,
    /// The newest revision, by hand.
    pub shift: ShiftId,
    /// Its day.
    pub date: loonbrug_domain::Date,
}

/// The revisions of one entry, oldest first.
type Entry = Vec<ShiftRevision>;

impl Hub {
    /// Derives the shifts that start on these days, of everybody, and stores what differs from before as revisions that
    /// wait for approval. What is approved stays in force until its new revision is.
    pub async fn derive_shifts(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<DerivedReport, HubError> {
        let days = self.clock_days(organisation, range).await?;
        let entries = self.clock_entries(organisation, range, &days).await?;
        let mut work = Work {
            hub: self,
            report: DerivedReport {
                takes_from_the_worker: takes_from_the_worker(&days, range),
                ..DerivedReport::default()
            },
            new: Vec::new(),
            ended: Vec::new(),
        };
        let mut known: BTreeMap<EventKey, Entry> = entries;
        for (person, derived) in &days.derived {
            for clocked in &derived.shifts {
                work.shift(*person, clocked, known.remove(&clocked.came.event));
            }
        }
        for entry in known.into_values() {
            work.gone(&entry, range);
        }
        let Work {
            mut report, new, ended, ..
        } = work;
        if report.added + report.changed + report.removed > 0 {
            let detail = serde_json::json!({
                "added": report.added, "changed": report.changed, "removed": report.removed,
            });
            let days = range.to_string();
            let entries = [self.audit_entry(Some(organisation), "shifts.derived", &days, &detail.to_string())];
            let by = (self.surroundings.now(), self.actor.as_str());
            let stored = self.store.change_shifts(organisation, &ended, &new, by, &entries);
            stored.await.map_err(meanwhile)?;
        }
        report.open = self.open_of(organisation, &days).await?;
        self.reckon_clock(organisation).await?;
        Ok(report)
    }

    /// The entries that the clock made around these days, by the event with which they begin.
    async fn clock_entries(
        &self,
        organisation: OrganisationId,
        range: DateRange,
        days: &ClockDays,
    ) -> Result<BTreeMap<EventKey, Entry>, HubError> {
        let standing = self.store.standing_shifts(organisation, around(range)).await?;
        let people: BTreeSet<PersonId> = standing
            .iter()
            .map(|revision| revision.shift.person)
            .chain(days.derived.keys().copied())
            .collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let revisions = self
            .store
            .shift_revisions_of(organisation, &people, around(range))
            .await?;
        let mut entries: BTreeMap<ShiftEntryId, Entry> = BTreeMap::new();
        for revision in revisions {
            entries.entry(revision.shift.entry).or_default().push(revision);
        }
        let keyed = entries.into_values().filter_map(|entry| Some((key_of(&entry)?, entry)));
        Ok(keyed.collect())
    }
}

/// The event with which an entry begins, by the clock's last word.
fn key_of(entry: &Entry) -> Option<EventKey> {
    Some(ClockOrigin::of(by_clock(entry)?)?.came.event)
}

/// The clock's last word about an entry.
fn by_clock(entry: &Entry) -> Option<&ShiftRevision> {
    entry
        .iter()
        .rev()
        .find(|revision| revision.shift.source == ShiftSource::Clock)
}

fn takes_from_the_worker(days: &ClockDays, range: DateRange) -> bool {
    [range.from, range.to]
        .into_iter()
        .filter_map(|date| policy_on(&days.policies, date))
        .any(loonbrug_domain::clock::ClockPolicy::takes_from_the_worker)
}

/// Somebody else changed the same shifts in the same moment.
pub(super) fn meanwhile(error: StoreError) -> HubError {
    match error {
        StoreError::Stale { .. } | StoreError::AlreadyThere { .. } => {
            TimeRefusal::ChangedMeanwhile("shifts".to_owned()).into()
        }
        other => other.into(),
    }
}

/// What has to be stored.
struct Work<'h> {
    hub: &'h Hub,
    report: DerivedReport,
    new: Vec<NewRevision>,
    ended: Vec<ShiftChange>,
}

impl Work<'_> {
    /// A shift that the clock says was worked, and the entry that it has.
    fn shift(&mut self, person: PersonId, clocked: &ClockedShift, entry: Option<Entry>) {
        let wanted = self.revision(person, clocked);
        let Some((entry, newest)) = entry.and_then(|entry| Some((entry.clone(), entry.last()?.clone()))) else {
            self.report.added += 1;
            self.add(wanted, None);
            return;
        };
        let said = by_clock(&entry).is_some_and(|before| !before.removed && before.shift.says_the_same(&wanted.shift));
        let ended = newest.state == ShiftState::Replaced;
        if said && !ended {
            self.report.unchanged += 1;
        } else if newest.shift.source == ShiftSource::Clock {
            self.report.changed += 1;
            self.add(next(wanted, &newest), Some(&newest));
        } else {
            self.contradicted(&newest);
        }
    }

    /// An entry of the clock that the events no longer have.
    fn gone(&mut self, entry: &Entry, range: DateRange) {
        let Some(newest) = entry.last().filter(|newest| range.contains(newest.shift.date)) else {
            return;
        };
        let counts = entry.iter().any(|revision| revision.in_force && !revision.removed);
        if newest.removed || newest.state == ShiftState::Replaced {
            return;
        }
        if newest.shift.source != ShiftSource::Clock {
            self.contradicted(newest);
        } else if counts {
            self.report.removed += 1;
            let removal = ShiftRevision {
                removed: true,
                ..self.fresh(newest.clone())
            };
            self.add(next(removal, newest), Some(newest));
        } else {
            self.report.removed += 1;
            self.ended.push(ShiftChange {
                shift: newest.shift.id,
                from: newest.state,
                to: ShiftState::Replaced,
                reason: "clock".to_owned(),
            });
        }
    }

    fn contradicted(&mut self, newest: &ShiftRevision) {
        self.report.contradicted.push(Contradicted {
            person: newest.shift.person,
            entry: newest.shift.entry,
            shift: newest.shift.id,
            date: newest.shift.date,
        });
    }

    /// The first revision of an entry of its own.
    fn revision(&self, person: PersonId, clocked: &ClockedShift) -> ShiftRevision {
        let (id, shift) = (self.hub.surroundings.identity(), &clocked.shift);
        let origin = ClockOrigin {
            came: clocked.came,
            went: clocked.went,
            breaks: clocked.breaks.clone(),
            planned: clocked.planned,
        };
        ShiftRevision {
            shift: StoredShift {
                id: ShiftId(id),
                entry: ShiftEntryId(id),
                revision: 1,
                person,
                date: shift.date(),
                start_minute: shift.start_minute(),
                end_minute: shift.end_minute(),
                second_pass: shift.second_pass(),
                break_minutes: shift.break_minutes(),
                group: clocked.group.clone(),
                factor_minutes: Vec::new(),
                source: ShiftSource::Clock,
                import: None,
            },
            removed: false,
            origin: serde_json::to_string(&origin).ok(),
            state: ShiftState::Open,
            in_force: false,
            approved_at: None,
        }
    }

    /// The same under a new identity, waiting.
    fn fresh(&self, revision: ShiftRevision) -> ShiftRevision {
        let id = ShiftId(self.hub.surroundings.identity());
        ShiftRevision {
            shift: StoredShift { id, ..revision.shift },
            state: ShiftState::Open,
            in_force: false,
            approved_at: None,
            ..revision
        }
    }

    fn add(&mut self, revision: ShiftRevision, newest: Option<&ShiftRevision>) {
        self.new.push(NewRevision {
            revision,
            replaces: newest.and_then(pending),
            reason: "clock".to_owned(),
        });
    }
}

/// A revision after the newest one of its entry.
pub(super) fn next(revision: ShiftRevision, newest: &ShiftRevision) -> ShiftRevision {
    let shift = StoredShift {
        entry: newest.shift.entry,
        revision: newest.shift.revision + 1,
        ..revision.shift
    };
    ShiftRevision { shift, ..revision }
}

/// The revision itself where it still waits, for whoever takes its place.
pub(super) fn pending(newest: &ShiftRevision) -> Option<(ShiftId, ShiftState)> {
    newest.state.is_pending().then_some((newest.shift.id, newest.state))
}
