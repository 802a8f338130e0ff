//! What we put in Nmbrs so far, made up from the postings of a period.

use super::origin::Origin;
use loonbrug_domain::DateRange;
use loonbrug_domain::difference::{LineKey, LineKind, OurRow, Ours};
use loonbrug_domain::ids::PersonId;
use loonbrug_store::{Posting, PostingState};
use std::collections::{BTreeMap, BTreeSet};

/// Our postings of one coupling and period, as the difference needs them.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    rows: BTreeMap<LineKey, Vec<OurRow>>,
    revisions: BTreeMap<LineKey, i64>,
    /// Lines with a posting whose outcome is not known.
    pub in_doubt: BTreeSet<LineKey>,
    /// Ranges of days that were sent, or may have been.
    pub ranges: BTreeSet<DateRange>,
}

/// The line that a posting is about.
#[must_use]
pub fn line_key(posting: &Posting) -> LineKey {
    LineKey {
        person: posting.person,
        kind: if posting.kind == LineKind::Days.as_str() {
            LineKind::Days
        } else {
            LineKind::Hours
        },
        origin: posting.origin.clone(),
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
                    sent.ranges
                        .extend(Origin::parse(&posting.origin).and_then(Origin::range));
                    sent.in_doubt.insert(key);
                }
                PostingState::Approved | PostingState::Rejected | PostingState::Withdrawn => {}
            }
        }
        sent.rows.retain(|_, rows| !rows.is_empty());
        let kept: BTreeSet<DateRange> = sent
            .rows
            .keys()
            .filter_map(|key| Origin::parse(&key.origin).and_then(Origin::range))
            .collect();
        sent.ranges.extend(kept);
        sent
    }

    fn confirm(&mut self, posting: &Posting, key: LineKey) {
        let rows = self.rows.entry(key).or_default();
        let row = posting.remote_id.clone().unwrap_or_default();
        match posting.action.as_str() {
            "remove" => rows.retain(|ours| ours.row != row),
            "update" | "set" => {
                rows.retain(|ours| ours.row != row);
                rows.push(OurRow {
                    row,
                    quantity: posting.quantity,
                });
            }
            _ => rows.push(OurRow {
                row,
                quantity: posting.quantity,
            }),
        }
    }

    /// Our rows per line, for the lines that `wanted` says.
    pub fn ours(&self, wanted: impl Fn(&LineKey) -> bool) -> Vec<Ours> {
        self.rows.iter().filter(|(key, _)| wanted(key)).map(ours).collect()
    }

    /// The same for one person, without a look at everybody else's lines.
    pub fn ours_of(&self, person: PersonId, wanted: impl Fn(&LineKey) -> bool) -> Vec<Ours> {
        self.rows
            .range(first_line_of(person)..)
            .take_while(|(key, _)| key.person == person)
            .filter(|(key, _)| wanted(key))
            .map(ours)
            .collect()
    }

    /// The ranges of days of one person that were sent, or may have been.
    #[must_use]
    pub fn ranges_of(&self, person: PersonId) -> BTreeSet<DateRange> {
        let ours = self.ours_of(person, |_| true);
        let keys = ours.iter().map(|line| &line.key).chain(self.doubts_of(person));
        keys.filter_map(|key| Origin::parse(&key.origin).and_then(Origin::range))
            .collect()
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
