//! Fast hands: everything by keyboard, and a list of the keys.

use crate::browser::Browser;
use crate::driver::Device;
use crate::stage::Stage;

const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
/// The row that somebody is at, by its words.
const AT: &str = "return (document.querySelector('.at')?.innerText || '').replace(/\\s+/g, ' ').trim()";

async fn at(browser: &Browser) -> String {
    browser.ask(AT).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn rows_are_walked_ticked_and_edited_without_a_mouse() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser_of("salaris@example.nl", Device::Desk).await;
    browser.keys("gk").await;
    browser.sees("modehuis").await;
    browser.follow("modehuis").await;
    browser.press("0-uren-contracten › Selecteer personeel").await;
    browser.sees("264,00 u · 46 dagen").await;
    browser.keys("jj").await;
    let second = at(&browser).await;
    browser.keys("kj").await;
    assert_eq!(at(&browser).await, second);
    browser.keys("x").await;
    browser.sees("1 weggelaten").await;
    // The answer took the place of the page; the hands are still at the same row.
    assert!(!at(&browser).await.is_empty());
    browser.keys("x").await;
    browser.sees_no_more("1 weggelaten").await;
    browser.keys("je").await;
    let field = "return document.activeElement.matches('.at input:not([type=checkbox])')";
    assert_eq!(browser.ask(field).await, true);
    browser.keys(ESCAPE).await;
    browser.keys("gv").await;
    browser.sees("woensdag 17 mei 2023").await;
}

#[tokio::test]
async fn the_question_mark_lists_the_keys_over_the_page_and_the_link_on_a_page_of_its_own() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser_of("salaris@example.nl", Device::Desk).await;
    browser.keys("?").await;
    browser.sees("rij aanvinken").await;
    browser.sees("Koppelingen").await;
    browser.keys(ESCAPE).await;
    browser.sees_no_more("rij aanvinken").await;
    let plain = stage.browser_of("salaris@example.nl", Device::WithoutScript).await;
    plain.follow("Sneltoetsen").await;
    plain.sees("rij aanvinken").await;
}

#[tokio::test]
async fn a_run_is_found_by_the_person_whose_hours_it_sent() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser_of("salaris@example.nl", Device::Desk).await;
    browser.follow("Koppelingen").await;
    browser.follow("modehuis").await;
    browser.press("0-uren-contracten › Selecteer personeel").await;
    browser.press("27 regels opslaan in Nmbrs").await;
    browser.press("27 regels opslaan in Nmbrs").await;
    browser.sees("27 regels in Nmbrs, teruggelezen").await;
    browser.keys("/").await;
    browser.keys(&format!("kreuk{ENTER}")).await;
    browser.sees("Joeri Kreuk").await;
    browser.sees("In de geschiedenis 1").await;
    browser.sees("01-04-2023 t/m 30-04-2023").await;
    browser.keys("/").await;
    browser.keys(&format!("april 2023{ENTER}")).await;
    browser.sees("In de geschiedenis 1").await;
}

#[tokio::test]
async fn a_plan_is_worked_out_under_other_rules() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser_of("salaris@example.nl", Device::Desk).await;
    browser.follow("Koppelingen").await;
    browser.follow("modehuis").await;
    browser.press("0-uren-contracten › Selecteer personeel").await;
    browser.follow("Doorrekenen met andere regels").await;
    browser.choose("Regelset", "none").await;
    browser.press("Reken door").await;
    browser.sees("Laura Zuidhof 150% 20,00 0,00 -20,00").await;
    browser.back().await;
    browser.back().await;
    browser.follow("waarom?").await;
    browser.follow("Met andere regels").await;
    browser.sees("Reken door").await;
}
