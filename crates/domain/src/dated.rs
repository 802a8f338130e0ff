//! Values with a first day of validity ("per").

use crate::calendar::Date;
use serde::{Deserialize, Serialize};

/// A value that holds from a day on, until the next one of its kind starts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Dated<T> {
    /// The first day.
    pub valid_from: Date,
    /// The value.
    pub value: T,
}

impl<T> Dated<T> {
    /// A value from this day on.
    pub const fn new(valid_from: Date, value: T) -> Self {
        Self { valid_from, value }
    }
}

/// What holds on a date: the value that started last, in whatever order they are given; `None` before the first.
pub fn in_force<T>(values: &[Dated<T>], date: Date) -> Option<&Dated<T>> {
    values
        .iter()
        .filter(|dated| dated.valid_from <= date)
        .max_by_key(|dated| dated.valid_from)
}
