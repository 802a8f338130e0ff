//! Requests for leave (verlofaanvragen).

use crate::calendar::{Date, DateRange};
use crate::ids::{LeaveRequestId, PersonId};
use crate::language::Language;
use crate::ledger::{Booking, Details, LedgerOrigin};
use crate::quantity::HundredthHours;
use serde::{Deserialize, Serialize};

/// Where a request stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestState {
    /// Aangevraagd: waits for a decision.
    Requested,
    /// Goedgekeurd: in the ledger.
    Approved,
    /// Afgewezen.
    Rejected,
    /// Ingetrokken, before or after it was approved.
    Withdrawn,
}

impl RequestState {
    /// What it is called.
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Self::Requested => language.pick("aangevraagd", "requested"),
            Self::Approved => language.pick("goedgekeurd", "approved"),
            Self::Rejected => language.pick("afgewezen", "rejected"),
            Self::Withdrawn => language.pick("ingetrokken", "withdrawn"),
        }
    }

    /// Whether a request may go from here to there.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Requested, Self::Approved | Self::Rejected | Self::Withdrawn) | (Self::Approved, Self::Withdrawn)
        )
    }
}

/// One request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LeaveRequest {
    /// Identity.
    pub id: LeaveRequestId,
    /// Who asks.
    pub person: PersonId,
    /// When it was asked.
    pub requested_on: Date,
    /// The days off.
    pub days: DateRange,
    /// How many hours it costs; above zero.
    pub hours: HundredthHours,
    /// Conto werkgever: the employer gives the hours, so that nothing is debited.
    pub on_employer: bool,
    /// Type of leave (Vakantie, Verlof, …).
    pub leave_type: String,
    /// In the person's own words; may be empty.
    pub description: String,
    /// Where it stands.
    pub state: RequestState,
}

/// Why a request cannot be taken up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RequestError {
    /// No hours, or a negative number.
    #[error("a request for {hours} hours: give more than zero")]
    Hours {
        /// The hours.
        hours: HundredthHours,
    },
    /// More hours than the days have.
    #[error("{hours} hours do not fit in {days} days")]
    TooManyHours {
        /// The hours.
        hours: HundredthHours,
        /// The days.
        days: i64,
    },
}

impl LeaveRequest {
    /// Refuses what cannot be meant.
    ///
    /// # Errors
    /// `RequestError`: no hours, or more than 24 a day.
    pub fn check(&self) -> Result<(), RequestError> {
        let hours = self.hours;
        if hours <= HundredthHours::ZERO {
            return Err(RequestError::Hours { hours });
        }
        let days = i64::try_from(self.days.days().count()).unwrap_or(i64::MAX);
        if hours.0 > days.saturating_mul(2400) {
            return Err(RequestError::TooManyHours { hours, days });
        }
        Ok(())
    }

    /// What the ledger holds of it: its hours while it is approved and not on the employer's account, else nothing. It
    /// counts from its last day on (manual viqz: "Saldo per 05-09-2023").
    #[must_use]
    pub fn booking(&self) -> Booking {
        let costs = self.state == RequestState::Approved && !self.on_employer;
        let hours = if costs { -self.hours } else { HundredthHours::ZERO };
        Booking {
            details: Details {
                requested_on: Some(self.requested_on),
                days: Some(self.days),
                description: self.description.clone(),
                leave_type: self.leave_type.clone(),
                on_employer: self.on_employer,
            },
            ..Booking::new(LedgerOrigin::Request(self.id), self.days.to, hours)
        }
    }
}
