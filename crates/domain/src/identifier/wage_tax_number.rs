//! Wage tax number.

use super::eleven_test;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Wage tax number (loonheffingennummer): a fiscal number of nine digits that passes the eleven-test, `L`, and a
/// sequence 01 to 99. L01 and L02 are different administrations. For a sole proprietor the nine digits are a citizen
/// service number, so `Debug` and `Display` mask them as they mask that.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WageTaxNumber(String);

/// Why a text is not a wage tax number. No message repeats the number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WageTaxNumberError {
    /// Not nine digits, `L`, two digits.
    #[error("a wage tax number is 9 digits, L and 2 digits, for example 123456782L01")]
    Form,
    /// The first three digits are zero.
    #[error("a wage tax number does not start with 000: take it from the letter of the Belastingdienst")]
    LeadingZeros,
    /// The sequence after the `L` is 00.
    #[error("the digits after the L are 01 to 99, never 00")]
    Sequence,
    /// The check digit does not fit.
    #[error("the wage tax number fails the eleven-test, so a digit before the L is wrong")]
    ElevenTest,
}

impl WageTaxNumber {
    /// Reads a number; spaces, dots and hyphens are dropped and `l` becomes `L`.
    ///
    /// # Errors
    /// `WageTaxNumberError`, the first rule that is broken.
    pub fn parse(text: &str) -> Result<Self, WageTaxNumberError> {
        let number = eleven_test::without_separators(text).to_ascii_uppercase();
        let (fiscal, sequence) = number.split_once('L').ok_or(WageTaxNumberError::Form)?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let fiscal: &[u8; 9] = fiscal.as_bytes().try_into().map_err(|_| WageTaxNumberError::Form)?;
        if sequence.len() != 2 || !digits(sequence) || !fiscal.iter().all(u8::is_ascii_digit) {
            return Err(WageTaxNumberError::Form);
        }
        if fiscal.starts_with(b"000") {
            return Err(WageTaxNumberError::LeadingZeros);
        }
        if sequence == "00" {
            return Err(WageTaxNumberError::Sequence);
        }
        if !eleven_test::passes(fiscal) {
            return Err(WageTaxNumberError::ElevenTest);
        }
        Ok(Self(number))
    }

    /// The whole number, for the system that needs it; never for a log.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WageTaxNumber {
    /// Masked: `*****6782L01`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("*****{}", self.0.get(5..).unwrap_or_default()))
    }
}

impl fmt::Debug for WageTaxNumber {
    /// Masked: `WageTaxNumber(*****6782L01)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WageTaxNumber({self})")
    }
}

text_form!(WageTaxNumber, WageTaxNumberError);
