//! Who is sick, reckoned apart from everything that Loonbrug keeps.

use jiff::civil::Weekday;
use loonbrug_domain::Date;
use loonbrug_domain::ids::SicknessCaseId;

/// Hundredths of an hour of everybody's schedule on Monday to Friday.
pub const SCHEDULED: i64 = 760;

/// One spell of sickness. Nobody is sick for the whole day: work on such a day is odd, and would wait for a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SickSpell {
    /// The case, as Loonbrug calls it.
    pub id: SicknessCaseId,
    /// Employee number.
    pub number: i64,
    /// The first sick day.
    pub first_day: Date,
    /// The part of the hours that is not worked, from days on.
    pub parts: Vec<(Date, u32)>,
    /// The first day of work in full.
    pub recovered_on: Option<Date>,
}

impl SickSpell {
    /// What is not worked on a day, in ten-thousandths of an hour.
    #[must_use]
    pub fn absent_on(&self, date: Date) -> i64 {
        let is_sick = self.first_day <= date && self.recovered_on.is_none_or(|recovered| date < recovered);
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        if !is_sick || weekend {
            return 0;
        }
        let begun = self.parts.iter().rev().find(|(from, _)| *from <= date);
        begun.map_or(0, |(_, percent)| SCHEDULED * i64::from(*percent))
    }
}
