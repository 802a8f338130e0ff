//! Which rows of the database differ after a flow: read from two backups, so that no write escapes.

use anyhow::Context as _;
use serde_json::Value;
use std::collections::BTreeMap;
use std::collections::hash_map::{DefaultHasher, HashMap};
use std::fs::File;
use std::hash::{Hash as _, Hasher as _};
use std::io::{BufRead as _, BufReader};
use std::path::Path;

/// Where every run of a flow leaves its trace, whatever it changed.
const TRACES: [&str; 4] = ["run", "run_line", "lease", "audit"];

/// How many rows of each table are new, changed or gone between two backups; the trace of the run itself left out.
pub fn changed_rows(before: &Path, after: &Path) -> anyhow::Result<BTreeMap<String, u64>> {
    let mut balance: HashMap<(String, u64), i64> = HashMap::new();
    for_each_row(before, |table, row| {
        *balance.entry((table.to_owned(), row)).or_default() -= 1;
    })?;
    for_each_row(after, |table, row| {
        *balance.entry((table.to_owned(), row)).or_default() += 1;
    })?;
    let (mut came, mut went) = (BTreeMap::new(), BTreeMap::new());
    for ((table, _), rows) in balance
        .into_iter()
        .filter(|((table, _), _)| !TRACES.contains(&table.as_str()))
    {
        let side = if rows > 0 { &mut came } else { &mut went };
        *side.entry(table).or_default() += rows.unsigned_abs();
    }
    // A changed row comes in one form and goes in another: it counts once.
    for (table, rows) in went {
        let changed: &mut u64 = came.entry(table).or_default();
        *changed = rows.max(*changed);
    }
    came.retain(|_, rows| *rows > 0);
    Ok(came)
}

/// Reads the rows of a backup: a header that says how many rows of which table follow, then a row per line.
fn for_each_row(path: &Path, mut with: impl FnMut(&str, u64)) -> anyhow::Result<()> {
    let mut lines = BufReader::new(File::open(path)?).lines();
    let header: Value = serde_json::from_str(&lines.next().context("the backup is empty")??)?;
    for table in header["tables"].as_array().context("the backup names its tables")? {
        let name = table["name"].as_str().context("a table has a name")?;
        for _ in 0..table["rows"].as_u64().context("a table has a number of rows")? {
            let row = lines.next().context("the backup ends early")??;
            let mut hash = DefaultHasher::new();
            row.hash(&mut hash);
            with(name, hash.finish());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn backup(folder: &Path, name: &str, people: &[&str], runs: &[&str]) -> std::path::PathBuf {
        let header = serde_json::json!({ "tables": [
            { "name": "person", "rows": people.len() }, { "name": "run", "rows": runs.len() },
        ]});
        let rows = people.iter().chain(runs).map(|row| format!("[\"{row}\"]\n"));
        let path = folder.join(name);
        std::fs::write(&path, format!("{header}\n{}{{}}\n", rows.collect::<String>())).unwrap();
        path
    }

    #[test]
    fn new_changed_and_removed_rows_count_once_and_the_run_itself_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let before = backup(folder.path(), "before", &["a", "b"], &["1"]);
        let rows = |people: &[&str]| {
            let after = backup(folder.path(), "after", people, &["1", "2"]);
            changed_rows(&before, &after).unwrap().get("person").copied()
        };
        assert_eq!(rows(&["a", "b"]), None);
        assert_eq!(rows(&["a", "c"]), Some(1));
        assert_eq!(rows(&["a", "b", "c", "d"]), Some(2));
        assert_eq!(rows(&[]), Some(2));
    }
}
