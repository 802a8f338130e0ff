//! An accountant with several employers: sees them on one page, and acts on all of them at once (X6).

use crate::driver::Device;
use crate::stage::{ACCOUNTANT, EMPLOYERS, PASSWORD, Stage};

#[tokio::test]
async fn an_accountant_acts_on_three_employers_at_once() {
    let Some((stage, invitation)) = Stage::office().await else {
        return;
    };
    let browser = stage.browser(Device::Desk).await;
    browser.go(&invitation).await;
    browser.fill("Wachtwoord", PASSWORD).await;
    browser.fill("Nog eens", PASSWORD).await;
    browser.press("Wachtwoord bewaren").await;
    browser.sees("Inloggen").await;
    browser.sign_in(ACCOUNTANT, PASSWORD).await;
    browser.sees("Alle werkgevers").await;
    for employer in EMPLOYERS {
        browser.tick(employer).await;
    }
    browser.press("Personeel bijwerken").await;
    browser.sees("Personeel bijgewerkt: 3 koppelingen").await;
    assert_eq!(
        browser.rows().await,
        EMPLOYERS.map(|employer| format!("{employer} {employer} ✓ bijgewerkt: 0 wijzigingen"))
    );
    browser.follow("Terug naar alle werkgevers").await;
    browser.tick("alle 3 van deze lijst").await;
    browser.press("Plannen van vorige periode maken").await;
    browser.sees("Plannen van vorige periode: 3 koppelingen").await;
    assert_eq!(browser.rows().await.len(), EMPLOYERS.len());
    assert_eq!(stage.writes().await, 0);
}
