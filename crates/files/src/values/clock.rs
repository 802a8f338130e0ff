//! Times of the day and lengths of time, in whole minutes.

use super::unusable;
use crate::report::fault::Reason;
use crate::source::cell::{Cell, Number};
use loonbrug_domain::Minutes;

const DAY: i64 = 1440;

/// A wall time in minutes after midnight, 0 to 1440. A bare 1 in a workbook is refused: one o'clock, or all day?
pub(crate) fn minute_of_day(cell: &Cell) -> Result<i64, Reason> {
    let minute = match cell {
        Cell::Text(text) => signed(text).map_err(|reason| unusable(cell, reason))?.0,
        Cell::Number(number) if number.is_moment || (0.0..1.0).contains(&number.value) => duration(*number)?.0,
        other => return Err(unusable(other, Reason::NotATime)),
    };
    if (0..=DAY).contains(&minute) {
        Ok(minute)
    } else {
        Err(Reason::TimeOutsideDay)
    }
}

/// A length of time in whole minutes: a number of minutes, or hh:mm. `None` for an empty cell.
pub(crate) fn minutes(cell: &Cell) -> Result<Option<i64>, Reason> {
    let minutes = match cell {
        Cell::Empty => return Ok(None),
        Cell::Text(text) if text.contains(':') => signed(text).map_err(|reason| unusable(cell, reason))?.0,
        Cell::Text(text) => whole_minutes(text).ok_or_else(|| unusable(cell, Reason::NotMinutes))?,
        Cell::Number(number) if number.is_moment => duration(*number)?.0,
        Cell::Number(number) => crate::source::cell::whole(number.value, 1e-9).ok_or(Reason::NotMinutes)?,
        other => return Err(unusable(other, Reason::NotMinutes)),
    };
    Ok(Some(minutes))
}

/// A length of time written as hh:mm or hh:mm:00, with a minus where it is a correction.
pub(crate) fn signed(text: &str) -> Result<Minutes, Reason> {
    let whole = match text.rsplit_once(':') {
        Some((whole, "00")) if whole.contains(':') => whole,
        Some((whole, seconds)) if whole.contains(':') && seconds.parse::<u8>().is_ok() => {
            return Err(Reason::TimeWithSeconds);
        }
        _ => text,
    };
    Minutes::parse(whole).map_err(|_| Reason::NotATime)
}

/// A length of time that a workbook holds as a fraction of a day.
pub(crate) fn duration(number: Number) -> Result<Minutes, Reason> {
    let (days, minutes) = number.days_and_minutes().ok_or(Reason::TimeWithSeconds)?;
    Ok(Minutes(days * DAY + minutes))
}

fn whole_minutes(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{moment, number};
    use super::*;

    #[test]
    fn wall_times() {
        for (cell, expected) in [
            (Cell::text("09:00"), Ok(540)),
            (Cell::text("9:05"), Ok(545)),
            (Cell::text("17:30:00"), Ok(1050)),
            (Cell::text("00:00"), Ok(0)),
            (Cell::text("24:00"), Ok(1440)),
            (Cell::text("24:01"), Err(Reason::TimeOutsideDay)),
            (Cell::text("08:59:43"), Err(Reason::TimeWithSeconds)),
            (Cell::text("9"), Err(Reason::NotATime)),
            (Cell::text("9:5"), Err(Reason::NotATime)),
            (Cell::text("09.00"), Err(Reason::NotATime)),
            (Cell::text("12:60"), Err(Reason::NotATime)),
            (Cell::text("=NU()"), Err(Reason::Formula)),
            (moment(0.375), Ok(540)),
            (number(0.729_166_666_666_667), Ok(1050)),
            (moment(1.0), Ok(1440)),
            (number(1.0), Err(Reason::NotATime)),
            (number(9.0), Err(Reason::NotATime)),
            (moment(45_019.375), Err(Reason::TimeOutsideDay)),
            (moment(0.3753), Err(Reason::TimeWithSeconds)),
            (Cell::Empty, Err(Reason::Empty)),
        ] {
            assert_eq!(minute_of_day(&cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn breaks_are_minutes_or_hours_and_minutes_but_never_decimal_hours() {
        for (cell, expected) in [
            (Cell::Empty, Ok(None)),
            (Cell::text("30"), Ok(Some(30))),
            (Cell::text("0:45"), Ok(Some(45))),
            (Cell::text("-15"), Ok(Some(-15))),
            (Cell::text("0,5"), Err(Reason::NotMinutes)),
            (Cell::text("30 min"), Err(Reason::NotMinutes)),
            (number(30.0), Ok(Some(30))),
            (number(0.5), Err(Reason::NotMinutes)),
            (moment(0.5 / 24.0), Ok(Some(30))),
        ] {
            assert_eq!(minutes(&cell), expected, "{cell:?}");
        }
    }
}
