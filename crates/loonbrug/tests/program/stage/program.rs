//! The program, run in a folder of its own with nothing of the surroundings of the test.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use tokio::process::{Child, Command};

/// The program in a folder, with these environment variables and no others.
#[derive(Clone, Debug)]
pub struct Program {
    folder: PathBuf,
    variables: BTreeMap<String, String>,
}

impl Program {
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            variables: BTreeMap::new(),
        }
    }

    pub fn with(mut self, variable: &str, value: &str) -> Self {
        self.variables.insert(variable.to_owned(), value.to_owned());
        self
    }

    /// Runs a command to its end; its words are separated by spaces.
    pub async fn run(&self, words: &str) -> Ran {
        self.run_with(words, &[]).await
    }

    /// The same with more arguments, in which spaces may stand.
    pub async fn run_with(&self, words: &str, more: &[&str]) -> Ran {
        let mut command = self.command(words);
        let output = command.args(more).output().await.expect("the program starts");
        Ran::of(words, &output)
    }

    /// Starts a command whose output is read while it runs.
    pub fn start(&self, words: &str) -> Child {
        let mut command = self.command(words);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the program starts")
    }

    fn command(&self, words: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_loonbrug"));
        command
            .args(words.split_whitespace())
            .current_dir(&self.folder)
            .env_clear()
            .envs(&self.variables)
            .stdin(Stdio::null())
            .kill_on_drop(true);
        command
    }
}

/// How a command ended.
#[derive(Debug)]
pub struct Ran {
    words: String,
    code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// A command that broke down instead of ending with words is a failure of every test.
    pub fn of(words: &str, output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let ran = Self {
            words: words.to_owned(),
            code: output.status.code().expect("no signal ended it"),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        };
        assert!(!ran.stderr.contains("panicked"), "{ran}");
        ran
    }

    /// 0 done, 1 refused, 2 wrong use, 3 done but lines need a person.
    #[track_caller]
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self}");
        self
    }

    #[track_caller]
    pub fn done(self) -> Self {
        self.ended(0)
    }

    /// Says this, as data or beside it.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        let said = self.stdout.contains(words) || self.stderr.contains(words);
        assert!(said, "does not say {words:?}: {self}");
        self
    }

    /// The reason why it went no further: on standard error, where it does not get between the data.
    #[track_caller]
    pub fn because(self, words: &str) -> Self {
        assert!(
            self.stderr.contains(words),
            "does not say {words:?} as the reason: {self}"
        );
        self
    }

    /// Standard output as one JSON document.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("no JSON ({error}): {self}"))
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            words,
            code,
            stdout,
            stderr,
        } = self;
        write!(
            f,
            "loonbrug {words} ended with {code}\n-- stdout\n{stdout}\n-- stderr\n{stderr}"
        )
    }
}
