//! One row into lines of hours: one in the long layout, one for each filled factor in the wide layout.

use super::row_reader::RowReader;
use crate::columns::field::Field;
use crate::columns::recognise::fold;
use crate::hours_file::{HoursKind, HoursLine, PersonReference};
use crate::report::fault::Reason;
use crate::report::warning::Warning;
use crate::source::cell::Cell;
use crate::values::{date, number, text};
use loonbrug_domain::{Date, DateRange, Factor, HundredthHours};

/// Hundredths of an hour in a day.
const DAY: i64 = 2400;

/// What all lines of a row share.
struct Shared {
    person: PersonReference,
    range: DateRange,
    group: Option<String>,
    days: Option<i64>,
}

/// The line of a row in the long layout, or nothing with a fault or a warning.
pub(crate) fn long(row: &mut RowReader<'_>, warnings: &mut Vec<Warning>) -> Vec<HoursLine> {
    long_line(row, warnings).into_iter().collect()
}

fn long_line(row: &mut RowReader<'_>, warnings: &mut Vec<Warning>) -> Option<HoursLine> {
    let kind = row.read(Field::Kind, kind)?;
    let shared = shared(row);
    let factor = row.read_decimal(Field::Factor, |cell, sign| match (number::factor(cell, sign)?, kind) {
        (Some(factor), _) => Ok(factor),
        (None, HoursKind::Worked) => Ok(Factor::WORKED),
        (None, HoursKind::Surcharge) => Err(Reason::MissingFactor),
    });
    let range = shared.as_ref().map(|shared| shared.range);
    let hours = hours(row, Field::Hours, range, Err(Reason::Empty));
    let (shared, factor, hours) = (shared?, factor?, hours?);
    if hours == HundredthHours::ZERO {
        warnings.push(Warning::NoHours {
            line: row.row.line,
            person: shared.person,
        });
        return None;
    }
    Some(shared.line(row.row.line, kind, factor, hours, shared.days))
}

/// The lines of a row in the wide layout, or nothing with a fault or a warning.
pub(crate) fn wide(row: &mut RowReader<'_>, warnings: &mut Vec<Warning>) -> Vec<HoursLine> {
    let faults_before = row.faults.len();
    let shared = shared(row);
    let range = shared.as_ref().map(|shared| shared.range);
    let mut filled = Vec::new();
    for field in row.header.places.keys() {
        let Field::HoursAt(factor) = *field else { continue };
        let hours = hours(row, *field, range, Ok(HundredthHours::ZERO)).unwrap_or_default();
        if hours != HundredthHours::ZERO {
            filled.push((factor, hours));
        }
    }
    let stated = row.read_decimal(Field::SurchargeHours, number::hours).flatten();
    let (Some(shared), true) = (shared, row.faults.len() == faults_before) else {
        return Vec::new();
    };
    let line = row.row.line;
    if filled.is_empty() {
        warnings.push(Warning::NoHours {
            line,
            person: shared.person,
        });
        return Vec::new();
    }
    check_surcharge(line, stated, &filled, warnings);
    let lines = filled.into_iter().enumerate().map(|(position, (factor, hours))| {
        let kind = if factor == Factor::WORKED {
            HoursKind::Worked
        } else {
            HoursKind::Surcharge
        };
        // The days belong to the row, not to each of its factors.
        shared.line(line, kind, factor, hours, shared.days.filter(|_| position == 0))
    });
    lines.collect()
}

/// The total of hours with a surcharge is a check and nothing else: nobody says whether it is weighted.
fn check_surcharge(
    line: usize,
    stated: Option<HundredthHours>,
    filled: &[(Factor, HundredthHours)],
    warnings: &mut Vec<Warning>,
) {
    let sum: HundredthHours = filled
        .iter()
        .filter(|(factor, _)| *factor > Factor::WORKED)
        .map(|(_, hours)| *hours)
        .sum();
    if let Some(stated) = stated.filter(|stated| *stated != sum) {
        warnings.push(Warning::SurchargeHoursDiffer { line, stated, sum });
    }
}

impl Shared {
    fn line(
        &self,
        line: usize,
        kind: HoursKind,
        factor: Factor,
        hours: HundredthHours,
        days: Option<i64>,
    ) -> HoursLine {
        let (person, group) = (self.person.clone(), self.group.clone());
        HoursLine {
            line,
            person,
            range: self.range,
            kind,
            factor,
            hours,
            days,
            group,
        }
    }
}

fn shared(row: &mut RowReader<'_>) -> Option<Shared> {
    let person = row.person();
    let range = range(row);
    let group = row.read(Field::Group, text);
    let days = row.read_decimal(Field::Days, |cell, sign| {
        let covered = range.map(length_in_days);
        match (number::whole_number(cell, sign)?, covered) {
            (Some(days), Some(covered)) if !(0..=covered).contains(&days) => {
                Err(Reason::DaysBeyondRange { days: covered })
            }
            (days, _) => Ok(days),
        }
    });
    Some(Shared {
        person: person?,
        range: range?,
        group: group?,
        days: days?,
    })
}

/// The days that a row covers: from and to, or one date.
fn range(row: &mut RowReader<'_>) -> Option<DateRange> {
    if row.header.places.contains_key(&Field::Date) {
        let date = row.read(Field::Date, date::date)?;
        return DateRange::new(date, date);
    }
    let from = row.read(Field::PeriodFrom, date::date);
    let to = row.read(Field::PeriodTo, date::date);
    let range = DateRange::new(from?, to?);
    if range.is_none() {
        row.fault(Field::PeriodTo, Reason::PeriodReversed);
    }
    range
}

/// Hours of a field, at most 24 a day.
fn hours(
    row: &mut RowReader<'_>,
    field: Field,
    range: Option<DateRange>,
    when_empty: Result<HundredthHours, Reason>,
) -> Option<HundredthHours> {
    row.read_decimal(field, |cell, sign| {
        let hours = number::hours(cell, sign)?.map_or(when_empty, Ok)?;
        match range.map(length_in_days) {
            Some(days) if hours.0.abs() > days * DAY => Err(Reason::HoursBeyondRange { days }),
            _ => Ok(hours),
        }
    })
}

fn kind(cell: &Cell) -> Result<HoursKind, Reason> {
    let Some(text) = text(cell)? else {
        return Ok(HoursKind::Worked);
    };
    match fold(&text).as_str() {
        "uren" | "gewerkt" | "gewerkteuren" | "hours" | "worked" => Ok(HoursKind::Worked),
        "factor" | "toeslag" | "surcharge" => Ok(HoursKind::Surcharge),
        _ => Err(Reason::UnsupportedKind),
    }
}

fn length_in_days(range: DateRange) -> i64 {
    day_number(range.to) - day_number(range.from) + 1
}

/// Days since a fixed day.
pub(crate) fn day_number(date: Date) -> i64 {
    date.duration_since(Date::constant(2000, 1, 1)).as_hours() / 24
}
