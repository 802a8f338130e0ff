//! The documents are there, and the README tells the true state of every feature.

use crate::source::{Finding, Source, refuse, sample, sources};

const PAPERS: [&str; 8] = [
    ".ci/run",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "docs/benchmarks.md",
    "docs/sandbox.md",
];

/// The features, by letter and how many there are of each.
const FEATURES: [(&str, u8); 7] = [("N", 8), ("V", 16), ("A", 7), ("E", 6), ("T", 7), ("J", 6), ("X", 10)];

const STATES: [&str; 3] = ["done", "partly", "planned"];

#[test]
fn every_paper_is_there() {
    let sources = sources();
    let missing = PAPERS
        .iter()
        .filter(|paper| !sources.iter().any(|source| source.path == **paper));
    refuse(
        &missing
            .map(|paper| Finding::new(paper, 1, "missing: write it"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn the_readme_has_the_state_of_every_feature() {
    let readme = sources().into_iter().find(|source| source.path == "README.md");
    refuse(&wrong_features(&readme.unwrap_or_else(|| sample("README.md", ""))));
}

fn wrong_features(readme: &Source) -> Vec<Finding> {
    let rows: Vec<(usize, Vec<&str>)> = rows(&readme.text);
    let ids = FEATURES
        .iter()
        .flat_map(|(letter, count)| (1..=*count).map(move |number| format!("{letter}{number}")));
    ids.filter_map(|id| wrong_feature(readme, &rows, &id)).collect()
}

fn wrong_feature(readme: &Source, rows: &[(usize, Vec<&str>)], id: &str) -> Option<Finding> {
    let mut found = rows.iter().filter(|(_, cells)| cells.first() == Some(&id));
    let Some((line, cells)) = found.next() else {
        let advice = format!("{id} is not in the feature table: give it a row, with {STATES:?} as its state");
        return Some(Finding::new(&readme.path, 1, advice));
    };
    if let Some((second, _)) = found.next() {
        return Some(Finding::new(
            &readme.path,
            *second,
            format!("{id} stands in the feature table twice: keep one row"),
        ));
    }
    let states = cells.iter().filter(|cell| STATES.contains(cell)).count();
    (states != 1).then(|| {
        Finding::new(
            &readme.path,
            *line,
            format!("{id} needs one cell that is one of {STATES:?}"),
        )
    })
}

/// The rows of all tables: line number and cells, without the marks around them.
fn rows(text: &str) -> Vec<(usize, Vec<&str>)> {
    let lines = text.lines().enumerate().filter_map(|(number, line)| {
        let row = line.trim().strip_prefix('|')?;
        let row = row.strip_suffix('|').unwrap_or(row);
        Some((
            number + 1,
            row.split('|').map(|cell| cell.trim_matches([' ', '*', '`'])).collect(),
        ))
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> String {
        let ids = FEATURES
            .iter()
            .flat_map(|(letter, count)| (1..=*count).map(move |number| (letter, number)));
        let rows = ids.map(|(letter, number)| format!("| **{letter}{number}** | what it does | done |"));
        rows.collect::<Vec<_>>().join("\n") + "\n"
    }

    fn lines(text: &str) -> Vec<usize> {
        wrong_features(&sample("README.md", text))
            .iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn a_complete_table_is_fine() {
        assert!(lines(&complete()).is_empty());
        assert_eq!(complete().lines().count(), 60);
    }

    #[test]
    fn a_missing_double_or_stateless_feature_is_found() {
        assert_eq!(lines(&complete().replace("**V16**", "**V17**")), [1]);
        assert_eq!(lines(&format!("{}| N1 | again | done |", complete())), [61]);
        assert_eq!(lines(&complete().replacen("| done", "| almost", 1)), [1]);
        assert_eq!(lines(&complete().replacen("| done", "| done | partly", 1)), [1]);
    }
}
