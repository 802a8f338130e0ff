//! Public holidays in the Netherlands (feestdagen), computed. No law gives a day off: the agreement (CAO) decides, so
//! every company can change the list.

#[cfg(test)]
mod tests;

use crate::calendar::{Date, day_number};
use jiff::ToSpan;
use jiff::civil::Weekday;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A public holiday.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// Two days before Easter; not a holiday in most agreements.
    GoodFriday,
    /// Easter.
    EasterSunday,
    /// The day after Easter.
    EasterMonday,
    /// 27 April, or the 26th when that is a Sunday.
    KingsDay,
    /// 5 May; in most agreements only in years divisible by five.
    LiberationDay,
    /// 39 days after Easter.
    Ascension,
    /// 49 days after Easter.
    WhitSunday,
    /// 50 days after Easter.
    WhitMonday,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    BoxingDay,
}

impl Holiday {
    /// All of them, in the order of a year.
    pub const ALL: [Self; 11] = [
        Self::NewYear,
        Self::GoodFriday,
        Self::EasterSunday,
        Self::EasterMonday,
        Self::KingsDay,
        Self::LiberationDay,
        Self::Ascension,
        Self::WhitSunday,
        Self::WhitMonday,
        Self::ChristmasDay,
        Self::BoxingDay,
    ];

    /// The Dutch name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NewYear => "Nieuwjaarsdag",
            Self::GoodFriday => "Goede Vrijdag",
            Self::EasterSunday => "Eerste Paasdag",
            Self::EasterMonday => "Tweede Paasdag",
            Self::KingsDay => "Koningsdag",
            Self::LiberationDay => "Bevrijdingsdag",
            Self::Ascension => "Hemelvaartsdag",
            Self::WhitSunday => "Eerste Pinksterdag",
            Self::WhitMonday => "Tweede Pinksterdag",
            Self::ChristmasDay => "Eerste Kerstdag",
            Self::BoxingDay => "Tweede Kerstdag",
        }
    }

    /// The date in a year, or `None` outside the calendar. The rules are those of today: before 2014 the monarch's day
    /// was another.
    pub fn date(self, year: i16) -> Option<Date> {
        let after_easter = |days: i64| easter(year)?.checked_add(days.days()).ok();
        match self {
            Self::NewYear => Date::new(year, 1, 1).ok(),
            Self::GoodFriday => after_easter(-2),
            Self::EasterSunday => easter(year),
            Self::EasterMonday => after_easter(1),
            Self::KingsDay => kings_day(year),
            Self::LiberationDay => Date::new(year, 5, 5).ok(),
            Self::Ascension => after_easter(39),
            Self::WhitSunday => after_easter(49),
            Self::WhitMonday => after_easter(50),
            Self::ChristmasDay => Date::new(year, 12, 25).ok(),
            Self::BoxingDay => Date::new(year, 12, 26).ok(),
        }
    }
}

impl Holiday {
    /// Whether it falls on the date, given how many days after Easter that is. The same as [`Holiday::date`], without
    /// making dates: this is asked for every day that somebody works.
    fn is_on(self, date: Date, after_easter: Option<i64>) -> bool {
        let day = (date.month(), date.day());
        match self {
            Self::NewYear => day == (1, 1),
            Self::GoodFriday => after_easter == Some(-2),
            Self::EasterSunday => after_easter == Some(0),
            Self::EasterMonday => after_easter == Some(1),
            Self::KingsDay => matches!(day, (4, 26..=27)) && kings_day(date.year()) == Some(date),
            Self::LiberationDay => day == (5, 5),
            Self::Ascension => after_easter == Some(39),
            Self::WhitSunday => after_easter == Some(49),
            Self::WhitMonday => after_easter == Some(50),
            Self::ChristmasDay => day == (12, 25),
            Self::BoxingDay => day == (12, 26),
        }
    }
}

/// How many days after Easter a date is, in the months in which that can make it a holiday.
fn days_after_easter(date: Date) -> Option<i64> {
    if !(3..=6).contains(&date.month()) {
        return None;
    }
    Some(day_number(date) - day_number(easter(date.year())?))
}

fn kings_day(year: i16) -> Option<Date> {
    let date = Date::new(year, 4, 27).ok()?;
    if date.weekday() == Weekday::Sunday {
        date.yesterday().ok()
    } else {
        Some(date)
    }
}

/// Easter Sunday of the Gregorian calendar, by the arithmetic of Meeus: the letters are his.
#[expect(clippy::many_single_char_names, reason = "the names of the published algorithm")]
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let g = (8 * b + 13).div_euclid(25);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// In which years 5 May counts as a holiday.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, JsonSchema, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LiberationDay {
    /// Every year.
    Yearly,
    /// In years divisible by five (lustrum).
    #[default]
    Lustrum,
    /// Never.
    Never,
}

/// The holidays of a company: the computed ones, with its own dates added and removed.
#[derive(Clone, PartialEq, Eq, Debug, Default, JsonSchema, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct HolidayCalendar {
    /// In which years 5 May counts.
    pub liberation_day: LiberationDay,
    /// Whether Good Friday counts.
    pub good_friday: bool,
    /// Dates that do not count although they are a holiday.
    pub removed: BTreeSet<Date>,
    /// The company's own dates, with their names; they lead over `removed`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub added: BTreeMap<Date, String>,
}

impl HolidayCalendar {
    /// The name of the holiday on that date, or `None` on any other day.
    pub fn name_on(&self, date: Date) -> Option<&str> {
        let computed = || {
            let after_easter = days_after_easter(date);
            let mut holidays = Holiday::ALL.into_iter();
            let holiday = holidays.find(|holiday| holiday.is_on(date, after_easter) && self.counts(*holiday, date))?;
            (!self.removed.contains(&date)).then_some(holiday.name())
        };
        self.added.get(&date).map(String::as_str).or_else(computed)
    }

    /// Whether the date is a holiday.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.name_on(date).is_some()
    }

    /// The holidays of a year with their names, in order.
    #[must_use]
    pub fn of_year(&self, year: i16) -> BTreeMap<Date, &str> {
        let computed = Holiday::ALL.into_iter().filter_map(|holiday| holiday.date(year));
        let added = self.added.keys().copied().filter(|date| date.year() == year);
        computed
            .chain(added)
            .filter_map(|date| Some((date, self.name_on(date)?)))
            .collect()
    }

    fn counts(&self, holiday: Holiday, date: Date) -> bool {
        match (holiday, self.liberation_day) {
            (Holiday::GoodFriday, _) => self.good_friday,
            (Holiday::LiberationDay, LiberationDay::Never) => false,
            (Holiday::LiberationDay, LiberationDay::Lustrum) => date.year() % 5 == 0,
            _ => true,
        }
    }
}
