//! Clock events of one person to shifts.

use super::event::{ClockEvent, Direction, EventKey};
use super::policy::{ClockPolicy, SameDay};
use super::rounding::{Rounded, RoundingReason, Side};
use crate::calendar::Date;
use crate::planning::PlannedShift;
use crate::shift::{Shift, ShiftError};
use crate::wall;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What holds for a person on the day on which a shift starts.
#[derive(Clone, Copy, Debug)]
pub struct DayRules<'a> {
    /// The policy of the organisation.
    pub policy: &'a ClockPolicy,
    /// Whether this person's shifts may cross midnight; then no breaks are booked (manual viqz).
    pub overnight: bool,
    /// The group of this person who comes without being planned.
    pub default_group: Option<&'a str>,
}

/// A clock time that counts, and the event that gave it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Clocked {
    /// The event.
    pub event: EventKey,
    /// Raw and rounded.
    pub time: Rounded,
}

/// A break by going and coming back.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct ClockedBreak {
    /// The going.
    pub from: ClockEvent,
    /// The coming back.
    pub to: ClockEvent,
    /// Whole minutes in between; a minute that began does not count as break.
    pub minutes: i64,
}

/// A shift as the clock gives it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClockedShift {
    /// The shift, rounded.
    pub shift: Shift,
    /// The group of the planned shift, else the default one.
    pub group: Option<String>,
    /// Coming.
    pub came: Clocked,
    /// Going.
    pub went: Clocked,
    /// Breaks.
    pub breaks: Vec<ClockedBreak>,
    /// The start of the planned shift that it belongs to; `None` when it was not planned.
    pub planned: Option<Timestamp>,
}

/// Why an event waits for a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OpenReason {
    /// Came and never went (vergeten uit te klokken).
    ForgottenOut,
    /// Went without having come.
    NothingToEnd,
    /// Came and went within one step of the grid: no time is left.
    NoTime,
    /// The breaks take up the whole shift.
    BreakTooLong,
}

/// An event that waits for a person: complete it with another event, or dismiss it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct OpenEvent {
    /// When.
    pub at: Timestamp,
    /// The event.
    pub event: EventKey,
    /// Why.
    pub reason: OpenReason,
}

/// All that the events of one person say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Derived {
    /// Shifts, by start.
    pub shifts: Vec<ClockedShift>,
    /// What waits for a person, by time.
    pub open: Vec<OpenEvent>,
    /// Second touches of the badge, which are no events of their own.
    pub doubled: Vec<EventKey>,
    /// The event with which the person came who is still there.
    pub present: Option<ClockEvent>,
}

/// Derives the shifts of **one** person from the events known `now`, in whatever order and however often they were
/// delivered. `rules` tells what holds on a day, `planned` are the person's planned shifts.
#[must_use]
pub fn derive<'a>(
    events: &[ClockEvent],
    planned: &[PlannedShift],
    rules: &dyn Fn(Date) -> DayRules<'a>,
    now: Timestamp,
) -> Derived {
    let once: BTreeMap<EventKey, ClockEvent> = events.iter().map(|event| (event.key, *event)).collect();
    let mut events: Vec<ClockEvent> = once.into_values().collect();
    events.sort_by_key(|event| (event.at, event.key));
    let mut pairing = Pairing {
        rules,
        derived: Derived::default(),
        inside: None,
        last: None,
        stays: Vec::new(),
    };
    for event in events {
        pairing.event(event);
    }
    pairing.end(now);
    let (stays, mut derived) = (pairing.stays, pairing.derived);
    let mut free_from = None;
    for stay in joined(stays, rules) {
        match clocked(&stay, planned, &rules(day(stay.came)), free_from) {
            Ok(shift) => {
                free_from = Some(shift.went.time.at);
                derived.shifts.push(shift);
            }
            Err(reason) => derived.open.push(open(stay.came, reason)),
        }
    }
    derived.open.sort_unstable();
    derived
}

/// The day of an event on the wall.
fn day(event: ClockEvent) -> Date {
    wall::date_of(event.at)
}

fn open(event: ClockEvent, reason: OpenReason) -> OpenEvent {
    OpenEvent {
        at: event.at,
        event: event.key,
        reason,
    }
}

/// From coming to going.
struct Stay {
    came: ClockEvent,
    went: ClockEvent,
    breaks: Vec<ClockedBreak>,
}

/// Walks through the events in the order of time.
struct Pairing<'r, 'a> {
    rules: &'r dyn Fn(Date) -> DayRules<'a>,
    derived: Derived,
    /// Who came and did not go.
    inside: Option<ClockEvent>,
    /// The last event that counted.
    last: Option<ClockEvent>,
    stays: Vec<Stay>,
}

