//! What a file changes of what is stored: equal hours are left alone, the others are paired by person and day.

use loonbrug_domain::Date;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ids::PersonId;
use loonbrug_store::{StoredHourLine, StoredShift};
use std::collections::BTreeMap;

/// Hours that can be compared: shifts and hour lines alike.
pub trait Comparable {
    /// Whether both are the same hours: all is equal but identity and file.
    fn same_hours(&self, other: &Self) -> bool;
    /// Person and day: equal for the same hours, and where a changed one is looked for.
    fn place(&self) -> (PersonId, Date);
    /// For a person to read.
    fn words(&self) -> String;
}

impl Comparable for StoredShift {
    fn same_hours(&self, other: &Self) -> bool {
        self.says_the_same(other)
    }

    fn place(&self) -> (PersonId, Date) {
        (self.person, self.date)
    }

    fn words(&self) -> String {
        let pause = if self.break_minutes == 0 {
            String::new()
        } else {
            format!(", pauze {} min", self.break_minutes)
        };
        let (start, end) = (clock(self.start_minute), clock(self.end_minute));
        format!("{} {start}–{end}{pause}", dutch_date(self.date))
    }
}

impl Comparable for StoredHourLine {
    fn same_hours(&self, other: &Self) -> bool {
        (self.person, self.range, self.factor, &self.group) == (other.person, other.range, other.factor, &other.group)
            && (self.hundredths, self.days) == (other.hundredths, other.days)
    }

    fn place(&self) -> (PersonId, Date) {
        (self.person, self.range.from)
    }

    fn words(&self) -> String {
        format!(
            "{} {}: {} u",
            self.range,
            self.factor,
            loonbrug_domain::HundredthHours(self.hundredths)
        )
    }
}

fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// What has to happen to make the stored hours those of the file.
pub struct FileDifference<T> {
    /// New ones.
    pub added: Vec<T>,
    /// Stored ones and what takes their place.
    pub changed: Vec<(T, T)>,
    /// Stored ones that go.
    pub removed: Vec<T>,
    /// How many are there already.
    pub unchanged: usize,
}

/// Compares; what is stored on a place stands in for what the file has there.
pub fn compare<T: Comparable>(stored: Vec<T>, file: Vec<T>) -> FileDifference<T> {
    let mut waiting: BTreeMap<(PersonId, Date), Vec<T>> = BTreeMap::new();
    for one in stored {
        waiting.entry(one.place()).or_default().push(one);
    }
    let mut fresh = Vec::new();
    let mut unchanged = 0;
    for one in file {
        let there = waiting.get_mut(&one.place());
        let same = there.and_then(|there| {
            let place = there.iter().position(|before| before.same_hours(&one))?;
            Some(there.swap_remove(place))
        });
        match same {
            Some(_) => unchanged += 1,
            None => fresh.push(one),
        }
    }
    let (mut added, mut changed) = (Vec::new(), Vec::new());
    for one in fresh {
        match waiting.get_mut(&one.place()).and_then(Vec::pop) {
            Some(before) => changed.push((before, one)),
            None => added.push(one),
        }
    }
    FileDifference {
        added,
        changed,
        removed: waiting.into_values().flatten().collect(),
        unchanged,
    }
}
