//! Somebody at a browser: goes, reads, fills in, presses.

use crate::driver::{Device, Driver, Element, Fault};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long somebody waits for a page to show what they expect, also on a machine that is doing much else.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(30);
const FIND: &str = include_str!("find.js");
const TEXT: &str = "return document.body.innerText.replace(/\\s+/g, ' ')";
/// Keys as the protocol writes them: Tab, and Control-A.
const TAB: &str = "\u{e004}";
const SELECT_ALL: &str = "\u{e009}a\u{e000}";

/// A browser that shows the pages at an address.
pub struct Browser {
    /// What drives it.
    pub driver: Driver,
    address: String,
}

impl Browser {
    /// Opens one at the first page of an address.
    pub async fn open(device: Device, address: &str) -> Self {
        let browser = Self {
            driver: Driver::start(device).await,
            address: address.trim_end_matches('/').to_owned(),
        };
        browser.go("/").await;
        browser
    }

    /// Signs in with the words that the page asks for.
    pub async fn sign_in(&self, email: &str, password: &str) {
        self.fill("E-mailadres", email).await;
        self.fill("Wachtwoord", password).await;
        self.press("Inloggen").await;
    }

    /// Accepts an invitation with a password, and comes to the page to sign in.
    pub async fn accept(&self, invitation: &str, password: &str) {
        self.go(invitation).await;
        self.fill("Wachtwoord", password).await;
        self.fill("Nog eens", password).await;
        self.press("Wachtwoord bewaren").await;
        self.sees("Inloggen").await;
    }

    /// Goes to a path, or to a whole address.
    pub async fn go(&self, to: &str) {
        let url = if to.starts_with('/') {
            format!("{}{to}", self.address)
        } else {
            to.to_owned()
        };
        self.driver.call("/url", json!({ "url": url })).await.unwrap();
    }

    /// The browser's own button.
    pub async fn back(&self) {
        self.driver.call("/back", json!({})).await.unwrap();
    }

    /// Path and query that are shown.
    pub async fn path(&self) -> String {
        let url = self.driver.get("/url").await.unwrap();
        let url = url.as_str().unwrap();
        url.strip_prefix(&self.address).unwrap_or(url).to_owned()
    }

    /// The start of the paths of the employer that is shown, `/e/…`.
    pub async fn employer(&self) -> String {
        self.path().await.split('/').take(3).collect::<Vec<_>>().join("/")
    }

    /// Presses a button by its words.
    pub async fn press(&self, words: &str) {
        self.click("button, summary", words).await;
    }

    /// Follows a link by its words.
    pub async fn follow(&self, words: &str) {
        self.click("a", words).await;
    }

    /// Ticks a box, or takes the tick away.
    pub async fn tick(&self, label: &str) {
        self.click("input[type=checkbox], input[type=radio]", label).await;
    }

    /// Presses a button twice, as fast as a hand can.
    pub async fn press_twice(&self, words: &str) {
        let button = self.driver.element(FIND, &["button", words]).await.unwrap();
        let (down, up) = (
            json!({ "type": "pointerDown", "button": 0 }),
            json!({ "type": "pointerUp", "button": 0 }),
        );
        let there = json!({ "type": "pointerMove", "origin": button.reference(), "x": 0, "y": 0 });
        let hand = json!({ "type": "pointer", "id": "hand", "actions": [there, down, up, down, up] });
        self.driver
            .call("/actions", json!({ "actions": [hand] }))
            .await
            .unwrap();
    }

    /// Types keys, one after the other, wherever the cursor is.
    pub async fn keys(&self, keys: &str) {
        let pressed = keys.chars().flat_map(|key| {
            let key = key.to_string();
            ["keyDown", "keyUp"].map(|deed| json!({ "type": deed, "value": key }))
        });
        let hands = json!({ "type": "key", "id": "hands", "actions": pressed.collect::<Vec<_>>() });
        self.driver
            .call("/actions", json!({ "actions": [hands] }))
            .await
            .unwrap();
    }

    /// Cuts the network, or mends it.
    pub async fn network(&self, is_there: bool) {
        self.conditions(!is_there, 0).await;
    }

    /// Makes every answer take this long.
    pub async fn slow_network(&self, milliseconds: u32) {
        self.conditions(false, milliseconds).await;
    }

