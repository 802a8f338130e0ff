//! Every page that links lead to: nothing that keeps somebody from using it, and nothing that sticks out of a phone.
//!
//! WCAG 2.2 AA as far as axe-core can check it. axe-core comes from the npm registry for this test only; `./test` puts it
//! where `LOONBRUG_TEST_AXE` says. `./test pictures` keeps a picture of every page, to be looked at.

use crate::browser::Browser;
use crate::driver::Device;
use crate::stage::Stage;
use std::collections::{BTreeMap, VecDeque};
use std::fs::read_to_string;
use std::path::PathBuf;

/// Where links lead on the page that is shown.
const LINKS: &str = "return [...document.querySelectorAll('a[href]:not([download])')]
    .filter((link) => link.origin === location.origin).map((link) => link.pathname + link.search)";
/// What is wrong with it, when it would keep somebody from using the page.
const FAULTS: &str = "return axe.run(document, { runOnly: arguments[0].split(' ') }).then((found) => found.violations
    .filter((one) => ['serious', 'critical'].includes(one.impact))
    .map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')))";
const RULES: &str = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa";
/// Whether the page can be scrolled to the side on a phone.
const SIDEWAYS: &str = "return document.documentElement.scrollWidth > 390";
/// These lead away, or give a file.
const NO_PAGES: [&str; 5] = ["/log-in", "/export", "/import/template", "/components", "format="];
/// Pages that only a form leads to, of an employer.
const BEHIND_FORMS: [&str; 1] = ["couplings/modehuis/send?flow=hours&from=2023-04-01&to=2023-04-30"];
/// Pages that look otherwise when asked so.
const OTHERWISE: &str = "show=grid";

/// The kind of page: its path without what differs from one employer, person or day to the next.
fn kind(path: &str) -> String {
    let otherwise = if path.contains(OTHERWISE) { "-grid" } else { "" };
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let parts = path.split('/').map(|part| {
        if part.is_empty() {
            return part;
        }
        let is_name = part.len() < 30 && !part.starts_with("LB-") && !part.bytes().all(|byte| byte.is_ascii_digit());
        if is_name { part } else { "one" }
    });
    let parts: Vec<_> = parts.filter(|part| !part.is_empty() && *part != "e").collect();
    if parts.is_empty() {
        "home".to_owned()
    } else {
        parts.join("-") + otherwise
    }
}

/// What looks at each page.
struct Inspector {
    axe: String,
    pictures: Option<PathBuf>,
    /// What is wrong, and on which pages.
    found: BTreeMap<String, Vec<String>>,
}

impl Inspector {
    fn new() -> Self {
        let axe = std::env::var("LOONBRUG_TEST_AXE");
        let axe = axe.expect("LOONBRUG_TEST_AXE says where axe-core is: ./test sets it");
        Self {
            axe: read_to_string(axe).unwrap(),
            pictures: std::env::var_os("LOONBRUG_TEST_PICTURES").map(PathBuf::from),
            found: BTreeMap::new(),
        }
    }

    /// Looks at the page that is shown: wide and narrow, light and dark.
    async fn look(&mut self, browser: &Browser, name: &str) {
        browser.ask(&self.axe).await;
        for (width, theme) in [(1440, "light"), (390, "dark"), (390, "light"), (1440, "dark")] {
            browser.size(width, 900).await;
            browser
                .ask(&format!("document.documentElement.dataset.theme = '{theme}'"))
                .await;
            // Colours depend on the theme, the rest on the width at most.
            let rules = if (width == 390) == (theme == "dark") {
                RULES
            } else {
                "color-contrast"
            };
            let found = browser.driver.script(FAULTS, &[rules]).await.unwrap();
            let mut faults: Vec<_> = found
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one.as_str().unwrap().to_owned())
                .collect();
            if width == 390 && browser.ask(SIDEWAYS).await != false {
                faults.push("it can be scrolled to the side".to_owned());
            }
            for fault in faults {
                self.found
                    .entry(fault)
                    .or_default()
                    .push(format!("{name} {width} {theme}"));
            }
            if let Some(folder) = &self.pictures {
                browser
                    .picture(width, &folder.join(format!("{name}-{width}-{theme}.png")))
                    .await;
            }
        }
        browser.size(1440, 900).await;
    }

    /// Looks at a page of each kind that links lead to.
    async fn walk(&mut self, browser: &Browser, who: &str, from: &[String]) -> Vec<String> {
        let mut to_see: VecDeque<String> = from.iter().cloned().collect();
        let mut seen: Vec<String> = Vec::new();
        while let Some(path) = to_see.pop_front() {
            if seen.contains(&kind(&path)) || NO_PAGES.iter().any(|part| path.contains(part)) {
                continue;
            }
            browser.go(&path).await;
            seen.push(kind(&path));
            self.look(browser, &format!("{who}-{}", kind(&path))).await;
            let links = browser.ask(LINKS).await;
            to_see.extend(
                links
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|link| link.as_str().unwrap().to_owned()),
            );
        }
        seen
    }

    fn found_nothing(self) {
        let found: Vec<_> = self
            .found
            .iter()
            .map(|(fault, at)| format!("{fault}\n    on {}\n", at.join(", ")))
            .collect();
        assert!(found.is_empty(), "{}", found.concat());
    }
}

/// There is something to see: a run that was sent, and a line that was left out of it.
async fn something_done(browser: &Browser) -> String {
    browser.follow("Koppelingen").await;
    browser.follow("modehuis").await;
    browser.press("0-uren-contracten › Selecteer personeel").await;
    browser.tick("Jay Onrust 200%").await;
    browser.press("26 regels opslaan in Nmbrs").await;
    browser.press("26 regels opslaan in Nmbrs").await;
    browser.sees("26 regels in Nmbrs, teruggelezen").await;
    browser.follow("Naar het plan van deze dagen").await;
    browser.press("Selecteer personeel").await;
    browser.tick("Jay Onrust 200%").await;
    browser.sees("1 regel opslaan in Nmbrs").await;
    browser.employer().await
}

#[tokio::test]
async fn every_page_can_be_used_by_everybody() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let mut inspector = Inspector::new();
    let stranger = stage.browser(Device::Desk).await;
    let seen = inspector
        .walk(
            &stranger,
            "niemand",
            &["/sign-in".into(), "/kiosk".into(), "/nergens".into()],
        )
        .await;
    assert!(seen.contains(&"sign-in".to_owned()), "{seen:?}");
    let owner = stage.browser_of("eigenaar@example.nl", Device::Desk).await;
    let employer = something_done(&owner).await;
    let mut from = vec!["/".to_owned(), "/account/second-factor".to_owned()];
    from.extend(BEHIND_FORMS.map(|page| format!("{employer}/{page}")));
    let seen = inspector.walk(&owner, "eigenaar", &from).await;
    assert!(seen.len() > 40, "links lead to fewer pages: {seen:?}");
    let thomas = stage.browser_of("thomas@example.nl", Device::Desk).await;
    let seen = inspector.walk(&thomas, "medewerker", &["/".into()]).await;
    assert!(seen.contains(&"one-me-leave".to_owned()), "{seen:?}");
    inspector.found_nothing();
}
