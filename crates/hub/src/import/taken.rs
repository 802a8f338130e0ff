//! What the time of people has room for: nobody works two shifts at once, nor more than 24 hours in a day.

use super::difference::Comparable as _;
use super::report::LineTrouble;
use jiff::Timestamp;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::{DateRange, Factor, HundredthHours, Shift};
use loonbrug_store::{StoredHourLine, StoredShift};
use std::collections::{BTreeMap, HashMap};

/// Hundredths of an hour in a day.
const DAY: i64 = 2400;

/// What takes time already.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Taker {
    /// A line of the file.
    Line(usize),
    /// A stored shift, in words.
    Stored(String),
}

/// Shifts that do not overlap, in real time: a night counts for what it is, also when the clock is changed. Of such
/// shifts no day holds more hours than it has.
pub struct TakenTime {
    /// Until when, and by what, for every start.
    of: HashMap<PersonId, BTreeMap<Timestamp, (Timestamp, Taker)>>,
}

impl TakenTime {
    /// The time that stored shifts take.
    pub fn with(stored: &[StoredShift]) -> Self {
        let mut taken = Self { of: HashMap::new() };
        for shift in stored {
            // What was stored before does not overlap; if it does, one of the two is enough to run into.
            let _ = taken.take(shift, Taker::Stored(shift.words()));
        }
        taken
    }

    /// Takes the time of a shift, or gives what took part of it before.
    pub fn take(&mut self, shift: &StoredShift, by: Taker) -> Result<(), Taker> {
        let (from, to) = (shift.start_minute, shift.end_minute);
        let span = Shift::in_wall_time(shift.date, from, to, shift.second_pass, 0).ok();
        let Some((start, end)) = span.and_then(|span| span.ends()) else {
            return Ok(());
        };
        let taken = self.of.entry(shift.person).or_default();
        match taken.range(..end).next_back() {
            Some((_, (until, other))) if *until > start => Err(other.clone()),
            _ => {
                taken.insert(start, (end, by));
                Ok(())
            }
        }
    }
}

/// The lines of a file that, together with earlier ones of the same person, days and factor, hold more hours than the
/// days have. Where all of them fit, because one corrects another, none is refused.
pub fn beyond_their_days<'a>(lines: impl Iterator<Item = (usize, &'a StoredHourLine)>) -> BTreeMap<usize, LineTrouble> {
    let mut groups: BTreeMap<(PersonId, DateRange, Factor), Vec<(usize, i64)>> = BTreeMap::new();
    for (line, hours) in lines {
        let key = (hours.person, hours.range, hours.factor);
        groups.entry(key).or_default().push((line, hours.hundredths));
    }
    let mut beyond = BTreeMap::new();
    for ((_, range, factor), group) in groups {
        let room = DAY * (i64::from((range.to - range.from).get_days()) + 1);
        let total: i64 = group.iter().map(|(_, hours)| hours).sum();
        if total.abs() > room {
            refuse_beyond(room, range, factor, &group, &mut beyond);
        }
    }
    beyond
}

fn refuse_beyond(
    room: i64,
    range: DateRange,
    factor: Factor,
    group: &[(usize, i64)],
    beyond: &mut BTreeMap<usize, LineTrouble>,
) {
    let (mut others, mut sum) = (Vec::new(), 0);
    for (line, hours) in group {
        if (sum + hours).abs() <= room {
            sum += hours;
            others.push(*line);
            continue;
        }
        beyond.entry(*line).or_insert_with(|| LineTrouble::BeyondDays {
            hours: HundredthHours(*hours),
            others: others.clone(),
            together: HundredthHours(sum + hours),
            factor,
            range,
        });
    }
}
