//! One cell, before anybody knows what it should hold.

use crate::limits;
use jiff::ToSpan;
use loonbrug_domain::Date;
use loonbrug_domain::calendar::dutch_date;

/// What a cell holds.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Cell {
    /// Nothing, or only spaces.
    Empty,
    /// Text, without the spaces around it.
    Text(String),
    /// A number of a workbook.
    Number(Number),
    /// True or false, in a workbook.
    Truth(bool),
    /// An error such as `#N/A`, in a workbook.
    Error(String),
    /// A formula without a computed value, in a workbook.
    Formula,
    /// More text than a cell may hold.
    TooLong,
}

/// A number of a workbook, which may stand for a date or a time.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Number {
    /// The number; for a date the days since the epoch, for a time the fraction of a day.
    pub(crate) value: f64,
    /// Whether the cell is formatted as a date or time.
    pub(crate) is_moment: bool,
    /// Whether the workbook counts days from 1904 rather than 1900.
    pub(crate) from_1904: bool,
}

impl Cell {
    /// A cell with this text.
    pub(crate) fn text(text: &str) -> Self {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            Self::Empty
        } else if trimmed.len() > limits::CELL_BYTES {
            Self::TooLong
        } else {
            Self::Text(trimmed.to_owned())
        }
    }

    /// Whether it holds nothing.
    pub(crate) const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The cell as a person would see it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Empty | Self::Formula | Self::TooLong => String::new(),
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Number(number) => number.shown(),
            Self::Truth(truth) => truth.to_string().to_uppercase(),
        }
    }
}

impl Number {
    /// Splits into whole days and minutes of the day, where the number is a whole number of minutes.
    /// Days are counted from the epoch of the workbook.
    pub(crate) fn days_and_minutes(self) -> Option<(i64, i64)> {
        // Half a second: what a fraction of a day loses in a floating point number is far less.
        let minutes = whole(self.value * 1440.0, 1.0 / 120.0)?;
        Some((minutes.div_euclid(1440), minutes.rem_euclid(1440)))
    }

    /// The date that a number of days stands for; the leap day that Excel invented in 1900 is before any shift.
    pub(crate) fn date(self, days: i64) -> Option<Date> {
        let epoch = if self.from_1904 {
            Date::constant(1904, 1, 1)
        } else {
            Date::constant(1899, 12, 30)
        };
        epoch.checked_add(i32::try_from(days).ok()?.days()).ok()
    }

    fn shown(self) -> String {
        match self.days_and_minutes() {
            Some((days, minutes)) if self.is_moment => {
                let time = format!("{:02}:{:02}", minutes / 60, minutes % 60);
                match self.date(days).filter(|_| days > 0) {
                    Some(date) if minutes == 0 => dutch_date(date),
                    Some(date) => format!("{} {time}", dutch_date(date)),
                    None => time,
                }
            }
            _ => self.value.to_string(),
        }
    }
}

/// The whole number that a floating point number stands for, if it is within `tolerance` of one.
pub(crate) fn whole(value: f64, tolerance: f64) -> Option<i64> {
    const LARGEST: f64 = 1e12;
    let nearest = value.round();
    if value.abs() > LARGEST || (value - nearest).abs() > tolerance {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole and below 10^12")]
    Some(nearest as i64)
}
