//! Lines that say the same twice, so that hours may count double.

use crate::hours_file::{HoursKind, Line, PersonReference};
use crate::report::warning::Warning;
use loonbrug_domain::{DateRange, Factor};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Who a line is about, for telling whether two lines are about the same person.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
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

/// Warns of lines with hours that may be the same. Whether shifts are the same time is told by whoever knows their people.
pub(crate) fn find(lines: &[Line], warnings: &mut Vec<Warning>) {
    type Key<'a> = (Who<'a>, DateRange, HoursKind, Factor, Option<&'a str>);
    let mut seen: HashMap<Key<'_>, usize> = HashMap::new();
    let mut last_pair = None;
    for line in lines {
        let Line::Hours(line) = line else { continue };
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
