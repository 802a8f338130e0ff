//! A user who logs in at Nmbrs where the program asks for it.

use super::{Program, Ran, Stage};
use loonbrug_sandbox::browser::{self, LogIn};
use loonbrug_sandbox::data::log_in;
use std::process::Output;
use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

impl Stage {
    /// Runs a command that asks to log in, and logs in as the user of the sandbox.
    pub async fn run_and_log_in(&self, words: &str) -> Ran {
        let back = free_redirect().await;
        run_and_log_in(&registered(self.program(), &back), words, LogIn::default()).await
    }
}

/// The program with our registration at Nmbrs in its environment.
pub fn registered(program: Program, redirect: &Url) -> Program {
    program
        .with("LOONBRUG_NMBRS_CLIENT_ID", log_in::CLIENT)
        .with("LOONBRUG_NMBRS_CLIENT_SECRET", log_in::CLIENT_SECRET)
        .with("LOONBRUG_NMBRS_SUBSCRIPTION_KEY", log_in::SUBSCRIPTION_KEY)
        .with("LOONBRUG_NMBRS_REDIRECT", redirect.as_str())
}

/// An address on this machine that nobody listens to yet.
pub async fn free_redirect() -> Url {
    let port = free_port().await;
    format!("http://127.0.0.1:{port}/callback").parse().unwrap()
}

/// A port that nobody listens to.
pub async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().port()
}

/// Runs a command, goes where it says to log in, and goes back to where that leads.
pub async fn run_and_log_in(program: &Program, words: &str, who: LogIn<'_>) -> Ran {
    let mut child = program.start(words);
    let mut lines = BufReader::new(child.stderr.take().unwrap());
    let (mut stderr, page) = until_page(&mut lines).await;
    let back = browser::sign_in_as(&page, who)
        .await
        .expect("the log-in page lets the user in");
    let window = visit(&back).await;
    assert!(window.contains("U kunt dit venster sluiten"), "{window}");
    lines.read_to_string(&mut stderr).await.unwrap();
    let output = child.wait_with_output().await.unwrap();
    Ran::of(
        words,
        &Output {
            stderr: stderr.into_bytes(),
            ..output
        },
    )
}

/// What the program says up to the page where to log in, and that page.
async fn until_page(lines: &mut (impl AsyncBufRead + Unpin)) -> (String, Url) {
    let mut said = String::new();
    loop {
        let start = said.len();
        let read = lines.read_line(&mut said).await.unwrap();
        assert_ne!(read, 0, "no page to log in: {said}");
        if let Ok(page) = said[start..].trim().parse() {
            return (said, page);
        }
    }
}

/// What a browser shows at an address of this machine.
async fn visit(address: &Url) -> String {
    let port = address.port().unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let target = &address[url::Position::BeforePath..url::Position::AfterQuery];
    let request = format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
