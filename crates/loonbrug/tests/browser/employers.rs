//! An accountant with several employers: sees them on one page, and acts on all of them at once (X6).

use crate::driver::Device;
use crate::main_job::{become_the_first_user, reach_nmbrs};
use crate::stage::{ACCOUNTANT, EMPLOYERS, PASSWORD, Stage};

#[tokio::test]
async fn an_accountant_acts_on_three_employers_at_once() {
    let Some((stage, invitation)) = Stage::office().await else {
        return;
    };
    let browser = stage.browser(Device::Desk).await;
    browser.accept(&invitation, PASSWORD).await;
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

/// One log-in reaches companies of several employers.
#[tokio::test]
async fn each_company_of_a_log_in_becomes_an_employer_of_its_own() {
    let Some((stage, welcome)) = Stage::installation().await else {
        return;
    };
    let browser = stage.browser(Device::Desk).await;
    become_the_first_user(&browser, ("Modehuis", &welcome)).await;
    reach_nmbrs(&browser).await;
    browser.tick("1 Modehuis Voorbeeld").await;
    browser.tick("2 Eetcafé De Proef").await;
    browser
        .choose("Hoe vaak verloont Eetcafé De Proef", "per vier weken")
        .await;
    browser.tick("elk is een eigen werkgever").await;
    browser.press("Verder met deze bedrijven").await;
    browser.sees("Voorgesteld op naam").await;
    browser.press("2 bedrijven koppelen").await;
    browser
        .sees("Gekoppeld: modehuis-voorbeeld-b-v eetcafé-de-proef-b-v")
        .await;
    browser.go("/today").await;
    let rows = browser.rows().await;
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(
        rows[0].contains("Eetcafé De Proef B.V.") && rows[1].contains("Modehuis"),
        "{rows:?}"
    );
    browser.go("/employers/new").await;
    browser.fill("Naam van de werkgever", "Derde").await;
    browser.press("Werkgever toevoegen").await;
    reach_nmbrs(&browser).await;
    browser.sees("al gekoppeld als eetcafé-de-proef-b-v").await;
    // As on a page from before it was linked there.
    browser
        .ask("document.querySelectorAll('[name=company]').forEach((box) => { box.disabled = false; })")
        .await;
    browser.tick("2 Eetcafé De Proef").await;
    browser.press("Verder met deze bedrijven").await;
    browser.press("1 bedrijf koppelen").await;
    browser.sees("heeft al de koppeling").await;
}
