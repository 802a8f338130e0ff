//! A Chromium of its own, driven over the protocol of W3C, of which little is needed here.

use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

/// No answer of the driver takes longer, or it hangs.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);
/// How often a driver is started before nobody believes in it any more.
const STARTS: usize = 5;
/// The name of an element in the protocol.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How the browser is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Device {
    /// A wide screen.
    Desk,
    /// A phone.
    Phone,
    /// A wide screen without JavaScript.
    WithoutScript,
}

/// A browser, and the program that drives it. Both end when it is dropped.
pub struct Driver {
    client: Client,
    session: String,
    program: Child,
    profile: Option<TempDir>,
}

/// What the driver could not do, such as `stale element reference`.
#[derive(Debug)]
pub struct Fault(pub String);

/// An element of the page that is shown.
pub struct Element(String);

impl Element {
    /// Its name in paths.
    pub fn id(&self) -> &str {
        &self.0
    }

    /// Its name in what goes with a command.
    pub fn reference(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}

impl Driver {
    /// Starts a browser that shows nothing yet.
    pub async fn start(device: Device) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let (program, port) = started().await;
        let mut driver = Self {
            client: client(),
            session: format!("http://127.0.0.1:{port}/session"),
            program,
            profile: Some(profile),
        };
        let wanted = driver.capabilities(device);
        let made = driver
            .call("", json!({ "capabilities": { "alwaysMatch": wanted } }))
            .await;
        let made = made.expect("Chromium starts");
        driver.session = format!("{}/{}", driver.session, made["sessionId"].as_str().unwrap());
        driver
    }

    fn capabilities(&self, device: Device) -> Value {
        let profile = self.profile.as_ref().unwrap().path().display();
        let mut options = json!({ "args": [
            "--headless=new",
            // A container has no sandbox of Chromium's own, and little shared memory.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--hide-scrollbars",
            "--window-size=1440,900",
            format!("--user-data-dir={profile}"),
            // Over a pipe the browser ends with whoever drives it, also when a test fails.
            "--remote-debugging-pipe",
        ], "prefs": { "intl.accept_languages": "nl" } });
        match device {
            Device::Desk => {}
            Device::Phone => {
                let metrics = json!({ "width": 390, "height": 844, "pixelRatio": 1, "touch": true });
                options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
            }
            Device::WithoutScript => {
                options["prefs"]["profile.managed_default_content_settings.javascript"] = json!(2);
            }
        }
        json!({
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "timeouts": { "script": 20_000, "pageLoad": 20_000 },
        })
    }

    /// Carries out a command of the session: its path, and what goes with it.
    pub async fn call(&self, command: &str, body: Value) -> Result<Value, Fault> {
        self.ask(Method::POST, command, Some(body)).await
    }

    /// Asks something of the session.
    pub async fn get(&self, question: &str) -> Result<Value, Fault> {
        self.ask(Method::GET, question, None).await
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value, Fault> {
        let mut request = self.client.request(method, format!("{}{path}", self.session));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap_or_else(|error| panic!("{path}: {error}"));
        let is_done = answer.status().is_success();
        let mut answer: Value = answer.json().await.unwrap();
        let value = answer["value"].take();
        if is_done {
            return Ok(value);
        }
        let said = |member: &str| value[member].as_str().unwrap_or_default().to_owned();
        Err(Fault(format!("{}: {}", said("error"), said("message"))))
    }

    /// Runs a script in the page, also where the page itself may not run any.
    pub async fn script(&self, script: &str, arguments: &[&str]) -> Result<Value, Fault> {
        self.call("/execute/sync", json!({ "script": script, "args": arguments }))
            .await
    }

    /// The element that a script returns, if it returns one.
    pub async fn element(&self, script: &str, arguments: &[&str]) -> Result<Element, Fault> {
        let found = self.script(script, arguments).await?;
        let id = found[ELEMENT].as_str();
        id.map(|id| Element(id.to_owned()))
            .ok_or_else(|| Fault(format!("{arguments:?} is not on the page")))
    }

    /// Does something with an element: `click`, `clear`, `value`.
    pub async fn act(&self, element: &Element, deed: &str, body: Value) -> Result<(), Fault> {
        self.call(&format!("/element/{}/{deed}", element.0), body).await?;
        Ok(())
    }

    /// A command of Chromium's own protocol.
    pub async fn chromium(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.call("/goog/cdp/execute", body).await.unwrap()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // An error means that it has ended already.
        let _ended = self.program.start_kill();
        let Some(folder) = self.profile.take().map(TempDir::keep) else {
            return;
        };
        // The browser writes until it has noticed.
        for _ in 0..100 {
            if std::fs::remove_dir_all(&folder).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// A driver that listens, and its port. Another program may take the port between asking and listening.
async fn started() -> (Child, u16) {
    for _ in 0..STARTS {
        let port = free_port().await;
        let mut program = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .env("LANGUAGE", "en_US")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("chromedriver is there: ./test installs it, LOONBRUG_TEST_SKIP_BROWSER=1 leaves these tests out");
        while program.try_wait().unwrap().is_none() {
            if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return (program, port);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    panic!("chromedriver ends as soon as it is started");
}

async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().port()
}

/// A client of what runs on this machine.
#[expect(
    clippy::disallowed_methods,
    reason = "it speaks with a browser or the sandbox, not with Nmbrs"
)]
pub fn client() -> Client {
    // Ours installs the cryptography that every client takes.
    loonbrug_nmbrs::HttpClient::new(CALL_TIMEOUT).unwrap();
    Client::builder().timeout(CALL_TIMEOUT).no_proxy().build().unwrap()
}
