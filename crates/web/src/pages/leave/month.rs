//! A month of leave, day by day.

use crate::words::Words;
use jiff::ToSpan as _;
use loonbrug_domain::leave::RequestState;
use loonbrug_domain::{Date, DateRange};
use loonbrug_store::StoredLeaveRequest;

/// A month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Month {
    /// Its first day.
    pub first: Date,
}

/// What a day of somebody's month shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cell {
    /// Nothing.
    Free,
    /// Saturday or Sunday.
    Weekend,
    /// Leave that was asked for.
    Asked,
    /// Leave.
    Approved,
}

impl Month {
    /// The month of `2023-05`, or of a day.
    pub fn of(text: &str, today: Date) -> Self {
        let named = text.split_once('-').and_then(|(year, month)| {
            let first = Date::new(year.parse().ok()?, month.parse().ok()?, 1);
            first.ok()
        });
        Self {
            first: named.unwrap_or_else(|| today.first_of_month()),
        }
    }

    /// Its days.
    pub fn days(self) -> DateRange {
        DateRange {
            from: self.first,
            to: self.first.last_of_month(),
        }
    }

    /// `mei 2023`.
    pub fn text(self, w: Words) -> String {
        let long = w.long_date(&self.first);
        long.split(' ').skip(2).collect::<Vec<_>>().join(" ")
    }

    /// The word in addresses: `2023-05`.
    pub fn word(self) -> String {
        format!("{:04}-{:02}", self.first.year(), self.first.month())
    }

    /// The month before it.
    pub fn previous(self) -> Self {
        Self {
            first: self.first.saturating_sub(1.month()),
        }
    }

    /// The month after it.
    pub fn next(self) -> Self {
        Self {
            first: self.first.saturating_add(1.month()),
        }
    }
}

impl Cell {
    /// The days of a month with these requests of one person.
    pub fn row(days: DateRange, requests: &[&StoredLeaveRequest]) -> Vec<Self> {
        days.days().map(|date| Self::of(date, requests)).collect()
    }

    fn of(date: Date, requests: &[&StoredLeaveRequest]) -> Self {
        if date.weekday().to_monday_zero_offset() > 4 {
            return Self::Weekend;
        }
        let of_day = requests.iter().filter(|stored| stored.request.days.contains(date));
        let states = of_day.map(|stored| stored.request.state);
        states.fold(Self::Free, |cell, state| match (cell, state) {
            (_, RequestState::Approved) => Self::Approved,
            (Self::Free, RequestState::Requested) => Self::Asked,
            _ => cell,
        })
    }

    /// The class of the cell.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Free => "",
            Self::Weekend => "weekend",
            Self::Asked => "asked",
            Self::Approved => "leave",
        }
    }

    /// The sign in the cell.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Free | Self::Weekend => "",
            Self::Asked => "?",
            Self::Approved => "✓",
        }
    }

    /// The word of the cell, for who does not see the sign.
    pub fn text(self, w: Words) -> &'static str {
        match self {
            Self::Free | Self::Weekend => "",
            Self::Asked => w.t("aangevraagd", "asked for"),
            Self::Approved => w.t("verlof", "leave"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::Language;

    #[test]
    fn a_month_is_named_and_has_neighbours() {
        let month = Month::of("2023-05", Date::constant(2022, 1, 31));
        assert_eq!(month.text(Words::new(Language::Dutch)), "mei 2023");
        assert_eq!(
            (month.previous().word(), month.next().word()),
            ("2023-04".to_owned(), "2023-06".to_owned())
        );
        assert_eq!(month.days().to, Date::constant(2023, 5, 31));
        for wrong in ["", "2023-13", "mei"] {
            assert_eq!(
                Month::of(wrong, Date::constant(2022, 1, 31)).word(),
                "2022-01",
                "{wrong}"
            );
        }
    }
}
