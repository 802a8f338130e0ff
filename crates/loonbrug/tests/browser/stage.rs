//! The program as it runs for people, and the Nmbrs that it speaks with.

use crate::browser::Browser;
use crate::driver::{Device, client};
use loonbrug_sandbox::browser::look;
use loonbrug_sandbox::data::log_in;
use loonbrug_sandbox::world::World;
use loonbrug_sandbox::{Running, Sandbox};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use url::Url;

/// The password of every log-in here.
pub const PASSWORD: &str = "vier-molens-aan-zee";

/// A program that shows pages, with a folder, a database and an Nmbrs of its own.
pub struct Stage {
    /// Where the pages are.
    pub address: String,
    nmbrs: Url,
    _program: Child,
    _sandbox: Option<Running>,
    _folder: TempDir,
}

impl Stage {
    /// The demonstration; `None` where tests with a browser are to be left out.
    pub async fn demonstration() -> Option<Self> {
        let folder = folder()?;
        let mut program = command(folder.path(), "demo --listen 127.0.0.1:0 --pages 127.0.0.1:0");
        let said = says(&mut program, "Open in een browser:").await;
        let nmbrs = said.iter().find(|line| line.starts_with("Control")).unwrap();
        Some(Self {
            address: last_word(said.last().unwrap()),
            nmbrs: last_word(nmbrs).parse().unwrap(),
            _program: program,
            _sandbox: None,
            _folder: folder,
        })
    }

    /// An empty installation, and the address where its first user begins.
    pub async fn installation() -> Option<(Self, String)> {
        let folder = folder()?;
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let sandbox = Sandbox::start(listen, World::manuals()).await.unwrap();
        let words = format!("serve --listen 127.0.0.1:0 --nmbrs {}", sandbox.base_url());
        let mut program = command(folder.path(), &words);
        let said = says(&mut program, "Nog geen gebruikers").await;
        let stage = Self {
            address: last_word(said.iter().find(|line| line.starts_with("pagina's:")).unwrap()),
            nmbrs: sandbox.base_url().join("control/state/nmbrs/hours").unwrap(),
            _program: program,
            _sandbox: Some(sandbox),
            _folder: folder,
        };
        Some((stage, last_word(said.last().unwrap())))
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

fn command(folder: &Path, words: &str) -> Child {
    let registration = [
        ("LOONBRUG_NMBRS_CLIENT_ID", log_in::CLIENT),
        ("LOONBRUG_NMBRS_CLIENT_SECRET", log_in::CLIENT_SECRET),
        ("LOONBRUG_NMBRS_SUBSCRIPTION_KEY", log_in::SUBSCRIPTION_KEY),
        ("LOONBRUG_NMBRS_REDIRECT", "http://127.0.0.1:8765/callback"),
    ];
    Command::new(env!("CARGO_BIN_EXE_loonbrug"))
        .args(words.split_whitespace())
        .current_dir(folder)
        .env_clear()
        .env("TMPDIR", folder)
        .envs(registration)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
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
