//! The files that the rules look at, and what a broken rule looks like.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A text file of the project.
pub struct Source {
    /// Relative to the workspace, with forward slashes.
    pub path: String,
    pub text: String,
}

impl Source {
    /// Whether the name ends in this extension, given without its dot.
    pub fn is(&self, extension: &str) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|found| found == extension)
    }

    /// Code that runs in tests and benchmarks only. Test modules inside a source file are found by
    /// [`crate::code::test_lines`].
    pub fn is_test(&self) -> bool {
        self.path
            .split('/')
            .any(|part| matches!(part, "tests" | "benches" | "tests.rs"))
    }
}

/// One broken rule: where it is, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    pub path: String,
    pub line: usize,
    pub advice: String,
}

impl Finding {
    pub fn new(path: &str, line: usize, advice: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            advice: advice.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.advice)
    }
}

/// Fails the test with every finding on a line of its own.
#[track_caller]
pub fn refuse(findings: &[Finding]) {
    let lines: Vec<String> = findings.iter().map(Finding::to_string).collect();
    assert!(findings.is_empty(), "{} broken\n{}", findings.len(), lines.join("\n"));
}

/// The folder that holds the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every text file of the workspace, except what is built or belongs to git, sorted by path.
#[expect(clippy::expect_used, reason = "without the files there is nothing to check")]
pub fn sources() -> Vec<Source> {
    let root = workspace();
    let mut found = Vec::new();
    collect(&root, &root, &mut found).expect("the workspace can be read");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The Rust files of the workspace.
pub fn rust_sources() -> Vec<Source> {
    let mut found = sources();
    found.retain(|source| source.is("rs"));
    found
}

/// A made-up file, to try a rule on.
pub fn sample(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_symlink() || name == ".git" || name.starts_with("target") {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, found)?;
        } else if let Ok(text) = String::from_utf8(fs::read(&path)?) {
            let relative = path.strip_prefix(root).unwrap_or(&path);
            found.push(Source {
                path: relative.to_string_lossy().replace('\\', "/"),
                text,
            });
        }
    }
    Ok(())
}

#[test]
fn the_walk_finds_this_file_and_nothing_that_was_built() {
    let paths: Vec<String> = sources().into_iter().map(|source| source.path).collect();
    assert!(
        paths
            .iter()
            .any(|path| path == "crates/house-rules/tests/house/source.rs")
    );
    assert!(paths.iter().any(|path| path == ".ci/run"));
    assert!(
        !paths
            .iter()
            .any(|path| path.starts_with("target") || path.starts_with(".git/"))
    );
}
