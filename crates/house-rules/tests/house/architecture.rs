//! The arrows between the crates only point down (ARCHITECTURE.md), read from the manifests.

use crate::source::{Finding, Source, refuse, sample, sources};
use toml::Table;

/// Each crate, and the crates of ours that it may use.
const ARROWS: [(&str, &[&str]); 14] = [
    ("domain", &[]),
    ("sandbox", &[]),
    ("house-rules", &[]),
    ("openid", &[]),
    ("post", &[]),
    ("files", &["domain"]),
    ("nmbrs", &["domain"]),
    ("store", &["domain"]),
    ("hub", &["domain", "files", "nmbrs", "openid", "post", "store"]),
    ("api", &["domain", "files", "hub", "nmbrs", "store"]),
    ("web", &["domain", "files", "hub", "nmbrs", "store"]),
    (
        "loonbrug",
        &[
            "api", "domain", "files", "hub", "nmbrs", "post", "sandbox", "store", "web",
        ],
    ),
    (
        "measure",
        &["domain", "files", "hub", "nmbrs", "sandbox", "store", "web"],
    ),
    ("simulation", &["domain", "files", "hub", "nmbrs", "sandbox", "store"]),
];

/// In tests only: what stands in for a foreign system.
const STAND_IN: &str = "sandbox";

/// In tests only: the program lets itself be killed by the crate that does it a hundred times.
const KILLED_BY: (&str, &str) = ("loonbrug", "measure");

/// Crates of others that reach outside, and the only crates of ours that may use them. (The sandbox also plays the
/// browser of the person who logs in, and the measure many of them; the simulation reads the history past the store.)
const OUTSIDE: [(&str, &[&str]); 4] = [
    ("axum", &["api", "sandbox", "web"]),
    ("lettre", &["post"]),
    ("reqwest", &["measure", "nmbrs", "openid", "post", "sandbox"]),
    ("sqlx", &["simulation", "store"]),
];

/// What would give the domain I/O, concurrency, a clock or randomness.
const NOT_IN_DOMAIN: [&str; 8] = [
    "async-stream",
    "futures",
    "getrandom",
    "rand",
    "rustls",
    "tokio",
    "tokio-util",
    "tracing",
];

#[test]
fn arrows_point_down() {
    let sources = sources();
    let manifests = sources
        .iter()
        .filter(|source| crate_of(&source.path, "Cargo.toml").is_some());
    refuse(&manifests.flat_map(wrong_manifest).collect::<Vec<_>>());
}

#[test]
fn every_crate_says_what_it_is() {
    refuse(&sources().iter().filter_map(undocumented_crate).collect::<Vec<_>>());
}

fn wrong_manifest(source: &Source) -> Vec<Finding> {
    let name = crate_of(&source.path, "Cargo.toml").unwrap_or_default();
    let finding = |text: &str, advice: String| {
        let line = source
            .text
            .lines()
            .position(|line| line.starts_with(text))
            .map_or(1, |position| position + 1);
        Finding::new(&source.path, line, advice)
    };
    let manifest: Table = match source.text.parse() {
        Ok(manifest) => manifest,
        Err(error) => return vec![finding("", format!("not a manifest: {error}"))],
    };
    let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
        let advice = format!("the crate `{name}` has no row in the table of arrows: decide what it may use");
        return vec![finding("", advice)];
    };
    let mut findings = Vec::new();
    let linted = manifest
        .get("lints")
        .and_then(|lints| lints.get("workspace")?.as_bool());
    if linted != Some(true) {
        let advice = "the lints of the workspace are off: [lints] workspace = true";
        findings.push(finding("[lints]", advice.to_owned()));
    }
    for (dependency, in_tests) in dependencies(&manifest) {
        if let Some(advice) = wrong_arrow(name, allowed, dependency, in_tests) {
            findings.push(finding(dependency, advice));
        }
    }
    findings
}

fn wrong_arrow(name: &str, allowed: &[&str], dependency: &str, in_tests: bool) -> Option<String> {
    if let Some(ours) = dependency.strip_prefix("loonbrug-") {
        let fine = allowed.contains(&ours) || (in_tests && (ours == STAND_IN || (name, ours) == KILLED_BY));
        return (!fine).then(|| format!("`{name}` may not use `{ours}`: it may use {allowed:?}"));
    }
    if in_tests {
        return None;
    }
    if name == "domain" && NOT_IN_DOMAIN.contains(&dependency) {
        return Some(format!(
            "`{dependency}` in the domain, that does no I/O: the caller brings what it needs"
        ));
    }
    let (_, places) = OUTSIDE.iter().find(|(outside, _)| *outside == dependency)?;
    (!places.contains(&name)).then(|| format!("`{dependency}` belongs in {places:?} only, not in `{name}`"))
}

