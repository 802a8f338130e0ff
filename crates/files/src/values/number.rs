//! Decimal numbers: hours, factors, days.

use super::{clock, unusable};
use crate::hours_file::DecimalSign;
use crate::report::fault::Reason;
use crate::source::cell::{Cell, whole};
use loonbrug_domain::{Factor, HundredthHours};

/// A decimal number as it was written: `units` ÷ 10^`places`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Decimal {
    units: i64,
    places: u32,
}

/// Longer than any count of hours; keeps the arithmetic within 64 bits.
const LONGEST: usize = 15;

/// What a number can be if its sign is a comma, and if it is a point.
#[derive(Clone, Copy)]
struct Readings {
    comma: Option<Decimal>,
    point: Option<Decimal>,
}

/// Which decimal sign a cell proves, if any: `7,5` a comma, `1.234,56` a comma, `7.5` a point; `8` and `1.234` none.
pub(crate) fn proof(cell: &Cell) -> Option<DecimalSign> {
    let Cell::Text(text) = cell else { return None };
    match readings(text.trim_end_matches(['%', ' '])) {
        Readings {
            comma: Some(_),
            point: None,
        } => Some(DecimalSign::Comma),
        Readings {
            comma: None,
            point: Some(_),
        } => Some(DecimalSign::Point),
        _ => None,
    }
}

/// Hours in hundredths: a number with at most two decimals, or hh:mm. `None` for an empty cell.
pub(crate) fn hours(cell: &Cell, sign: Option<DecimalSign>) -> Result<Option<HundredthHours>, Reason> {
    let time = match cell {
        Cell::Empty => return Ok(None),
        Cell::Text(text) if text.contains(':') => clock::signed(text).map_err(|reason| unusable(cell, reason))?,
        Cell::Number(number) if number.is_moment => clock::duration(*number)?,
        other => return hundredths(other, sign).map(|hundredths| Some(HundredthHours(hundredths))),
    };
    Ok(Some(time.to_hundredth_hours()))
}

/// A factor in percent, with or without the sign. `None` for an empty cell.
pub(crate) fn factor(cell: &Cell, sign: Option<DecimalSign>) -> Result<Option<Factor>, Reason> {
    let bare = match cell {
        Cell::Empty => return Ok(None),
        Cell::Text(text) => &Cell::text(text.trim_end_matches('%')),
        other => other,
    };
    let hundredths = hundredths(bare, sign).map_err(|reason| match reason {
        Reason::NotANumber => Reason::NotAFactor,
        other => other,
    })?;
    checked_factor(hundredths).map(Some).ok_or(Reason::FactorOutOfRange)
}

/// A factor in a header or in the name of a field: `150`, `133,33`, `133.33`.
pub(crate) fn factor_in_name(text: &str) -> Option<Factor> {
    let readings = readings(text);
    let hundredths = |decimal: Decimal| decimal.hundredths().ok();
    checked_factor(
        readings
            .comma
            .and_then(hundredths)
            .or_else(|| readings.point.and_then(hundredths))?,
    )
}

/// A whole number. `None` for an empty cell.
pub(crate) fn whole_number(cell: &Cell, sign: Option<DecimalSign>) -> Result<Option<i64>, Reason> {
    if cell.is_empty() {
        return Ok(None);
    }
    let hundredths = hundredths(cell, sign)?;
    if hundredths % 100 == 0 {
        Ok(Some(hundredths / 100))
    } else {
        Err(Reason::NotAWholeNumber)
    }
}

fn checked_factor(hundredths: i64) -> Option<Factor> {
    let factor = Factor(u32::try_from(hundredths).ok()?);
    (Factor::WORKED..=Factor::HIGHEST).contains(&factor).then_some(factor)
}

fn hundredths(cell: &Cell, sign: Option<DecimalSign>) -> Result<i64, Reason> {
    match cell {
        Cell::Text(text) => choose(readings(text), sign)
            .and_then(Decimal::hundredths)
            .map_err(|reason| unusable(cell, reason)),
        Cell::Number(number) if number.is_moment => Err(Reason::NotANumber),
        // Hundredths of a computed value may be off by what a floating point number loses.
        Cell::Number(number) => whole(number.value * 100.0, 1e-6).ok_or(Reason::TooManyDecimals),
        other => Err(unusable(other, Reason::NotANumber)),
    }
}

fn choose(readings: Readings, sign: Option<DecimalSign>) -> Result<Decimal, Reason> {
    match (readings.comma, readings.point, sign) {
        (None, None, _) => Err(Reason::NotANumber),
        (Some(comma), Some(point), _) if comma == point => Ok(comma),
        (Some(_), Some(_), None) => Err(Reason::AmbiguousNumber),
        (Some(comma), _, Some(DecimalSign::Comma)) | (Some(comma), None, None) => Ok(comma),
        (_, Some(point), Some(DecimalSign::Point)) | (None, Some(point), None) => Ok(point),
        (_, _, Some(expected)) => Err(Reason::OtherDecimalSign { expected }),
    }
}

fn readings(text: &str) -> Readings {
    Readings {
        comma: Decimal::parse(text, ',', '.'),
        point: Decimal::parse(text, '.', ','),
    }
}

