//! The main job: from an empty installation to hours in Nmbrs, with proof and reason, and the link taken away again.

use crate::browser::Browser;
use crate::driver::Device;
use crate::stage::{PASSWORD, Stage};
use jiff::civil::{Date, date};
use loonbrug_sandbox::data::log_in;

const APRIL: (Date, Date) = (date(2023, 4, 1), date(2023, 4, 30));
/// The shifts of the manual's nine people in April 2023.
const SHIFTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/demo/uren-april-2023.csv");

pub async fn become_the_first_user(browser: &Browser, (employer, welcome): (&str, &str)) {
    browser.go(welcome).await;
    browser.fill("Naam van de werkgever", employer).await;
    browser.fill("Je naam", "Eigenaar").await;
    browser.fill("E-mailadres", "eigenaar@example.nl").await;
    browser.fill("Wachtwoord", PASSWORD).await;
    browser.fill("Nog eens", PASSWORD).await;
    browser.press("Beginnen").await;
}

/// Logs in at Nmbrs, as far as the choice of companies.
pub async fn reach_nmbrs(browser: &Browser) {
    browser.follow("Log in bij Nmbrs").await;
    browser.sees("Login to access your account").await;
    browser.fill("Domain", log_in::DOMAIN).await;
    browser.fill("Email", log_in::EMAIL).await;
    browser.fill("Password", log_in::PASSWORD).await;
    browser.choose("Debtor", "All debtors").await;
    browser.press("LOGIN").await;
    browser.sees("Ingelogd bij Nmbrs").await;
}

async fn link_by_logging_in(browser: &Browser) {
    reach_nmbrs(browser).await;
    browser.tick("1 Modehuis Voorbeeld").await;
    browser.press("Verder met deze bedrijven").await;
    browser.sees("Voorgesteld op naam").await;
    browser.press("1 bedrijf koppelen").await;
    browser.sees("Gekoppeld:").await;
    browser.sees("Alle rechten zijn er.").await;
}

async fn import_people(browser: &Browser) {
    browser.press("Personeel lezen").await;
    browser.sees("27 medewerkers in Nmbrs, waarvan 0 gekoppeld.").await;
    browser.press("Aangevinkte mensen importeren en koppelen").await;
    browser.sees("Stef Jacques geïmporteerd").await;
}

/// From a file, and one shift by hand, which waits until it is approved.
async fn bring_hours_in(browser: &Browser) {
    browser.follow("Uren").await;
    browser.follow("Bestand inlezen").await;
    browser.give_file(SHIFTS).await;
    browser.press("Bestand bekijken").await;
    browser.sees("46 regels gelezen, niets opgeslagen").await;
    browser.press("46 regels opslaan").await;
    browser.sees("46 regels opgeslagen").await;
    browser.follow("Dienst invoeren").await;
    browser.fill("Personeelslid", "Thomas Lakeman").await;
    browser.fill_date("Datum", date(2023, 4, 24)).await;
    browser.fill("Begin", "1000AM").await;
    browser.fill("Einde", "1200PM").await;
    browser.press("Dienst opslaan").await;
    browser.press("Goedkeuren").await;
    browser.sees("1 dienst goedgekeurd").await;
}

/// One quantity is another than what was computed, and one line stays behind.
async fn plan_april(browser: &Browser) {
    browser.follow("Koppelingen").await;
    browser.follow("modehuis").await;
    browser.fill_date("0-uren-contracten › Van", APRIL.0).await;
    browser.fill_date("0-uren-contracten › Tot", APRIL.1).await;
    browser.press("0-uren-contracten › Selecteer personeel").await;
    browser.sees("266,00 u · 47 dagen").await;
    browser.fill_and_leave("Fleur Zeinstra 100%: aantal", "43,5").await;
    browser.sees("berekend 44,00").await;
    browser.sees("265,50 u · 47 dagen").await;
    browser.tick("Jay Onrust 200%").await;
    browser.sees("1 weggelaten").await;
    browser.press("26 regels opslaan in Nmbrs").await;
    browser.sees("26 regels van 9 mensen").await;
}

async fn send_and_prove(browser: &Browser, stage: &Stage) {
    assert_eq!(stage.writes().await, 0);
    browser.press("26 regels opslaan in Nmbrs").await;
    browser.sees("26 regels in Nmbrs, teruggelezen").await;
    let proof = browser.rows().await;
    assert_eq!(proof.len(), 26);
    assert_eq!(
        proof[0],
        "✓ Fleur Zeinstra 100% 2100 nieuw 43,50 43,50 Nmbrs houdt het waarom?"
    );
    assert_eq!(stage.writes().await, 26);
    browser.follow("Naar het plan van deze dagen").await;
    browser.press("Selecteer personeel").await;
    browser.sees("Niets te versturen").await;
}

