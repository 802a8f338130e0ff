//! Groups, settings, templates and odd figures, as a person types them.

use crate::stage::{Over, Stage};
use insta::assert_snapshot;

/// Without the spaces that fill columns up.
fn narrow(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn people_are_put_in_groups() {
    let stage = Stage::ready(Over::Soap).await;
    stage
        .program()
        .run_with("group add --kind branch", &["ViQZ filiaal"])
        .await
        .done();
    stage
        .program()
        .run_with("group add --kind job --number 470", &["Vakantie en overige"])
        .await
        .done();
    stage.run("group add Partimers --kind hours-class").await.done();
    stage
        .run("group join Partimers --person 1001 --person 1002")
        .await
        .done();
    stage.run("group join Partimers --person 1002 --hidden").await.done();
    let members = stage.run("group members Partimers").await.done();
    assert_snapshot!(narrow(&members.stdout), @r"
    Partimers (Duur)
    Nr Naam Zichtbaar
    1001 Thomas Lakeman ja
    1002 Joeri Kreuk niet zichtbaar in groep
    ");
    stage.run("group select-all 1003").await.done();
    stage.run("group select-all 1002 --none").await.done();
    let members = stage.run("group members Partimers --json").await.done().json();
    let numbers: Vec<_> = members["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| &member["number"])
        .collect();
    assert_eq!(numbers, [1001, 1003]);
    stage.run("group archive Partimers").await.done();
    assert_snapshot!(stage.run("group list").await.done().stdout, @r"
    Partimers (Duur) · gearchiveerd
    Vakantie en overige (Job 470)
    ViQZ filiaal (Vestiging)
    ");
    stage
        .refuses(
            "group join Partimers --person 1002",
            "De groep \"Partimers\" is gearchiveerd.",
            "Group \"Partimers\" is archived.",
        )
        .await;
    stage
        .refuses(
            "group join Bar --person 1002",
            "Er is geen groep \"Bar\".",
            "There is no group \"Bar\".",
        )
        .await;
}

#[tokio::test]
async fn a_profile_says_whose_word_holds() {
    let stage = Stage::ready(Over::Soap).await;
    let set = stage
        .program()
        .run_with(
            "profile set --from 01-01-2023 waiting-days=2",
            &["meal=14:00 20:00 4,50"],
        )
        .await
        .done();
    assert_snapshot!(set.stdout, @r"
    bij een minimale starttijd van 14:00 en een minimale eindtijd van 20:00 geldt een vergoeding van € 4,50
    Voorbeeld: 13:00–20:00 niet, 14:00–20:00 wel, 15:00–20:00 wel
    ");
    stage
        .run("profile set surcharge-hours=leave --person 1001 --from 01-04-2023")
        .await
        .done();
    let shown = stage.run("profile show 1001 --at 30-04-2023").await.done();
    let lines = narrow(&shown.stdout);
    let of_interest = lines.lines().filter(|line| !line.ends_with("niet ingesteld"));
    assert_snapshot!(of_interest.collect::<Vec<_>>().join("\n"), @r"
    Thomas Lakeman · 30-04-2023
    Instelling Waarde Van Sinds
    Toeslaguren worden verwerkt als verlofuren medewerker 01-04-2023
    Wachtdagen bij ziekte 2 organisatie 01-01-2023
    Maaltijdvergoeding bij een minimale starttijd van 14:00 en een minimale eindtijd van 20:00 geldt een vergoeding van € 4,50 organisatie 01-01-2023
    bij een minimale starttijd van 14:00 en een minimale eindtijd van 20:00 geldt een vergoeding van € 4,50
    Voorbeeld: 13:00–20:00 niet, 14:00–20:00 wel, 15:00–20:00 wel
    ");
    stage
        .refuses(
            "profile set waiting-days=3",
            "waiting-days kan niet \"3\" zijn. Wel: 0, 1, 2.",
            "waiting-days cannot be \"3\". Give: 0, 1, 2.",
        )
        .await;
    stage
        .refuses(
            "profile show 9999",
            "Er is geen medewerker 9999.",
            "There is no person 9999.",
        )
        .await;
}

#[tokio::test]
async fn a_template_sets_many_people_at_once() {
    let stage = Stage::ready(Over::Soap).await;
    stage
        .run("template save oproep waiting-days=1 time-tracking=yes")
        .await
        .done();
    assert_snapshot!(stage.run("template list").await.done().stdout, @r"
    oproep
      Wachtdagen bij ziekte: 1
      Timetracking in app: ja
    ");
    let words = "template preview oproep --person 1001 --from 01-05-2023";
    let preview = stage.run(words).await.done();
    assert_snapshot!(narrow(&preview.stdout), @r"
    1 medewerkers · 2 wijzigingen per 01-05-2023
    Nr Naam Instelling Was Wordt
    1001 Thomas Lakeman Wachtdagen bij ziekte niet ingesteld 1
    1001 Thomas Lakeman Timetracking in app niet ingesteld ja
    ");
    stage
        .refuses("template apply oproep", "Niemand is gekozen.", "Nobody is selected.")
        .await;
    let apply = "template apply oproep --contract-type zero-hours --from 01-05-2023";
    stage
        .run(apply)
        .await
        .done()
        .says("9 medewerkers · 18 wijzigingen per 01-05-2023");
    stage
        .run(apply)
        .await
        .done()
        .says("9 medewerkers · 0 wijzigingen per 01-05-2023");
}

#[tokio::test]
async fn an_odd_figure_is_accepted_by_name() {
    let stage = Stage::ready(Over::Soap).await;
    stage.file(
        "mei.csv",
        "personeelsnummer;datum;begin;einde;pauze\n1001;03-05-2023;06:00;23:00;60\n",
    );
    stage.run("hours import mei.csv").await.done();
    let may = "--from 01-05-2023 --to 31-05-2023";
    let list = stage.run(&format!("oddities list {may}")).await.ended(3);
    assert_snapshot!(narrow(&list.stdout), @r"
    Nr Naam Wat opvalt Akkoord Sleutel
    1001 Thomas Lakeman de dienst van 03-05-2023 06:00–23:00 duurt 17:00: is de eindtijd goed? wacht long-shift/2023-05-03/06:00
    ");
    let accept = format!("oddities accept 1001 long-shift/2023-05-03/06:00 --reason inventaris --user fleur {may}");
    stage.run(&accept).await.done().says("fleur: inventaris");
    stage.run(&format!("oddities list {may}")).await.done();
    let waiting = stage.run(&format!("oddities list --waiting {may}")).await.done();
    assert_eq!(waiting.stdout, "Niets opvallends.\n");
    stage
        .refuses(
            &format!("oddities accept 1002 long-shift/2023-05-03/06:00 --reason x {may}"),
            "Joeri Kreuk heeft nu geen opvallend cijfer \"long-shift/2023-05-03/06:00\".",
            "Joeri Kreuk has no odd figure \"long-shift/2023-05-03/06:00\" now.",
        )
        .await;
}