impl Decimal {
    /// Reads `-1.234,56` with the given decimal sign and sign between thousands.
    fn parse(text: &str, decimal: char, thousands: char) -> Option<Self> {
        let text = text.trim();
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (integer, fraction) = text
            .split_once(decimal)
            .map_or((text, None), |(integer, fraction)| (integer, Some(fraction)));
        if text.len() > LONGEST || !is_grouped(integer, thousands) || fraction == Some("") {
            return None;
        }
        let fraction = fraction.unwrap_or_default();
        let mut units = 0;
        for character in integer
            .chars()
            .filter(|character| *character != thousands)
            .chain(fraction.chars())
        {
            units = units * 10 + i64::from(character.to_digit(10)?);
        }
        let units = if negative { -units } else { units };
        Some(Self {
            units,
            places: u32::try_from(fraction.len()).ok()?,
        })
    }

    fn hundredths(self) -> Result<i64, Reason> {
        match self.places {
            0 => Ok(self.units * 100),
            1 => Ok(self.units * 10),
            2 => Ok(self.units),
            _ => Err(Reason::TooManyDecimals),
        }
    }
}

/// Whether the thousands of a whole number, where they are set apart, are groups of three: `1.234`, not `12.34` or
/// `0.125`.
fn is_grouped(integer: &str, thousands: char) -> bool {
    let mut groups = integer.split(thousands);
    let first = groups.next().unwrap_or_default();
    let is_one_group = first.len() == integer.len();
    !first.is_empty()
        && (is_one_group || (first.len() <= 3 && !first.starts_with('0')))
        && groups.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{moment, number};
    use super::*;
    use DecimalSign::{Comma, Point};

    fn text_hours(text: &str, sign: Option<DecimalSign>) -> Result<i64, Reason> {
        hours(&Cell::text(text), sign).map(|hours| hours.unwrap().0)
    }

    #[test]
    fn a_number_proves_its_sign_or_not() {
        for (text, sign) in [
            ("7,5", Some(Comma)),
            ("1.234,56", Some(Comma)),
            ("1.234.567", Some(Comma)),
            ("0,125", Some(Comma)),
            ("7.5", Some(Point)),
            ("1,234.56", Some(Point)),
            ("133.33 %", Some(Point)),
            ("8", None),
            ("1.234", None),
            ("1,234", None),
            ("acht", None),
        ] {
            assert_eq!(proof(&Cell::text(text)), sign, "{text}");
        }
    }

    #[test]
    fn hours_are_read_with_the_sign_of_their_column() {
        for (text, sign, expected) in [
            ("8", None, Ok(800)),
            ("7,5", Some(Comma), Ok(750)),
            ("-4,25", Some(Comma), Ok(-425)),
            ("1.234,56", Some(Comma), Ok(123_456)),
            ("1,234.56", Some(Point), Ok(123_456)),
            ("1.234", Some(Comma), Ok(123_400)),
            ("1.234", Some(Point), Err(Reason::TooManyDecimals)),
            ("1.234", None, Err(Reason::AmbiguousNumber)),
            ("7.5", Some(Comma), Err(Reason::OtherDecimalSign { expected: Comma })),
            ("7,125", Some(Comma), Err(Reason::TooManyDecimals)),
            ("7:30", Some(Comma), Ok(750)),
            ("-7:20", None, Ok(-733)),
            ("152:15", None, Ok(15_225)),
            ("7:60", None, Err(Reason::NotATime)),
            ("8 uur", None, Err(Reason::NotANumber)),
            ("7,", None, Err(Reason::NotANumber)),
            (",5", None, Err(Reason::NotANumber)),
            ("1.23.456", None, Err(Reason::NotANumber)),
            ("=SOM(A1:A3)", None, Err(Reason::Formula)),
            ("+8", None, Err(Reason::Formula)),
            ("9999999999999999", None, Err(Reason::NotANumber)),
        ] {
            assert_eq!(text_hours(text, sign), expected, "{text}");
        }
    }

    #[test]
    fn hours_of_a_workbook() {
        for (cell, expected) in [
            (number(7.5), Ok(Some(HundredthHours(750)))),
            (number(0.1 + 0.2), Ok(Some(HundredthHours(30)))),
            (number(22.0 / 3.0), Err(Reason::TooManyDecimals)),
            (moment(0.3125), Ok(Some(HundredthHours(750)))),
            (Cell::Truth(true), Err(Reason::TruthValue)),
            (Cell::Error("#N/A".to_owned()), Err(Reason::ErrorValue)),
            (Cell::Formula, Err(Reason::FormulaWithoutValue)),
            (Cell::Empty, Ok(None)),
        ] {
            assert_eq!(hours(&cell, None), expected, "{cell:?}");
        }
    }

    #[test]
    fn factors_are_percents_between_100_and_500() {
        let read = |text: &str| factor(&Cell::text(text), None);
        assert_eq!(read("150"), Ok(Some(Factor::percent(150))));
        assert_eq!(read("133,33 %"), Ok(Some(Factor(13_333))));
        assert_eq!(read("200%"), Ok(Some(Factor::percent(200))));
        assert_eq!(read("1,5"), Err(Reason::FactorOutOfRange));
        assert_eq!(factor(&number(1.5), None), Err(Reason::FactorOutOfRange));
        assert_eq!(read("501"), Err(Reason::FactorOutOfRange));
        assert_eq!(read("hoog"), Err(Reason::NotAFactor));
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        assert_eq!(whole_number(&Cell::text("3,00"), None), Ok(Some(3)));
        assert_eq!(whole_number(&Cell::text("2,5"), None), Err(Reason::NotAWholeNumber));
        assert_eq!(whole_number(&number(3.0), None), Ok(Some(3)));
    }
}
