//! The guided tour of the demonstration: along the real pages, and gone once it was closed.

use crate::driver::Device;
use crate::stage::Stage;

#[tokio::test]
async fn the_tour_goes_along_the_real_pages_and_stays_away_when_it_was_closed() {
    for device in [Device::Desk, Device::WithoutScript] {
        let Some(stage) = Stage::demonstration().await else {
            return;
        };
        let browser = stage.browser_of("salaris@example.nl", device).await;
        browser.sees("1 van 6 · Vandaag").await;
        browser.press("Volgende").await;
        browser.sees("2 van 6 · De koppeling").await;
        browser.press("0-uren-contracten › Selecteer personeel").await;
        browser.sees("3 van 6 · Het plan").await;
        browser.sees("264,00 u · 46 dagen").await;
        browser.press("27 regels opslaan in Nmbrs").await;
        browser.sees("27 regels van 9 mensen").await;
        browser.sees("3 van 6 · Het plan").await;
        browser.press("27 regels opslaan in Nmbrs").await;
        browser.sees("27 regels in Nmbrs, teruggelezen").await;
        browser.sees("4 van 6 · Het bewijs").await;
        browser.press("Volgende").await;
        browser.sees("5 van 6 · Waarom?").await;
        browser.press("Volgende").await;
        browser.sees("6 van 6 · De telefoon").await;
        browser.sees("Thomas Lakeman").await;
        browser.press("Rondleiding sluiten").await;
        browser.sees_no_more("van 6").await;
        browser.sees("Thomas Lakeman").await;
        browser.go("/").await;
        browser.sees("woensdag 17 mei 2023").await;
        assert!(!browser.text().await.contains("van 6"));
    }
}

#[tokio::test]
async fn whoever_looks_elsewhere_finds_the_way_back_to_the_step() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser_of("eigenaar@example.nl", Device::Desk).await;
    browser.press("Volgende").await;
    browser.sees("2 van 6 · De koppeling").await;
    browser.follow("Personeel").await;
    browser.sees("Alex van Beuzekom").await;
    browser.follow("Ga naar deze stap").await;
    browser.sees("Selecteer personeel").await;
    let thomas = stage.browser_of("thomas@example.nl", Device::Phone).await;
    thomas.sees("6 van 6 · De telefoon").await;
    thomas.press("Rondleiding sluiten").await;
    thomas.sees_no_more("van 6").await;
}
