//! Where a posting comes from: which flow, which days, which factor.

use super::flow::Flow;
use super::refused::RefusedReason;
use loonbrug_domain::ids::PayoutId;
use loonbrug_domain::leave::TimeForTimeCredit;
use loonbrug_domain::sickness::PayBasis;
use loonbrug_domain::{DateRange, Factor};
use std::fmt;

/// The origin of a posting. Two postings of one origin, person and code are revisions of the same thing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Origin {
    /// Hours of a range of days at a factor.
    Hours {
        /// The days.
        range: DateRange,
        /// The factor.
        factor: Factor,
    },
    /// What calls pay above what was worked in a range of days.
    CallTopUp {
        /// The days.
        range: DateRange,
    },
    /// The days worked of a whole pay period: one value, whatever the number of ranges.
    Days,
    /// Hours above the contract hours in a range of days.
    PlusHours {
        /// The days.
        range: DateRange,
    },
    /// Surcharges of somebody with contract hours in a range of days.
    Surcharge {
        /// The days.
        range: DateRange,
        /// The factor.
        factor: Factor,
    },
    /// Sick hours in a range of days at a percentage of the wage.
    SickHours {
        /// The days.
        range: DateRange,
        /// How the person is paid.
        pay: PayBasis,
        /// The percentage that is paid.
        percent: u32,
    },
    /// Time for time whose term ended in a range of days.
    TimeForTime {
        /// The days.
        range: DateRange,
        /// What was not taken.
        credit: TimeForTimeCredit,
    },
    /// Meal allowances in a range of days.
    MealAllowance {
        /// The days.
        range: DateRange,
    },
    /// Travel allowances in a range of days.
    TravelAllowance {
        /// The days.
        range: DateRange,
    },
    /// What was approved to be paid out.
    Payout {
        /// Which payout.
        payout: PayoutId,
    },
}

/// What stands before the origin of a difference to something that was sent in a pay period which is closed by now.
const CORRECTION: &str = "correction ";

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hours { range, factor } => write!(f, "hours {} {} {}", range.from, range.to, factor.0),
            Self::CallTopUp { range } => write!(f, "hours {} {} top-up", range.from, range.to),
            Self::Days => f.write_str("days"),
            Self::PlusHours { range } => write!(f, "plus-hours {} {}", range.from, range.to),
            Self::Surcharge { range, factor } => write!(f, "surcharges {} {} {}", range.from, range.to, factor.0),
            Self::SickHours { range, pay, percent } => {
                write!(f, "sick-hours {} {} {} {percent}", range.from, range.to, pay.word())
            }
            Self::TimeForTime { range, credit } => write!(f, "time-for-time {} {} {credit}", range.from, range.to),
            Self::MealAllowance { range } => write!(f, "meal-allowances {} {}", range.from, range.to),
            Self::TravelAllowance { range } => write!(f, "travel-allowances {} {}", range.from, range.to),
            Self::Payout { payout } => write!(f, "payouts {payout}"),
        }
    }
}

