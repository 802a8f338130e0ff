//! What people do wrong, and what goes wrong around them: nothing is lost, nothing is doubled, and they are told.

use crate::browser::Browser;
use crate::driver::Device;
use crate::stage::Stage;
use jiff::civil::date;

const SALARY: &str = "salaris@example.nl";
const LINES: usize = 27;

/// Selects the people of April, the period that the demonstration begins with.
async fn plan_april(browser: &Browser) {
    browser.follow("Koppelingen").await;
    browser.follow("modehuis").await;
    browser.press("0-uren-contracten › Selecteer personeel").await;
    browser.sees("264,00 u · 46 dagen").await;
}

async fn up_to_the_confirmation(browser: &Browser) {
    plan_april(browser).await;
    browser.press("27 regels opslaan in Nmbrs").await;
    browser.sees("27 regels van 9 mensen").await;
}

/// Everything is in Nmbrs, once.
async fn sent_once(browser: &Browser, stage: &Stage) {
    browser.sees("27 regels in Nmbrs, teruggelezen").await;
    assert_eq!(stage.writes().await, LINES);
}

#[tokio::test]
async fn a_quantity_that_may_mean_two_things_is_refused_and_stays_to_be_mended() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser_of(SALARY, Device::Desk).await;
    plan_april(&browser).await;
    browser.fill_and_leave("Fleur Zeinstra 100%: aantal", "1,234.50").await;
    browser.sees("Er is niets bewaard.").await;
    browser
        .sees("1,234.50 is geen aantal. Schrijf het met een komma, zoals 12,50.")
        .await;
    browser.sees("264,00 u · 46 dagen").await;
    assert_eq!(browser.holds("Fleur Zeinstra 100%: aantal").await, "1,234.50");
    browser.press("27 regels opslaan in Nmbrs").await;
    browser.sees("Er is niets bewaard.").await;
    browser.fill_and_leave("Fleur Zeinstra 100%: aantal", "34,5").await;
    browser.sees("254,50 u · 46 dagen").await;
    assert_eq!(stage.writes().await, 0);
}

#[tokio::test]
async fn what_is_typed_while_the_page_saves_is_kept() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser_of(SALARY, Device::Desk).await;
    plan_april(&browser).await;
    browser.slow_network(700).await;
    browser.fill_and_leave("Fleur Zeinstra 100%: aantal", "43").await;
    browser.fill("Jay Onrust 100%: aantal", "24").await;
    browser.sees("263,00 u · 46 dagen").await;
    assert_eq!(browser.holds("Jay Onrust 100%: aantal").await, "24");
    browser.leave().await;
    browser.sees("262,00 u · 46 dagen").await;
}

#[tokio::test]
async fn reversed_dates_are_named_and_nothing_is_done() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser_of(SALARY, Device::Desk).await;
    browser.follow("Koppelingen").await;
    browser.follow("modehuis").await;
    browser.fill_date("0-uren-contracten › Van", date(2023, 4, 30)).await;
    browser.fill_date("0-uren-contracten › Tot", date(2023, 4, 1)).await;
    browser.press("0-uren-contracten › Selecteer personeel").await;
    browser
        .sees("Tot ligt vóór Van. Er is niets gedaan; draai de datums om.")
        .await;
}

#[tokio::test]
async fn a_plan_that_somebody_else_has_sent_is_not_sent_again() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let first = stage.browser_of(SALARY, Device::Desk).await;
    up_to_the_confirmation(&first).await;
    let second = stage.browser_of("eigenaar@example.nl", Device::Desk).await;
    up_to_the_confirmation(&second).await;
    second.press("27 regels opslaan in Nmbrs").await;
    sent_once(&second, &stage).await;
    first.press("27 regels opslaan in Nmbrs").await;
    first
        .sees("Het plan is veranderd sinds je het bekeek. Bekijk het opnieuw.")
        .await;
    assert_eq!(stage.writes().await, LINES);
}

#[tokio::test]
async fn a_double_click_sends_once() {
    for device in [Device::Desk, Device::WithoutScript] {
        let Some(stage) = Stage::demonstration().await else {
            return;
        };
        let browser = stage.browser_of(SALARY, device).await;
        up_to_the_confirmation(&browser).await;
        browser.press_twice("27 regels opslaan in Nmbrs").await;
        sent_once(&browser, &stage).await;
    }
}

#[tokio::test]
async fn back_after_sending_and_once_more_sends_nothing_twice() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser_of(SALARY, Device::Desk).await;
    up_to_the_confirmation(&browser).await;
    browser.press("27 regels opslaan in Nmbrs").await;
    sent_once(&browser, &stage).await;
    browser.back().await;
    browser.back().await;
    browser.press("27 regels opslaan in Nmbrs").await;
    browser
        .sees("Het plan is veranderd sinds je het bekeek. Bekijk het opnieuw.")
        .await;
    assert_eq!(stage.writes().await, LINES);
}

#[tokio::test]
async fn a_network_that_is_lost_while_sending_changes_nothing_for_nmbrs() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser_of(SALARY, Device::Desk).await;
    up_to_the_confirmation(&browser).await;
    stage.slow_nmbrs(200).await;
    browser.press("27 regels opslaan in Nmbrs").await;
    browser.sees("Je mag deze pagina sluiten").await;
    browser.network(false).await;
    browser.sees("Geen verbinding.").await;
    browser.network(true).await;
    sent_once(&browser, &stage).await;
}
