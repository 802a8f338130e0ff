//! The real program, started as a person starts it, on the database and with the key of a stage.

use crate::stage::{APRIL, COUPLING, Stage};
use anyhow::Context as _;
use std::path::PathBuf;
use std::process::Stdio;
use tokio::process::{Child, Command};

/// The program that is killed.
#[derive(Clone, Debug)]
pub struct Program(PathBuf);

impl Program {
    /// The program of this file; without one, `loonbrug` beside the program that runs now.
    pub fn of(file: Option<PathBuf>) -> anyhow::Result<Self> {
        let beside = || anyhow::Ok(std::env::current_exe()?.with_file_name("loonbrug"));
        let file = file.map_or_else(beside, Ok)?;
        anyhow::ensure!(
            file.is_file(),
            "{} is not there: build the package loonbrug in the same profile, or name it with --program",
            file.display()
        );
        Ok(Self(file))
    }

    /// Starts `hours apply`, and does not wait for it.
    pub fn start(&self, stage: &Stage) -> anyhow::Result<Child> {
        let (from, to) = (APRIL.from.to_string(), APRIL.to.to_string());
        let mut command = Command::new(&self.0);
        command
            .args(["hours", "apply", "--coupling", COUPLING, "--from", &from, "--to", &to])
            .args(["--language", "en", "--user", "measure", "--database", &stage.database])
            .arg("--key-file")
            .arg(stage.key_file())
            .current_dir(stage.folder.path())
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
            .spawn()
            .with_context(|| format!("{} does not start", self.0.display()))
    }

    /// Runs `hours apply` to its end. `true`: all that was to be sent is proven.
    pub async fn run(&self, stage: &Stage) -> anyhow::Result<bool> {
        has_done(self.start(stage)?).await
    }
}

/// Waits for the end of a program that was not killed. `true`: all was done; `false`: something waits for the next run.
pub async fn has_done(child: Child) -> anyhow::Result<bool> {
    let output = child.wait_with_output().await?;
    match output.status.code() {
        Some(0) => Ok(true),
        Some(3) => Ok(false),
        _ => {
            let said = String::from_utf8_lossy(&output.stderr);
            anyhow::bail!("hours apply ended with {}: {said}", output.status)
        }
    }
}

/// Kills a program at once (kill −9), and gives its lease back in its place. Only whoever killed it knows that it is
/// dead; all others would wait for the rest of the minute for which it holds the company. The fence rises as it does
/// then.
pub async fn kill(stage: &Stage, mut child: Child) -> anyhow::Result<()> {
    child.kill().await?;
    let store = &stage.hub.store;
    if let Some(lease) = store.lease(&stage.coupling.company_lease()).await? {
        store.release_lease(&lease).await?;
    }
    Ok(())
}
