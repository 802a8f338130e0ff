//! One row into a shift. Which shifts can have been worked is the domain's rule; here a broken rule gets its column.

use super::row_reader::RowReader;
use crate::columns::field::Field;
use crate::hours_file::ShiftLine;
use crate::report::fault::Reason;
use crate::values::{clock, date, text};
use loonbrug_domain::shift::{Shift, ShiftError};
use loonbrug_domain::{Date, Factor, Minutes};

const DAY: i64 = 1440;

/// The shift of a row, or `None` with at least one fault.
pub(crate) fn shift(row: &mut RowReader<'_>) -> Option<ShiftLine> {
    let person = row.person();
    let group = row.read(Field::Group, text);
    let date = row.read(Field::Date, date::date);
    let start = row.read(Field::Start, clock::minute_of_day);
    let end = row.read(Field::End, clock::minute_of_day);
    let break_minutes = row.read(Field::Break, clock::minutes);
    let factor_minutes = factor_minutes(row);
    let times = (start?, end?, break_minutes?.unwrap_or(0));
    let shift = possible(date?, times, factor_minutes?).map_err(|(field, reason)| row.fault(field, reason));
    let shift = shift.ok()?;
    Some(ShiftLine {
        line: row.row.line,
        person: person?,
        date: shift.date(),
        start_minute: shift.start_minute(),
        end_minute: shift.end_minute(),
        break_minutes: shift.break_minutes(),
        group: group?,
        factor_minutes: shift
            .factor_minutes()
            .iter()
            .map(|(factor, minutes)| (*factor, minutes.0))
            .collect(),
    })
}

/// The minutes at each factor that the row fills in.
fn factor_minutes(row: &mut RowReader<'_>) -> Option<Vec<(Factor, Minutes)>> {
    let mut all = Some(Vec::new());
    for field in row.header.places.keys() {
        let Field::MinutesAt(factor) = *field else { continue };
        match (row.read(*field, clock::minutes), &mut all) {
            (None, _) => all = None,
            (Some(minutes), Some(known)) => known.extend(minutes.map(|minutes| (factor, Minutes(minutes)))),
            (Some(_), None) => {}
        }
    }
    all
}

/// The shift, if it can have been worked; else the rule that it breaks and the field to look at. An end before the
/// start is on the next day.
fn possible(
    date: Date,
    (start, end, break_minutes): (i64, i64, i64),
    factor_minutes: Vec<(Factor, Minutes)>,
) -> Result<Shift, (Field, Reason)> {
    let end = if end < start { end + DAY } else { end };
    let most = factor_minutes
        .iter()
        .max_by_key(|(_, minutes)| *minutes)
        .map(|(factor, _)| *factor);
    let shift = Shift::new(date, start, end, break_minutes);
    shift
        .and_then(|shift| shift.with_factor_minutes(factor_minutes))
        .map_err(|error| match error {
            ShiftError::Start { .. } => (Field::Start, Reason::TimeOutsideDay),
            ShiftError::Reversed { .. } => (Field::End, Reason::EndEqualsStart),
            ShiftError::TooLong { .. } => (Field::End, Reason::TimeOutsideDay),
            ShiftError::NoTime => (Field::End, Reason::NoTime),
            // A file gives minutes of break, never their times.
            ShiftError::BreakOutside { .. } | ShiftError::BreaksOverlap { .. } | ShiftError::NegativeBreak { .. } => {
                (Field::Break, Reason::NegativeMinutes)
            }
            ShiftError::BreakTooLong { shift, .. } => (Field::Break, Reason::BreakNotShorter { shift_minutes: shift }),
            ShiftError::NotASurcharge { factor } | ShiftError::FactorTwice { factor } => {
                (Field::MinutesAt(factor), Reason::FactorOutOfRange)
            }
            ShiftError::NegativeFactorMinutes { factor, .. } => (Field::MinutesAt(factor), Reason::NegativeMinutes),
            ShiftError::TooManyFactorMinutes { worked, .. } => (
                most.map_or(Field::End, Field::MinutesAt),
                Reason::MinutesBeyondShift {
                    worked_minutes: worked.0,
                },
            ),
        })
}
