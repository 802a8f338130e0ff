//! Coming in with an account of a provider of identities, and linking one.

use crate::browser::Browser;
use crate::driver::Device;
use crate::stage::{PASSWORD, PROVIDER, Stage};
use loonbrug_sandbox::data::log_in;

/// Who one is at the provider; another address than ours has.
const ACCOUNT: &str = "t.lakeman@elders.example";
const UNLINKED: &str = "niet gekoppeld";

/// Logs in at the provider, where the browser is now.
async fn log_in_there(browser: &Browser) {
    browser.sees("Company account").await;
    browser.fill("Email", ACCOUNT).await;
    browser.fill("Password", log_in::PASSWORD).await;
    browser.press("Log in").await;
}

async fn sign_in_by_the_button(browser: &Browser) {
    browser.follow(&format!("Aanmelden met {PROVIDER}")).await;
    log_in_there(browser).await;
    browser.sees("Uitloggen").await;
}

async fn sign_out(browser: &Browser) {
    browser.press("Uitloggen").await;
    browser.sees_no_more("Uitloggen").await;
}

#[tokio::test]
async fn an_invitation_is_accepted_with_an_account_that_then_signs_in() {
    let Some((stage, invitation)) = Stage::with_provider().await else {
        return;
    };
    let browser = stage.browser(Device::Phone).await;
    browser.go(&invitation).await;
    browser.sees("Of gebruik het account dat je al hebt.").await;
    sign_in_by_the_button(&browser).await;
    sign_out(&browser).await;
    browser.go("/account").await;
    sign_in_by_the_button(&browser).await;
    assert_eq!(browser.path().await, "/account", "one goes on where one wanted to be");
    browser.sees(ACCOUNT).await;

    // Who came by the button has proven nothing just now; the last way in stays.
    browser.press(&format!("{PROVIDER} losmaken")).await;
    browser.sees("Even controleren dat jij het bent").await;
    browser.follow(&format!("Opnieuw aanmelden met {PROVIDER}")).await;
    log_in_there(&browser).await;
    browser.press("Alsnog versturen").await;
    browser.sees("Zonder dit account kun je niet meer inloggen").await;
    browser.sees(ACCOUNT).await;
}

#[tokio::test]
async fn an_account_is_linked_and_unlinked_beside_a_password() {
    let Some((stage, invitation)) = Stage::with_provider().await else {
        return;
    };
    let browser = stage.browser(Device::Desk).await;
    browser.accept(&invitation, PASSWORD).await;

    // Nobody is known by an address, and nobody is added.
    browser.follow(&format!("Aanmelden met {PROVIDER}")).await;
    log_in_there(&browser).await;
    browser
        .sees("Vraag de eigenaar van je organisatie om een uitnodiging")
        .await;
    browser.follow("Terug").await;

    browser.sign_in("thomas@example.nl", PASSWORD).await;
    browser.follow("Thomas").await;
    browser.sees(UNLINKED).await;
    browser.follow(&format!("{PROVIDER} koppelen")).await;
    log_in_there(&browser).await;
    browser.sees(&format!("✓ {ACCOUNT}")).await;
    sign_out(&browser).await;
    sign_in_by_the_button(&browser).await;
    browser.go("/account").await;
    browser.press(&format!("{PROVIDER} losmaken")).await;
    browser.fill("Wachtwoord", PASSWORD).await;
    browser.press("Verder").await;
    browser.press("Alsnog versturen").await;
    browser.sees(UNLINKED).await;
    sign_out(&browser).await;
    browser.sign_in("thomas@example.nl", PASSWORD).await;
    browser.sees("Uitloggen").await;
}
