//! What a cell means, once its field is known.

pub(crate) mod clock;
pub(crate) mod date;
pub(crate) mod number;
pub(crate) mod person_number;

use crate::report::fault::Reason;
use crate::source::cell::Cell;

/// Text that a spreadsheet would take for a formula. It is data and never run: kept where a text belongs, a fault
/// where anything else does.
pub(crate) fn is_formula(text: &str) -> bool {
    match text.strip_prefix('-') {
        Some(rest) => !rest.starts_with(|character: char| character.is_ascii_digit()),
        None => text.starts_with(['=', '+', '@']),
    }
}

/// Why a cell that holds neither text nor number cannot be used; for a text, that it does not say what it should.
pub(crate) fn unusable(cell: &Cell, otherwise: Reason) -> Reason {
    match cell {
        Cell::Empty => Reason::Empty,
        Cell::Text(text) if is_formula(text) => Reason::Formula,
        Cell::Text(_) | Cell::Number(_) => otherwise,
        Cell::Truth(_) => Reason::TruthValue,
        Cell::Error(_) => Reason::ErrorValue,
        Cell::Formula => Reason::FormulaWithoutValue,
        Cell::TooLong => Reason::CellTooLong,
    }
}

/// Text as it stands, on one line; a number of a workbook as a person would see it.
pub(crate) fn text(cell: &Cell) -> Result<Option<String>, Reason> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(text) if text.contains(char::is_control) => Ok(Some(
            text.split(|part: char| part.is_control() || part == ' ')
                .collect::<Vec<_>>()
                .join(" "),
        )),
        Cell::Text(_) | Cell::Number(_) => Ok(Some(cell.shown())),
        other => Err(unusable(other, Reason::Empty)),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::source::cell::Number;

    pub(crate) fn number(value: f64) -> Cell {
        Cell::Number(Number {
            value,
            is_moment: false,
            from_1904: false,
        })
    }

    pub(crate) fn moment(value: f64) -> Cell {
        Cell::Number(Number {
            value,
            is_moment: true,
            from_1904: false,
        })
    }

    #[test]
    fn formulas_are_told_from_negative_numbers() {
        for formula in ["=1+1", "+8", "@SUM(A1)", "-A1", "-", "--1"] {
            assert!(is_formula(formula), "{formula}");
        }
        for data in ["-4,5", "Jansen-de Vries", "8+8", "", "a@b.nl"] {
            assert!(!is_formula(data), "{data}");
        }
    }

    #[test]
    fn text_stays_as_it_is_on_one_line() {
        assert_eq!(
            text(&Cell::text("=cmd|' /C calc'!A0")),
            Ok(Some("=cmd|' /C calc'!A0".to_owned()))
        );
        assert_eq!(text(&Cell::text("Jan\nde Vries")), Ok(Some("Jan de Vries".to_owned())));
        assert_eq!(text(&number(12.0)), Ok(Some("12".to_owned())));
        assert_eq!(text(&Cell::Truth(true)), Err(Reason::TruthValue));
    }
}
