//! What we put in Nmbrs so far, made up from the postings of a period.

use super::origin::Origin;
use loonbrug_domain::DateRange;
use loonbrug_domain::difference::{LineKey, LineKind, OurRow, Ours};
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
        self.rows
            .iter()
            .filter(|(key, _)| wanted(key))
            .map(|(key, rows)| Ours {
                key: key.clone(),
                rows: rows.clone(),
            })
            .collect()
    }

    /// The revision that a next posting of this line gets.
    #[must_use]
    pub fn next_revision(&self, key: &LineKey) -> i64 {
        self.revisions.get(key).copied().unwrap_or(0) + 1
    }
}
