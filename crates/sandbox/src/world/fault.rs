//! What Nmbrs refuses, with its codes. SOAP answers the code and the text; REST answers the status that goes with it.

use thiserror::Error;

use super::period::Period;

/// A refusal. The `Display` form is the text that SOAP gives after `---> ` (API fact for the first ten, own words for
/// the rest).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WorldFault {
    /// Unknown user, wrong token or wrong domain.
    #[error("1001: Invalid Authentication")]
    InvalidAuthentication,
    /// The user template does not include this method, or the scope is missing.
    #[error("1002: Unauthorized access")]
    MethodNotAllowed {
        /// The operation, or the scope that is missing.
        method: String,
    },
    /// The user has the method but may not see this object.
    #[error("1003: Unauthorized access")]
    DataNotAllowed,
    /// The hour code is not in the company's hour models.
    #[error("2001: Invalid Hour component")]
    UnknownHourCode {
        /// The code as sent.
        code: i32,
    },
    /// The wage code is not in the company's wage models.
    #[error("2002: Invalid Wage component")]
    UnknownWageCode {
        /// The code as sent.
        code: i32,
    },
    /// Unknown or foreign employee.
    #[error("2003: Unauthorized access")]
    UnknownEmployee,
    /// Unknown or foreign company.
    #[error("2004: Unauthorized access")]
    UnknownCompany,
    /// The company does not count this period.
    #[error("2006: Invalid Period")]
    InvalidPeriod {
        /// The period as sent.
        period: Period,
    },
    /// Unknown or foreign debtor.
    #[error("2009: Unauthorized access")]
    UnknownDebtor,
    /// The period is not the current one and the call did not ask for the unprotected mode.
    #[error("2011: Protected mode: cannot change in the past")]
    ProtectedPeriod {
        /// The period as sent.
        period: Period,
    },
    /// The wage tax return (loonaangifte) of the period was sent.
    #[error("2012: Wage tax declaration already sent")]
    WageReturnSent {
        /// The period as sent.
        period: Period,
    },
    /// A figure is out of its bounds.
    #[error("2030: Invalid set of values")]
    InvalidValue {
        /// Which field, and what it may hold.
        reason: String,
    },
    /// Unknown cost centre or cost unit.
    #[error("2037: Invalid CostCenterId")]
    UnknownCostCenter,
    /// The user exists in several environments and gave no domain.
    #[error("2042: User in multiple environments")]
    SeveralEnvironments,
    /// No row with this id.
    #[error("2046: Not found")]
    NotFound,
    /// The catch-all; the spelling is the interface's.
    #[error("9999: Unkown")]
    Unknown,
}

impl WorldFault {
    /// The code of SOAP: 1001 … 9999.
    pub const fn code(&self) -> u16 {
        match self {
            Self::InvalidAuthentication => 1001,
            Self::MethodNotAllowed { .. } => 1002,
            Self::DataNotAllowed => 1003,
            Self::UnknownHourCode { .. } => 2001,
            Self::UnknownWageCode { .. } => 2002,
            Self::UnknownEmployee => 2003,
            Self::UnknownCompany => 2004,
            Self::InvalidPeriod { .. } => 2006,
            Self::UnknownDebtor => 2009,
            Self::ProtectedPeriod { .. } => 2011,
            Self::WageReturnSent { .. } => 2012,
            Self::InvalidValue { .. } => 2030,
            Self::UnknownCostCenter => 2037,
            Self::SeveralEnvironments => 2042,
            Self::NotFound => 2046,
            Self::Unknown => 9999,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_starts_with_the_code() {
        let period = Period::new(2023, 13);
        for fault in [
            WorldFault::InvalidAuthentication,
            WorldFault::MethodNotAllowed { method: String::new() },
            WorldFault::UnknownHourCode { code: 1 },
            WorldFault::InvalidPeriod { period },
            WorldFault::ProtectedPeriod { period },
            WorldFault::Unknown,
        ] {
            assert!(fault.to_string().starts_with(&format!("{}: ", fault.code())), "{fault}");
        }
    }
}
