//! The program as it runs for people, and the Nmbrs that it speaks with.

use crate::browser::Browser;
use crate::driver::{Device, client};
use jiff::{SignedDuration, Timestamp};
use loonbrug_sandbox::browser::look;
use loonbrug_sandbox::data::{Generated, log_in};
use loonbrug_sandbox::world::World;
use loonbrug_sandbox::{Running, Sandbox};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::Instant;
use url::Url;

/// The password of every log-in here.
pub const PASSWORD: &str = "vier-molens-aan-zee";

/// When the demonstration begins.
const DEMONSTRATION: &str = "2023-05-17T09:00:00+02:00";
const DEMO: &str = "demo --listen 127.0.0.1:0 --database sqlite:demo.db --key-file demo.key --pages";
/// The employers of an accountant, each with a company of its own in Nmbrs.
pub const EMPLOYERS: [&str; 3] = ["Kledingzaak", "Meubelzaak", "Modehuis"];
/// Who works for all of them.
pub const ACCOUNTANT: &str = "kantoor@example.nl";
/// What the provider of accounts is called on the button.
pub const PROVIDER: &str = "Keycloak";
/// Who is invited as an owner where there is one.
const OWNER: &str = "thomas@example.nl";

/// A program that shows pages, with a folder, a database and an Nmbrs of its own.
pub struct Stage {
    /// Where the pages are.
    pub address: String,
    nmbrs: Url,
    begun: Instant,
    program: Child,
    _sandbox: Option<Running>,
    folder: TempDir,
}

impl Stage {
    /// The demonstration; `None` where tests with a browser are to be left out.
    pub async fn demonstration() -> Option<Self> {
        let folder = folder()?;
        let begun = Instant::now();
        let mut program = start(folder.path(), &format!("{DEMO} 127.0.0.1:0"));
        let said = says(&mut program, "Open in een browser:").await;
        let nmbrs = said.iter().find(|line| line.starts_with("Control")).unwrap();
        Some(Self {
            address: last_word(said.last().unwrap()),
            nmbrs: last_word(nmbrs).parse().unwrap(),
            begun,
            program,
            _sandbox: None,
            folder,
        })
    }

    /// The time that the demonstration has.
    pub fn now(&self) -> Timestamp {
        let begun: Timestamp = DEMONSTRATION.parse().unwrap();
        begun + SignedDuration::try_from(self.begun.elapsed()).unwrap()
    }

    /// Stops the demonstration, as when its machine goes down.
    pub async fn stop(&mut self) {
        self.program.kill().await.unwrap();
    }

    /// Starts it anew on what it kept.
    pub async fn start_again(&mut self) {
        let pages = self.address.trim_start_matches("http://");
        self.program = start(self.folder.path(), &format!("{DEMO} {pages}"));
        says(&mut self.program, "Open in een browser:").await;
    }

    /// An empty installation, and the address where its first user begins.
    pub async fn installation() -> Option<(Self, String)> {
        let (stage, said) = Self::serving(folder()?, World::manuals(), "Nog geen gebruikers").await;
        Some((stage, last_word(&said)))
    }

    /// An installation with the employers of an accountant, and the path where the accountant chooses a password.
    pub async fn office() -> Option<(Self, String)> {
        let folder = folder()?;
        let size = Generated {
            companies: 3,
            employees: 5,
            ..Generated::default()
        };
        let (stage, _) = Self::serving(folder, World::generated(&size), "pagina's:").await;
        for (company, employer) in (1..).zip(EMPLOYERS) {
            stage.couple(employer, company).await;
        }
        let invitation = stage.run(&format!("user add {ACCOUNTANT} --name Accountant")).await;
        for employer in EMPLOYERS {
            stage
                .run(&format!("user role {ACCOUNTANT} payroll --organisation {employer}"))
                .await;
        }
        Some((stage, invitation.trim().to_owned()))
    }

    /// An installation whose users may sign in with an account of a provider, and the path where its owner is invited.
    pub async fn with_provider() -> Option<(Self, String)> {
        let (stage, _) = Self::serving(folder()?, World::manuals(), "pagina's:").await;
        stage.couple("Modehuis", 1).await;
        stage.file("secret", log_in::CLIENT_SECRET);
        let issuer = stage.nmbrs.join("/provider").unwrap();
        let client = format!("--client-id {} --client-secret-file secret", log_in::CLIENT);
        stage
            .run(&format!("provider add {PROVIDER} --issuer {issuer} {client}"))
            .await;
        let invitation = stage.run(&format!("user add {OWNER} --name Thomas")).await;
        stage
            .run(&format!("user role {OWNER} owner --organisation Modehuis"))
            .await;
        Some((stage, invitation.trim().to_owned()))
    }

