//! Planned against clocked: who is late, absent, or there without being planned.

use crate::shift::Shift;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// What differs between planned and worked time, in minutes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Finding {
    /// Came before the planned time (te vroeg).
    CameEarly {
        /// By so many minutes.
        minutes: i64,
    },
    /// Came after it (te laat).
    Late {
        /// By so many minutes.
        minutes: i64,
    },
    /// Went before the planned end (eerder weg).
    WentEarly {
        /// By so many minutes.
        minutes: i64,
    },
    /// Went after it (langer gebleven).
    StayedLonger {
        /// By so many minutes.
        minutes: i64,
    },
    /// Planned and not there (afwezig).
    Absent,
    /// There and not planned (niet ingeroosterd).
    Unplanned,
}

/// One line of attendance of one person: places in the two lists, and what is to be said. No finding is on time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attendance {
    /// Place of the planned shift, if any.
    pub planned: Option<usize>,
    /// Places of what was worked in it, by start: going and coming back are two.
    pub worked: Vec<usize>,
    /// What differs by more than the tolerance.
    pub findings: Vec<Finding>,
}

/// Holds what **one** person worked against what was planned, by start. Work belongs to the planned shift that it shares
/// most time with. Nobody is absent from a shift before it has begun `now` and the tolerance in minutes has passed, and
/// nobody leaves a shift early that is not over.
#[must_use]
pub fn attendance(planned: &[Shift], worked: &[Shift], tolerance: i64, now: Timestamp) -> Vec<Attendance> {
    let mut of_planned: Vec<Vec<usize>> = vec![Vec::new(); planned.len()];
    let mut lines: Vec<(Timestamp, Attendance)> = Vec::new();
    let mut by_start: Vec<(Timestamp, usize)> = (0..)
        .zip(worked)
        .filter_map(|(place, shift)| Some((shift.ends()?.0, place)))
        .collect();
    by_start.sort_unstable();
    for (start, place) in by_start {
        let home = worked.get(place).and_then(|shift| most_shared(planned, shift));
        match home.and_then(|home| of_planned.get_mut(home)) {
            Some(mine) => mine.push(place),
            None => lines.push((start, line(None, vec![place], vec![Finding::Unplanned]))),
        }
    }
    for ((place, shift), places) in (0..).zip(planned).zip(of_planned) {
        let Some((start, end)) = shift.ends() else { continue };
        let times = || places.iter().filter_map(|place| worked.get(*place)?.ends());
        let stay = times().map(|ends| ends.0).min().zip(times().map(|ends| ends.1).max());
        let findings = match stay {
            Some(stay) => compared((start, end), stay, tolerance, now),
            None if now.as_second() > start.as_second() + tolerance * 60 => vec![Finding::Absent],
            None => continue,
        };
        lines.push((start, line(Some(place), places, findings)));
    }
    lines.sort_by_key(|(start, line)| (*start, line.planned, line.worked.first().copied()));
    lines.into_iter().map(|(_, line)| line).collect()
}

fn line(planned: Option<usize>, worked: Vec<usize>, findings: Vec<Finding>) -> Attendance {
    Attendance {
        planned,
        worked,
        findings,
    }
}

/// The planned shift that shares most time with what was worked; the earliest of equal ones.
fn most_shared(planned: &[Shift], worked: &Shift) -> Option<usize> {
    let (start, end) = worked.ends()?;
    let shared = (0..).zip(planned).filter_map(|(place, shift)| {
        let (from, to) = shift.ends()?;
        let seconds = end.min(to).as_second() - start.max(from).as_second();
        (seconds > 0).then_some((seconds, Reverse((from, place))))
    });
    shared.max().map(|(_, Reverse((_, place)))| place)
}

fn compared(
    planned: (Timestamp, Timestamp),
    stay: (Timestamp, Timestamp),
    tolerance: i64,
    now: Timestamp,
) -> Vec<Finding> {
    let minutes = |from: Timestamp, to: Timestamp| (to.as_second() - from.as_second()) / 60;
    let (came, went) = (minutes(planned.0, stay.0), minutes(planned.1, stay.1));
    let mut findings = Vec::new();
    if came > tolerance {
        findings.push(Finding::Late { minutes: came });
    } else if came < -tolerance {
        findings.push(Finding::CameEarly { minutes: -came });
    }
    if went > tolerance {
        findings.push(Finding::StayedLonger { minutes: went });
    } else if went < -tolerance && now > planned.1 {
        findings.push(Finding::WentEarly { minutes: -went });
    }
    findings
}
