//! Employee numbers.

use super::unusable;
use crate::report::fault::Reason;
use crate::source::cell::{Cell, whole};

const MOST_DIGITS: usize = 12;

/// An employee number (personeelsnummer): a whole number above zero; leading zeros do not count.
/// `None` for an empty cell.
pub(crate) fn employee_number(cell: &Cell) -> Result<Option<i64>, Reason> {
    let number = match cell {
        Cell::Empty => return Ok(None),
        Cell::Text(text) if text.len() <= MOST_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            text.parse().ok()
        }
        Cell::Number(number) if !number.is_moment => whole(number.value, 1e-9),
        other => return Err(unusable(other, Reason::NotAnEmployeeNumber)),
    };
    number
        .filter(|number| *number > 0)
        .map(Some)
        .ok_or(Reason::NotAnEmployeeNumber)
}

#[cfg(test)]
mod tests {
    use super::super::tests::number;
    use super::*;

    #[test]
    fn employee_numbers() {
        for (cell, expected) in [
            (Cell::text("0042"), Ok(Some(42))),
            (number(42.0), Ok(Some(42))),
            (Cell::Empty, Ok(None)),
            (Cell::text("A12"), Err(Reason::NotAnEmployeeNumber)),
            (Cell::text("42,0"), Err(Reason::NotAnEmployeeNumber)),
            (Cell::text("-42"), Err(Reason::NotAnEmployeeNumber)),
            (Cell::text("0"), Err(Reason::NotAnEmployeeNumber)),
            (Cell::text("=\"0042\""), Err(Reason::Formula)),
            (number(42.5), Err(Reason::NotAnEmployeeNumber)),
            (Cell::text("1234567890123"), Err(Reason::NotAnEmployeeNumber)),
        ] {
            assert_eq!(employee_number(&cell), expected, "{cell:?}");
        }
    }
}
