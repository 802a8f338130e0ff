//! What the clock says of some days: events with the people they are about, and the shifts derived from them.

use super::terminals::holder;
use crate::application::Hub;
use crate::error::HubError;
use crate::profiles::OrganisationProfiles;
use crate::surroundings::netherlands;
use jiff::{Timestamp, ToSpan as _};
use loonbrug_domain::clock::{ClockEvent, ClockPolicy, DayRules, Derived, EventKey, derive, policy_on};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::planning::PlannedShift;
use loonbrug_domain::{Date, DateRange, Shift};
use loonbrug_store::{ClockSubject, StoredClockEvent, StoredPlannedShift};
use std::collections::{BTreeMap, BTreeSet};

/// Events of so many days before are looked at too, so that a forgotten clock-out does not turn all that follows round.
const DAYS_BEFORE: i64 = 7;
/// A shift of the last day may end on the next one.
const DAYS_AFTER: i64 = 2;

/// What the clock says of some days.
pub(super) struct ClockDays {
    /// What was derived of each person, only of these days.
    pub derived: BTreeMap<PersonId, Derived>,
    /// Events of badges that are nobody's, of these days.
    pub unknown: Vec<StoredClockEvent>,
    /// The clock policies of the organisation.
    pub policies: Vec<ClockPolicy>,
}

/// What holds for one person on one day.
struct PersonDay {
    overnight: Option<bool>,
    group: Option<String>,
}

