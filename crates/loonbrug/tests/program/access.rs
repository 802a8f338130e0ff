//! Users, tokens and the audit log, as a person types them.

use crate::stage::{Over, Stage};
use insta::assert_snapshot;

/// Without the spaces that fill columns up.
fn narrow(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

const FLEUR: &str = "fleur@voorbeeld-retail.nl";

#[tokio::test]
async fn users_get_roles() {
    let stage = Stage::ready(Over::Soap).await;
    let owner = "user add thomas@voorbeeld-retail.nl --name Thomas --role owner";
    let link = stage.run(owner).await.done().stdout;
    assert!(link.starts_with("/invitation/") && link.trim().len() > 50, "{link}");
    stage
        .run(owner)
        .await
        .ended(1)
        .because("Er is al een gebruiker thomas@voorbeeld-retail.nl");
    let planner = format!("user add {FLEUR} --name Fleur --role planner");
    stage.run(&planner).await.ended(1).because("ten minste één groep");
    stage
        .run(&format!("{planner} --group Partimers"))
        .await
        .ended(1)
        .because("Er is geen groep \"Partimers\"");
    stage.run("group add Partimers --kind hours-class").await.done();
    stage.run(&format!("{planner} --group Partimers")).await.done();
    let employee = "user add joeri@voorbeeld-retail.nl --name Joeri --role employee --person 1002 --json";
    assert!(
        stage.run(employee).await.done().json()["path"]
            .as_str()
            .unwrap()
            .starts_with("/invitation/")
    );
    stage.run("user disable joeri@voorbeeld-retail.nl").await.done();
    let listed = stage.run("user list --organisation Retail").await.done().stdout;
    assert_snapshot!(narrow(&listed), @r"
    E-mail Naam Rol Tweede factor Staat
    fleur@voorbeeld-retail.nl Fleur Planner (Retail: Partimers) nee uitgenodigd
    joeri@voorbeeld-retail.nl Joeri Medewerker (Retail) nee uitgeschakeld
    thomas@voorbeeld-retail.nl Thomas Eigenaar (Retail) nee uitgenodigd
    ");
    stage
        .run("user role thomas@voorbeeld-retail.nl payroll")
        .await
        .ended(1)
        .because("ten minste één eigenaar");
    stage.run(&format!("user role {FLEUR} none")).await.done();
    let all = stage.run("user list --json").await.done().json();
    let fleur = &all[0];
    assert_eq!(
        (&fleur["email"], fleur["grants"].as_array().unwrap().len()),
        (&FLEUR.into(), 0)
    );
    stage
        .run("user invite niemand@voorbeeld-retail.nl")
        .await
        .ended(1)
        .because("Er is geen gebruiker");
    stage.run(&format!("user invite {FLEUR}")).await.done();
    stage.run(&format!("user reset-second-factor {FLEUR}")).await.done();
    stage.run(&format!("user sessions {FLEUR} --end")).await.done();
    stage.run("user role geen-adres owner").await.ended(2);
}

#[tokio::test]
async fn an_employer_asks_of_its_users_what_it_wants() {
    let stage = Stage::linked(Over::Soap).await;
    let asked = stage.run("user policy --second-factor yes --four-eyes ja").await.done();
    assert_snapshot!(narrow(&asked.stdout), @r"
    Gevraagd Hoe
    Tweede factor voor iedereen ja
    Vier ogen op verzenden ja
    Bevestigen vóór verzenden nee
    ");
    let asked = stage.run("user policy --four-eyes no --json").await.done().json();
    assert_eq!(
        (&asked["second-factor"], &asked["four-eyes"]),
        (&true.into(), &false.into())
    );
}

/// A day that is less than a year away, by the clock that the program has.
#[expect(clippy::disallowed_methods, reason = "the program runs by the clock of the machine")]
fn within_a_year() -> jiff::civil::Date {
    jiff::Zoned::now().date() + jiff::Span::new().days(300)
}

#[tokio::test]
async fn tokens_are_shown_once_and_revoked() {
    let stage = Stage::linked(Over::Soap).await;
    let add = "token add rooster --scope see-hours --scope change-hours";
    stage
        .run(&format!("{add} --until 31-12-2999"))
        .await
        .ended(1)
        .because("binnen een jaar");
    stage
        .run("token add rooster --scope alles --until 31-12-2999")
        .await
        .ended(2)
        .because("there are: see-people");
    let day = within_a_year();
    let token = stage.run(&format!("{add} --until {day}")).await.done().stdout;
    assert!(token.starts_with("loonbrug_") && token.trim().len() == 52, "{token}");
    let listed = stage.run("token list").await.done().stdout;
    assert!(
        listed.contains(&token[..13]) && !listed.contains(token.trim()),
        "{listed}"
    );
    assert!(listed.contains("change-hours") && listed.contains("actief"), "{listed}");
    stage.run("token revoke rooster").await.done();
    stage.run("token list").await.done().says("ingetrokken");
    stage
        .run("token revoke rooster")
        .await
        .ended(1)
        .because("Er is niet één token");
}

#[tokio::test]
async fn providers_are_added_changed_and_removed() {
    let stage = Stage::linked(Over::Soap).await;
    stage.file("secret", "loonbrug-secret\n");
    let add = |issuer: &str| {
        format!("provider add Keycloak --issuer {issuer} --client-id loonbrug --client-secret-file secret")
    };
    let issuer = format!("{}provider", stage.at());
    stage
        .run(&add("http://id.example.nl"))
        .await
        .ended(1)
        .because("https://");
    stage.run(&add(&format!("{issuer}/"))).await.ended(1).because(&issuer);
    stage.run(&add(&issuer)).await.done();
    stage.run(&add(&issuer)).await.ended(1).because("al een aanmelddienst");
    stage.run("provider change keycloak --second-factor mfa").await.done();
    let listed = stage.run("provider list --json").await.done().json();
    assert_eq!(
        (&listed[0]["name"], &listed[0]["second_factor"], &listed[0]["users"]),
        (&"Keycloak".into(), &"mfa".into(), &0.into())
    );
    assert!(!listed.to_string().contains("loonbrug-secret"), "{listed}");
    stage.run("provider list").await.done().says("mfa");
    stage.run("provider change Keycloak --second-factor none").await.done();
    stage.run("provider list").await.done().says("niets");
    stage.file("empty", "");
    let empty = "provider change Keycloak --client-secret-file empty";
    stage.run(empty).await.ended(1).because("is leeg");
    stage.run("provider remove Keycloak").await.done();
    stage
        .run("provider remove Keycloak")
        .await
        .ended(1)
        .because("Er is geen aanmelddienst");
    let log = stage.run("audit --action provider. --json").await.done().json();
    assert_eq!(log.as_array().unwrap().len(), 4, "{log}");
}

#[tokio::test]
async fn the_audit_log_says_who_did_what() {
    let stage = Stage::linked(Over::Soap).await;
    stage
        .run(&format!("user add {FLEUR} --name Fleur --role owner --user thomas"))
        .await
        .done();
    let log = stage
        .run("audit --organisation Retail --action user. --json")
        .await
        .done()
        .json();
    let lines: Vec<_> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| format!("{} {} {}", entry["actor"], entry["action"], entry["subject"]).replace('"', ""))
        .collect();
    assert_eq!(
        lines,
        [
            format!("thomas user.role {FLEUR}"),
            format!("thomas user.invited {FLEUR}"),
            format!("thomas user.added {FLEUR}"),
        ]
    );
    assert_eq!(log[0]["detail"]["role"], "owner");
    let none = stage.run("audit --actor niemand").await.done().stdout;
    assert_snapshot!(narrow(&none), @"Wanneer Wie Wat Waaraan Meer");
}

#[tokio::test]
async fn a_key_is_changed_and_everything_goes_on() {
    let stage = Stage::ready(Over::Soap).await;
    let file = stage.path("loonbrug.db.key");
    let before = std::fs::read_to_string(&file).unwrap();
    let other = stage.path("other.key");
    std::fs::write(&other, "07".repeat(32)).unwrap();
    stage
        .run("rotate-key --key-file other.key")
        .await
        .ended(1)
        .because("Zet het sleutelbestand terug dat bij deze database hoort");
    assert_eq!(
        std::fs::read_to_string(&other).unwrap(),
        "07".repeat(32),
        "another key changes nothing"
    );
    let rotated = stage.run("rotate-key --json").await.done().json();
    assert!(rotated["values"].as_u64().unwrap() > 5, "{rotated}");
    let after = std::fs::read_to_string(&file).unwrap();
    assert!(
        after.lines().next() != before.lines().next() && !after.contains(before.trim()),
        "the former is gone"
    );
    stage.run("check").await.done();
    let read_again = stage.run("people plan --coupling modehuis --json").await.done().json();
    assert_eq!(read_again["changes"].as_array().map(Vec::len), Some(0), "{read_again}");
}