impl Origin {
    /// Reads what `Display` writes; a correction is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split(' ').collect();
        let range = |from: &str, to: &str| DateRange::new(from.parse().ok()?, to.parse().ok()?);
        match *words.as_slice() {
            ["days"] => Some(Self::Days),
            ["hours", from, to, "top-up"] => Some(Self::CallTopUp {
                range: range(from, to)?,
            }),
            ["hours", from, to, factor] => Some(Self::Hours {
                range: range(from, to)?,
                factor: Factor(factor.parse().ok()?),
            }),
            ["plus-hours", from, to] => Some(Self::PlusHours {
                range: range(from, to)?,
            }),
            ["surcharges", from, to, factor] => Some(Self::Surcharge {
                range: range(from, to)?,
                factor: Factor(factor.parse().ok()?),
            }),
            ["sick-hours", from, to, pay, percent] => Some(Self::SickHours {
                range: range(from, to)?,
                pay: PayBasis::parse(pay)?,
                percent: percent.parse().ok()?,
            }),
            ["time-for-time", from, to, ref credit @ ..] => Some(Self::TimeForTime {
                range: range(from, to)?,
                credit: TimeForTimeCredit::parse(credit)?,
            }),
            ["meal-allowances", from, to] => Some(Self::MealAllowance {
                range: range(from, to)?,
            }),
            ["travel-allowances", from, to] => Some(Self::TravelAllowance {
                range: range(from, to)?,
            }),
            ["payouts", payout] => Some(Self::Payout {
                payout: payout.parse().ok()?,
            }),
            _ => None,
        }
    }

    /// The origin of a posting, and of what it corrects if it is a correction.
    #[must_use]
    pub fn of(posting_origin: &str) -> Option<Self> {
        Self::parse(posting_origin.strip_prefix(CORRECTION).unwrap_or(posting_origin))
    }

    /// Whether the origin of a posting is that of a correction.
    #[must_use]
    pub fn is_correction(posting_origin: &str) -> bool {
        posting_origin.starts_with(CORRECTION)
    }

    /// The origin of the corrections of this one, as it is stored.
    #[must_use]
    pub fn correction(self) -> String {
        format!("{CORRECTION}{self}")
    }

    /// The beginning of the origins of all corrections of a flow in a range, as it is stored.
    #[must_use]
    pub fn corrections_of(flow: Flow, range: DateRange) -> String {
        match flow {
            Flow::Payouts => Self::corrections_of_flow(flow),
            _ => format!("{CORRECTION}{} {} {}", flow.as_str(), range.from, range.to),
        }
    }

    /// The beginning of the origins of all corrections of a flow, as it is stored.
    #[must_use]
    pub fn corrections_of_flow(flow: Flow) -> String {
        format!("{CORRECTION}{} ", flow.as_str())
    }

    /// The flow that it belongs to.
    #[must_use]
    pub const fn flow(self) -> Flow {
        match self {
            Self::Hours { .. } | Self::CallTopUp { .. } | Self::Days => Flow::Hours,
            Self::Surcharge { .. } => Flow::Surcharges,
            Self::SickHours { .. } => Flow::SickHours,
            Self::TimeForTime { .. } => Flow::TimeForTime,
            Self::PlusHours { .. } => Flow::PlusHours,
            Self::MealAllowance { .. } => Flow::MealAllowances,
            Self::TravelAllowance { .. } => Flow::TravelAllowances,
            Self::Payout { .. } => Flow::Payouts,
        }
    }

    /// The range of days that it claims for its flow.
    #[must_use]
    pub const fn range(self) -> Option<DateRange> {
        match self {
            Self::Hours { range, .. }
            | Self::CallTopUp { range }
            | Self::PlusHours { range }
            | Self::Surcharge { range, .. }
            | Self::SickHours { range, .. }
            | Self::TimeForTime { range, .. }
            | Self::MealAllowance { range }
            | Self::TravelAllowance { range } => Some(range),
            Self::Days | Self::Payout { .. } => None,
        }
    }

    /// What is to be set for lines of this origin that have no code.
    pub(super) fn no_code(self) -> RefusedReason {
        let setting = match self {
            Self::CallTopUp { .. } => "call-top-up-code = …".to_owned(),
            Self::Surcharge { factor, .. }
            | Self::TimeForTime {
                credit: TimeForTimeCredit { otherwise: factor, .. },
                ..
            } => format!("[[surcharge-codes]] factor = \"{factor}\", code = …"),
            Self::SickHours { pay, percent, .. } => {
                format!(
                    "[[sickness-codes]] pay = \"{}\", percent = {percent}, code = …",
                    pay.word()
                )
            }
            _ => return RefusedReason::NoCode,
        };
        RefusedReason::CodeNotSet { setting }
    }

    /// The factor, for hours and surcharges.
    #[must_use]
    pub const fn factor(self) -> Option<Factor> {
        match self {
            Self::Hours { factor, .. } | Self::Surcharge { factor, .. } => Some(factor),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn an_origin_reads_back() {
        let range = DateRange::new("2023-04-01".parse().unwrap(), "2023-04-30".parse().unwrap()).unwrap();
        let factor = Factor::percent(150);
        let payout = PayoutId(Uuid::from_u128(7));
        let origins = [
            (Origin::Hours { range, factor }, "hours 2023-04-01 2023-04-30 15000"),
            (Origin::CallTopUp { range }, "hours 2023-04-01 2023-04-30 top-up"),
            (
                Origin::Surcharge { range, factor },
                "surcharges 2023-04-01 2023-04-30 15000",
            ),
            (
                Origin::SickHours {
                    range,
                    pay: PayBasis::Hourly,
                    percent: 70,
                },
                "sick-hours 2023-04-01 2023-04-30 hourly 70",
            ),
            (
                Origin::TimeForTime {
                    range,
                    credit: TimeForTimeCredit::parse(&["2023-W01", "20000", "13", "15000"]).unwrap(),
                },
                "time-for-time 2023-04-01 2023-04-30 2023-W01 20000 13 15000",
            ),
            (Origin::Days, "days"),
            (Origin::PlusHours { range }, "plus-hours 2023-04-01 2023-04-30"),
            (Origin::MealAllowance { range }, "meal-allowances 2023-04-01 2023-04-30"),
            (
                Origin::TravelAllowance { range },
                "travel-allowances 2023-04-01 2023-04-30",
            ),
            (
                Origin::Payout { payout },
                "payouts 00000000-0000-0000-0000-000000000007",
            ),
        ];
        for (origin, text) in origins {
            assert_eq!(origin.to_string(), text);
            assert_eq!(Origin::parse(text), Some(origin));
            let correction = origin.correction();
            assert!(Origin::is_correction(&correction) && !Origin::is_correction(text));
            assert_eq!(
                (Origin::parse(&correction), Origin::of(&correction)),
                (None, Some(origin))
            );
            if origin != Origin::Days {
                assert!(correction.starts_with(&Origin::corrections_of(origin.flow(), range)));
            }
        }
        assert_eq!(Origin::parse("hours 2023-04-30 2023-04-01 15000"), None);
    }
}
