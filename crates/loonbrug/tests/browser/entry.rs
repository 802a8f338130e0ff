//! Coming in, and being who one is: a second factor, four eyes, a session that has ended.

use crate::browser::Browser;
use crate::driver::Device;
use crate::stage::{PASSWORD, Stage};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use sha1::Sha1;

const OWNER: &str = "eigenaar@example.nl";
const SALARY: &str = "salaris@example.nl";

/// What an authenticator app shows at a moment for a secret in base 32 (RFC 6238).
fn app_shows(secret: &str, at: Timestamp) -> String {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let values = secret
        .bytes()
        .map(|byte| digits.iter().position(|digit| *digit == byte).unwrap());
    let bits: Vec<usize> = values
        .flat_map(|value| (0..5).rev().map(move |place| value >> place & 1))
        .collect();
    let bytes = bits
        .chunks_exact(8)
        .map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | u8::try_from(*bit).unwrap()));
    let mut mac = Hmac::<Sha1>::new_from_slice(&bytes.collect::<Vec<_>>()).unwrap();
    mac.update(&at.as_second().div_euclid(30).to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let start = usize::from(hash[19] & 15);
    let number = u32::from_be_bytes(hash[start..start + 4].try_into().unwrap()) & 0x7FFF_FFFF;
    format!("{:06}", number % 1_000_000)
}

/// The words on the page that are code, such as a secret.
async fn codes(browser: &Browser) -> Vec<String> {
    let codes = browser
        .ask("return [...document.querySelectorAll('main code')].map((one) => one.innerText)")
        .await;
    codes
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap().to_owned())
        .collect()
}

async fn ask_to_sign_in(browser: &Browser) {
    browser.press("Uitloggen").await;
    browser.sign_in(OWNER, PASSWORD).await;
    browser.sees("Code van zes cijfers, of een herstelcode").await;
}

#[tokio::test]
async fn a_second_factor_is_set_up_and_asked_for_and_can_be_lost() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser_of(OWNER, Device::Desk).await;
    browser.follow("Eigenaar").await;
    browser.follow("Aanzetten").await;
    let secret = codes(&browser).await.remove(0);
    browser.fill("Code", "000000").await;
    browser.press("Aanzetten").await;
    browser.sees("E-mailadres, wachtwoord of code klopt niet.").await;
    // What stands in the app by now is still what is asked for.
    assert_eq!(codes(&browser).await.remove(0), secret);
    browser.fill("Code", &app_shows(&secret, stage.now())).await;
    browser.press("Aanzetten").await;
    browser.sees("De tweede factor staat aan.").await;
    let recovery = codes(&browser).await;
    assert_eq!(recovery.len(), 10);

    ask_to_sign_in(&browser).await;
    browser.fill("Code van zes cijfers", "123456").await;
    browser.press("Verder").await;
    browser.sees("E-mailadres, wachtwoord of code klopt niet.").await;
    let next = stage.now() + SignedDuration::from_secs(30);
    browser.fill("Code van zes cijfers", &app_shows(&secret, next)).await;
    browser.press("Verder").await;
    browser.sees("Vandaag").await;

    ask_to_sign_in(&browser).await;
    browser.fill("Code van zes cijfers", &recovery[0]).await;
    browser.press("Verder").await;
    browser.sees("Vandaag").await;
    // It works once.
    ask_to_sign_in(&browser).await;
    browser.fill("Code van zes cijfers", &recovery[0]).await;
    browser.press("Verder").await;
    browser.sees("E-mailadres, wachtwoord of code klopt niet.").await;
}

async fn up_to_the_confirmation(browser: &Browser) {
    browser.follow("Koppelingen").await;
    browser.follow("modehuis").await;
    browser.press("0-uren-contracten › Selecteer personeel").await;
    browser.sees("264,00 u · 46 dagen").await;
    browser.press("27 regels opslaan in Nmbrs").await;
    browser.sees("27 regels van 9 mensen").await;
}

#[tokio::test]
async fn with_four_eyes_one_asks_and_another_approves() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let owner = stage.browser_of(OWNER, Device::Desk).await;
    owner.follow("Instellingen").await;
    owner.follow("Gebruikers").await;
    owner.tick("Vier ogen").await;
    owner.press("Wat van gebruikers gevraagd wordt › Bewaren").await;
    owner.sees("Bewaard.").await;

    let salary = stage.browser_of(SALARY, Device::Desk).await;
    up_to_the_confirmation(&salary).await;
    salary.sees("een ander moet dit plan goedkeuren").await;
    let text = salary.text().await;
    assert!(!text.contains("27 regels opslaan in Nmbrs"), "{text}");
    salary.press("Goedkeuren: een ander mag dit versturen").await;
    salary.sees("een ander moet dit plan goedkeuren").await;

    up_to_the_confirmation(&owner).await;
    owner.sees("Goedgekeurd door salaris@example.nl").await;
    assert_eq!(stage.writes().await, 0);
    owner.press("27 regels opslaan in Nmbrs").await;
    owner.sees("27 regels in Nmbrs, teruggelezen").await;
    assert_eq!(stage.writes().await, 27);
}

#[tokio::test]
async fn a_form_of_a_session_that_was_ended_elsewhere_is_refused_with_what_to_do() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let phone = stage.browser_of("thomas@example.nl", Device::Phone).await;
    phone.follow("Verlof aanvragen").await;
    phone.fill_date("Van", date(2023, 8, 21)).await;
    phone.fill_date("Tot en met", date(2023, 9, 5)).await;
    phone.fill("Aantal uren", "72,5").await;
    phone.press("Verder: wat blijft er over?").await;
    phone.sees("Dan blijft over").await;
    let desk = stage.browser_of("thomas@example.nl", Device::Desk).await;
    desk.follow("Mijn account").await;
    desk.press("Alle andere apparaten uitloggen").await;
    desk.sees_no_more("Alle andere apparaten uitloggen").await;

    phone.press("72,50 uur verlof aanvragen").await;
    phone.sees("Je bent niet meer ingelogd. Er is niets bewaard.").await;
    phone.go("/").await;
    phone.sign_in("thomas@example.nl", PASSWORD).await;
    phone.follow("Verlof aanvragen").await;
    phone.sees("Nog niets aangevraagd.").await;
}
