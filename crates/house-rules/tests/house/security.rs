//! What docs/security.md says of each requirement: none of the list is left out, none stands there twice, and every test
//! that is named is there.

use crate::code::{code_only, functions, test_lines};
use crate::source::{Finding, Source, refuse, rust_sources, sample, sources};
use std::collections::{BTreeSet, HashSet};

const PAPER: &str = "docs/security.md";

/// What ASVS 5.0 asks at levels 1 and 2 of a program like this, and what it asks at level 3 of one that pays people.
const REQUIRED: &str = "
    1.2.4 1.2.5 1.2.10 1.3.6 1.5.1
    2.2.1 2.2.2 2.2.3 2.3.3 2.3.4 2.3.5 2.4.1
    3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.5.1 3.5.2 3.5.3 3.7.2
    5.2.1 5.2.2 5.2.3 5.3.2 5.4.2
    6.1.1 6.2.1 6.2.3 6.2.4 6.2.5 6.2.7 6.2.8 6.2.9 6.2.10 6.2.12 6.3.1 6.3.2 6.3.3 6.3.4 6.3.8
    6.4.1 6.4.2 6.4.3 6.4.6 6.5.1 6.5.5 6.8.2
    7.2.1 7.2.2 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.4.5 7.5.1 7.5.2 7.5.3
    8.2.1 8.2.2 8.2.3 8.3.1 8.4.1
    11.1.1 11.1.2 11.3.1 11.3.2 11.3.3 11.4.2 11.5.1
    12.1.1 12.2.1 12.3.1 12.3.2
    13.2.3 13.2.4 13.2.5 13.3.1 13.3.2 13.3.4 13.4.1 13.4.2 13.4.5
    14.1.1 14.1.2 14.2.1 14.2.4 14.2.6 14.2.7 14.3.2 14.3.3
    15.1.1 15.1.2 15.2.1 15.2.3 15.3.1 15.3.2 15.3.3 15.3.4 15.3.5 15.3.6 15.3.7
    16.1.1 16.2.1 16.2.2 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3 16.5.4";

#[test]
fn the_paper_on_security_answers_everything_and_names_tests_that_are_there() {
    let paper = sources().into_iter().find(|source| source.path == PAPER);
    let paper = paper.unwrap_or_else(|| sample(PAPER, ""));
    let sources = rust_sources();
    let tests = sources.iter().flat_map(tests_of).collect();
    let required: Vec<&str> = REQUIRED.split_whitespace().collect();
    let mut findings = wrong_rows(&paper, &tests);
    findings.extend(unanswered(&paper, &required));
    refuse(&findings);
}

/// Every function that is compiled for tests only.
fn tests_of(source: &Source) -> Vec<String> {
    let code = code_only(&source.text);
    let inside = test_lines(&code);
    let is_test = |line: usize| source.is_test() || inside.iter().any(|lines| lines.contains(&line));
    let found = functions(&code).into_iter().filter(|function| is_test(function.line));
    found.map(|function| function.name).collect()
}

/// The rows that begin with numbers of requirements: line, numbers, and what shows that it is so.
fn rows(paper: &Source) -> Vec<(usize, Vec<&str>, &str)> {
    let rows = paper.text.lines().enumerate().filter_map(|(number, line)| {
        let cells: Vec<&str> = line.strip_prefix('|')?.strip_suffix('|')?.split('|').collect();
        let ids: Vec<&str> = cells.first()?.split(',').map(str::trim).collect();
        let numbered = ids.iter().all(|id| is_number(id));
        numbered.then(|| (number + 1, ids, cells.last().map_or("", |cell| cell.trim())))
    });
    rows.collect()
}

fn is_number(id: &str) -> bool {
    let parts: Vec<&str> = id.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| part.parse::<u8>().is_ok())
}

fn wrong_rows(paper: &Source, tests: &HashSet<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut answered = BTreeSet::new();
    for (line, ids, evidence) in rows(paper) {
        if evidence.is_empty() {
            let advice = "no test and no place: name one, or say \"not there\" and what to do about it";
            findings.push(Finding::new(&paper.path, line, advice));
        }
        for id in ids {
            if !answered.insert(id) {
                findings.push(Finding::new(
                    &paper.path,
                    line,
                    format!("{id} stands here twice: say it once"),
                ));
            }
        }
        for name in names_of_tests(evidence).filter(|name| !tests.contains(*name)) {
            let advice = format!("there is no test `{name}`: name one that is there");
            findings.push(Finding::new(&paper.path, line, advice));
        }
    }
    findings
}

fn unanswered(paper: &Source, required: &[&str]) -> Vec<Finding> {
    let rows = rows(paper);
    let answered: BTreeSet<&str> = rows.iter().flat_map(|(_, ids, _)| ids).copied().collect();
    let missing = required.iter().filter(|id| !answered.contains(**id));
    missing
        .map(|id| {
            Finding::new(
                &paper.path,
                1,
                format!("{id} has no row: say how it is, or that it is not there"),
            )
        })
        .collect()
}

/// What stands between back quotes and is a sentence as tests have for their name.
fn names_of_tests(cell: &str) -> impl Iterator<Item = &str> {
    let quoted = cell.split('`').skip(1).step_by(2);
    quoted.filter(|name| {
        let letters = name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
        letters && name.matches('_').count() > 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<usize> {
        let tests = HashSet::from(["a_code_works_once".to_owned()]);
        let found = wrong_rows(&sample(PAPER, text), &tests);
        found.iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_row_with_a_test_that_is_there_is_fine() {
        let rows = "| id | how | test |\n|---|---|---|\n| 6.5.1, 6.5.2 | once | `a_code_works_once`, `verify` |\n";
        assert!(wrong(rows).is_empty());
        assert!(wrong("| table | `no_such_table` |\n").is_empty());
    }

    #[test]
    fn a_row_that_claims_too_much_is_found() {
        assert_eq!(wrong("| 6.5.1 | once | `a_code_works_twice` |"), [1]);
        assert_eq!(wrong("| 6.5.1 | once | |"), [1]);
        assert_eq!(wrong("| 6.5.1 | once | here |\n| 6.5.1 | again | here |"), [2]);
    }

    #[test]
    fn a_requirement_without_a_row_is_found() {
        let paper = sample(PAPER, "| 6.5.1 | once | here |");
        assert_eq!(unanswered(&paper, &["6.5.1", "6.5.2"]).len(), 1);
    }

    #[test]
    fn only_what_is_compiled_for_tests_is_a_test() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b_is_so() {}\n}\n";
        assert_eq!(tests_of(&sample("crates/a/src/lib.rs", text)), ["b_is_so"]);
        assert_eq!(tests_of(&sample("crates/a/tests/a.rs", "fn c_is_so() {}")), ["c_is_so"]);
    }
}
