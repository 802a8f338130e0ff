//! International bank account number.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Lengths by country, from the registry of IBAN formats.
const LENGTHS: &[(usize, &str)] = &[
    (15, "NO"),
    (16, "BE"),
    (18, "DK FI FK FO GL NL SD"),
    (19, "MK SI"),
    (20, "AT BA EE KZ LT LU MN XK"),
    (21, "CH HR LI LV"),
    (22, "BG BH CR DE GB GE IE ME RS VA"),
    (23, "AE GI IL IQ OM SO TL"),
    (24, "AD CZ ES MD PK RO SA SE SK TN VG"),
    (25, "LY PT ST"),
    (26, "IS TR"),
    (27, "BI DJ FR GR IT MC MR SM"),
    (28, "AL AZ BY CY DO GT HN HU LB NI PL SV"),
    (29, "BR EG PS QA UA"),
    (30, "JO KW MU YE"),
    (31, "MT SC"),
    (32, "LC"),
    (33, "RU"),
];

/// A bank account (IBAN), kept without spaces, in capitals. Accounts of any country are taken: employees may have
/// foreign ones. The old eleven-test of Dutch accounts is not applied: former giro numbers fail it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(String);

/// Why a text is not an account number. No message repeats the number.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum IbanError {
    /// Not two letters, two digits, then letters and digits.
    #[error("an IBAN is a country code, 2 check digits and the account, for example NL91 ABNA 0417 1643 00")]
    Form,
    /// The country has no IBAN.
    #[error("{country} is not a country with IBANs: check the first two letters")]
    Country {
        /// The first two letters.
        country: String,
    },
    /// Too long or too short for the country.
    #[error("an IBAN of {country} has {expected} characters and this one has {found}")]
    Length {
        /// The country code.
        country: String,
        /// How many characters the country uses.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A Dutch account that is not four letters and ten digits.
    #[error("a Dutch IBAN has 4 letters for the bank and 10 digits after the check digits")]
    DutchForm,
    /// The check digits do not fit.
    #[error("the check digits of the IBAN do not fit, so a character is wrong: ask for it again")]
    CheckDigits,
}

impl Iban {
    /// Reads an account number; spaces are dropped and letters become capitals.
    ///
    /// # Errors
    /// `IbanError`, the first rule that is broken.
    pub fn parse(text: &str) -> Result<Self, IbanError> {
        let iban: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_ascii_uppercase();
        check_form(&iban)?;
        check_length(&iban)?;
        let check_digits = iban.get(2..4).and_then(|digits| digits.parse::<u8>().ok());
        if remainder(&iban) != 1 || !check_digits.is_some_and(|digits| (2..=98).contains(&digits)) {
            return Err(IbanError::CheckDigits);
        }
        Ok(Self(iban))
    }

    /// The number without spaces, as systems exchange it; never for a log.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

fn check_form(iban: &str) -> Result<(), IbanError> {
    let fits = |(position, byte): (usize, u8)| match position {
        0 | 1 => byte.is_ascii_uppercase(),
        2 | 3 => byte.is_ascii_digit(),
        _ => byte.is_ascii_alphanumeric(),
    };
    if iban.len() < 5 || !iban.bytes().enumerate().all(fits) {
        return Err(IbanError::Form);
    }
    Ok(())
}

fn check_length(iban: &str) -> Result<(), IbanError> {
    let (country, account) = (iban.get(..2).unwrap_or_default(), iban.get(4..).unwrap_or_default());
    let listed = LENGTHS
        .iter()
        .find(|(_, countries)| countries.split(' ').any(|code| code == country));
    let &(expected, _) = listed.ok_or_else(|| IbanError::Country {
        country: country.to_owned(),
    })?;
    if iban.len() != expected {
        return Err(IbanError::Length {
            country: country.to_owned(),
            expected,
            found: iban.len(),
        });
    }
    let dutch = |(position, byte): (usize, u8)| {
        if position < 4 {
            byte.is_ascii_uppercase()
        } else {
            byte.is_ascii_digit()
        }
    };
    if country == "NL" && !account.bytes().enumerate().all(dutch) {
        return Err(IbanError::DutchForm);
    }
    Ok(())
}

/// The number modulo 97, first four characters last, A as 10 to Z as 35 (ISO 13616).
fn remainder(iban: &str) -> u32 {
    let (head, tail) = iban.split_at_checked(4).unwrap_or_default();
    tail.chars().chain(head.chars()).fold(0, |remainder, character| {
        let value = character.to_digit(36).unwrap_or_default();
        let digits = if value < 10 { 10 } else { 100 };
        (remainder * digits + value) % 97
    })
}

impl fmt::Display for Iban {
    /// In groups of four: `NL91 ABNA 0417 1643 00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut grouped = String::with_capacity(self.0.len() + self.0.len() / 4);
        for (position, character) in self.0.chars().enumerate() {
            if position > 0 && position % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(character);
        }
        f.pad(&grouped)
    }
}

impl fmt::Debug for Iban {
    /// Masked: `Iban(NL91…4300)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.0.get(..4), self.0.get(self.0.len().saturating_sub(4)..));
        write!(f, "Iban({}…{})", start.unwrap_or_default(), end.unwrap_or_default())
    }
}

text_form!(Iban, IbanError);
