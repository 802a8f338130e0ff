//! What we put in Nmbrs so far, made up from the postings of a period.

use super::flow::Flow;
use super::origin::Origin;
use loonbrug_domain::difference::{LineKey, LineKind, OurRow, Ours};
use loonbrug_domain::ids::{PersonId, PostingId};
use loonbrug_domain::{DateRange, PayPeriod};
use loonbrug_store::{Posting, PostingState};
use std::collections::{BTreeMap, BTreeSet};

/// Our postings of one coupling and period, as the difference needs them.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    rows: BTreeMap<LineKey, Vec<OurRow>>,
    revisions: BTreeMap<LineKey, i64>,
    /// Lines with a posting whose outcome is not known.
    pub in_doubt: BTreeSet<LineKey>,
    /// Lines that were sent in a pay period themselves, or may have been; others are only corrected in it.
    own: BTreeSet<(PayPeriod, LineKey)>,
    /// The pay period of each row, and the last posting of each line: what a correction refers to.
    periods: BTreeMap<(PersonId, LineKind, String), PayPeriod>,
    last: BTreeMap<LineKey, PostingId>,
}

/// The line that a posting is about; a correction is about the line that it corrects.
#[must_use]
pub fn line_key(posting: &Posting) -> LineKey {
    LineKey {
        person: posting.person,
        kind: LineKind::parse(&posting.kind).unwrap_or(LineKind::Hours),
        origin: Origin::of(&posting.origin).map_or_else(|| posting.origin.clone(), |origin| origin.to_string()),
        code: posting.code,
    }
}

impl Sent {
    /// Makes up what was sent.
    #[must_use]
    pub fn of(postings: &[Posting]) -> Self {
        let mut sent = Self::default();
        let mut ordered: Vec<&Posting> = postings.iter().collect();
        ordered.sort_by_key(|posting| posting.revision);
        for posting in ordered {
            let key = line_key(posting);
            sent.revisions.insert(key.clone(), posting.revision);
            match posting.state {
                PostingState::Confirmed => sent.confirm(posting, key),
                PostingState::Sending | PostingState::Unknown | PostingState::Conflict => {
                    sent.own(posting, &key);
                    sent.in_doubt.insert(key);
                }
                PostingState::Approved | PostingState::Rejected | PostingState::Absent | PostingState::Withdrawn => {}
            }
        }
        sent.rows.retain(|_, rows| !rows.is_empty());
        sent
    }

    fn own(&mut self, posting: &Posting, key: &LineKey) {
        if posting.origin == key.origin {
            self.own.insert((posting.period, key.clone()));
        }
    }

    /// Ranges of days that a flow sent in a pay period, or may have.
    #[must_use]
    pub fn ranges(&self, flow: Flow, period: PayPeriod) -> BTreeSet<DateRange> {
        self.ranges_among(flow, period, self.rows.keys().chain(&self.in_doubt))
    }

    /// Whether a line was sent in this pay period itself, or may have been.
    #[must_use]
    pub fn is_of(&self, key: &LineKey, period: PayPeriod) -> bool {
        self.own.contains(&(period, key.clone()))
    }

