//! One thing that waits for a person.

use crate::hours::Flow;
use crate::pause_reason::PauseReason;
use loonbrug_domain::access::Right;
use loonbrug_domain::{Date, DateRange, PayPeriod};
use serde::Serialize;

/// Something that waits for a person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Open {
    /// Name of the organisation.
    pub organisation: String,
    /// Name of the coupling, where it is of one.
    pub coupling: Option<String>,
    /// What.
    #[serde(flatten)]
    pub what: OpenItem,
    /// How many.
    pub count: i64,
    /// The day of the oldest.
    pub oldest: Option<Date>,
}

impl Open {
    /// Where it stands in the list.
    pub(super) fn place(&self) -> (&str, Option<&str>, usize, Option<Date>) {
        let rank = self.what.rank();
        (&self.organisation, self.coupling.as_deref(), rank, self.oldest)
    }
}

/// What waits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum OpenItem {
    /// The coupling stands still until somebody mends what is wrong.
    Paused {
        /// Why, and the remedy.
        reason: PauseReason,
    },
    /// Postings of which the target shows something that it does not explain: `hours settle`.
    Conflicts {
        /// Their pay period.
        period: PayPeriod,
    },
    /// Postings whose outcome the next run settles by reading.
    InDoubt {
        /// Their pay period.
        period: PayPeriod,
    },
    /// Nmbrs holds something else than was sent: `hours verify` shows what, `hours plan` what to do.
    Differs {
        /// The pay period.
        period: PayPeriod,
    },
    /// The last run of these days left lines for a person, failed, or broke off: `hours plan` shows them.
    Run {
        /// What was sent.
        flow: Flow,
        /// The days.
        range: DateRange,
        /// Their pay period.
        period: PayPeriod,
        /// `needs-person`, `failed` or `running`.
        state: String,
    },
    /// The last synchronisation of people failed or broke off.
    PeopleRun {
        /// `failed` or `running`.
        state: String,
    },
    /// A pay period has ended, and approved hours of it were not sent.
    ToSend {
        /// The pay period.
        period: PayPeriod,
        /// Of how many people.
        people: i64,
        /// How many of them are lines of hours that came in as totals; the others are shifts.
        lines: i64,
    },
    /// Odd figures that nobody accepted, in this pay period and the one before it.
    OddFigures,
    /// Clock events that make no shift by themselves, such as a forgotten clock-out.
    ClockEvents,
    /// Clock events of badges that are nobody's.
    UnknownBadges,
    /// Shifts that wait for approval.
    ShiftsSubmitted,
    /// Shifts from before today that nobody submitted.
    ShiftsOpen,
    /// Leave that somebody asks for.
    LeaveRequested,
    /// Payouts that somebody asks for.
    PayoutsRequested,
    /// Employees in Nmbrs who could be imported or linked, as of the last synchronisation.
    NotLinked,
    /// Notices that could not be delivered, and are not tried any more.
    Undelivered,
    /// SOAP ends, and the coupling works with a token.
    SoapEnds {
        /// Days that are left; below zero it has ended.
        days_left: i32,
    },
}

impl OpenItem {
    /// The right with which one looks where it is solved.
    #[must_use]
    pub const fn right(&self) -> Right {
        match self {
            Self::OddFigures
            | Self::Paused { .. }
            | Self::Conflicts { .. }
            | Self::InDoubt { .. }
            | Self::Differs { .. }
            | Self::Run { .. }
            | Self::ToSend { .. }
            | Self::SoapEnds { .. } => Right::SeePlans,
            Self::PeopleRun { .. } | Self::NotLinked => Right::ChangePeople,
            Self::ClockEvents | Self::UnknownBadges | Self::ShiftsSubmitted | Self::ShiftsOpen => Right::SeeHours,
            Self::LeaveRequested | Self::PayoutsRequested => Right::SeeLedgers,
            Self::Undelivered => Right::ChangeSettings,
        }
    }

    /// The gravest first: what stands still or may be wrong at Nmbrs, then money that waits, then people.
    const fn rank(&self) -> usize {
        match self {
            Self::Paused { .. } => 0,
            Self::Conflicts { .. } => 1,
            Self::InDoubt { .. } => 2,
            Self::Differs { .. } => 3,
            Self::Run { .. } => 4,
            Self::PeopleRun { .. } => 5,
            Self::ToSend { .. } => 6,
            Self::OddFigures => 7,
            Self::ClockEvents => 8,
            Self::UnknownBadges => 9,
            Self::ShiftsSubmitted => 10,
            Self::ShiftsOpen => 11,
            Self::LeaveRequested => 12,
            Self::PayoutsRequested => 13,
            Self::NotLinked => 14,
            Self::Undelivered => 15,
            Self::SoapEnds { .. } => 16,
        }
    }
}
