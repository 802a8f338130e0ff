//! What a line of hours pays.

use crate::stage::CODES;
use loonbrug_domain::leave::TimeForTimeCredit;
use loonbrug_domain::sickness::PayBasis;
use loonbrug_domain::{DateRange, Factor};
use loonbrug_hub::hours::{Flow, Origin, RefusedLine};

/// The hour code of what calls pay above what was worked.
pub const TOP_UP_CODE: i64 = 7010;
/// The hour code of sick hours at the percentage of the law.
pub const SICK_CODE: i64 = 3170;
/// The hour code of time for time that is paid.
pub const UNTAKEN_CODE: i64 = 4100;
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
    /// Time for time that was not taken in its term.
    Untaken(TimeForTimeCredit),
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
            Self::Untaken(_) => UNTAKEN_CODE,
        }
    }

    /// What it is called, for counts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Factor(_) => "hours",
            Self::TopUp => "top-ups",
            Self::Sick => "sick hours",
            Self::Untaken(_) => "time for time",
        }
    }

    /// All names.
    pub const NAMES: [&'static str; 4] = ["hours", "top-ups", "sick hours", "time for time"];

    /// The flow that sends it.
    #[must_use]
    pub const fn flow(self) -> Flow {
        match self {
            Self::Factor(_) | Self::TopUp => Flow::Hours,
            Self::Sick => Flow::SickHours,
            Self::Untaken(_) => Flow::TimeForTime,
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
            Self::Untaken(credit) => Origin::TimeForTime { range, credit },
        }
    }

    /// What the lines of an origin pay, where it is of this range.
    #[must_use]
    pub fn of(origin: &str, range: DateRange) -> Option<Self> {
        let origin = Origin::parse(origin).filter(|origin| origin.range() == Some(range))?;
        Self::of_origin(origin)
    }

    /// What a posting pays, a correction what it corrects.
    #[must_use]
    pub fn of_posting(origin: &str) -> Option<Self> {
        Self::of_origin(Origin::of(origin)?)
    }

    const fn of_origin(origin: Origin) -> Option<Self> {
        match origin {
            Origin::Hours { factor, .. } => Some(Self::Factor(factor)),
            Origin::CallTopUp { .. } => Some(Self::TopUp),
            Origin::SickHours { .. } => Some(Self::Sick),
            Origin::TimeForTime { credit, .. } => Some(Self::Untaken(credit)),
            _ => None,
        }
    }

    /// The flows that send lines of hours.
    pub const FLOWS: [Flow; 3] = [Flow::Hours, Flow::SickHours, Flow::TimeForTime];
}

/// What has no way to a closed period, as far as a refused line tells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NoWay {
    /// Days.
    Days,
    /// Hours at a factor.
    Factor(Factor),
    /// Hours of a flow, without a factor.
    Hours(Flow),
}

impl NoWay {
    /// Of a refused line.
    #[must_use]
    pub const fn of(flow: Flow, line: &RefusedLine) -> Self {
        match (line.factor, line.hundredths) {
            (Some(factor), _) => Self::Factor(factor),
            (None, Some(_)) => Self::Hours(flow),
            (None, None) => Self::Days,
        }
    }

    /// Of a line that pays this.
    #[must_use]
    pub const fn paying(part: Part) -> Self {
        match part {
            Part::Factor(factor) => Self::Factor(factor),
            Part::TopUp | Part::Sick | Part::Untaken(_) => Self::Hours(part.flow()),
        }
    }
}
