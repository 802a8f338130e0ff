//! Time and money as integers: minutes inside, hundredths of an hour only on the way out, cents for money.

mod parse;
#[cfg(test)]
mod tests;

pub use parse::QuantityError;

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

macro_rules! integer_quantity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl $name {
            /// Nothing.
            pub const ZERO: Self = Self(0);
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                self.0 += other.0;
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }

        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                Self(-self.0)
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
                values.fold(Self::ZERO, Add::add)
            }
        }
    };
}

integer_quantity!(
    /// Whole minutes of work: the only unit that hours are added up in.
    Minutes
);
integer_quantity!(
    /// Hundredths of an hour: the unit that payroll systems take. 7 h 30 min is 750.
    HundredthHours
);
integer_quantity!(
    /// Euro cents.
    Cents
);

/// A surcharge factor (factorwaarde) in hundredths of a percent: 100 % is 10 000, 133,33 % is 13 333.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Factor(pub u32);

impl Factor {
    /// All worked hours, without surcharge.
    pub const WORKED: Self = Self(10_000);

    /// A factor of whole percents.
    #[must_use]
    pub const fn percent(percent: u32) -> Self {
        Self(percent * 100)
    }
}

impl Minutes {
    /// Rounds to hundredths of an hour, half away from zero: the one rounding on the way to payroll
    /// (manual viqz shows two decimals).
    #[must_use]
    pub const fn to_hundredth_hours(self) -> HundredthHours {
        // 1 minute is 100/60 hundredths: n × 5 ÷ 3, so the remainder is a third or two thirds.
        let numerator = self.0 * 5;
        let rounded = if numerator >= 0 {
            (numerator * 2 + 3) / 6
        } else {
            (numerator * 2 - 3) / 6
        };
        HundredthHours(rounded)
    }
}

impl fmt::Display for HundredthHours {
    /// Dutch, two decimals: `7,50`, `1.234,50`, `-0,25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&dutch_decimal(self.0))
    }
}

impl fmt::Display for Cents {
    /// Dutch, with the sign of the euro: `€ 4,50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("€ {}", dutch_decimal(self.0)))
    }
}

impl fmt::Display for Factor {
    /// As the manual shows it: `150 %`, `133,33 %`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        if rest == 0 {
            f.pad(&format!("{whole} %"))
        } else {
            f.pad(&format!("{whole},{rest:02} %"))
        }
    }
}

impl fmt::Display for Minutes {
    /// Hours and minutes: `7:30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        f.pad(&format!("{sign}{}:{:02}", self.0.abs() / 60, self.0.abs() % 60))
    }
}

/// Hundredths as a Dutch decimal with thousands separators: 123450 → `1.234,50`.
pub(crate) fn dutch_decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let digits = (hundredths.unsigned_abs() / 100).to_string();
    let mut whole = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            whole.push('.');
        }
        whole.push(digit);
    }
    format!("{sign}{whole},{:02}", hundredths.unsigned_abs() % 100)
}
