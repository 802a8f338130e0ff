//! A link in the documents leads to something that is there.

use crate::source::{Finding, Source, refuse, sample, sources, workspace};
use std::path::Path;

#[test]
fn every_relative_link_leads_somewhere() {
    let root = workspace();
    let sources = sources();
    let documents = sources.iter().filter(|source| source.is("md"));
    refuse(
        &documents
            .flat_map(|document| broken_links(&root, document))
            .collect::<Vec<_>>(),
    );
}

fn broken_links(root: &Path, document: &Source) -> Vec<Finding> {
    let folder = Path::new(&document.path).parent().unwrap_or(Path::new(""));
    let mut findings = Vec::new();
    for (line, target) in links(&document.text) {
        let file = target.split('#').next().unwrap_or_default();
        let elsewhere = file.contains("://") || file.starts_with("mailto:");
        if !file.is_empty() && !elsewhere && !root.join(folder).join(file).exists() {
            findings.push(Finding::new(
                &document.path,
                line,
                format!("`{target}` leads nowhere: mend or remove the link"),
            ));
        }
    }
    findings
}

/// The targets of `[text](target)` and `[text]: target`, outside code, with their lines.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (number, line) in text.lines().enumerate() {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        if !fenced && !fence {
            found.extend(links_of_line(line).map(|target| (number + 1, target)));
        }
    }
    found
}

fn links_of_line(line: &str) -> impl Iterator<Item = &str> {
    // Every second piece between back quotes is code.
    let prose = line.split('`').step_by(2);
    let inline = prose
        .flat_map(|piece| piece.split("](").skip(1))
        .filter_map(|rest| rest.split([')', ' ']).next());
    let reference = line
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]: "))
        .map(|(_, target)| target.trim());
    inline.chain(reference)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read_outside_code() {
        let text = "[a](b.md) and `[no](x)` ![c](d.png \"title\")\n```\n[no](y)\n```\n[e]: f.md\n[`g`](h.md#part)";
        assert_eq!(links(text), [(1, "b.md"), (1, "d.png"), (5, "f.md"), (6, "h.md#part")]);
    }

    #[test]
    fn a_link_to_nothing_is_found() {
        let text =
            "[here](links.rs) [up](../../Cargo.toml#L1) [web](https://example.nl) [part](#part)\n[gone](gone.md)";
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let found = broken_links(root, &sample("tests/house/a.md", text));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].to_string(),
            "tests/house/a.md:2: `gone.md` leads nowhere: mend or remove the link"
        );
    }
}
