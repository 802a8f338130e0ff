//! Dates: dd-mm-jjjj, ISO, or a day of a workbook.

use super::unusable;
use crate::report::fault::Reason;
use crate::source::cell::Cell;
use loonbrug_domain::Date;
use loonbrug_domain::calendar::parse_date;

/// Years that hours can be of.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

/// A date between 2000 and 2100.
pub(crate) fn date(cell: &Cell) -> Result<Date, Reason> {
    let date = match cell {
        Cell::Text(text) => text_date(text).map_err(|reason| unusable(cell, reason))?,
        Cell::Number(number) => match number.days_and_minutes() {
            Some((days, 0)) => number.date(days).ok_or(Reason::NotADate)?,
            _ => return Err(Reason::DateWithTime),
        },
        other => return Err(unusable(other, Reason::NotADate)),
    };
    if YEARS.contains(&date.year()) {
        Ok(date)
    } else {
        Err(Reason::YearOutOfRange)
    }
}

/// A date, possibly with midnight behind it, as databases write it.
fn text_date(text: &str) -> Result<Date, Reason> {
    let (day, time) = text
        .split_once(['T', ' '])
        .map_or((text, ""), |(day, time)| (day, time.trim()));
    let date = parse_date(day).ok_or(Reason::NotADate)?;
    let midnight = time
        .split('.')
        .all(|part| part.split(':').all(|part| part.bytes().all(|byte| byte == b'0')));
    if midnight { Ok(date) } else { Err(Reason::DateWithTime) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{moment, number};
    use super::*;

    #[test]
    fn dates() {
        let day = Ok(Date::constant(2023, 4, 3));
        for (cell, expected) in [
            (Cell::text("03-04-2023"), day),
            (Cell::text("3-4-2023"), day),
            (Cell::text("2023-04-03"), day),
            (Cell::text("2023-04-03T00:00:00.000"), day),
            (Cell::text("03-04-2023 00:00"), day),
            (Cell::text("03-04-2023 09:00"), Err(Reason::DateWithTime)),
            (Cell::text("31-02-2023"), Err(Reason::NotADate)),
            (Cell::text("29-02-2024"), Ok(Date::constant(2024, 2, 29))),
            (Cell::text("04/13/2023"), Err(Reason::NotADate)),
            (Cell::text("03-04-23"), Err(Reason::NotADate)),
            (Cell::text("03-04-1999"), Err(Reason::YearOutOfRange)),
            (Cell::text("01-01-2101"), Err(Reason::YearOutOfRange)),
            (Cell::text("45019"), Err(Reason::NotADate)),
            (Cell::text("=VANDAAG()"), Err(Reason::Formula)),
            (moment(45_019.0), day),
            (number(45_019.0), day),
            (moment(45_019.375), Err(Reason::DateWithTime)),
            (number(0.0), Err(Reason::YearOutOfRange)),
            (number(1e11), Err(Reason::DateWithTime)),
            (Cell::Empty, Err(Reason::Empty)),
        ] {
            assert_eq!(date(&cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn a_workbook_may_count_from_1904() {
        let Cell::Number(mut number) = moment(43_557.0) else {
            panic!("a number")
        };
        number.from_1904 = true;
        assert_eq!(date(&Cell::Number(number)), Ok(Date::constant(2023, 4, 3)));
    }
}
