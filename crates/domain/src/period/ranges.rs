//! Which days a period covers, and which period covers a day.

use super::{Frequency, LastWeek, PayPeriod};
use crate::calendar::{Date, DateRange, iso_week, monday_of, weeks_in_iso_year};
use jiff::ToSpan;

impl PayPeriod {
    /// The days that are paid over (loontijdvak), with a 53rd week joined to period 13.
    #[must_use]
    pub fn wage_range(self) -> DateRange {
        self.wage_range_with(LastWeek::Joined)
    }

    /// The days that are paid over (loontijdvak), where the company says how it pays a 53rd week.
    #[must_use]
    pub fn wage_range_with(self, last_week: LastWeek) -> DateRange {
        match self.frequency {
            Frequency::Monthly => month(self.year, self.number),
            Frequency::Weekly => weeks(self.year, self.number, self.number),
            Frequency::FourWeekly => {
                let first = self.number.saturating_mul(4).saturating_sub(3);
                weeks(self.year, first, self.last_of_four_weeks(last_week))
            }
        }
    }

    fn last_of_four_weeks(self, last_week: LastWeek) -> u8 {
        let last = weeks_in_iso_year(self.year);
        match (self.number, last_week) {
            (13, LastWeek::Joined) => last,
            (number, _) => number.saturating_mul(4).min(last),
        }
    }

    /// The days that the wage-tax return covers (aangiftetijdvak). The first four-weekly return starts on 1 January
    /// and the last ends on 31 December, whatever the weeks do. A fourteenth wage period is filed with the
    /// thirteenth. For a company that pays by the week this is the four-weekly return that the week falls in.
    #[must_use]
    pub fn filing_range(self) -> DateRange {
        let block = match self.frequency {
            Frequency::Monthly => return month(self.year, self.number),
            Frequency::FourWeekly => self.number.min(13),
            Frequency::Weekly => self.number.div_ceil(4).min(13),
        };
        let weeks = weeks(
            self.year,
            block.saturating_mul(4).saturating_sub(3),
            block.saturating_mul(4),
        );
        DateRange {
            from: if block == 1 {
                month(self.year, 1).from
            } else {
                weeks.from
            },
            to: if block == 13 { month(self.year, 12).to } else { weeks.to },
        }
    }

    /// The period over which that day is paid (wage period), with a 53rd week joined to period 13.
    #[must_use]
    pub fn containing(frequency: Frequency, date: Date) -> Self {
        Self::containing_with(frequency, date, LastWeek::Joined)
    }

    /// The period over which that day is paid (wage period), where the company says how it pays a 53rd week.
    #[must_use]
    pub fn containing_with(frequency: Frequency, date: Date, last_week: LastWeek) -> Self {
        let (week_year, week) = iso_week(date);
        let (year, number) = match (frequency, last_week) {
            (Frequency::Monthly, _) => (date.year(), date.month().unsigned_abs()),
            (Frequency::Weekly, _) => (week_year, week),
            (Frequency::FourWeekly, LastWeek::Joined) => (week_year, week.div_ceil(4).min(13)),
            (Frequency::FourWeekly, LastWeek::Separate) => (week_year, week.div_ceil(4)),
        };
        Self {
            year,
            number,
            frequency,
        }
    }

    /// The period after this one, with a 53rd week joined to period 13.
    #[must_use]
    pub fn next(self) -> Self {
        self.next_with(LastWeek::Joined)
    }

    /// The period after this one, where the company says how it pays a 53rd week.
    #[must_use]
    pub fn next_with(self, last_week: LastWeek) -> Self {
        let after = self.wage_range_with(last_week).to.saturating_add(1.day());
        Self::containing_with(self.frequency, after, last_week)
    }

    /// The period before this one, with a 53rd week joined to period 13.
    #[must_use]
    pub fn previous(self) -> Self {
        self.previous_with(LastWeek::Joined)
    }

    /// The period before this one, where the company says how it pays a 53rd week.
    #[must_use]
    pub fn previous_with(self, last_week: LastWeek) -> Self {
        let before = self.wage_range_with(last_week).from.saturating_sub(1.day());
        Self::containing_with(self.frequency, before, last_week)
    }
}

/// A calendar month; January for a month that does not exist.
fn month(year: i16, month: u8) -> DateRange {
    let from = Date::new(year, month.cast_signed(), 1).unwrap_or_default();
    DateRange {
        from,
        to: from.last_of_month(),
    }
}

/// Whole ISO weeks, both ends included.
fn weeks(year: i16, first: u8, last: u8) -> DateRange {
    let new_year_week = monday_of(year, 1).unwrap_or_default();
    let from = new_year_week.saturating_add((i64::from(first) - 1).weeks());
    let to = new_year_week
        .saturating_add(i64::from(last).weeks())
        .saturating_sub(1.day());
    DateRange { from, to: to.max(from) }
}
