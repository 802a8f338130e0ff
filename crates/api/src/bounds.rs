//! Bounds of what a body may say, as the document tells them. A refusal names the field.

use crate::failure::{Failure, Wrong};
use loonbrug_domain::{Date, DateRange};
use std::ops::RangeInclusive;

/// Characters of a reason or a description.
pub const LONGEST_TEXT: usize = 1000;
/// Characters of a name.
pub const LONGEST_NAME: usize = 200;
/// Days that are looked at or filled at once: a year of 53 weeks.
const MOST_DAYS: i32 = 371;

/// Refuses a text that is a story.
pub fn at_most(pointer: &str, text: &str, most: usize) -> Result<(), Failure> {
    if text.chars().count() <= most {
        return Ok(());
    }
    Err(Wrong::body(
        pointer,
        &format!("Ten hoogste {most} tekens."),
        &format!("At most {most} characters."),
    ))
}

/// Refuses a text that says nothing, or is a story.
pub fn says_something(pointer: &str, text: &str, most: usize) -> Result<(), Failure> {
    if text.trim().is_empty() {
        return Err(Wrong::body(
            pointer,
            "Vul dit in: het mag niet leeg zijn.",
            "Fill this in: it may not be empty.",
        ));
    }
    at_most(pointer, text, most)
}

/// Refuses a number that is out of bounds.
pub fn between(pointer: &str, number: i64, bounds: RangeInclusive<i64>) -> Result<(), Failure> {
    if bounds.contains(&number) {
        return Ok(());
    }
    let (least, most) = bounds.into_inner();
    Err(Wrong::body(
        pointer,
        &format!("Een geheel getal van {least} tot en met {most}."),
        &format!("A whole number from {least} to {most}."),
    ))
}

/// Refuses a list of nothing, and one that is too long.
pub fn holds(pointer: &str, length: usize, most: usize) -> Result<(), Failure> {
    if (1..=most).contains(&length) {
        return Ok(());
    }
    Err(Wrong::body(
        pointer,
        &format!("Noem er 1 tot en met {most}."),
        &format!("Name 1 to {most} of them."),
    ))
}

/// Refuses a list that is too long.
pub fn no_more(pointer: &str, length: usize, most: usize) -> Result<(), Failure> {
    if length <= most {
        return Ok(());
    }
    Err(Wrong::body(
        pointer,
        &format!("Noem er ten hoogste {most}."),
        &format!("Name {most} of them at most."),
    ))
}

/// The days of a body, in `from` and `to`: at most a year.
pub fn days(from: Date, to: Date) -> Result<DateRange, Failure> {
    let days = DateRange::new(from, to).ok_or_else(|| {
        Wrong::body(
            "/to",
            "`to` ligt vóór `from`. Draai de datums om.",
            "`to` is before `from`. Turn the dates round.",
        )
    })?;
    if is_a_year_at_most(days) {
        return Ok(days);
    }
    Err(Wrong::body(
        "/to",
        "Ten hoogste 53 weken tegelijk. Vraag kortere stukken.",
        "At most 53 weeks at once. Ask for shorter parts.",
    ))
}

/// Whether the days are few enough to look at all at once.
pub fn is_a_year_at_most(days: DateRange) -> bool {
    (days.to - days.from).get_days() < MOST_DAYS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_of_53_weeks_fits_and_a_day_more_does_not() {
        assert!(days(date("2020-01-01"), date("2021-01-05")).is_ok());
        assert!(days(date("2020-01-01"), date("2021-01-06")).is_err());
        assert!(days(date("0001-01-01"), date("9999-12-31")).is_err());
        assert!(days(date("2020-01-02"), date("2020-01-01")).is_err());
    }

    #[test]
    fn a_text_of_spaces_says_nothing() {
        assert!(says_something("/reason", " \n", 10).is_err());
        assert!(says_something("/reason", "é", 1).is_ok());
        assert!(says_something("/reason", "éé", 1).is_err());
    }
}
