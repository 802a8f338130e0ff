//! Planned against worked: who is late, absent, or there without being planned.

use super::clock_day::{ClockDays, around};
use super::entered::takes_time;
use crate::application::Hub;
use crate::error::HubError;
use crate::people::display_name;
use jiff::Timestamp;
use loonbrug_domain::clock::{ClockPolicy, policy_on};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::planning::{Finding, PlannedShift, attendance};
use loonbrug_domain::{Date, DateRange, Shift};
use loonbrug_store::{Person, ShiftRevision};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// One line: a planned shift and what was worked in it, or work that was not planned.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AttendanceLine {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// The day.
    pub date: Date,
    /// Planned from and to.
    pub planned: Option<(Timestamp, Timestamp)>,
    /// Worked from and to; the first coming and the last going.
    pub worked: Option<(Timestamp, Timestamp)>,
    /// Still there.
    pub present: bool,
    /// What differs by more than the tolerance of the clock policy.
    pub findings: Vec<Finding>,
}

/// What the planning is held against.
struct Seen {
    people: Vec<Person>,
    planned: BTreeMap<PersonId, Vec<PlannedShift>>,
    standing: Vec<ShiftRevision>,
    days: ClockDays,
}

impl Hub {
    /// Holds the planning of some days against shifts of whatever source and against who is there now.
    pub async fn attendance(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<Vec<AttendanceLine>, HubError> {
        let seen = Seen {
            people: self.store.people(organisation).await?,
            planned: self.planned_by_person(organisation, range).await?,
            standing: self.store.standing_shifts(organisation, around(range)).await?,
            days: self.clock_days(organisation, range).await?,
        };
        Ok(self.held(seen, range))
    }

    /// The same of these people alone.
    pub async fn attendance_of(
        &self,
        organisation: OrganisationId,
        people: &[Person],
        range: DateRange,
    ) -> Result<Vec<AttendanceLine>, HubError> {
        let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
        let revisions = self.store.shift_revisions_of(organisation, &ids, around(range));
        let mut standing = revisions.await?;
        standing.retain(|revision| revision.in_force || revision.state.is_pending());
        let seen = Seen {
            people: people.to_vec(),
            planned: self.planned_of(organisation, &ids, range).await?,
            standing,
            days: self.clock_days_of_people(organisation, &ids, range).await?,
        };
        Ok(self.held(seen, range))
    }

    fn held(&self, seen: Seen, range: DateRange) -> Vec<AttendanceLine> {
        let now = self.surroundings.now();
        let Seen {
            people,
            planned,
            standing,
            days,
        } = seen;
        let mut worked: BTreeMap<PersonId, Vec<Shift>> = BTreeMap::new();
        let mut newest: BTreeMap<_, _> = BTreeMap::new();
        for standing in standing {
            // What waits is the newest word about what was worked.
            newest.insert((standing.shift.entry, standing.shift.revision), standing);
        }
        let newest: BTreeMap<_, _> = newest
            .into_values()
            .map(|standing| (standing.shift.entry, standing))
            .collect();
        for standing in newest.values() {
            worked
                .entry(standing.shift.person)
                .or_default()
                .extend(takes_time(standing));
        }
        let mut present: HashMap<PersonId, Timestamp> = HashMap::new();
        for (person, derived) in &days.derived {
            if let Some(came) = derived.present {
                present.insert(*person, came.at);
                worked
                    .entry(*person)
                    .or_default()
                    .extend(Shift::between(came.at, now, 0).ok());
            }
        }
        let mut lines = Vec::new();
        for person in &people {
            let shifts: Vec<Shift> = planned
                .get(&person.id)
                .into_iter()
                .flatten()
                .map(|planned| planned.shift.clone())
                .collect();
            let worked = worked.remove(&person.id).unwrap_or_default();
            let tolerance = tolerance(&days.policies, range);
            for line in attendance(&shifts, &worked, tolerance, now) {
                let planned = line.planned.and_then(|place| shifts.get(place)?.ends());
                let times = || line.worked.iter().filter_map(|place| worked.get(*place)?.ends());
                let stay = times().map(|ends| ends.0).min().zip(times().map(|ends| ends.1).max());
                let Some((start, _)) = planned.or(stay) else { continue };
                lines.push(AttendanceLine {
                    person: person.id,
                    name: display_name(person),
                    date: self.surroundings.date_of(start),
                    planned,
                    worked: stay,
                    // What is worked until now is of whole minutes.
                    present: stay.is_some_and(|(_, end)| end.as_second() + 60 > now.as_second())
                        && present.contains_key(&person.id),
                    findings: line.findings,
                });
            }
        }
        lines.retain(|line| range.contains(line.date));
        lines.sort_by(|one, other| (one.date, &one.name, one.planned).cmp(&(other.date, &other.name, other.planned)));
        lines
    }
}

fn tolerance(policies: &[ClockPolicy], range: DateRange) -> i64 {
    let standard = ClockPolicy::standard(range.from);
    policy_on(policies, range.to).unwrap_or(&standard).tolerance_minutes
}
