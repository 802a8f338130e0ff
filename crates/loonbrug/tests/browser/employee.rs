//! An employee with a phone: clocks, asks for leave, reads the page in another language.

use crate::browser::Browser;
use crate::driver::Device;
use crate::stage::Stage;
use jiff::civil::date;

async fn phone_of_thomas(stage: &Stage) -> Browser {
    let browser = stage.browser_of("thomas@example.nl", Device::Phone).await;
    browser.sees("Thomas Lakeman").await;
    browser
}

#[tokio::test]
async fn leave_is_looked_at_then_asked_then_decided() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = phone_of_thomas(&stage).await;
    browser.follow("Verlof aanvragen").await;
    browser.fill_date("Van", date(2023, 9, 5)).await;
    browser.fill_date("Tot en met", date(2023, 8, 21)).await;
    browser.fill("Aantal uren", "72,5").await;
    browser.fill("Omschrijving", "Zomervakantie").await;
    browser.press("Verder: wat blijft er over?").await;
    browser.sees("De laatste dag ligt vóór de eerste").await;
    browser.fill_date("Van", date(2023, 8, 21)).await;
    browser.fill_date("Tot en met", date(2023, 9, 5)).await;
    browser.press("Verder: wat blijft er over?").await;
    browser.sees("Dan blijft over").await;
    browser.press_twice("72,50 uur verlof aanvragen").await;
    browser.sees("Mijn aanvragen").await;
    browser.sees("21-08-2023").await;

    let office = stage.browser_of("salaris@example.nl", Device::Desk).await;
    office.follow("Verlof").await;
    office.press("Thomas Lakeman › Goedkeuren").await;
    office.sees("✓ Goedgekeurd en geboekt.").await;
    browser.follow("Verlof").await;
    browser.sees("✓ goedgekeurd").await;
    let asked = browser.text().await;
    assert_eq!(asked.matches("21-08-2023").count(), 1, "{asked}");
}

/// Whether the second click falls on the same button, beside it, or on the one that came in its place.
#[tokio::test]
async fn clocking_out_with_a_double_click_is_clocking_out() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = phone_of_thomas(&stage).await;
    browser.sees("Ingeklokt sinds 08:12").await;
    browser.press_twice("Uitklokken").await;
    browser.sees("Je bent niet ingeklokt.").await;
    browser.sees("Geklokt: 8:12–9:0").await;
}

/// Resolves when the phone can show the clock without a network.
const KEPT: &str = "return navigator.serviceWorker.ready.then(() => new Promise((done) => {
    const look = async () => await (await caches.open('loonbrug-own')).match('/own-offline') ? done(true) : setTimeout(look, 30);
    look();
}))";

#[tokio::test]
async fn what_is_clocked_without_a_network_waits_on_the_phone_and_is_told_once() {
    let Some(mut stage) = Stage::demonstration().await else {
        return;
    };
    let browser = phone_of_thomas(&stage).await;
    browser.sees("Ingeklokt sinds 08:12").await;
    browser.ask(KEPT).await;
    let own = browser.path().await;
    stage.stop().await;
    browser.press("Uitklokken").await;
    browser.sees("wacht op verbinding").await;
    // Somebody opens it again: it is a clock, and has forgotten nothing.
    browser.go(&own).await;
    browser.sees("Geen verbinding").await;
    browser.sees("Uitgeklokt").await;
    stage.start_again().await;
    browser.go(&own).await;
    browser.sees("Je bent niet ingeklokt.").await;
    browser.sees_no_more("wacht op verbinding").await;
    browser.sees("Geklokt: 8:12–9:0").await;
}

#[tokio::test]
async fn the_page_speaks_the_language_of_its_reader() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = phone_of_thomas(&stage).await;
    browser.press("English").await;
    browser.sees("Ask for leave").await;
    browser.follow("My hours").await;
    browser.sees("Only approved hours are paid.").await;
    browser.back().await;
    browser.press("Nederlands").await;
    browser.sees("Verlof aanvragen").await;
}