impl Pairing<'_, '_> {
    fn event(&mut self, event: ClockEvent) {
        if self.last.is_some_and(|last| self.is_double(last, event)) {
            self.derived.doubled.push(event.key);
            return;
        }
        self.last = Some(event);
        let came = self.inside.take();
        let ends = came.filter(|came| event.direction != Direction::In && self.can_end(*came, event.at));
        match (came, ends) {
            (_, Some(came)) => self.stays.push(Stay {
                came,
                went: event,
                breaks: Vec::new(),
            }),
            (forgotten, None) => {
                let forgotten = forgotten.map(|came| open(came, OpenReason::ForgottenOut));
                self.derived.open.extend(forgotten);
                if event.direction == Direction::Out {
                    self.derived.open.push(open(event, OpenReason::NothingToEnd));
                } else {
                    self.inside = Some(event);
                }
            }
        }
    }

    /// A badge that is held before the reader a little long, or once more to be sure.
    fn is_double(&self, last: ClockEvent, event: ClockEvent) -> bool {
        let same = last.direction == event.direction
            || last.direction == Direction::Toggle
            || event.direction == Direction::Toggle;
        let apart = event.at.as_second() - last.at.as_second();
        same && apart < (self.rules)(day(last)).policy.double_seconds
    }

    /// Whether somebody who came can be going at this moment: else the going was forgotten.
    fn can_end(&self, came: ClockEvent, at: Timestamp) -> bool {
        let rules = (self.rules)(day(came));
        let same_day = day(came) == wall::date_of(at);
        let seconds = at.as_second() - came.at.as_second();
        (same_day || rules.overnight) && seconds <= rules.policy.longest_minutes * 60
    }

    fn end(&mut self, now: Timestamp) {
        let Some(came) = self.inside.take() else { return };
        if self.can_end(came, now) {
            self.derived.present = Some(came);
        } else {
            self.derived.open.push(open(came, OpenReason::ForgottenOut));
        }
    }
}

/// Makes breaks of what lies between stays of one day, where that is the policy.
fn joined<'a>(stays: Vec<Stay>, rules: &dyn Fn(Date) -> DayRules<'a>) -> Vec<Stay> {
    let mut joined: Vec<Stay> = Vec::new();
    for stay in stays {
        match joined.last_mut() {
            Some(before) if is_break(before, &stay, &rules(day(before.came))) => {
                before.breaks.push(ClockedBreak {
                    from: before.went,
                    to: stay.came,
                    minutes: (stay.came.at.as_second() - before.went.at.as_second()) / 60,
                });
                before.went = stay.went;
            }
            _ => joined.push(stay),
        }
    }
    joined
}

fn is_break(before: &Stay, after: &Stay, rules: &DayRules<'_>) -> bool {
    let SameDay::Break { at_most_minutes } = rules.policy.same_day else {
        return false;
    };
    let seconds = after.came.at.as_second() - before.went.at.as_second();
    !rules.overnight && day(before.came) == day(after.came) && seconds <= at_most_minutes * 60
}

/// Rounds a stay; `free_from` is when the shift before it ends.
fn clocked(
    stay: &Stay,
    planned: &[PlannedShift],
    rules: &DayRules<'_>,
    free_from: Option<Timestamp>,
) -> Result<ClockedShift, OpenReason> {
    let edges = || planned.iter().filter_map(|planned| planned.shift.ends());
    let policy = rules.policy;
    let mut came = policy
        .rounding_in
        .round(stay.came.at, edges().map(|(start, _)| start), Side::Coming);
    let went = policy
        .rounding_out
        .round(stay.went.at, edges().map(|(_, end)| end), Side::Going);
    if let Some(previous) = free_from.filter(|previous| *previous > came.at) {
        (came.at, came.reason) = (previous, RoundingReason::AfterPrevious);
    }
    let pause = stay.breaks.iter().map(|pause| pause.minutes).sum();
    let shift = Shift::between(came.at, went.at, pause).map_err(|error| match error {
        ShiftError::BreakTooLong { .. } => OpenReason::BreakTooLong,
        _ => OpenReason::NoTime,
    })?;
    let belongs = planned_of(planned, stay);
    let default_group = rules.default_group.or(policy.default_group.as_deref());
    Ok(ClockedShift {
        shift,
        group: belongs.map_or_else(|| default_group.map(str::to_owned), |planned| planned.group.clone()),
        came: Clocked {
            event: stay.came.key,
            time: came,
        },
        went: Clocked {
            event: stay.went.key,
            time: went,
        },
        breaks: stay.breaks.clone(),
        planned: belongs.and_then(|planned| Some(planned.shift.ends()?.0)),
    })
}

/// The planned shift that shares most time with the stay, the earliest of equal ones.
fn planned_of<'p>(planned: &'p [PlannedShift], stay: &Stay) -> Option<&'p PlannedShift> {
    let shared = |planned: &PlannedShift| {
        let (start, end) = planned.shift.ends()?;
        let seconds = end.min(stay.went.at).as_second() - start.max(stay.came.at).as_second();
        (seconds > 0).then_some((seconds, std::cmp::Reverse(start)))
    };
    planned
        .iter()
        .filter(|planned| shared(planned).is_some())
        .max_by_key(|planned| shared(planned))
}
