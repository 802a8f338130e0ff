//! Only the sender of the hub holds what can write to Nmbrs.

use crate::code::{closing_brace, code_only, line_of, words};
use crate::source::{Finding, Source, refuse, rust_sources, sample};

/// Where `Connection::split` may be called and `Writer` named: its own crate, and the sender.
const MAY_WRITE: [&str; 2] = ["crates/nmbrs/", "crates/hub/src/sender"];

const ADVICE: &str =
    "only crates/hub/src/sender may write to Nmbrs: read through `Connection::reader`, send through it";

#[test]
fn only_the_sender_can_write() {
    refuse(&rust_sources().iter().flat_map(writers).collect::<Vec<_>>());
}

fn writers(source: &Source) -> Vec<Finding> {
    if source.is_test() || MAY_WRITE.iter().any(|place| source.path.starts_with(place)) {
        return Vec::new();
    }
    let code = code_only(&source.text);
    let splits = [".split()", "Connection::split"]
        .into_iter()
        .flat_map(|text| code.match_indices(text));
    let mut offsets: Vec<usize> = splits.map(|(offset, _)| offset).collect();
    offsets.extend(words(&code, "loonbrug_nmbrs").filter(|start| names_the_writer(&code, *start)));
    offsets
        .into_iter()
        .map(|offset| Finding::new(&source.path, line_of(&code, offset), ADVICE))
        .collect()
}

/// Whether the path that starts here, with its braces if it has any, comes to `Writer` or takes everything.
fn names_the_writer(code: &str, start: usize) -> bool {
    let rest = &code[start..];
    let end = rest.find(|character: char| !character.is_alphanumeric() && !"_:".contains(character));
    let end = match end {
        Some(open) if rest[open..].starts_with('{') => closing_brace(rest, open).unwrap_or(rest.len()),
        Some(star) if rest[star..].starts_with('*') => return true,
        Some(end) => end,
        None => rest.len(),
    };
    words(&rest[..end], "Writer").next().is_some()
}

#[test]
fn a_writer_in_the_wrong_place_is_found() {
    let bad = [
        "let (reader, writer) = connection.split();",
        "use loonbrug_nmbrs::Writer;",
        "use loonbrug_nmbrs::{\n    Reader,\n    Writer,\n};",
        "use loonbrug_nmbrs::*;",
        "fn send(writer: &loonbrug_nmbrs::Writer) {}",
        "connections.map(loonbrug_nmbrs::Connection::split)",
    ];
    for text in bad {
        assert_eq!(writers(&sample("crates/hub/src/plan.rs", text)).len(), 1, "{text}");
        assert!(writers(&sample("crates/hub/src/sender/intent.rs", text)).is_empty());
        assert!(writers(&sample("crates/hub/src/sender.rs", text)).is_empty());
    }
    let good = "use loonbrug_nmbrs::{Reader, NewHours};\nuse csv::Writer;\nfor x in text.split(',') {} // .split()";
    assert!(writers(&sample("crates/hub/src/plan.rs", good)).is_empty());
}
