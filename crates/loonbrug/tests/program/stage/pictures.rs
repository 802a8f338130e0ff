//! What is in the store and in Nmbrs, in a form that can be compared.

use super::Stage;
use loonbrug_sandbox::browser;
use loonbrug_store::Store;
use serde_json::Value;
use std::collections::BTreeMap;

/// What an attempt that came to nothing may leave behind: its history, and that somebody was at it.
const TRACES: [&str; 5] = ["audit", "baseline", "lease", "run", "run_line"];

/// Rows of each table but those of traces, and what Nmbrs holds.
#[derive(PartialEq, Eq, Debug)]
pub struct Picture {
    stored: BTreeMap<String, i64>,
    hours: Vec<Value>,
    days: Vec<Value>,
}

impl Picture {
    /// How many rows a table holds.
    pub fn stored(&self, table: &str) -> i64 {
        self.stored[table]
    }

    /// How many rows of hours, and for how many people days, Nmbrs holds.
    pub fn in_nmbrs(&self) -> (usize, usize) {
        (self.hours.len(), self.days.len())
    }

    /// Whether Nmbrs holds the very same rows.
    pub fn same_in_nmbrs(&self, other: &Self) -> bool {
        (&self.hours, &self.days) == (&other.hours, &other.days)
    }

    /// Rows of hours in Nmbrs as `1001 2100 15.00`, sorted.
    pub fn hours_in_nmbrs(&self) -> Vec<String> {
        let text = |row: &Value| {
            format!(
                "{} {} {}",
                row["employee_number"],
                row["code"],
                row["hours"].as_str().unwrap()
            )
        };
        let mut lines: Vec<String> = self.hours.iter().map(text).collect();
        lines.sort();
        lines
    }
}

impl Stage {
    pub async fn picture(&self) -> Picture {
        let database = format!("sqlite:{}", self.path("loonbrug.db").display());
        let store = Store::open(&database).await.expect("the store opens");
        let counts = store.counts().await.expect("the rows are counted");
        store.close().await;
        let stored = counts
            .into_iter()
            .filter(|(table, _)| !TRACES.contains(&table.as_str()));
        Picture {
            stored: stored.collect(),
            hours: self.look("hours").await,
            days: self.look("days").await,
        }
    }

    /// How many rows of hours Nmbrs holds at this moment.
    pub async fn rows_in_nmbrs(&self) -> usize {
        self.look("hours").await.len()
    }

    async fn look(&self, what: &str) -> Vec<Value> {
        let path = format!("control/state/nmbrs/{what}?company=1");
        let address = self.sandbox.base_url().join(&path).unwrap();
        let answer = browser::look(&address).await.expect("the sandbox tells its state");
        answer.as_array().expect("a list").clone()
    }
}

/// A text without what differs at each run: ids and fingerprints.
pub fn masked(text: &str) -> String {
    let digits = |word: &str, lengths: [usize; 2]| {
        let hexadecimal = |character: char| character.is_ascii_hexdigit() || character == '-';
        lengths.contains(&word.len()) && word.chars().all(hexadecimal)
    };
    let mask = |word: &str| {
        let bare = word.trim_end_matches(')');
        if digits(bare, [36, 12]) {
            word.replace(bare, "…")
        } else {
            word.to_owned()
        }
    };
    let lines = text
        .lines()
        .map(|line| line.split(' ').map(mask).collect::<Vec<_>>().join(" "));
    lines.map(|line| line.trim_end().to_owned() + "\n").collect()
}
