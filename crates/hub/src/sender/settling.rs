//! Settling a doubt by reading: what the target holds now, against what it held before and what we meant to do.

use super::target::HeldRow;
use loonbrug_store::{BaselineRow, Posting};
use std::collections::BTreeSet;

/// What was read, before and after.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// What the target held for the person before the run that sent the posting.
    pub baseline: &'a [BaselineRow],
    /// What it holds now.
    pub held: &'a [HeldRow],
    /// Rows of the posting's kind that are known to be other postings' rows.
    pub claimed: &'a BTreeSet<String>,
    /// Whether rows come with the text that we sent along.
    pub tells_comments: bool,
    /// Other postings in doubt that would leave a row equal to this one's.
    pub equal_doubts: usize,
    /// Whether another posting in doubt would leave this row.
    pub explained: &'a dyn Fn(&HeldRow) -> bool,
}

/// What the evidence says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It happened, exactly once.
    Confirmed {
        /// The row; empty where the target has no rows (days) or the row is gone as meant.
        row: String,
    },
    /// It did not happen, as far as can be seen now.
    Absent,
    /// The target holds something that the posting does not explain.
    Conflict {
        /// What, in words for a person.
        text: String,
    },
}

/// Weighs the evidence for one posting in doubt.
#[must_use]
pub fn settle(posting: &Posting, evidence: Evidence<'_>) -> Verdict {
    match posting.action.as_str() {
        "insert" => settle_insert(posting, evidence),
        "set" => settle_value(posting, evidence, ""),
        _ => match posting.remote_id.as_deref() {
            Some(row) if posting.action == "remove" => settle_removal(posting, evidence, row),
            Some(row) => settle_value(posting, evidence, row),
            None => Verdict::Conflict {
                text: "the posting does not say which row it changes".into(),
            },
        },
    }
}

fn settle_insert(posting: &Posting, evidence: Evidence<'_>) -> Verdict {
    let of_kind = |row: &&BaselineRow| row.kind == posting.kind;
    let before: BTreeSet<&str> = evidence
        .baseline
        .iter()
        .filter(of_kind)
        .map(|row| row.remote_id.as_str())
        .collect();
    let new: Vec<&HeldRow> = evidence
        .held
        .iter()
        .filter(|held| held.observed.kind.as_str() == posting.kind)
        .filter(|held| !before.contains(held.observed.row.as_str()))
        .filter(|held| !evidence.claimed.contains(&held.observed.row))
        .collect();
    // A mark proves whose the row is, also when a hand has changed it since.
    let is_ours = |held: &&&HeldRow| {
        if evidence.tells_comments {
            carries(held, &posting.mark)
        } else {
            equals(held, posting)
        }
    };
    let candidates: Vec<&HeldRow> = new.iter().filter(is_ours).copied().collect();
    let unexplained = |held: &&&HeldRow| !evidence.tells_comments && !(evidence.explained)(held);
    if candidates.is_empty() && new.iter().any(|held| unexplained(&held)) {
        let text = "a new row that nobody explains may be ours, changed by hand".into();
        return Verdict::Conflict { text };
    }
    // With a mark there is one row for one posting; without, equal postings in doubt share the equal rows.
    let explained = if evidence.tells_comments {
        1
    } else {
        1 + evidence.equal_doubts
    };
    match candidates.as_slice() {
        [] => Verdict::Absent,
        rows if rows.len() <= explained => Verdict::Confirmed {
            row: rows[0].observed.row.clone(),
        },
        rows => Verdict::Conflict {
            text: format!(
                "{} new rows equal this line; at most {explained} can be ours",
                rows.len()
            ),
        },
    }
}

/// Whether a row is what a posting would leave.
pub fn equals(held: &HeldRow, posting: &Posting) -> bool {
    held.observed.kind.as_str() == posting.kind
        && held.observed.code == posting.code
        && held.observed.quantity == posting.quantity
}

fn carries(held: &HeldRow, mark: &str) -> bool {
    held.comment.as_deref().is_some_and(|comment| comment.contains(mark))
}

fn settle_value(posting: &Posting, evidence: Evidence<'_>, row: &str) -> Verdict {
    let now = evidence
        .held
        .iter()
        .find(|held| held.observed.kind.as_str() == posting.kind && held.observed.row == row)
        .map(|held| (held.observed.quantity, held.observed.code == posting.code));
    match now {
        Some((now, true)) if now == posting.quantity => Verdict::Confirmed { row: row.to_owned() },
        Some((now, _)) if now == posting.quantity_before => Verdict::Absent,
        Some((now, _)) => Verdict::Conflict {
            text: format!(
                "the row holds {now}, neither {} nor {}",
                posting.quantity_before, posting.quantity
            ),
        },
        // Days that may not be read: setting them again does no harm.
        None if row.is_empty() => Verdict::Absent,
        None => Verdict::Conflict {
            text: "the row that this changes is gone".into(),
        },
    }
}

fn settle_removal(posting: &Posting, evidence: Evidence<'_>, row: &str) -> Verdict {
    let is_it = |held: &HeldRow| held.observed.kind.as_str() == posting.kind && held.observed.row == row;
    if evidence.held.iter().any(is_it) {
        Verdict::Absent
    } else {
        Verdict::Confirmed { row: String::new() }
    }
}