impl Hub {
    /// Reads the events around these days and derives the shifts of everybody, as it is known now.
    pub(super) async fn clock_days(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<ClockDays, HubError> {
        let events = self.store.clock_events(organisation, from(range), until(range)).await?;
        self.derived_from(organisation, events, range).await
    }

    /// The same of these people alone; badges of nobody are left out.
    pub(super) async fn clock_days_of_people(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
        range: DateRange,
    ) -> Result<ClockDays, HubError> {
        let times = (from(range), until(range));
        let events = self.store.clock_events_of(organisation, people, times).await?;
        let mut days = self.derived_from(organisation, events, range).await?;
        days.derived.retain(|person, _| people.contains(person));
        Ok(ClockDays {
            unknown: Vec::new(),
            ..days
        })
    }

    async fn derived_from(
        &self,
        organisation: OrganisationId,
        events: Vec<StoredClockEvent>,
        range: DateRange,
    ) -> Result<ClockDays, HubError> {
        let dismissed: BTreeSet<EventKey> = self
            .store
            .dismissed_clock_events(organisation)
            .await?
            .into_iter()
            .collect();
        let badges = self.store.badges(organisation).await?;
        let (mut of_people, mut unknown) = (BTreeMap::<PersonId, Vec<ClockEvent>>::new(), Vec::new());
        for event in events {
            if dismissed.contains(&event.key) {
                continue;
            }
            let date = self.surroundings.date_of(event.at);
            let person = match &event.subject {
                ClockSubject::Person { person, .. } => Some(*person),
                ClockSubject::Badge(number) => holder(&badges, number, date),
            };
            match person {
                Some(person) => of_people.entry(person).or_default().push(clock_event(&event)),
                None if range.contains(date) => unknown.push(event),
                None => {}
            }
        }
        let policies = self.clock_policies(organisation).await?;
        let people: Vec<PersonId> = of_people.keys().copied().collect();
        let planned = self.planned_of(organisation, &people, range).await?;
        let profiles = self.profiles_of(organisation, &people).await?;
        let mut derived = BTreeMap::new();
        for (person, events) in of_people {
            let planned = planned.get(&person).map_or(&[][..], Vec::as_slice);
            let days = self.person_days(&profiles, person, &events)?;
            let found = self.derive_person(&events, planned, &policies, &days);
            derived.insert(person, self.only(found, range));
        }
        Ok(ClockDays {
            derived,
            unknown,
            policies,
        })
    }

    /// The same of one person, without reading everybody's events.
    pub(super) async fn clock_days_of(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        range: DateRange,
    ) -> Result<Derived, HubError> {
        let dismissed = self.store.dismissed_clock_events(organisation).await?;
        let badges = self.store.badges(organisation).await?;
        let mut events = self
            .store
            .clock_events_of(organisation, &[person], (from(range), until(range)))
            .await?;
        events.retain(|event| {
            let is_own = match &event.subject {
                ClockSubject::Person { .. } => true,
                ClockSubject::Badge(number) => {
                    holder(&badges, number, self.surroundings.date_of(event.at)) == Some(person)
                }
            };
            is_own && !dismissed.contains(&event.key)
        });
        let events: Vec<ClockEvent> = events.iter().map(clock_event).collect();
        let planned = self.planned_of(organisation, &[person], range).await?;
        let planned = planned.get(&person).map_or(&[][..], Vec::as_slice);
        let policies = self.clock_policies(organisation).await?;
        let days = self.person_days(&self.profiles_of(organisation, &[person]).await?, person, &events)?;
        let derived = self.derive_person(&events, planned, &policies, &days);
        Ok(self.only(derived, range))
    }

    fn derive_person(
        &self,
        events: &[ClockEvent],
        planned: &[PlannedShift],
        policies: &[ClockPolicy],
        days: &BTreeMap<Date, PersonDay>,
    ) -> Derived {
        let standard = ClockPolicy::standard(Date::MIN);
        let rules = |date| {
            let policy = policy_on(policies, date).unwrap_or(&standard);
            let day = days.get(&date);
            DayRules {
                policy,
                overnight: day.and_then(|day| day.overnight).unwrap_or(policy.overnight),
                default_group: day.and_then(|day| day.group.as_deref()),
            }
        };
        derive(events, planned, &rules, self.surroundings.now())
    }

    /// What the settings say of this person on the days of the events.
    fn person_days(
        &self,
        profiles: &OrganisationProfiles,
        person: PersonId,
        events: &[ClockEvent],
    ) -> Result<BTreeMap<Date, PersonDay>, HubError> {
        let dates: BTreeSet<Date> = events.iter().map(|event| self.surroundings.date_of(event.at)).collect();
        let day = |date| {
            let profile = profiles.on(person, date);
            let overnight = profile.overnights().map_err(Box::new)?.copied();
            let group = profile.clock_group().map_err(Box::new)?;
            let group = group.map(|group| group.as_str().to_owned());
            Ok((date, PersonDay { overnight, group }))
        };
        dates.into_iter().map(day).collect()
    }

    /// Only what is of these days.
    fn only(&self, derived: Derived, range: DateRange) -> Derived {
        let within = |at: Timestamp| range.contains(self.surroundings.date_of(at));
        Derived {
            shifts: derived
                .shifts
                .into_iter()
                .filter(|clocked| range.contains(clocked.shift.date()))
                .collect(),
            open: derived.open.into_iter().filter(|open| within(open.at)).collect(),
            doubled: derived.doubled,
            present: derived.present.filter(|event| within(event.at)),
        }
    }

    /// What is planned around these days, by person.
    pub(super) async fn planned_by_person(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<BTreeMap<PersonId, Vec<PlannedShift>>, HubError> {
        Ok(by_person(self.store.planned_shifts(organisation, around(range)).await?))
    }

    /// The same of these people alone.
    pub(super) async fn planned_of(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
        range: DateRange,
    ) -> Result<BTreeMap<PersonId, Vec<PlannedShift>>, HubError> {
        let stored = self
            .store
            .planned_shifts_of(organisation, people, around(range))
            .await?;
        Ok(by_person(stored))
    }
}

fn by_person(stored: Vec<StoredPlannedShift>) -> BTreeMap<PersonId, Vec<PlannedShift>> {
    let mut planned: BTreeMap<PersonId, Vec<PlannedShift>> = BTreeMap::new();
    for stored in stored {
        if let Some(shift) = as_planned(&stored).filter(|_| !stored.removed) {
            planned.entry(stored.person).or_default().push(shift);
        }
    }
    planned
}

/// A planned shift as the rules take it; `None` where it cannot be worked.
pub(super) fn as_planned(stored: &StoredPlannedShift) -> Option<PlannedShift> {
    let factors = stored.factor_minutes.iter();
    let factors = factors.map(|(factor, minutes)| (*factor, loonbrug_domain::Minutes(*minutes)));
    let (start, end) = (stored.start_minute, stored.end_minute);
    let shift = Shift::new(stored.date, start, end, stored.break_minutes).ok()?;
    Some(PlannedShift {
        shift: shift.with_factor_minutes(factors.collect()).ok()?,
        group: stored.group.clone(),
    })
}

/// The days with the day before and the day after: nights reach over.
pub(super) fn around(range: DateRange) -> DateRange {
    DateRange {
        from: range.from.yesterday().unwrap_or(range.from),
        to: range.to.tomorrow().unwrap_or(range.to),
    }
}

fn from(range: DateRange) -> Timestamp {
    moment(range.from.saturating_sub(DAYS_BEFORE.days()))
}

fn until(range: DateRange) -> Timestamp {
    moment(range.to.saturating_add(DAYS_AFTER.days()))
}

/// The beginning of a day.
pub(super) fn moment(date: Date) -> Timestamp {
    let midnight = date.to_zoned(netherlands());
    midnight.map_or(Timestamp::MIN, |midnight| midnight.timestamp())
}

fn clock_event(event: &StoredClockEvent) -> ClockEvent {
    ClockEvent {
        key: event.key,
        at: event.at,
        direction: event.direction,
    }
}
