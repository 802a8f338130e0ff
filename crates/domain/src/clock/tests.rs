mod pairing;
mod properties;
mod rounding;

use super::{ClockEvent, ClockPolicy, DayRules, Derived, Direction, EventKey, derive};
use crate::calendar::{Date, dutch_date};
use crate::ids::TerminalId;
use crate::planning::PlannedShift;
use crate::quantity::Minutes;
use crate::shift::Shift;
use jiff::Timestamp;
use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;
use uuid::Uuid;

/// The first Monday of the manual's month.
const MONDAY: Date = date(2023, 4, 3);

fn amsterdam() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").unwrap()
}

/// `03 09:00:20` is in April 2023; a whole date and time may be given too.
fn at(text: &str) -> Timestamp {
    let text = if text.len() < 12 {
        format!("2023-04-{text}")
    } else {
        text.to_owned()
    };
    let wall: DateTime = text.parse().unwrap();
    amsterdam().to_timestamp(wall).unwrap()
}

/// Events as `in 03 09:00`, numbered in this order.
fn events(lines: &[&str]) -> Vec<ClockEvent> {
    let event = |(sequence, line): (i64, &&str)| {
        let (direction, when) = line.split_once(' ').unwrap();
        let direction = match direction {
            "in" => Direction::In,
            "out" => Direction::Out,
            _ => Direction::Toggle,
        };
        ClockEvent {
            key: key(sequence),
            at: at(when),
            direction,
        }
    };
    (1..).zip(lines).map(event).collect()
}

fn key(sequence: i64) -> EventKey {
    EventKey {
        terminal: TerminalId(Uuid::from_u128(1)),
        sequence,
    }
}

/// A planned shift on a day of April 2023, in hours.
fn planned(day: i8, from: i64, to: i64, group: &str) -> PlannedShift {
    PlannedShift {
        shift: Shift::new(date(2023, 4, day), from * 60, to * 60, 0).unwrap(),
        group: Some(group.to_owned()),
    }
}

fn policy() -> ClockPolicy {
    ClockPolicy::standard(date(2023, 1, 1))
}

/// Derives with one policy for all days, long after the events.
fn with(policy: &ClockPolicy, lines: &[&str], planned: &[PlannedShift]) -> Derived {
    let rules = |_| DayRules {
        policy,
        overnight: policy.overnight,
        default_group: Some("Parttimers"),
    };
    derive(&events(lines), planned, &rules, at("2027-01-01T00:00"))
}

/// Shifts as `03-04-2023 9:00–17:00 -30 = 7:30 Bar`, then what is open as `1 ForgottenOut`.
fn told(derived: &Derived) -> Vec<String> {
    let shifts = derived.shifts.iter().map(|clocked| {
        let shift = &clocked.shift;
        format!(
            "{} {}–{} -{} = {} {}",
            dutch_date(shift.date()),
            Minutes(shift.start_minute()),
            Minutes(shift.end_minute()),
            shift.break_minutes(),
            shift.worked_minutes(),
            clocked.group.as_deref().unwrap_or("?"),
        )
    });
    let open = derived
        .open
        .iter()
        .map(|open| format!("{} {:?}", open.event.sequence, open.reason));
    shifts.chain(open).collect()
}
