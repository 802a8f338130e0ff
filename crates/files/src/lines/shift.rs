//! One row into a shift.

use super::row_reader::RowReader;
use crate::columns::field::Field;
use crate::hours_file::ShiftLine;
use crate::report::fault::Reason;
use crate::values::{clock, date, text};
use loonbrug_domain::Factor;

const DAY: i64 = 1440;

/// Start, end and break of a shift, in minutes.
struct Times {
    start_minute: i64,
    end_minute: i64,
    break_minutes: i64,
}

/// The shift of a row, or `None` with at least one fault.
pub(crate) fn shift(row: &mut RowReader<'_>) -> Option<ShiftLine> {
    let person = row.person();
    let date = row.read(Field::Date, date::date);
    let group = row.read(Field::Group, text);
    let times = times(row);
    let worked = times
        .as_ref()
        .map(|times| times.end_minute - times.start_minute - times.break_minutes);
    let factor_minutes = factor_minutes(row, worked);
    let Times {
        start_minute,
        end_minute,
        break_minutes,
    } = times?;
    Some(ShiftLine {
        line: row.row.line,
        person: person?,
        date: date?,
        start_minute,
        end_minute,
        break_minutes,
        group: group?,
        factor_minutes: factor_minutes?,
    })
}

fn times(row: &mut RowReader<'_>) -> Option<Times> {
    let start = row.read(Field::Start, |cell| match clock::minute_of_day(cell)? {
        DAY => Err(Reason::TimeOutsideDay),
        minute => Ok(minute),
    });
    let end = row.read(Field::End, clock::minute_of_day);
    let break_minutes = row.read(Field::Break, |cell| match clock::minutes(cell)?.unwrap_or(0) {
        ..0 => Err(Reason::NegativeMinutes),
        minutes => Ok(minutes),
    });
    let (start_minute, end) = (start?, end?);
    if start_minute == end {
        row.fault(Field::End, Reason::EndEqualsStart);
        return None;
    }
    let end_minute = if end < start_minute { end + DAY } else { end };
    let (shift_minutes, break_minutes) = (end_minute - start_minute, break_minutes?);
    if break_minutes >= shift_minutes {
        row.fault(Field::Break, Reason::BreakNotShorter { shift_minutes });
        return None;
    }
    Some(Times {
        start_minute,
        end_minute,
        break_minutes,
    })
}

/// The minutes at each factor that the row fills in; each is part of the minutes worked, where these are known.
fn factor_minutes(row: &mut RowReader<'_>, worked: Option<i64>) -> Option<Vec<(Factor, i64)>> {
    let mut all = Some(Vec::new());
    for field in row.header.places.keys() {
        let Field::MinutesAt(factor) = *field else { continue };
        let minutes = row.read(*field, |cell| match (clock::minutes(cell)?, worked) {
            (Some(..0), _) => Err(Reason::NegativeMinutes),
            (Some(minutes), Some(worked_minutes)) if minutes > worked_minutes => {
                Err(Reason::MinutesBeyondShift { worked_minutes })
            }
            (minutes, _) => Ok(minutes.unwrap_or(0)),
        });
        match (minutes, &mut all) {
            (None, _) => all = None,
            (Some(1..), Some(known)) => known.extend(minutes.map(|minutes| (factor, minutes))),
            (Some(_), _) => {}
        }
    }
    all
}
