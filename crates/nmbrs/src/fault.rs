//! What went wrong, classified once: at the edge, and nowhere else.

use std::fmt;
use std::time::Duration;

/// A call that did not give what it was asked.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{operation}: {message}")]
pub struct Fault {
    /// The operation, as Nmbrs names it: `EmployeeService.HourComponentVar_Insert`, `POST variablehours`.
    pub operation: String,
    /// What it means for whoever asked.
    pub class: FaultClass,
    /// The code that Nmbrs gave, where it gave one.
    pub code: Option<FaultCode>,
    /// What happened, in words; never a secret, never a BSN.
    pub message: String,
}

/// The four things that a failed call can mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultClass {
    /// Nothing happened at the other side; the call may be repeated, not before this long.
    Retry {
        /// How long the other side asks to wait.
        after: Option<Duration>,
    },
    /// The other side understood and refused; repeating gives the same.
    Rejected,
    /// It may have happened, or not: time-out, lost answer, 5xx, unreadable answer.
    Unknown,
    /// Nothing of this coupling will work until a person mends it: log-in, right, subscription.
    Pause,
}

/// The codes of Nmbrs that mean something to us (SOAP fault codes; REST titles and statuses map onto them).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FaultCode {
    /// 1001: wrong e-mail, token or domain.
    InvalidAuthentication,
    /// 1002: the user template lacks this call; REST: the scope is missing.
    UnauthorisedMethod,
    /// 1003: the call is allowed, this record is not.
    UnauthorisedData,
    /// 1004: no valid subscription.
    Disabled,
    /// 2001: the hour code is not in the company's hour model.
    InvalidHourCode,
    /// 2002: the wage code is not in the company's wage model.
    InvalidWageCode,
    /// 2003: unknown or foreign employee.
    UnknownEmployee,
    /// 2004: unknown or foreign company.
    UnknownCompany,
    /// 2006: the company has no such period.
    InvalidPeriod,
    /// 2009: unknown or foreign debtor.
    UnknownDebtor,
    /// 2011, or 9999 on a write outside the current period: the period is protected.
    ProtectedPeriod,
    /// 2012: the wage return of the period has been sent.
    WageReturnSent,
    /// 2042 or 2043: the domain is missing or wrong.
    InvalidDomain,
    /// 2046: no such record.
    NotFound,
    /// The log-in was revoked or has run out: a person must log in again (REST: `invalid_grant`).
    GrantRevoked,
    /// The token covers several debtors (REST: `ForbiddenMultiDebtor.`).
    SeveralDebtors,
    /// Any other code.
    Other(u32),
}

impl Fault {
    /// Whether the call may be made again without any risk.
    #[must_use]
    pub const fn may_be_repeated(&self) -> bool {
        matches!(self.class, FaultClass::Retry { .. })
    }
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(code) => code.fmt(f),
            known => write!(f, "{known:?}"),
        }
    }
}
