//! Words that do not belong in the project. They are put together here, so that this file does not hold them.

use crate::code::{code_only, leading_name, test_lines, words};
use crate::source::{Finding, Source, refuse, rust_sources, sample, sources};

/// Unfinished by its own words.
const UNFINISHED: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];
const MISSING: [&str; 2] = [concat!("not imple", "mented"), concat!("not yet imple", "mented")];

/// What belongs to the place where the project was made, not to the project; in lower case.
const FOREIGN: [&str; 7] = [
    concat!("/wor", "k/"),
    concat!("/far", "m/"),
    concat!("bash", "_jobs"),
    concat!(".lib", "rary"),
    concat!("before", "-stop"),
    concat!("artifact", "ory"),
    concat!("sub", "agent"),
];

/// Folders of one machine; tests may use them as samples.
const FOLDERS: [&str; 3] = [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/tm", "p/")];

/// Names that say nothing about what a thing is.
const EMPTY_NAMES: [&str; 7] = ["Common", "Helper", "Helpers", "Manager", "Misc", "Util", "Utils"];

#[test]
fn every_word_belongs() {
    refuse(&sources().iter().flat_map(foreign).collect::<Vec<_>>());
}

#[test]
fn nothing_is_unfinished_by_its_own_words() {
    refuse(&sources().iter().flat_map(unfinished).collect::<Vec<_>>());
}

#[test]
fn no_path_is_of_one_machine() {
    refuse(&sources().iter().flat_map(machine_paths).collect::<Vec<_>>());
}

#[test]
fn every_name_says_what_it_is() {
    refuse(&rust_sources().iter().flat_map(empty_names).collect::<Vec<_>>());
}

fn foreign(source: &Source) -> Vec<Finding> {
    lines_with(source, |line| {
        let line = line.to_lowercase();
        FOREIGN
            .iter()
            .find(|word| line.contains(**word))
            .map(|word| format!("`{word}` does not belong here: take it out"))
    })
}

fn unfinished(source: &Source) -> Vec<Finding> {
    lines_with(source, |line| {
        let marked = UNFINISHED.iter().find(|word| words(line, word).next().is_some());
        let said = MISSING.iter().find(|phrase| line.contains(**phrase));
        marked
            .or(said)
            .map(|word| format!("`{word}`: finish it, or say in the README what is missing"))
    })
}

fn machine_paths(source: &Source) -> Vec<Finding> {
    if source.is_test() {
        return Vec::new();
    }
    let tests = if source.is("rs") {
        test_lines(&code_only(&source.text))
    } else {
        Vec::new()
    };
    let mut findings = lines_with(source, |line| {
        FOLDERS.iter().find(|folder| starts_a_path(line, folder)).map(|folder| {
            format!("a path under `{folder}` exists on one machine only: take it as an argument or make it relative")
        })
    });
    findings.retain(|finding| !tests.iter().any(|lines| lines.contains(&finding.line)));
    findings
}

/// `"/folder/x"` and ` /folder/x`, but not `https://example.nl/folder/x` or `crates/folder/x`.
fn starts_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        before.is_none_or(|character| character.is_whitespace() || "\"'`(=:,<[".contains(character))
    })
}

fn empty_names(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for part in source.path.trim_end_matches(".rs").split('/') {
        if part
            .split(['_', '-'])
            .any(|word| EMPTY_NAMES.iter().any(|name| name.eq_ignore_ascii_case(word)))
        {
            let advice = format!("`{part}` says nothing about what is in it: name the idea");
            findings.push(Finding::new(&source.path, 1, advice));
        }
    }
    for (number, line) in code_only(&source.text).lines().enumerate() {
        for name in defined_types(line) {
            if is_empty_type(name) {
                let advice = format!("`{name}` says nothing about what it is: use the field's word for it");
                findings.push(Finding::new(&source.path, number + 1, advice));
            }
        }
    }
    findings
}

fn defined_types(line: &str) -> impl Iterator<Item = &str> {
    ["struct", "enum", "trait", "type"]
        .into_iter()
        .flat_map(move |keyword| words(line, keyword).map(move |start| start + keyword.len()))
        .map(|end| leading_name(line[end..].trim_start()))
}

/// Whether the last word of a type's name is an empty one. A manager on its own is a person, at Nmbrs too.
fn is_empty_type(name: &str) -> bool {
    let last = name.rfind(char::is_uppercase).map_or(name, |start| &name[start..]);
    name != "Manager" && EMPTY_NAMES.contains(&last)
}

fn lines_with(source: &Source, judge: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
    let judged = source
        .text
        .lines()
        .enumerate()
        .map(|(number, line)| (number + 1, judge(line)));
    judged
        .filter_map(|(line, advice)| Some(Finding::new(&source.path, line, advice?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(findings: &[Finding]) -> Vec<usize> {
        findings.iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn foreign_words_are_found_in_any_case() {
        for word in FOREIGN {
            let text = format!("fine\nsee {}x\n", word.to_uppercase());
            assert_eq!(at(&foreign(&sample("docs/a.md", &text))), [2], "{word}");
        }
        assert!(foreign(&sample("a.md", "workforce, work/life, library")).is_empty());
    }

    #[test]
    fn unfinished_work_is_found() {
        for word in UNFINISHED.iter().chain(&MISSING) {
            assert_eq!(
                at(&unfinished(&sample("a.rs", &format!("// {word}: later\n")))),
                [1],
                "{word}"
            );
        }
        assert!(unfinished(&sample("a.rs", &format!("{}S mastodon todo", UNFINISHED[0]))).is_empty());
    }

    #[test]
    fn paths_of_one_machine_are_found_outside_tests() {
        for folder in FOLDERS {
            let text = format!("fn a() {{ open(\"{folder}x\") }}\n");
            assert_eq!(at(&machine_paths(&sample("crates/a/src/a.rs", &text))), [1], "{folder}");
            assert!(machine_paths(&sample("crates/a/tests/a.rs", &text)).is_empty());
            let module = format!("#[cfg(test)]\nmod tests {{\n{text}}}\n");
            assert!(machine_paths(&sample("crates/a/src/a.rs", &module)).is_empty());
            assert!(machine_paths(&sample("a.md", &format!("https://example.nl{folder}x"))).is_empty());
        }
    }

    #[test]
    fn names_that_say_nothing_are_found() {
        assert_eq!(empty_names(&sample("crates/a/src/date_utils.rs", "")).len(), 1);
        assert_eq!(empty_names(&sample("crates/a/tests/common/mod.rs", "")).len(), 1);
        assert_eq!(
            at(&empty_names(&sample("a.rs", "\npub struct SessionManager<T>(T);"))),
            [2]
        );
        assert_eq!(at(&empty_names(&sample("a.rs", "enum Helper {}"))), [1]);
        let good = "// struct Helper\npub struct Utilisation;\nenum Role { Manager, Planner }\nstruct Manager;";
        assert!(empty_names(&sample("a.rs", good)).is_empty());
    }
}
