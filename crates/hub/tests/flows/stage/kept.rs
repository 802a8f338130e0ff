//! Everything that the database keeps, row by row, to see what a run wrote.

use super::Stage;
use loonbrug_store::Store;
use serde_json::Value;
use std::collections::BTreeSet;

/// Rows, each with the name of its table before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept(BTreeSet<String>);

impl Stage {
    /// All rows of all tables.
    pub async fn kept(&self) -> Kept {
        self.kept_by(&self.hub.store).await
    }

    /// All rows of another store.
    pub async fn kept_by(&self, store: &Store) -> Kept {
        let path = self.database.folder.path().join("kept.backup");
        store.backup(&path).await.expect("a backup");
        let text = std::fs::read_to_string(&path).expect("the backup can be read");
        let mut lines = text.lines();
        let header: Value = serde_json::from_str(lines.next().expect("a header")).expect("JSON");
        let mut rows = BTreeSet::new();
        for table in header["tables"].as_array().expect("the tables") {
            let (name, count) = (
                table["name"].as_str().expect("a name"),
                table["rows"].as_u64().expect("a count"),
            );
            for _ in 0..count {
                rows.insert(format!("{name} {}", lines.next().expect("a row")));
            }
        }
        Kept(rows)
    }
}

impl Kept {
    /// The tables of which rows were added, changed or removed since, other than those that tell what was done when:
    /// runs with their lines and what they found, the audit log, and leases.
    pub fn changed_since(&self, before: &Self) -> Vec<String> {
        let tables: BTreeSet<&str> = self
            .0
            .symmetric_difference(&before.0)
            .filter_map(|row| row.split(' ').next())
            .collect();
        let told = ["audit", "baseline", "lease", "run", "run_line"];
        tables
            .into_iter()
            .filter(|table| !told.contains(table))
            .map(str::to_owned)
            .collect()
    }

    /// Whether any row holds this text.
    pub fn holds(&self, text: &str) -> bool {
        self.0.iter().any(|row| row.contains(text))
    }
}
