//! Odd figures (X9): what can be right but deserves a look before it is paid. Each must be accepted by name, and asks
//! again when its figures change.

mod checks;
#[cfg(test)]
mod tests;
mod text;

pub use checks::odd_figures;

use crate::allowance::ShiftTimes;
use crate::calendar::{Date, DateRange};
use crate::ids::PersonId;
use crate::ledger::LedgerKind;
use crate::people::Contract;
use crate::quantity::{HundredthHours, Minutes};
use serde::{Deserialize, Serialize};

/// What is looked at: one person in one pay period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Case {
    /// Who.
    pub person: PersonId,
    /// The days.
    pub range: DateRange,
    /// The shifts of the range, and around it where they may overlap; as they were recorded, so that a break that no
    /// shift can hold is told and not lost.
    pub shifts: Vec<RecordedShift>,
    /// Minutes of the range that came as totals, without shifts.
    pub totals: Minutes,
    /// Minutes worked in each of the earlier periods of the same kind; those without work say nothing.
    pub earlier: Vec<Minutes>,
    /// The contracts as the payroll system gives them; `None` where they are not known, so that nothing is said.
    pub contracts: Option<Vec<Contract>>,
    /// Whether somebody set the type of contract by hand: then no two types are told.
    pub contract_type_is_set: bool,
    /// Days of leave and of sickness. Somebody who is sick for part of the hours is not among them: part of a day goes well
    /// with work.
    pub absences: Vec<Absence>,
    /// Balances at the end of the range.
    pub balances: Vec<Balance>,
}

/// A shift as it was recorded, in minutes on the wall after midnight of its date.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct RecordedShift {
    /// The day on which it starts.
    pub date: Date,
    /// Start and end.
    pub times: ShiftTimes,
    /// Break in minutes.
    pub break_minutes: i64,
}

/// Days on which somebody was not to work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Absence {
    /// The days.
    pub range: DateRange,
    /// Why.
    pub kind: AbsenceKind,
    /// Hours off on each of the days; `None` for the whole day.
    pub hours: Option<HundredthHours>,
}

/// Why somebody is not at work.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AbsenceKind {
    /// Leave (verlof).
    Leave,
    /// Sickness (ziekte).
    Sickness,
}

/// What somebody has in a ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Balance {
    /// Which ledger.
    pub ledger: LedgerKind,
    /// The balance.
    pub hours: HundredthHours,
}

/// From where on a figure is odd.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct OddThresholds {
    /// Percent of someone's usual hours: 300 is three times.
    pub usual_percent: i64,
    /// How many earlier periods with work make a custom.
    pub fewest_periods: usize,
    /// The longest shift that is not odd, from start to end.
    pub longest_shift: Minutes,
    /// The largest break that is not odd, in percent of the shift from start to end.
    pub break_percent: i64,
    /// So much leave on a day is a day of leave, on which work is odd; less (a morning off) goes well with work.
    pub day_of_leave: Minutes,
}

impl Default for OddThresholds {
    fn default() -> Self {
        Self {
            usual_percent: 300,
            fewest_periods: 3,
            longest_shift: Minutes(16 * 60),
            break_percent: 50,
            // More than half a day of eight hours: a choice of ours, no law.
            day_of_leave: Minutes(5 * 60),
        }
    }
}

/// One odd figure of one person.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Oddity {
    /// Who.
    pub person: PersonId,
    /// What was found.
    #[serde(flatten)]
    pub finding: Finding,
}

/// What was found.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Finding {
    /// Many times the hours of earlier periods.
    MoreThanUsual {
        /// The period.
        range: DateRange,
        /// Minutes worked in it.
        worked: Minutes,
        /// The median of the earlier periods, in minutes.
        usual: Minutes,
    },
    /// A shift that is very long.
    LongShift {
        /// The day on which it starts.
        date: Date,
        /// Start and end.
        times: ShiftTimes,
        /// Its real length in minutes, break included.
        length: Minutes,
    },
    /// Two shifts that share time.
    OverlappingShifts {
        /// The day on which the first starts.
        date: Date,
        /// The first.
        times: ShiftTimes,
        /// The day on which the other starts.
        other_date: Date,
        /// The other.
        other_times: ShiftTimes,
    },
    /// Hours on days without a contract.
    OutsideContract {
        /// The period.
        range: DateRange,
        /// The days.
        dates: Vec<Date>,
        /// Minutes worked on them.
        worked: Minutes,
    },
    /// A zero-hours contract and a contract with hours in one period.
    TwoContractTypes {
        /// The period.
        range: DateRange,
        /// The first day of the second type.
        changes_on: Date,
    },
    /// A balance below zero.
    NegativeBalance {
        /// Which ledger.
        ledger: LedgerKind,
        /// The day of the balance.
        date: Date,
        /// The balance.
        balance: HundredthHours,
    },
    /// A break that takes up most of the shift, or more than all of it.
    LargeBreak {
        /// The day on which the shift starts.
        date: Date,
        /// Start and end.
        times: ShiftTimes,
        /// The break in minutes.
        pause: Minutes,
    },
    /// Work on a whole day of leave or sickness.
    WorkedWhileAbsent {
        /// The day on which the shift starts.
        date: Date,
        /// Start and end.
        times: ShiftTimes,
        /// Why there should have been no work.
        absence: AbsenceKind,
    },
}

impl Finding {
    /// What it is about, the same however the figures change: `long-shift/2023-04-03/06:00`.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::MoreThanUsual { range, .. } => format!("more-than-usual/{}/{}", range.from, range.to),
            Self::LongShift { date, times, .. } => format!("long-shift/{date}/{}", times.start()),
            Self::OverlappingShifts {
                date,
                times,
                other_date,
                other_times,
            } => format!(
                "overlapping-shifts/{date}/{}/{other_date}/{}",
                times.start(),
                other_times.start()
            ),
            Self::OutsideContract { range, .. } => format!("outside-contract/{}/{}", range.from, range.to),
            Self::TwoContractTypes { range, .. } => format!("two-contract-types/{}/{}", range.from, range.to),
            Self::NegativeBalance { ledger, date, .. } => match ledger {
                LedgerKind::Leave => format!("negative-leave/{date}"),
                LedgerKind::PlusMinus => format!("negative-plus-minus/{date}"),
            },
            Self::LargeBreak { date, times, .. } => format!("large-break/{date}/{}", times.start()),
            Self::WorkedWhileAbsent { date, times, .. } => format!("worked-while-absent/{date}/{}", times.start()),
        }
    }

    /// The figures that somebody accepts: others ask again.
    #[must_use]
    pub fn figures(&self) -> String {
        match self {
            Self::MoreThanUsual { worked, usual, .. } => format!("{worked} of {usual}"),
            Self::LongShift { times, length, .. } => format!("{times} {length}"),
            Self::OverlappingShifts { times, other_times, .. } => format!("{times} {other_times}"),
            Self::OutsideContract { dates, worked, .. } => {
                let dates: Vec<_> = dates.iter().map(Date::to_string).collect();
                format!("{worked} {}", dates.join(" "))
            }
            Self::TwoContractTypes { changes_on, .. } => changes_on.to_string(),
            Self::NegativeBalance { balance, .. } => balance.to_string(),
            Self::LargeBreak { times, pause, .. } => format!("{times} {pause}"),
            Self::WorkedWhileAbsent { times, absence, .. } => format!("{times} {absence:?}"),
        }
    }
}