    fn ranges_among<'a>(
        &self,
        flow: Flow,
        period: PayPeriod,
        keys: impl Iterator<Item = &'a LineKey>,
    ) -> BTreeSet<DateRange> {
        keys.filter(|key| self.is_of(key, period))
            .filter_map(|key| {
                Origin::parse(&key.origin)
                    .filter(|origin| origin.flow() == flow)?
                    .range()
            })
            .collect()
    }

    /// Our rows of a line that stand in this pay period, oldest first.
    #[must_use]
    pub fn rows_in(&self, key: &LineKey, period: PayPeriod) -> Vec<OurRow> {
        let rows = self.rows.get(key).map_or(&[][..], Vec::as_slice);
        let stands = |row: &&OurRow| self.periods.get(&(key.person, key.kind, row.row.clone())) == Some(&period);
        rows.iter().filter(stands).cloned().collect()
    }

    /// The pay period that a row of ours stands in.
    #[must_use]
    pub fn period_of(&self, key: &LineKey, row: &str) -> Option<PayPeriod> {
        // Days have no row of their own, in whichever period.
        let key = (key.person, key.kind, row.to_owned());
        self.periods.get(&key).copied().filter(|_| !row.is_empty())
    }

    /// The last posting of a line that the target holds: what a correction of it refers to.
    #[must_use]
    pub fn last_posting(&self, key: &LineKey) -> Option<PostingId> {
        self.last.get(key).copied()
    }

    fn confirm(&mut self, posting: &Posting, key: LineKey) {
        self.own(posting, &key);
        self.last.insert(key.clone(), posting.id);
        let row = posting.remote_id.clone().unwrap_or_default();
        self.periods.insert((key.person, key.kind, row.clone()), posting.period);
        let rows = self.rows.entry(key).or_default();
        let before = match posting.action.as_str() {
            "remove" => return rows.retain(|ours| ours.row != row),
            // Days are one value: the last that was set.
            "set" => {
                rows.clear();
                0
            }
            _ => posting.quantity_before,
        };
        // A row may hold the hours of one line and a correction of another: what counts is what this line put there.
        let gain = posting.quantity - before;
        match rows.iter_mut().find(|ours| ours.row == row) {
            Some(ours) => ours.quantity += gain,
            None => rows.push(OurRow { row, quantity: gain }),
        }
    }

    /// What other lines than this one put in a row of the target.
    #[must_use]
    pub fn others_in(&self, key: &LineKey, row: &str) -> i64 {
        if row.is_empty() {
            return 0;
        }
        let others = self.lines_of(key.person);
        others
            .filter(|(other, _)| *other != key && other.kind == key.kind)
            .flat_map(|(_, rows)| rows)
            .filter(|ours| ours.row == row)
            .map(|ours| ours.quantity)
            .sum()
    }

    fn lines_of(&self, person: PersonId) -> impl Iterator<Item = (&LineKey, &Vec<OurRow>)> {
        self.rows
            .range(first_line_of(person)..)
            .take_while(move |(key, _)| key.person == person)
    }

    /// Rows of other ranges of ours in a pay period under the same code: what a correction that cannot be negative may be
    /// taken from. With all that each holds.
    #[must_use]
    pub fn rows_to_lower(&self, key: &LineKey, period: PayPeriod) -> Vec<OurRow> {
        let range = |key: &LineKey| Origin::parse(&key.origin).and_then(Origin::range);
        let others = self.lines_of(key.person).filter(|(other, _)| {
            other.kind == key.kind && other.code == key.code && range(other).is_some() && range(other) != range(key)
        });
        let rows = others.flat_map(|(other, _)| {
            let rows = self.rows_in(other, period);
            rows.into_iter().map(|row| OurRow {
                quantity: row.quantity + self.others_in(other, &row.row),
                row: row.row,
            })
        });
        rows.collect()
    }

    /// Our rows per line, for the lines that `wanted` says.
    pub fn ours(&self, wanted: impl Fn(&LineKey) -> bool) -> Vec<Ours> {
        self.rows.iter().filter(|(key, _)| wanted(key)).map(ours).collect()
    }

    /// The same for one person, without a look at everybody else's lines.
    pub fn ours_of(&self, person: PersonId, wanted: impl Fn(&LineKey) -> bool) -> Vec<Ours> {
        self.lines_of(person).filter(|(key, _)| wanted(key)).map(ours).collect()
    }

    /// The ranges of days whose hours of one person were sent in a pay period, or may have been.
    #[must_use]
    pub fn hour_ranges_of(&self, person: PersonId, period: PayPeriod) -> BTreeSet<DateRange> {
        let ours = self.ours_of(person, |_| true);
        let keys = ours.iter().map(|line| &line.key).chain(self.doubts_of(person));
        self.ranges_among(Flow::Hours, period, keys)
    }

    /// The lines of one person with a posting whose outcome is not known.
    pub fn doubts_of(&self, person: PersonId) -> impl Iterator<Item = &LineKey> {
        let from_there = self.in_doubt.range(first_line_of(person)..);
        from_there.take_while(move |key| key.person == person)
    }

    /// The revision that a next posting of this line gets.
    #[must_use]
    pub fn next_revision(&self, key: &LineKey) -> i64 {
        self.revisions.get(key).copied().unwrap_or(0) + 1
    }
}

fn ours((key, rows): (&LineKey, &Vec<OurRow>)) -> Ours {
    Ours {
        key: key.clone(),
        rows: rows.clone(),
    }
}

/// Where the lines of a person begin: no line of theirs comes before it.
fn first_line_of(person: PersonId) -> LineKey {
    LineKey {
        person,
        kind: LineKind::Hours,
        origin: String::new(),
        code: i64::MIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn line(person: u128, kind: LineKind, code: i64) -> LineKey {
        LineKey {
            person: PersonId(Uuid::from_u128(person)),
            kind,
            origin: kind.as_str().to_owned(),
            code,
        }
    }

    #[test]
    fn the_lines_of_one_person_are_all_of_theirs_and_nobody_elses() {
        let mut sent = Sent::default();
        for person in 1..=3 {
            for (kind, code) in [(LineKind::Hours, -1), (LineKind::Hours, 2100), (LineKind::Days, 0)] {
                sent.rows.insert(line(person, kind, code), Vec::new());
                sent.in_doubt.insert(line(person, kind, code));
            }
        }
        for person in 0..=4 {
            let person = PersonId(Uuid::from_u128(person));
            assert_eq!(sent.ours_of(person, |_| true), sent.ours(|key| key.person == person));
            assert_eq!(
                sent.ours_of(person, |key| key.code == 2100),
                sent.ours(|key| key.person == person && key.code == 2100)
            );
            let doubts: Vec<&LineKey> = sent.in_doubt.iter().filter(|key| key.person == person).collect();
            assert_eq!(sent.doubts_of(person).collect::<Vec<_>>(), doubts);
        }
    }
}
