//! Meal allowance (maaltijdvergoeding): whoever starts and ends late enough gets an amount for that day.

use super::{Allowance, AllowanceDay, ShiftTimes, clock, times_of, worked_days};
use crate::calendar::DateRange;
use crate::dated::{Dated, in_force};
use crate::language::Language;
use crate::quantity::{Cents, Minutes, QuantityError};
use crate::shift::Shift;
use crate::wall::DAY;
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The days with a meal allowance of one person.
pub type MealAllowance = Allowance<MealRule>;

/// "Bij een minimale starttijd van 14:00 en een minimale eindtijd van 20:00 geldt een vergoeding van € 4,50" (manual
/// viqz). Written `14:00 20:00 4,50`, with ` at-or-before` behind it for the other reading of the start. An amount of
/// zero says that there is no allowance.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct MealRule {
    start_minute: i64,
    end_minute: i64,
    amount: Cents,
    reading: StartReading,
}

/// The two readings of "minimale starttijd".
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub enum StartReading {
    /// The shift starts at that time or later: what the words say.
    #[default]
    AtOrAfter,
    /// The shift starts at that time or earlier, and so lasts over the meal: what many shops mean.
    AtOrBefore,
}

/// Why a text or figures are not a meal rule.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MealRuleError {
    /// Not start, end and amount.
    #[error("`{0}` is not a meal rule: write start, end and amount, such as 14:00 20:00 4,50")]
    Form(String),
    /// A time that is not of a day.
    #[error("{} is not a time of day: a start is 00:00 to 23:59, an end 00:00 to 24:00", Minutes(*.0))]
    Time(i64),
    /// An amount below zero.
    #[error("an allowance of {0} is negative: 0 says that there is none")]
    Negative(Cents),
    /// A time or amount that cannot be read.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
}

impl MealRule {
    /// No allowance.
    pub const NONE: Self = Self {
        start_minute: 0,
        end_minute: 0,
        amount: Cents::ZERO,
        reading: StartReading::AtOrAfter,
    };

    /// A rule with its times in minutes after midnight and its amount per day in cents.
    ///
    /// # Errors
    /// `MealRuleError`: a time outside the day, or a negative amount.
    pub fn new(
        start_minute: i64,
        end_minute: i64,
        amount: Cents,
        reading: StartReading,
    ) -> Result<Self, MealRuleError> {
        if !(0..DAY).contains(&start_minute) {
            return Err(MealRuleError::Time(start_minute));
        }
        if !(0..=DAY).contains(&end_minute) {
            return Err(MealRuleError::Time(end_minute));
        }
        if amount < Cents::ZERO {
            return Err(MealRuleError::Negative(amount));
        }
        Ok(Self {
            start_minute,
            end_minute,
            amount,
            reading,
        })
    }

    /// The amount per day, in cents; zero for no allowance.
    #[must_use]
    pub const fn amount(&self) -> Cents {
        self.amount
    }

    /// Whether these times earn the allowance. An end after midnight is later than any time of the day.
    #[must_use]
    pub const fn is_earned_by(&self, times: ShiftTimes) -> bool {
        let starts = match self.reading {
            StartReading::AtOrAfter => times.start_minute >= self.start_minute,
            StartReading::AtOrBefore => times.start_minute <= self.start_minute,
        };
        self.amount.0 > 0 && starts && times.end_minute >= self.end_minute
    }

    /// The rule in words; the literal reading is the sentence of the manual.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let (start, end, amount) = (clock(self.start_minute), clock(self.end_minute), self.amount);
        let dutch = match self.reading {
            StartReading::AtOrAfter => "bij een minimale starttijd van",
            StartReading::AtOrBefore => "bij een start om of vóór",
        };
        let english = match self.reading {
            StartReading::AtOrAfter => "starting no earlier than",
            StartReading::AtOrBefore => "starting at or before",
        };
        language.pick(
            format!("{dutch} {start} en een minimale eindtijd van {end} geldt een vergoeding van {amount}"),
            format!("{english} {start} and ending no earlier than {end} earns {amount}"),
        )
    }

    /// What the rule does with three shifts around its start, so that a person sees which reading it has: an hour too
    /// early, on time, an hour later.
    #[must_use]
    pub fn example(&self, language: Language) -> String {
        let shifts = [-60, 0, 60].map(|minutes| ShiftTimes {
            start_minute: (self.start_minute + minutes).clamp(0, DAY - 1),
            end_minute: self.end_minute.max(self.start_minute + 120),
        });
        let judged = shifts.map(|times| {
            let word = if self.is_earned_by(times) {
                language.pick("wel", "yes")
            } else {
                language.pick("niet", "no")
            };
            format!("{times} {word}")
        });
        judged.join(", ")
    }
}

impl fmt::Display for MealRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = self.amount.to_string();
        let amount = amount.trim_start_matches("€ ");
        write!(f, "{} {} {amount}", clock(self.start_minute), clock(self.end_minute))?;
        match self.reading {
            StartReading::AtOrAfter => Ok(()),
            StartReading::AtOrBefore => f.write_str(" at-or-before"),
        }
    }
}

impl FromStr for MealRule {
    type Err = MealRuleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split_whitespace().filter(|part| *part != "€").collect();
        let (start, end, amount, reading) = match parts[..] {
            [start, end, amount] | [start, end, amount, "at-or-after"] => (start, end, amount, StartReading::AtOrAfter),
            [start, end, amount, "at-or-before"] => (start, end, amount, StartReading::AtOrBefore),
            _ => return Err(MealRuleError::Form(text.to_owned())),
        };
        let minute = |text| Minutes::parse(text).map(|minutes| minutes.0);
        Self::new(minute(start)?, minute(end)?, Cents::parse(amount)?, reading)
    }
}

impl Serialize for MealRule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The days of the range on which **one** person earned a meal: each shift is judged by itself under the rule that
/// holds on its date, a date counts once, and a shift belongs to the date on which it starts. Shifts that start outside
/// the range, and days before the first rule, earn nothing. The order of shifts and rules does not matter.
#[must_use]
pub fn meal_days(shifts: &[Shift], rules: &[Dated<MealRule>], range: DateRange) -> MealAllowance {
    let days = worked_days(shifts, range).into_iter().filter_map(|(date, mut shifts)| {
        let rule = *in_force(rules, date)?;
        shifts.retain(|shift| rule.value.is_earned_by(ShiftTimes::from(*shift)));
        (!shifts.is_empty()).then(|| AllowanceDay {
            date,
            shifts: times_of(&shifts),
            amount: rule.value.amount,
            rule,
        })
    });
    Allowance { days: days.collect() }
}