    /// An employer of this name, coupled with a company of Nmbrs.
    async fn couple(&self, employer: &str, company: u32) {
        self.file("token", log_in::TOKEN);
        let access = format!(
            "--email {} --token-file token --domain {}",
            log_in::EMAIL,
            log_in::DOMAIN
        );
        let at = self.nmbrs.join("/").unwrap();
        let settings = format!("--company {company} --calls-per-second 150 --hour-code 100=2100 --at {at}");
        self.run(&format!(
            "coupling add {employer} --organisation {employer} {access} {settings}"
        ))
        .await;
    }

    /// An installation that serves pages and links with a sandbox, and the line with these words that it said.
    async fn serving(folder: TempDir, world: World, words: &str) -> (Self, String) {
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let sandbox = Sandbox::start(listen, world).await.unwrap();
        let serve = format!("serve --listen 127.0.0.1:0 --nmbrs {}", sandbox.base_url());
        let mut program = start(folder.path(), &serve);
        let said = says(&mut program, words).await;
        let stage = Self {
            address: last_word(said.iter().find(|line| line.starts_with("pagina's:")).unwrap()),
            nmbrs: sandbox.base_url().join("control/state/nmbrs/hours").unwrap(),
            begun: Instant::now(),
            program,
            _sandbox: Some(sandbox),
            folder,
        };
        (stage, said.last().unwrap().clone())
    }

    /// Runs a command of the program beside the pages, and gives what it printed.
    async fn run(&self, words: &str) -> String {
        let output = command(self.folder.path(), words).output().await.unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn file(&self, name: &str, content: &str) {
        std::fs::write(self.folder.path().join(name), content).unwrap();
    }

    /// A browser at its first page.
    pub async fn browser(&self, device: Device) -> Browser {
        Browser::open(device, &self.address).await
    }

    /// A browser of somebody who has signed in.
    pub async fn browser_of(&self, email: &str, device: Device) -> Browser {
        let browser = self.browser(device).await;
        browser.sign_in(email, PASSWORD).await;
        browser.sees("Uitloggen").await;
        browser
    }

    /// How many rows of hours were ever written into Nmbrs, also those that were changed or removed since.
    pub async fn writes(&self) -> usize {
        let effects = self.nmbrs.join("effects").unwrap();
        look(&effects).await.unwrap().as_array().unwrap().len()
    }

    /// Every answer of Nmbrs takes this long.
    pub async fn slow_nmbrs(&self, milliseconds: u32) {
        let address = self.nmbrs.join("/control/latency").unwrap();
        let asked = client().post(address).json(&json!({ "ms": milliseconds }));
        assert!(asked.send().await.unwrap().status().is_success());
    }

    /// What Nmbrs holds: `hours`, `days`, …
    pub async fn held(&self, what: &str) -> Vec<Value> {
        let held = self.nmbrs.join(&format!("{what}?company=1")).unwrap();
        look(&held).await.unwrap().as_array().unwrap().clone()
    }
}

fn folder() -> Option<TempDir> {
    if std::env::var("LOONBRUG_TEST_SKIP_BROWSER").is_ok_and(|skip| skip == "1") {
        return None;
    }
    Some(tempfile::tempdir().unwrap())
}

fn command(folder: &Path, words: &str) -> Command {
    let registration = [
        ("LOONBRUG_NMBRS_CLIENT_ID", log_in::CLIENT),
        ("LOONBRUG_NMBRS_CLIENT_SECRET", log_in::CLIENT_SECRET),
        ("LOONBRUG_NMBRS_SUBSCRIPTION_KEY", log_in::SUBSCRIPTION_KEY),
        ("LOONBRUG_NMBRS_REDIRECT", "http://127.0.0.1:8765/callback"),
    ];
    let mut command = Command::new(env!("CARGO_BIN_EXE_loonbrug"));
    command
        .args(words.split_whitespace())
        .current_dir(folder)
        .env_clear()
        .env("TMPDIR", folder)
        .envs(registration)
        .stdin(Stdio::null())
        .kill_on_drop(true);
    command
}

fn start(folder: &Path, words: &str) -> Child {
    let mut command = command(folder, words);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// What it says up to these words. Its further words are read and dropped, so that it never waits for its reader.
async fn says(program: &mut Child, words: &str) -> Vec<String> {
    let mut lines = BufReader::new(program.stderr.take().unwrap()).lines();
    let mut said = Vec::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        said.push(line);
        if said.last().is_some_and(|line| line.contains(words)) {
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return said;
        }
    }
    panic!("it never said {words:?}: {said:#?}");
}

fn last_word(line: &str) -> String {
    line.split_whitespace().last().unwrap().trim_end_matches('/').to_owned()
}
