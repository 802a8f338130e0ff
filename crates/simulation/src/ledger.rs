//! What is ours in Nmbrs according to the postings, made up anew here: not by the code that is tested.

use loonbrug_domain::ids::PersonId;
use loonbrug_store::{Posting, PostingState};
use std::collections::BTreeMap;

/// The origin of what a posting is about: of what it corrects, where it is a correction; days are told apart by their
/// period.
#[must_use]
pub fn origin(posting: &Posting) -> String {
    match posting.origin.strip_prefix("correction ") {
        Some(corrected) => corrected.to_owned(),
        None if posting.kind == "days" => format!("days {}", posting.period),
        None => posting.origin.clone(),
    }
}

/// A line that was posted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct PostedLine {
    /// Whose.
    pub person: PersonId,
    /// `hours` or `days`.
    pub kind: String,
    /// Where it comes from; a correction comes from where what it corrects does.
    pub origin: String,
    /// Hour code; 0 for days.
    pub code: i64,
}

/// A row that is ours.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OurRow {
    /// Its id, as the interface names it; empty for days.
    pub name: String,
    /// What the line put in it. A correction may be taken from a row that holds another line as well.
    pub quantity: i64,
}

/// Our rows, by line.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The rows of each line that was ever confirmed.
    pub lines: BTreeMap<PostedLine, Vec<OurRow>>,
}

impl PostedLine {
    /// The line of a posting.
    #[must_use]
    pub fn of(posting: &Posting) -> Self {
        Self {
            person: posting.person,
            kind: posting.kind.clone(),
            origin: origin(posting),
            code: posting.code,
        }
    }
}

impl Ledger {
    /// Plays the confirmed postings, in the order of their revisions.
    #[must_use]
    pub fn of(postings: &[Posting]) -> Self {
        let mut ordered: Vec<&Posting> = postings
            .iter()
            .filter(|posting| posting.state == PostingState::Confirmed)
            .collect();
        ordered.sort_by_key(|posting| posting.revision);
        let mut ledger = Self::default();
        for posting in ordered {
            let rows = ledger.lines.entry(PostedLine::of(posting)).or_default();
            let name = posting.remote_id.clone().unwrap_or_default();
            let known = rows.iter().position(|row| row.name == name);
            let before = known.map_or(0, |place| rows.swap_remove(place).quantity);
            let quantity = match posting.action.as_str() {
                "remove" => continue,
                "set" => posting.quantity,
                _ => before + posting.quantity - posting.quantity_before,
            };
            rows.push(OurRow { name, quantity });
        }
        ledger
    }

    /// What each row of hours should hold, with the lines that it holds.
    pub fn by_row(&self) -> BTreeMap<&str, (i64, Vec<&PostedLine>)> {
        let mut rows: BTreeMap<&str, (i64, Vec<&PostedLine>)> = BTreeMap::new();
        for (line, row) in self.rows() {
            let (quantity, lines) = rows.entry(&row.name).or_default();
            *quantity += row.quantity;
            lines.push(line);
        }
        rows
    }

    /// The rows of hours, with their lines.
    pub fn rows(&self) -> impl Iterator<Item = (&PostedLine, &OurRow)> {
        let hours = self.lines.iter().filter(|(line, _)| line.kind == "hours");
        hours.flat_map(|(line, rows)| rows.iter().map(move |row| (line, row)))
    }
}
