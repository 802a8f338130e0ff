//! The proof: what Nmbrs holds, read back, beside what was sent (J6).

use super::ledger::Sent;
use super::origin::Origin;
use crate::sender::{Held, HeldRow};
use loonbrug_domain::Factor;
use loonbrug_domain::difference::{LineKey, LineKind};
use loonbrug_domain::ids::PersonId;
use serde::Serialize;
use std::collections::BTreeMap;

/// What was read back.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Proof {
    /// One line for each line of ours in the period.
    pub lines: Vec<ProofLine>,
}

/// One line of the proof.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ProofLine {
    /// Which line.
    pub key: LineKey,
    /// Name of the person.
    pub person: String,
    /// Factor, for hours.
    pub factor: Option<Factor>,
    /// What we sent: hundredths of an hour, or days.
    pub sent: i64,
    /// What Nmbrs holds in our rows; `None` where one of them is gone.
    pub held: Option<i64>,
    /// Whether the outcome of a posting of this line is not known.
    pub in_doubt: bool,
}

impl ProofLine {
    /// Whether Nmbrs holds what was sent.
    #[must_use]
    pub fn holds(&self) -> bool {
        !self.in_doubt && self.held == Some(self.sent)
    }
}

impl Proof {
    /// Compares what we sent with what was read.
    #[must_use]
    pub fn of(sent: &Sent, held: &Held, names: &BTreeMap<PersonId, String>, wanted: impl Fn(&LineKey) -> bool) -> Self {
        let readable = |key: &LineKey| {
            let rows = held.get(&key.person).map_or(&[][..], Vec::as_slice);
            key.kind != LineKind::Days || rows.iter().any(|row| row.observed.kind == LineKind::Days)
        };
        let mut lines: Vec<ProofLine> = sent
            .ours(&wanted)
            .into_iter()
            // Days that may not be read cannot be proven either; the rights check says so.
            .filter(|line| readable(&line.key))
            .map(|line| {
                let rows = held.get(&line.key.person).map_or(&[][..], Vec::as_slice);
                let found = line.rows.iter().map(|ours| {
                    let held = quantity(rows, &line.key, &ours.row)?;
                    Some(held - sent.others_in(&line.key, &ours.row))
                });
                ProofLine {
                    sent: line.rows.iter().map(|row| row.quantity).sum(),
                    held: found.sum(),
                    in_doubt: sent.in_doubt.contains(&line.key),
                    person: names.get(&line.key.person).cloned().unwrap_or_default(),
                    factor: factor(&line.key),
                    key: line.key,
                }
            })
            .collect();
        let new_doubts = sent.in_doubt.iter().filter(|key| wanted(key));
        for key in new_doubts {
            if !lines.iter().any(|line| line.key == *key) {
                let person = names.get(&key.person).cloned().unwrap_or_default();
                let factor = factor(key);
                lines.push(ProofLine {
                    key: key.clone(),
                    person,
                    factor,
                    sent: 0,
                    held: None,
                    in_doubt: true,
                });
            }
        }
        Self { lines }
    }

    /// Whether Nmbrs holds all that was sent, without doubt.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.lines.iter().all(ProofLine::holds)
    }
}

fn factor(key: &LineKey) -> Option<Factor> {
    Origin::parse(&key.origin)?.factor()
}

fn quantity(rows: &[HeldRow], key: &LineKey, row: &str) -> Option<i64> {
    let held = rows
        .iter()
        .map(|held| &held.observed)
        .find(|held| held.kind == key.kind && held.row == row);
    // A value that was never set reads as nothing.
    held.map(|held| held.quantity)
        .or((key.kind == LineKind::Days).then_some(0))
}