    async fn conditions(&self, offline: bool, latency: u32) {
        self.driver.chromium("Network.enable", json!({})).await;
        let wanted =
            json!({ "offline": offline, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.driver.chromium("Network.emulateNetworkConditions", wanted).await;
    }

    /// What a field holds, by its label.
    pub async fn holds(&self, label: &str) -> String {
        let field = self.field(label).await.unwrap();
        let value = self
            .driver
            .get(&format!("/element/{}/property/value", field.id()))
            .await
            .unwrap();
        value.as_str().unwrap_or_default().to_owned()
    }

    async fn click(&self, kind: &str, words: &str) {
        self.patiently(&format!("click {words:?}"), async || {
            let element = self.driver.element(FIND, &[kind, words]).await?;
            self.driver.act(&element, "click", json!({})).await
        })
        .await;
    }

    /// Types into a field by its label, in the place of what is there.
    pub async fn fill(&self, label: &str, text: &str) {
        self.patiently(&format!("fill {label:?}"), async || {
            let field = self.field(label).await?;
            let keys = format!("{SELECT_ALL}{text}");
            self.driver.act(&field, "value", json!({ "text": keys })).await
        })
        .await;
    }

    /// Types a date into a field by its label.
    pub async fn fill_date(&self, label: &str, date: Date) {
        // The browser itself speaks American: month, day, year.
        let keys = date.strftime("%m%d%Y").to_string();
        self.fill(label, &keys).await;
    }

    /// Fills in a field and leaves it.
    pub async fn fill_and_leave(&self, label: &str, text: &str) {
        self.fill(label, &format!("{text}{TAB}")).await;
    }

    /// Leaves the field that is being filled in.
    pub async fn leave(&self) {
        let field = self.driver.element("return document.activeElement", &[]).await.unwrap();
        self.driver.act(&field, "value", json!({ "text": TAB })).await.unwrap();
    }

    async fn field(&self, label: &str) -> Result<Element, Fault> {
        let kind = "input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea";
        self.driver.element(FIND, &[kind, label]).await
    }

    /// Chooses from a list by its label.
    pub async fn choose(&self, label: &str, option: &str) {
        self.patiently(&format!("choose {option:?}"), async || {
            let list = self.field(label).await?;
            self.driver.act(&list, "value", json!({ "text": option })).await
        })
        .await;
    }

    /// Gives a file to the field that asks for one.
    pub async fn give_file(&self, file: &str) {
        let field = "return document.querySelector('input[type=file]')";
        let field = self.driver.element(field, &[]).await.unwrap();
        self.driver.act(&field, "value", json!({ "text": file })).await.unwrap();
    }

    /// Waits until the page says this.
    pub async fn sees(&self, words: &str) {
        self.patiently(&format!("see {words:?}"), async || {
            let text = self.driver.script(TEXT, &[]).await?;
            let is_there = text.as_str().is_some_and(|text| text.contains(words));
            is_there.then_some(()).ok_or_else(|| Fault("it is not there".into()))
        })
        .await;
    }

    /// Waits until the page does not say this any more.
    pub async fn sees_no_more(&self, words: &str) {
        self.patiently(&format!("see no more of {words:?}"), async || {
            let text = self.driver.script(TEXT, &[]).await?;
            let is_there = text.as_str().is_some_and(|text| text.contains(words));
            (!is_there)
                .then_some(())
                .ok_or_else(|| Fault("it is still there".into()))
        })
        .await;
    }

    /// What the page says.
    pub async fn text(&self) -> String {
        let text = self.ask(TEXT).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The rows of the tables that are shown, each as its words.
    pub async fn rows(&self) -> Vec<String> {
        let script = "return [...document.querySelectorAll('tbody tr')].map((row) => row.innerText.replace(/\\s+/g, ' ').trim())";
        let rows = self.ask(script).await;
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row.as_str().unwrap().to_owned()).collect()
    }

    /// Runs a script in the page, for checks that nobody makes by looking.
    pub async fn ask(&self, script: &str) -> Value {
        self.driver.script(script, &[]).await.unwrap()
    }

    /// Makes the window so wide and high.
    pub async fn size(&self, width: u64, height: u64) {
        let wanted = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.driver.chromium("Emulation.setDeviceMetricsOverride", wanted).await;
    }

    /// A picture of the whole page at this width.
    pub async fn picture(&self, width: u64, file: &Path) {
        let height = self.ask("return document.documentElement.scrollHeight").await;
        // As high as the page, so that what sticks to the window's edge stands at the page's.
        self.size(width, height.as_u64().unwrap().min(4000)).await;
        let picture = self.driver.chromium("Page.captureScreenshot", json!({})).await;
        let picture = STANDARD.decode(picture["data"].as_str().unwrap()).unwrap();
        std::fs::write(file, picture).unwrap();
    }

    /// Tries until it succeeds; a page may still be on its way, or be put in the place of another just now.
    async fn patiently<T>(&self, what: &str, deed: impl AsyncFn() -> Result<T, Fault>) -> T {
        let until = Instant::now() + PATIENCE;
        loop {
            match deed().await {
                Ok(done) => return done,
                Err(_) if Instant::now() < until => sleep(LOOK_AGAIN).await,
                Err(Fault(why)) => {
                    let (path, text) = (self.path().await, self.text().await);
                    panic!("cannot {what}: {why}\nat {path}\n{text}");
                }
            }
        }
    }
}
