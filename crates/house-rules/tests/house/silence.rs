//! Nothing is switched off quietly: no lint, no test, no outcome.

use crate::code::code_only;
use crate::source::{Finding, Source, refuse, rust_sources, sample};

/// What may not stand in code, and what to do instead.
const QUIET: [(&str, &str); 5] = [
    ("#[allow(", "write #[expect(lint, reason = \"…\")]"),
    ("#![allow(", "write #![expect(lint, reason = \"…\")]"),
    ("#[ignore", "a test runs or goes"),
    ("assert!(true)", "assert what the test is about"),
    ("unimplemented!(", "finish it or take it out"),
];

#[test]
fn nothing_is_switched_off_quietly() {
    refuse(&rust_sources().iter().flat_map(quiet).collect::<Vec<_>>());
}

fn quiet(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in code_only(&source.text).lines().enumerate() {
        let mut found = |what: &str, advice: &str| {
            findings.push(Finding::new(&source.path, number + 1, format!("`{what}`: {advice}")));
        };
        for (text, advice) in QUIET {
            if line.contains(text) {
                found(text, advice);
            }
        }
        if line.contains("let _ = ") && line.contains(".await") {
            found(
                "let _ = ….await",
                "handle the outcome, or say with drop() that it cannot matter, and why",
            );
        }
    }
    findings
}

#[test]
fn what_is_switched_off_is_found() {
    let bad = [
        "#[allow(dead_code)]",
        "#![allow(clippy::pedantic)]",
        "#[ignore = \"slow\"]",
        "    assert!(true);",
        "    unimplemented!()",
        "    let _ = sender.send(1).await;",
    ];
    for line in bad {
        let found = quiet(&sample("a.rs", &format!("\n{line}\n")));
        assert_eq!(found.len(), 1, "{line}");
        assert_eq!(found[0].line, 2);
    }
    assert!(
        quiet(&sample(
            "a.rs",
            "// #[allow( is refused\nlet x = \"#[ignore]\"; let _ = guard();"
        ))
        .is_empty()
    );
}
