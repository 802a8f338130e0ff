//! What was recorded of a range of days, as odd figures look at it.

use loonbrug_domain::allowance::ShiftTimes;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::odd::RecordedShift;
use loonbrug_domain::{DateRange, Factor, Minutes};
use loonbrug_store::{StoredHourLine, StoredShift};
use std::collections::HashMap;

/// Shifts and totals by person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Recorded {
    shifts: HashMap<PersonId, Vec<RecordedShift>>,
    totals: HashMap<PersonId, Minutes>,
}

impl Recorded {
    /// The days whose shifts are needed: those of the range and those beside it, where shifts may overlap.
    pub fn days(range: DateRange) -> DateRange {
        DateRange {
            from: range.from.yesterday().unwrap_or(range.from),
            to: range.to.tomorrow().unwrap_or(range.to),
        }
    }

    /// Of these shifts and lines those that the range needs; there may be more.
    pub fn of(range: DateRange, shifts: &[StoredShift], lines: &[StoredHourLine]) -> Self {
        let days = Self::days(range);
        let mut recorded = Self::default();
        for shift in shifts.iter().filter(|shift| days.contains(shift.date)) {
            let of_person = recorded.shifts.entry(shift.person).or_default();
            of_person.push(as_recorded(shift));
        }
        let in_range = |line: &&StoredHourLine| range.contains(line.range.from) && range.contains(line.range.to);
        // Hours with a surcharge are part of those at 100 %.
        let all_hours = lines.iter().filter(|line| line.factor == Factor::WORKED);
        for line in all_hours.filter(in_range) {
            *recorded.totals.entry(line.person).or_default() += Minutes(line.hundredths * 3 / 5);
        }
        recorded
    }

    /// The shifts of a person.
    pub fn shifts_of(&self, person: PersonId) -> &[RecordedShift] {
        self.shifts.get(&person).map_or(&[], Vec::as_slice)
    }

    /// What came of a person as totals, without shifts.
    pub fn total_of(&self, person: PersonId) -> Minutes {
        self.totals.get(&person).copied().unwrap_or_default()
    }
}

fn as_recorded(shift: &StoredShift) -> RecordedShift {
    RecordedShift {
        date: shift.date,
        times: ShiftTimes {
            start_minute: shift.start_minute,
            end_minute: shift.end_minute,
        },
        break_minutes: shift.break_minutes,
    }
}
