//! The difference of desired and observed: what a target should hold, against what we put there and what it holds now.
//!
//! Pure and the same for every flow. Whoever asks brings three lists; the answer says, per line, what would have to
//! change, and where a person must decide because the target holds something that we cannot explain.

#[cfg(test)]
mod tests;

use crate::ids::PersonId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a line is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// Hours on an hour code, in hundredths; the target may hold several rows.
    Hours,
    /// Days worked, one value per person and period.
    Days,
    /// A wage component (looncomponent) on a wage code, in cents, or in hundredths where the code pays by the unit; the
    /// target may hold several rows.
    Wages,
}

impl LineKind {
    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Wages => "wages",
        }
    }

    /// Reads what [`LineKind::as_str`] gives.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Hours, Self::Days, Self::Wages]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// What makes a line the same line in the next plan.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct LineKey {
    /// Who it is for.
    pub person: PersonId,
    /// Hours or days.
    pub kind: LineKind,
    /// Where it comes from: flow, range and factor. Two origins never share a worked minute.
    pub origin: String,
    /// Hour code; 0 for days.
    pub code: i64,
}

/// A line that the target should hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Desired {
    /// Which line.
    pub key: LineKey,
    /// Hundredths of an hour, or days; never zero for hours.
    pub quantity: i64,
}

/// A row that we put in the target and that was confirmed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OurRow {
    /// Its id in the target; empty for days.
    pub row: String,
    /// What we last wrote.
    pub quantity: i64,
}

/// A row that we wrote, beside what the target holds of it now.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct DriftedRow {
    /// Its id in the target; empty for days.
    pub row: String,
    /// What we last wrote.
    pub ours: i64,
    /// The code and the quantity that it holds now; `None` when it is gone.
    pub held: Option<(i64, i64)>,
}

/// All that we put in the target for one line. Usually one row; more where corrections went as differences.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ours {
    /// Which line.
    pub key: LineKey,
    /// Our rows, oldest first; never empty.
    pub rows: Vec<OurRow>,
}

/// A row that the target holds now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Observed {
    /// Whose row.
    pub person: PersonId,
    /// Hours or days.
    pub kind: LineKind,
    /// Its id in the target; empty for days.
    pub row: String,
    /// Hour code; 0 for days.
    pub code: i64,
    /// Hundredths of an hour, or days.
    pub quantity: i64,
}

/// What has to happen to one line.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "change")]
pub enum Change {
    /// The target does not hold it yet.
    New {
        /// What it should hold.
        to: i64,
    },
    /// Our rows hold another quantity.
    Changed {
        /// What they hold together.
        from: i64,
        /// What they should hold together.
        to: i64,
        /// Our rows.
        rows: Vec<OurRow>,
    },
    /// Our rows should no longer be there.
    Removed {
        /// What they hold together.
        from: i64,
        /// Our rows.
        rows: Vec<OurRow>,
    },
    /// Nothing to do.
    Unchanged {
        /// What it holds.
        quantity: i64,
    },
    /// A row that is not ours equals what we would send: the former coupling, or a hand. A person decides.
    PossiblyThere {
        /// What we would send.
        to: i64,
        /// The row.
        row: String,
    },
    /// Somebody changed or removed our row by hand (handmatige wijziging). Left alone until a person decides.
    Drifted {
        /// What we wrote.
        ours: i64,
        /// What the target holds now; `None` where a row of ours is gone.
        theirs: Option<i64>,
        /// What we would send.
        to: i64,
        /// Our rows, and what became of each.
        rows: Vec<DriftedRow>,
    },
    /// Somebody did by hand what we want: it is entered as ours, and nothing is sent.
    Agreed {
        /// What the target holds.
        to: i64,
        /// Our rows, and what became of each.
        rows: Vec<DriftedRow>,
    },
    /// An earlier posting of this line has no known outcome yet: nothing is sent before it is settled.
    InDoubt {
        /// What it should hold.
        to: i64,
    },
}

impl Change {
    /// Whether something would be sent.
    #[must_use]
    pub const fn is_sent(&self) -> bool {
        matches!(self, Self::New { .. } | Self::Changed { .. } | Self::Removed { .. })
    }

    /// Whether a person must decide first.
    #[must_use]
    pub const fn needs_person(&self) -> bool {
        matches!(
            self,
            Self::PossiblyThere { .. } | Self::Drifted { .. } | Self::InDoubt { .. }
        )
    }

    /// What the target should hold afterwards.
    #[must_use]
    pub const fn to(&self) -> i64 {
        match self {
            Self::New { to }
            | Self::Changed { to, .. }
            | Self::PossiblyThere { to, .. }
            | Self::Drifted { to, .. }
            | Self::Agreed { to, .. }
            | Self::InDoubt { to } => *to,
            Self::Removed { .. } => 0,
            Self::Unchanged { quantity } => *quantity,
        }
    }
}

/// One line of the difference.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineChange {
    /// Which line.
    pub key: LineKey,
    /// What has to happen.
    pub change: Change,
}

