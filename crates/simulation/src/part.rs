//! What a line of hours pays.

use crate::stage::CODES;
use loonbrug_domain::sickness::PayBasis;
use loonbrug_domain::{DateRange, Factor};
use loonbrug_hub::hours::{Flow, Origin, RefusedLine};

/// The hour code of what calls pay above what was worked.
pub const TOP_UP_CODE: i64 = 7010;
/// The hour code of sick hours at the percentage of the law.
pub const SICK_CODE: i64 = 3170;
/// That percentage (BW 7:629).
pub const SICK_PERCENT: u32 = 70;

/// What a line of hours pays.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// Hours at a factor.
    Factor(Factor),
    /// What calls pay above what was worked.
    TopUp,
    /// Hours of sickness.
    Sick,
}

impl Part {
    /// The hour code.
    #[must_use]
    pub fn code(self) -> i64 {
        match self {
            Self::Factor(factor) => {
                let found = CODES.iter().find(|(percent, _)| Factor::percent(*percent) == factor);
                found.map_or(0, |(_, code)| *code)
            }
            Self::TopUp => TOP_UP_CODE,
            Self::Sick => SICK_CODE,
        }
    }

    /// The flow that sends it.
    #[must_use]
    pub const fn flow(self) -> Flow {
        match self {
            Self::Factor(_) | Self::TopUp => Flow::Hours,
            Self::Sick => Flow::SickHours,
        }
    }

    /// Where a line of a range comes from.
    #[must_use]
    pub const fn origin(self, range: DateRange) -> Origin {
        match self {
            Self::Factor(factor) => Origin::Hours { range, factor },
            Self::TopUp => Origin::CallTopUp { range },
            Self::Sick => Origin::SickHours {
                range,
                pay: PayBasis::Hourly,
                percent: SICK_PERCENT,
            },
        }
    }

    /// What the lines of an origin pay, where it is of this range.
    #[must_use]
    pub fn of(origin: &str, range: DateRange) -> Option<Self> {
        let origin = Origin::parse(origin).filter(|origin| origin.range() == Some(range))?;
        match origin {
            Origin::Hours { factor, .. } => Some(Self::Factor(factor)),
            Origin::CallTopUp { .. } => Some(Self::TopUp),
            Origin::SickHours { .. } => Some(Self::Sick),
            _ => None,
        }
    }

    /// What a refused line pays; `None` for days.
    #[must_use]
    pub const fn refused(flow: Flow, line: &RefusedLine) -> Option<Self> {
        match (flow, line.factor, line.hundredths) {
            (Flow::SickHours, ..) => Some(Self::Sick),
            (_, Some(factor), _) => Some(Self::Factor(factor)),
            (_, None, Some(_)) => Some(Self::TopUp),
            (_, None, None) => None,
        }
    }
}