async fn ask_why(browser: &Browser) {
    browser.follow("Geschiedenis").await;
    browser.sees("eigenaar@example.nl").await;
    let runs = browser.rows().await;
    assert!(
        runs[0].contains("Uren doorgeven aan Nmbrs 01-04-2023 t/m 30-04-2023"),
        "{runs:?}"
    );
    let moment: Vec<_> = runs[0].split(' ').take(2).collect();
    browser.follow(&moment.join(" ")).await;
    browser.follow("waarom?").await;
    browser
        .sees("Fleur Zeinstra, 01-04-2023 t/m 30-04-2023: 44,00 uur tegen 100 % (2100)")
        .await;
    browser.press("dienst 02-04-2023 12:00–17:00").await;
    browser.sees("ingelezen uit uren-april-2023.csv").await;
}

/// The lines of the file that the history gives, without its headers.
async fn exported(browser: &Browser) -> Vec<String> {
    let link = "[...document.querySelectorAll('a[download]')].find((link) => link.innerText === 'CSV')";
    let file = browser
        .ask(&format!("return fetch({link}.href).then((answer) => answer.text())"))
        .await;
    let lines = file.as_str().unwrap().lines().skip(1);
    lines.map(str::to_owned).collect()
}

async fn export_the_history(browser: &Browser) {
    browser.follow("Geschiedenis").await;
    browser.sees("Exporteer elke verstuurde regel van deze runs").await;
    let all = exported(browser).await;
    assert_eq!(all.len(), 26, "{all:?}");
    assert!(all.iter().all(|line| line.contains("Nmbrs houdt het")), "{all:?}");
    // A run of people sent nothing.
    browser
        .go(&format!("{}/history?flow=people", browser.employer().await))
        .await;
    browser.sees("Exporteer elke verstuurde regel van deze runs").await;
    assert_eq!(exported(browser).await, Vec::<String>::new());
}

async fn unlink(browser: &Browser, stage: &Stage) {
    browser.follow("Koppelingen").await;
    browser.follow("modehuis").await;
    browser.follow("Instellingen, rechten en autorisatie").await;
    browser.press("Autorisatie verwijderen …").await;
    browser.press("Ja, verwijder de autorisatie").await;
    browser
        .sees("De autorisatie is verwijderd. Gegevens en geschiedenis zijn gebleven.")
        .await;
    browser.follow("Geschiedenis").await;
    browser.sees("Uren doorgeven aan Nmbrs").await;
    browser.follow("Personeel").await;
    browser.sees("Fleur Zeinstra").await;
    assert_eq!(stage.held("hours").await.len(), 17);
}

#[tokio::test]
async fn from_nothing_to_hours_in_nmbrs_and_back() {
    let Some((stage, welcome)) = Stage::installation().await else {
        return;
    };
    let browser = stage.browser(Device::Desk).await;
    become_the_first_user(&browser, ("Voorbeeld Retail", &welcome)).await;
    link_by_logging_in(&browser).await;
    import_people(&browser).await;
    bring_hours_in(&browser).await;
    plan_april(&browser).await;
    send_and_prove(&browser, &stage).await;
    ask_why(&browser).await;
    export_the_history(&browser).await;
    unlink(&browser, &stage).await;
}

#[tokio::test]
async fn without_javascript_people_are_selected_and_hours_are_sent() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser_of("salaris@example.nl", Device::WithoutScript).await;
    browser.follow("Koppelingen").await;
    browser.follow("modehuis").await;
    browser.press("0-uren-contracten › Selecteer personeel").await;
    browser.sees("264,00 u · 46 dagen").await;
    browser.tick("Jay Onrust 200%").await;
    browser.fill("Fleur Zeinstra 100%: aantal", "43,5").await;
    browser.sees("264,00 u · 46 dagen").await;
    browser.press("Keuze bewaren").await;
    browser.sees("263,50 u · 46 dagen").await;
    browser.sees("1 weggelaten").await;
    browser.press("26 regels opslaan in Nmbrs").await;
    browser.sees("26 regels van 9 mensen").await;
    browser.press("26 regels opslaan in Nmbrs").await;
    browser.sees("26 regels in Nmbrs, teruggelezen").await;
    assert_eq!(stage.writes().await, 26);
}