/// Compares. The order of the input never matters; the answer is sorted by key.
///
/// `in_doubt` are the lines of which an earlier posting has no known outcome.
#[must_use]
pub fn difference(
    desired: &[Desired],
    ours: &[Ours],
    observed: &[Observed],
    in_doubt: &BTreeSet<LineKey>,
) -> Vec<LineChange> {
    let desired: BTreeMap<&LineKey, i64> = desired.iter().map(|line| (&line.key, line.quantity)).collect();
    let ours: BTreeMap<&LineKey, &Ours> = ours.iter().map(|line| (&line.key, line)).collect();
    let mut foreign = Foreign::new(observed, ours.values().copied());
    let keys: BTreeSet<&LineKey> = desired.keys().chain(ours.keys()).copied().chain(in_doubt).collect();
    keys.into_iter()
        .filter_map(|key| {
            let to = desired.get(key).copied();
            let change = if in_doubt.contains(key) {
                Change::InDoubt { to: to.unwrap_or(0) }
            } else {
                match (to, ours.get(key)) {
                    (Some(to), Some(line)) => against_ours(to, line, observed),
                    (None, Some(line)) => without_desire(line, observed)?,
                    (Some(to), None) => foreign.against(key, to),
                    (None, None) => return None,
                }
            };
            Some(LineChange {
                key: key.clone(),
                change,
            })
        })
        .collect()
}

/// A line that we sent before and still want.
fn against_ours(to: i64, line: &Ours, observed: &[Observed]) -> Change {
    let from = line.rows.iter().map(|row| row.quantity).sum();
    match held(line, observed) {
        Held::Otherwise(rows) if sum(&rows, line.key.code) == Some(to) => Change::Agreed { to, rows },
        Held::Otherwise(rows) => drifted(line, from, to, rows),
        Held::AsWritten if from == to => Change::Unchanged { quantity: to },
        Held::AsWritten => Change::Changed {
            from,
            to,
            rows: line.rows.clone(),
        },
    }
}

/// A line that we sent before and no longer want; `None` when the target no longer holds it either.
fn without_desire(line: &Ours, observed: &[Observed]) -> Option<Change> {
    let from = line.rows.iter().map(|row| row.quantity).sum();
    match held(line, observed) {
        Held::Otherwise(rows) if rows.iter().all(|row| row.held.is_none()) => None,
        Held::Otherwise(rows) => Some(drifted(line, from, 0, rows)),
        Held::AsWritten if from == 0 => None,
        Held::AsWritten => Some(Change::Removed {
            from,
            rows: line.rows.clone(),
        }),
    }
}

/// What the target holds of rows that we wrote.
enum Held {
    AsWritten,
    Otherwise(Vec<DriftedRow>),
}

fn held(line: &Ours, observed: &[Observed]) -> Held {
    let held: Vec<Option<&Observed>> = line.rows.iter().map(|row| find(line, row, observed)).collect();
    let as_written = held.iter().zip(&line.rows).all(|(held, ours)| {
        held.map_or(line.key.kind == LineKind::Days && ours.quantity == 0, |held| {
            held.code == line.key.code && held.quantity == ours.quantity
        })
    });
    if as_written {
        return Held::AsWritten;
    }
    let rows = held.iter().zip(&line.rows).map(|(held, ours)| DriftedRow {
        row: ours.row.clone(),
        ours: ours.quantity,
        held: held.map(|held| (held.code, held.quantity)),
    });
    Held::Otherwise(rows.collect())
}

fn drifted(line: &Ours, ours: i64, to: i64, rows: Vec<DriftedRow>) -> Change {
    Change::Drifted {
        ours,
        theirs: sum(&rows, line.key.code),
        to,
        rows,
    }
}

/// What our rows hold together under our code; `None` where one is gone or has another code.
fn sum(rows: &[DriftedRow], code: i64) -> Option<i64> {
    let held = rows.iter().map(|row| row.held.filter(|(held, _)| *held == code));
    held.map(|held| held.map(|(_, quantity)| quantity)).sum()
}

fn find<'a>(line: &Ours, row: &OurRow, observed: &'a [Observed]) -> Option<&'a Observed> {
    observed
        .iter()
        .find(|held| held.person == line.key.person && held.kind == line.key.kind && held.row == row.row)
}

/// Rows in the target that are not ours; each may explain at most one line.
struct Foreign<'a> {
    rows: Vec<&'a Observed>,
}

impl<'a> Foreign<'a> {
    fn new<'o>(observed: &'a [Observed], ours: impl Iterator<Item = &'o Ours>) -> Self {
        let known: BTreeSet<(PersonId, LineKind, &str)> = ours
            .flat_map(|line| {
                line.rows
                    .iter()
                    .map(|row| (line.key.person, line.key.kind, row.row.as_str()))
            })
            .collect();
        let mut rows: Vec<&Observed> = observed
            .iter()
            .filter(|held| !known.contains(&(held.person, held.kind, held.row.as_str())))
            .collect();
        rows.sort_by(|a, b| a.row.cmp(&b.row));
        Self { rows }
    }

    /// A line that we never sent: is it possibly there already?
    fn against(&mut self, key: &LineKey, to: i64) -> Change {
        let same = |held: &&Observed| held.person == key.person && held.kind == key.kind && held.code == key.code;
        if key.kind == LineKind::Days {
            // One value per person and period: any other value would be overwritten, so a person decides.
            return match self.rows.iter().copied().find(same) {
                Some(held) if held.quantity == to => Change::Unchanged { quantity: to },
                Some(held) if held.quantity != 0 => Change::Drifted {
                    ours: 0,
                    theirs: Some(held.quantity),
                    to,
                    rows: vec![DriftedRow {
                        row: held.row.clone(),
                        ours: 0,
                        held: Some((held.code, held.quantity)),
                    }],
                },
                _ => Change::New { to },
            };
        }
        match self.rows.iter().position(|held| same(held) && held.quantity == to) {
            Some(place) => Change::PossiblyThere {
                to,
                row: self.rows.remove(place).row.clone(),
            },
            None => Change::New { to },
        }
    }
}
