//! Travel allowance (reiskostenvergoeding) per day worked: a fixed amount, or kilometres at the rate of that day.

use super::{Allowance, AllowanceDay, times_of, worked_days};
use crate::calendar::{Date, DateRange, dutch_date};
use crate::dated::{Dated, in_force};
use crate::quantity::{Cents, QuantityError};
use crate::shift::Shift;
use serde::{Serialize, Serializer};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// The days with a travel allowance of one person.
pub type TravelAllowance = Allowance<TravelAgreement>;

/// What somebody gets for travelling on a day worked. Written `5,00` (an amount per day, manual viqz) or `23,40 km`
/// (there and back).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum TravelAgreement {
    /// An amount per day, in cents; zero says that there is no allowance.
    PerDay(Cents),
    /// The distance there and back in hundredths of a kilometre, paid at the rate of the day.
    Kilometres {
        /// Hundredths of a kilometre, zero or more.
        hundredths: i64,
    },
}

/// Why travel cannot be told or paid.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TravelError {
    /// Less than nothing.
    #[error("`{0}` is below zero: 0 says that there is no travel allowance")]
    Negative(String),
    /// An amount or distance that cannot be read.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// Kilometres on a day for which no rate is known.
    #[error("there is no rate per kilometre on {}: give one that starts on or before that day", dutch_date(*.0))]
    NoRate(Date),
}

/// The highest untaxed rates per kilometre in the Netherlands, in cents, by the day on which they started. A company
/// can bring its own.
#[must_use]
pub fn kilometre_rates() -> Vec<Dated<Cents>> {
    vec![
        Dated::new(Date::constant(2006, 1, 1), Cents(19)),
        Dated::new(Date::constant(2023, 1, 1), Cents(21)),
        Dated::new(Date::constant(2024, 1, 1), Cents(23)),
    ]
}

impl TravelAgreement {
    fn amount(self, rates: &[Dated<Cents>], date: Date) -> Result<Cents, TravelError> {
        match self {
            Self::PerDay(amount) => Ok(amount),
            Self::Kilometres { hundredths } => {
                let rate = in_force(rates, date).ok_or(TravelError::NoRate(date))?;
                Ok(Cents((hundredths * rate.value.0 + 50) / 100))
            }
        }
    }
}

impl fmt::Display for TravelAgreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hundredths, unit) = match self {
            Self::PerDay(amount) => (*amount, ""),
            Self::Kilometres { hundredths } => (Cents(*hundredths), " km"),
        };
        write!(f, "{}{unit}", hundredths.to_string().trim_start_matches("€ "))
    }
}

impl FromStr for TravelAgreement {
    type Err = TravelError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let (number, agreement): (_, fn(Cents) -> Self) = match text.strip_suffix("km") {
            Some(number) => (number, |distance| Self::Kilometres { hundredths: distance.0 }),
            None => (text, Self::PerDay),
        };
        let hundredths = Cents::parse(number)?;
        if hundredths < Cents::ZERO {
            return Err(TravelError::Negative(text.to_owned()));
        }
        Ok(agreement(hundredths))
    }
}

impl Serialize for TravelAgreement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The days of the range for which **one** person gets travel: every day worked, once, at the agreement of that date
/// and rounded half up to a cent; not the days worked at home, which have an allowance of their own or none. Days
/// before the first agreement get nothing.
///
/// # Errors
/// `TravelError::NoRate`: kilometres on a day before the first of the `rates`.
pub fn travel_days(
    shifts: &[Shift],
    at_home: &BTreeSet<Date>,
    agreements: &[Dated<TravelAgreement>],
    rates: &[Dated<Cents>],
    range: DateRange,
) -> Result<TravelAllowance, TravelError> {
    let mut days = Vec::new();
    for (date, shifts) in worked_days(shifts, range) {
        let Some(rule) = in_force(agreements, date).copied().filter(|_| !at_home.contains(&date)) else {
            continue;
        };
        let amount = rule.value.amount(rates, date)?;
        if amount > Cents::ZERO {
            let shifts = times_of(&shifts);
            days.push(AllowanceDay {
                date,
                shifts,
                amount,
                rule,
            });
        }
    }
    Ok(Allowance { days })
}
