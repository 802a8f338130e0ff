//! Lines that say the same twice, so that hours may count double.

use super::hours::day_number;
use crate::hours_file::{HoursKind, HoursLine, Line, PersonReference, ShiftLine};
use crate::report::warning::Warning;
use loonbrug_domain::{DateRange, Factor};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

const DAY: i64 = 1440;

/// Who a line is about, for telling whether two lines are about the same person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Who<'a> {
    Number(i64),
    Email(&'a str),
    Name(&'a str),
}

impl<'a> Who<'a> {
    fn of(person: &'a PersonReference) -> Self {
        match (person.number, &person.email, &person.name) {
            (Some(number), ..) => Self::Number(number),
            (None, Some(email), _) => Self::Email(email),
            (None, None, name) => Self::Name(name.as_deref().unwrap_or_default()),
        }
    }
}

/// Warns of lines that may be the same hours.
pub(crate) fn find(lines: &[Line], warnings: &mut Vec<Warning>) {
    let mut shifts = Vec::new();
    let mut hours = Vec::new();
    for line in lines {
        match line {
            Line::Shift(shift) => shifts.push(shift),
            Line::Hours(line) => hours.push(line),
        }
    }
    overlapping(shifts, warnings);
    same_person(&hours, warnings);
}

fn overlapping(mut shifts: Vec<&ShiftLine>, warnings: &mut Vec<Warning>) {
    let start = |shift: &ShiftLine| day_number(shift.date) * DAY + shift.start_minute;
    let end = |shift: &ShiftLine| day_number(shift.date) * DAY + shift.end_minute;
    shifts.sort_by_key(|shift| (Who::of(&shift.person), start(shift), shift.line));
    let mut latest: Option<&ShiftLine> = None;
    for shift in shifts {
        let before = latest.filter(|latest| Who::of(&latest.person) == Who::of(&shift.person));
        if let Some(before) = before.filter(|before| end(before) > start(shift)) {
            warnings.push(Warning::OverlappingShifts {
                first_line: before.line,
                line: shift.line,
                person: shift.person.clone(),
            });
        }
        if before.is_none_or(|before| end(before) < end(shift)) {
            latest = Some(shift);
        }
    }
}

fn same_person(lines: &[&HoursLine], warnings: &mut Vec<Warning>) {
    type Key<'a> = (Who<'a>, DateRange, HoursKind, Factor, Option<&'a str>);
    let mut seen: HashMap<Key<'_>, usize> = HashMap::with_capacity(lines.len());
    let mut last_pair = None;
    for line in lines {
        let key = (
            Who::of(&line.person),
            line.range,
            line.kind,
            line.factor,
            line.group.as_deref(),
        );
        let first_line = match seen.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(line.line);
                continue;
            }
            Entry::Occupied(entry) => *entry.get(),
        };
        // Two rows of the wide layout share several factors; once is enough.
        let pair = Some((first_line, line.line));
        if last_pair != pair {
            warnings.push(Warning::SamePersonTwice {
                first_line,
                line: line.line,
                person: line.person.clone(),
            });
            last_pair = pair;
        }
    }
}
