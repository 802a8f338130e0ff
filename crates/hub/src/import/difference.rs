//! What a file changes of what is stored: equal hours are left alone, the others are paired by person and day.

use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::{Date, DateRange, Factor};
use loonbrug_store::{StoredHourLine, StoredShift};
use std::collections::BTreeMap;

/// Hours that can be compared: shifts and hour lines alike.
pub trait Comparable {
    /// What makes two of them the same hours.
    type Content: PartialEq + Eq + Ord;
    /// All of it but identity and file.
    fn content(&self) -> Self::Content;
    /// Person and day: where a changed one is looked for.
    fn place(&self) -> (PersonId, Date);
    /// For a person to read.
    fn words(&self) -> String;
}

impl Comparable for StoredShift {
    type Content = (PersonId, Date, i64, i64, i64, Option<String>, Vec<(Factor, i64)>);

    fn content(&self) -> Self::Content {
        let times = (self.start_minute, self.end_minute, self.break_minutes);
        (
            self.person,
            self.date,
            times.0,
            times.1,
            times.2,
            self.group.clone(),
            self.factor_minutes.clone(),
        )
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
    type Content = (PersonId, DateRange, Factor, i64, Option<i64>, Option<String>);

    fn content(&self) -> Self::Content {
        (
            self.person,
            self.range,
            self.factor,
            self.hundredths,
            self.days,
            self.group.clone(),
        )
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

/// Compares.
pub fn compare<T: Comparable + Clone>(stored: Vec<T>, file: Vec<T>) -> FileDifference<T> {
    let mut waiting: BTreeMap<T::Content, Vec<T>> = BTreeMap::new();
    for one in stored {
        waiting.entry(one.content()).or_default().push(one);
    }
    let mut unchanged = 0;
    let mut fresh = Vec::new();
    for one in file {
        match waiting.get_mut(&one.content()).and_then(Vec::pop) {
            Some(_) => unchanged += 1,
            None => fresh.push(one),
        }
    }
    let mut by_place: BTreeMap<(PersonId, Date), Vec<T>> = BTreeMap::new();
    for one in waiting.into_values().flatten() {
        by_place.entry(one.place()).or_default().push(one);
    }
    let (mut added, mut changed) = (Vec::new(), Vec::new());
    for one in fresh {
        match by_place.get_mut(&one.place()).and_then(Vec::pop) {
            Some(before) => changed.push((before, one)),
            None => added.push(one),
        }
    }
    FileDifference {
        added,
        changed,
        removed: by_place.into_values().flatten().collect(),
        unchanged,
    }
}
