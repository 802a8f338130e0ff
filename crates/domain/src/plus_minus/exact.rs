//! Hours without rounding.

use crate::quantity::{HundredthHours, Minutes};
use std::iter::Sum;
use std::ops::{Add, Sub};

/// Parts of an hour that everything is a whole number of: minutes, hundredths and thousandths of an hour, sevenths of
/// those, a 28th to a 31st of a hundredth of those, and thousandths over the working days of a week.
const UNITS: i64 = 37_758_000_000;

/// Hours, exactly; up to some two hundred million of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) struct ExactHours(i64);

impl ExactHours {
    /// Thousandths of an hour × `numerator` ÷ `denominator`, where 100 × the denominator is one of the parts above.
    pub fn thousandths(thousandths: i64, numerator: i64, denominator: i64) -> Self {
        debug_assert_eq!(UNITS / 1000 * numerator % denominator, 0, "no part of the unit");
        Self(thousandths * (UNITS / 1000 * numerator / denominator))
    }

    /// Hundredths of an hour, rounded half away from zero.
    pub fn rounded(self) -> HundredthHours {
        let part = UNITS / 100;
        let half = if self.0 < 0 { -part / 2 } else { part / 2 };
        HundredthHours((self.0 + half) / part)
    }
}

impl From<Minutes> for ExactHours {
    fn from(minutes: Minutes) -> Self {
        Self(minutes.0 * (UNITS / 60))
    }
}

impl From<HundredthHours> for ExactHours {
    fn from(hours: HundredthHours) -> Self {
        Self(hours.0 * (UNITS / 100))
    }
}

impl Add for ExactHours {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for ExactHours {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for ExactHours {
    fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
        values.fold(Self::default(), Add::add)
    }
}