/// The names of all dependencies, and whether they are for tests only; also those of one platform.
fn dependencies(manifest: &Table) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    for (key, in_tests) in [
        ("dependencies", false),
        ("build-dependencies", false),
        ("dev-dependencies", true),
    ] {
        let names = manifest
            .get(key)
            .and_then(|value| value.as_table())
            .into_iter()
            .flat_map(Table::keys);
        found.extend(names.map(|name| (name.as_str(), in_tests)));
    }
    let platforms = manifest
        .get("target")
        .and_then(|value| value.as_table())
        .into_iter()
        .flat_map(Table::values);
    found.extend(platforms.filter_map(|value| value.as_table()).flat_map(dependencies));
    found
}

/// The folder of the crate whose `file` this path is.
fn crate_of<'a>(path: &'a str, file: &str) -> Option<&'a str> {
    let (name, rest) = path.strip_prefix("crates/")?.split_once('/')?;
    (rest == file).then_some(name)
}

/// The compiler does not ask a program for its documentation, only a library; and a word or two says nothing.
fn undocumented_crate(source: &Source) -> Option<Finding> {
    crate_of(&source.path, "src/lib.rs").or_else(|| crate_of(&source.path, "src/main.rs"))?;
    let first = source.text.lines().next().unwrap_or_default();
    let words = first
        .strip_prefix("//!")
        .map_or(0, |text| text.split_whitespace().count());
    (words < 3).then(|| Finding::new(&source.path, 1, "start with //! and say in a line what this crate is"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINTS: &str = "[lints]\nworkspace = true\n";

    fn findings(name: &str, text: &str) -> Vec<Finding> {
        wrong_manifest(&sample(&format!("crates/{name}/Cargo.toml"), text))
    }

    #[test]
    fn an_arrow_upwards_is_found() {
        let bad = [
            ("domain", "[dependencies]\ntokio.workspace = true"),
            ("domain", "[dependencies]\nsqlx.workspace = true"),
            ("nmbrs", "[dependencies]\nloonbrug-store.workspace = true"),
            ("files", "[dev-dependencies]\nloonbrug-hub.workspace = true"),
            ("sandbox", "[dependencies]\nloonbrug-domain.workspace = true"),
            ("sandbox", "[dev-dependencies]\nloonbrug-nmbrs.workspace = true"),
            ("hub", "[dependencies]\nloonbrug-sandbox.workspace = true"),
            ("loonbrug", "[dependencies]\nloonbrug-measure.workspace = true"),
            ("hub", "[target.'cfg(unix)'.dependencies]\nreqwest.workspace = true"),
        ];
        for (name, text) in bad {
            let found = findings(name, &format!("{LINTS}{text}"));
            assert_eq!(found.len(), 1, "{name}: {text}");
            assert_eq!(found[0].line, 4, "{name}: {text}");
        }
    }

    #[test]
    fn an_arrow_downwards_is_fine() {
        let hub = "[dependencies]\nloonbrug-store.workspace = true\n[dev-dependencies]\nloonbrug-sandbox = {}\nreqwest = \"1\"";
        assert_eq!(findings("hub", &format!("{LINTS}{hub}")), []);
    }

    #[test]
    fn a_new_crate_and_one_without_lints_are_found() {
        assert_eq!(findings("unheard-of", LINTS).len(), 1);
        assert_eq!(findings("hub", "[package]\nname = \"loonbrug-hub\"").len(), 1);
        assert_eq!(findings("hub", "[lints").len(), 1);
    }

    #[test]
    fn a_crate_that_says_nothing_is_found() {
        let undocumented = |path, text| undocumented_crate(&sample(path, text)).is_some();
        assert!(undocumented("crates/a/src/lib.rs", "pub mod b;"));
        assert!(undocumented("crates/a/src/main.rs", "//! a\n"));
        assert!(!undocumented("crates/a/src/lib.rs", "//! Pure types and rules."));
        assert!(!undocumented("crates/a/src/b.rs", ""));
    }
}
