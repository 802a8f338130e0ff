//! A file is one idea, and a function fits a screen.

use crate::code::{code_only, functions};
use crate::source::{Finding, Source, refuse, rust_sources, sample};

const FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 70;

#[test]
fn files_and_functions_are_short() {
    refuse(&rust_sources().iter().flat_map(too_long).collect::<Vec<_>>());
}

fn too_long(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lines = source.text.lines().count();
    if lines > FILE_LINES_MAX {
        let advice = format!("{lines} lines, at most {FILE_LINES_MAX}: split the file by idea");
        findings.push(Finding::new(&source.path, 1, advice));
    }
    for function in functions(&code_only(&source.text)) {
        if function.lines > FUNCTION_LINES_MAX {
            let advice = format!(
                "fn {} takes {} lines, at most {FUNCTION_LINES_MAX}: keep the control flow, move the leaves out",
                function.name, function.lines
            );
            findings.push(Finding::new(&source.path, function.line, advice));
        }
    }
    findings
}

#[test]
fn one_line_too_many_is_found() {
    let function = |lines: usize| format!("fn long() {{\n{}}}\n", "    ;\n".repeat(lines - 2));
    assert!(too_long(&sample("a.rs", &function(70))).is_empty());
    let found = too_long(&sample("a.rs", &format!("// \"\n{}", function(71))));
    assert_eq!(found.len(), 1);
    assert!(
        found[0].to_string().starts_with("a.rs:2: fn long takes 71 lines"),
        "{}",
        found[0]
    );

    assert!(too_long(&sample("a.rs", &"\n".repeat(500))).is_empty());
    assert_eq!(too_long(&sample("a.rs", &"\n".repeat(501))).len(), 1);
}
