//! The stage of a user: a folder, a sandbox that plays Nmbrs, and the program.

mod browser;
mod pictures;
mod postgresql;
mod program;
mod trouble;

pub use browser::{free_port, free_redirect, registered, run_and_log_in};
pub use pictures::{Picture, masked};
pub use postgresql::on_a_server;
pub use program::{Program, Ran};

use loonbrug_sandbox::data::log_in;
use loonbrug_sandbox::world::World;
use loonbrug_sandbox::{Running, Sandbox};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The shifts of the manual's nine people in April 2023.
pub const SHIFTS_OF_APRIL: &str = include_str!("../../../src/demo/uren-april-2023.csv");
/// The question that most cases ask.
pub const PLAN: &str = "hours plan --coupling modehuis --from 01-04-2023 --to 30-04-2023";
/// And the deed.
pub const APPLY: &str = "hours apply --coupling modehuis --from 01-04-2023 --to 30-04-2023";

/// Over which interface of Nmbrs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Over {
    /// By log-in.
    Rest,
    /// By token.
    Soap,
}

/// Everything that a case needs.
#[derive(Debug)]
pub struct Stage {
    folder: TempDir,
    pub sandbox: Running,
}

impl Stage {
    /// An empty folder, and a sandbox on the manuals' data.
    pub async fn set() -> Self {
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            sandbox: Sandbox::start(listen, World::manuals())
                .await
                .expect("the sandbox starts"),
        }
    }

    /// The same with a coupling.
    pub async fn linked(over: Over) -> Self {
        let stage = Self::set().await;
        let words = format!("{} {}", stage.add(over), HOUR_CODES);
        match over {
            Over::Soap => stage.run(&words).await.done(),
            Over::Rest => stage.run_and_log_in(&words).await.done(),
        };
        stage
    }

    /// The same with people and the shifts of April: ready to send.
    pub async fn ready(over: Over) -> Self {
        let stage = Self::linked(over).await;
        stage.run("people apply --coupling modehuis --import-new").await.done();
        stage.file("april.csv", SHIFTS_OF_APRIL);
        stage.run("hours import april.csv").await.done();
        stage
    }

    /// The command that links the company of the manual, without hour codes.
    pub fn add(&self, over: Over) -> String {
        let start = format!(
            "coupling add modehuis --organisation Retail --company 1 --calls-per-second 150 --at {}",
            self.at()
        );
        match over {
            Over::Rest => format!("{start} --login --frequency monthly"),
            Over::Soap => {
                self.file("token", log_in::TOKEN);
                format!(
                    "{start} --email {} --token-file token --domain {}",
                    log_in::EMAIL,
                    log_in::DOMAIN
                )
            }
        }
    }

    /// The address of the sandbox.
    pub fn at(&self) -> &str {
        self.sandbox.base_url().as_str()
    }

    pub fn program(&self) -> Program {
        Program::in_folder(self.folder.path())
    }

    /// Runs a command with nothing set but what is in the folder: database and key are those that the program chooses.
    pub async fn run(&self, words: &str) -> Ran {
        self.program().run(words).await
    }

    /// Writes a file into the folder.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).expect("the file is written");
    }

    /// A file of the folder as text.
    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file is there")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs a command that must be refused, in both languages: it says this, ends with 1, and changes nothing in the
    /// store or in Nmbrs.
    pub async fn refuses(&self, words: &str, dutch: &str, english: &str) {
        let before = self.picture().await;
        self.run(words).await.ended(1).because(dutch);
        let in_english = format!("{words} --language en");
        self.run(&in_english).await.ended(1).because(english);
        self.unchanged_since(&before).await;
    }

    /// Sends what there is to send, and proves that all of it arrived once.
    pub async fn sends_all_once(&self) {
        self.run(APPLY).await.done();
        self.run(APPLY).await.done().says("0 regels te versturen");
        let picture = self.picture().await;
        let rows = picture.hours_in_nmbrs();
        let mut lines: Vec<&str> = rows.iter().map(|row| row.rsplit_once(' ').unwrap().0).collect();
        lines.dedup();
        assert_eq!((lines.len(), rows.len()), (18, 18), "{rows:?}");
        assert_eq!(picture.in_nmbrs(), (18, 9));
    }

    /// Nothing came in and nothing went out, but for traces of the attempt.
    pub async fn unchanged_since(&self, before: &Picture) {
        assert_eq!(self.picture().await, *before);
    }
}

/// The codes of the manual's table.
pub const HOUR_CODES: &str = "--hour-code 100=2100 --hour-code 150=6050 --hour-code 200=6080";
