//! Citizen service number.

use super::eleven_test;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Citizen service number (burgerservicenummer): nine digits, kept as text because leading zeros matter, that pass the
/// eleven-test and do not start with `000` (pattern of the wage-tax schema). `Debug` and `Display` show the last four
/// digits only; serialising writes it whole.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bsn(String);

/// Why a text is not a citizen service number. No message repeats the number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BsnError {
    /// Something else than digits and separators.
    #[error("a BSN holds digits only: correct it at the source")]
    NotDigits,
    /// Not nine digits.
    #[error("a BSN has 9 digits and this one has {digits}: a missing leading zero must be added at the source")]
    Length {
        /// How many digits there are.
        digits: usize,
    },
    /// The first three digits are zero.
    #[error("a BSN does not start with 000: correct it at the source")]
    LeadingZeros,
    /// The check digit does not fit.
    #[error("the BSN fails the eleven-test, so a digit is wrong: compare it with the identity document")]
    ElevenTest,
    /// Numbers from 800000000 on are given to organisations and tests, not to people.
    #[error("a BSN of an employee does not start with 8 or 9: compare it with the identity document")]
    NotAPerson,
}

/// A number as a file held it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportedBsn {
    /// The number.
    pub bsn: Bsn,
    /// Whether a leading zero was missing and has been added; the user must be told.
    pub padded: bool,
}

impl Bsn {
    /// Reads nine digits; spaces, dots and hyphens between them are dropped.
    ///
    /// # Errors
    /// `BsnError`, the first rule that is broken.
    pub fn parse(text: &str) -> Result<Self, BsnError> {
        let number = eleven_test::without_separators(text);
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(BsnError::NotDigits);
        }
        let digits: &[u8; 9] = number
            .as_bytes()
            .try_into()
            .map_err(|_| BsnError::Length { digits: number.len() })?;
        if digits.starts_with(b"000") {
            return Err(BsnError::LeadingZeros);
        }
        if !eleven_test::passes(digits) {
            return Err(BsnError::ElevenTest);
        }
        Ok(Self(number))
    }

    /// Reads a number from a file: where a number column has dropped one leading zero, it is added and reported.
    ///
    /// # Errors
    /// As `Bsn::parse`.
    pub fn parse_imported(text: &str) -> Result<ImportedBsn, BsnError> {
        match Self::parse(text) {
            Err(BsnError::Length { digits: 8 }) => {
                let bsn = Self::parse(&format!("0{}", text.trim()))?;
                Ok(ImportedBsn { bsn, padded: true })
            }
            parsed => parsed.map(|bsn| ImportedBsn { bsn, padded: false }),
        }
    }

    /// Whether the wage-tax return takes it as the number of an employee: it may not start with 8 or 9.
    ///
    /// # Errors
    /// `BsnError::NotAPerson`.
    pub fn check_employee(&self) -> Result<(), BsnError> {
        if self.0.starts_with(['8', '9']) {
            Err(BsnError::NotAPerson)
        } else {
            Ok(())
        }
    }

    /// The whole number. Only for the system that needs it: never for a log, a file name, a log-in or a match.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Bsn {
    /// Masked: `*****6782`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("*****{}", self.0.get(5..).unwrap_or_default()))
    }
}

impl fmt::Debug for Bsn {
    /// Masked: `Bsn(*****6782)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bsn({self})")
    }
}

text_form!(Bsn, BsnError);
