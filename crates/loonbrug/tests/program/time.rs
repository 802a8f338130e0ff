//! Clock, shifts and planning as their users run them, up to the line in Nmbrs.

use crate::stage::{APPLY, Over, PLAN, Stage};
use insta::assert_snapshot;
use serde_json::json;

const DAYS: &str = "--from 01-04-2023 --to 30-04-2023";

const EVENTS: &str = r#"{"terminal":"Kassa","sequence":1,"at":"2023-04-03T09:00:20+02:00","badge":"000000123456789","direction":"in"}
{"terminal":"Kassa","sequence":2,"at":"2023-04-03T17:00:10+02:00","badge":"000000123456789","direction":"out"}
{"terminal":"Kassa","sequence":3,"at":"2023-04-04T09:00:00+02:00","badge":"000000123456789","direction":"in"}
"#;

async fn with_people() -> Stage {
    let stage = Stage::linked(Over::Soap).await;
    stage.run("people apply --coupling modehuis --import-new").await.done();
    stage
}

/// Without the spaces that fill columns up, and without ids.
fn narrow(text: &str) -> String {
    let word = |word: &str| {
        if word.len() == 36 && word.matches('-').count() == 4 {
            "ID"
        } else {
            word
        }
        .to_owned()
    };
    let line = |line: &str| line.split_whitespace().map(word).collect::<Vec<_>>().join(" ");
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn from_the_terminal_to_nmbrs() {
    let stage = with_people().await;
    stage.file("events", EVENTS);
    let dutch = "regel 1: er is geen klokterminal \"Kassa\"";
    stage
        .refuses(
            "clock events events",
            dutch,
            "line 1: there is no clock terminal \"Kassa\"",
        )
        .await;
    stage.run("clock terminal add Kassa").await.done();
    stage
        .run("clock terminal add Kassa")
        .await
        .ended(1)
        .because("Er is al een klokterminal \"Kassa\".");
    let unknown = stage.run("clock events events").await.ended(3);
    unknown
        .says("3 klokregistraties, waarvan 3 nieuw")
        .says("onbekende badge");
    let badge = "clock badge 000000123456789 --from 01-04-2023 --person";
    stage.program().run_with(badge, &["Thomas Lakeman"]).await.done();
    assert!(stage.run("clock badge").await.done().stdout.contains("Thomas Lakeman"));
    let derived = stage.run(&format!("clock derive {DAYS}")).await.ended(3);
    assert_snapshot!(narrow(&derived.stdout), @r"
    1 diensten nieuw · 0 gewijzigd · 0 vervallen · 0 ongewijzigd
    Wanneer Wie Terminal Nr Wat
    04-04-2023 09:00 Thomas Lakeman Kassa 3 vergeten uit te klokken
    ");
    stage
        .run(&format!("shifts submit {DAYS}"))
        .await
        .done()
        .says("1 ingediend");
    stage.run(PLAN).await.done().says("0 regels te versturen");
    stage
        .run(&format!("shifts approve {DAYS} --person 1001"))
        .await
        .done()
        .says("1 goedgekeurd");
    let list = stage.run(&format!("shifts list {DAYS}")).await.done();
    assert_snapshot!(narrow(&list.stdout), @r"
    Datum Wie Van Tot Pauze Groep Bron Staat Dienst
    ✓ 03-04-2023 Thomas Lakeman 09:00 17:00 0 klok goedgekeurd ID
    ");
    let list = stage.run(&format!("shifts list {DAYS} --json")).await.done().json();
    let entry = list[0]["entry"].as_str().unwrap();
    stage.run(&format!("shifts history {entry}")).await.done().says(
        "1: in 03-04-2023 09:00:20 → 09:00 (afgerond op 1 min, dichtstbijzijnde), \
         uit 03-04-2023 17:00:10 → 17:00 (afgerond op 1 min, dichtstbijzijnde)",
    );
    stage.run(PLAN).await.done().says("2 regels te versturen");
    stage.run(APPLY).await.done();
    assert_eq!(stage.picture().await.in_nmbrs(), (1, 1));
}

#[tokio::test]
async fn what_was_forgotten_is_completed_and_what_means_nothing_dismissed() {
    let stage = with_people().await;
    stage.file("events", EVENTS);
    stage.run("clock terminal add Kassa").await.done();
    stage
        .run("clock badge 000000123456789 --from 01-04-2023 --person 1001")
        .await
        .done();
    stage
        .run("clock events events")
        .await
        .ended(3)
        .says("vergeten uit te klokken");
    let enter = "clock enter 1001 out --date 04-04-2023 --time 17:30 --reason vergeten";
    stage.run(enter).await.done();
    stage
        .run(&format!("clock derive {DAYS}"))
        .await
        .done()
        .says("1 diensten nieuw");
    stage.run("clock dismiss Kassa 3 --reason proef").await.done();
    stage
        .refuses(
            "clock dismiss Kassa 3 --reason proef",
            "Dat staat er al zo.",
            "It is so already.",
        )
        .await;
    stage
        .run(&format!("clock derive {DAYS}"))
        .await
        .ended(3)
        .says("1 vervallen");
    stage
        .run(&format!("clock open {DAYS}"))
        .await
        .ended(3)
        .says("uitgeklokt zonder inklokken");
    stage.file(
        "policy.toml",
        "[[policy]]\nvalid-from = \"2023-01-01\"\nrounding-in = { grid-minutes = 15, mode = \"up\" }\n",
    );
    let imported = stage.run("clock policy import policy.toml").await.done();
    assert!(
        imported
            .stderr
            .contains("De afronding neemt gemiddeld tijd van medewerkers af."),
        "{imported}"
    );
    stage.file(
        "wrong.toml",
        "[[policy]]\nvalid-from = \"2023-01-01\"\nrounding-in = { grid-minutes = 7 }\n",
    );
    stage
        .refuses(
            "clock policy import wrong.toml",
            "a grid of 7 minutes is not there",
            "This does not fit",
        )
        .await;
    assert!(
        stage
            .run("clock policy export")
            .await
            .done()
            .stdout
            .contains("grid-minutes = 15")
    );
}

#[tokio::test]
async fn shifts_by_hand_are_changed_rejected_and_removed() {
    let stage = with_people().await;
    let add = "shifts add 1001 --date 03-04-2023 --start 22:00 --end 02:00 --json";
    let shift = stage.run(add).await.done().json()["shift"].as_str().unwrap().to_owned();
    stage
        .refuses(
            "shifts add 1001 --date 04-04-2023 --start 01:00 --end 09:00",
            "Overlapt 03-04-2023 22:00–2:00",
            "Overlaps 03-04-2023 22:00–2:00",
        )
        .await;
    let approve = format!("shifts approve {shift}");
    stage
        .refuses(
            &approve,
            "deze dienst is ingevoerd; dien hem eerst in",
            "this shift is open; submit it first",
        )
        .await;
    stage.run(&format!("shifts submit {shift}")).await.done();
    stage
        .program()
        .run_with(&format!("shifts reject {shift} --reason"), &["begon om elf uur"])
        .await
        .done();
    let change = format!("shifts change {shift} --start 23:00 --json");
    let changed = stage.run(&change).await.done().json()["shift"]
        .as_str()
        .unwrap()
        .to_owned();
    stage.run(&format!("shifts submit {changed}")).await.done();
    stage.run(&format!("shifts approve {changed}")).await.done();
    stage
        .run(&format!("shifts remove {changed} --reason vergissing"))
        .await
        .done();
    let history = stage.run(&format!("shifts history {shift}")).await.done();
    assert_eq!(history.stdout.lines().count(), 1 + 8, "{history}");
    let list = stage.run(&format!("shifts list {DAYS} --json")).await.done().json();
    let states: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["state"], &one["removed"], &one["counts"]))
        .collect();
    assert_eq!(
        states,
        [
            (&json!("approved"), &json!(false), &json!(true)),
            (&json!("open"), &json!(true), &json!(false))
        ]
    );
}

#[tokio::test]
async fn a_roster_fills_a_week_that_is_held_against_the_clock() {
    let stage = with_people().await;
    stage.file(
        "rosters.toml",
        "[[roster]]\nname = \"Filiaal\"\nfirst-monday = \"2023-04-03\"\ngroup = \"ViQZ filiaal\"\n\
         [[roster.slot]]\nemployee = 1001\nday = \"monday\"\nfrom = \"09:00\"\nto = \"17:00\"\n\
         [[roster.slot]]\nemployee = 1002\nday = \"sunday\"\nfrom = \"12:00\"\nto = \"17:00\"\n",
    );
    stage.run("rosters import rosters.toml").await.done();
    let week = "--from 03-04-2023 --to 09-04-2023";
    stage
        .refuses(
            &format!("planning fill Bar {week}"),
            "Er is geen standaardrooster \"Bar\"",
            "There is no standard roster",
        )
        .await;
    stage
        .run("planning add 1001 --date 03-04-2023 --start 12:00 --end 20:00 --factor 150")
        .await
        .done();
    let fill = stage
        .run(&format!("planning fill Filiaal {week} --surcharges retail-non-food"))
        .await;
    assert_snapshot!(narrow(&fill.ended(3).stdout), @r"
    1 geplaatst · 0 weggehaald · 0 stonden er al
    overgeslagen: Thomas Lakeman 03-04-2023 09:00–17:00: deze dag is met de hand gewijzigd
    ");
    stage
        .run(&format!("planning copy {week} --onto 10-04-2023"))
        .await
        .done()
        .says("2 geplaatst");
    let list = stage
        .run("planning list --from 03-04-2023 --to 16-04-2023")
        .await
        .done();
    assert_snapshot!(narrow(&list.stdout), @r"
    Datum Wie Van Tot Pauze Groep Toeslagen Door Nummer
    03-04-2023 Thomas Lakeman 12:00 20:00 0 150% 8:00 hand ID
    09-04-2023 Joeri Kreuk 12:00 17:00 0 ViQZ filiaal 200% 5:00 rooster Filiaal ID
    10-04-2023 Thomas Lakeman 12:00 20:00 0 kopie ID
    16-04-2023 Joeri Kreuk 12:00 17:00 0 ViQZ filiaal kopie ID
    ");
    stage
        .run("shifts add 1001 --date 03-04-2023 --start 12:20 --end 20:00")
        .await
        .done();
    let attendance = stage.run(&format!("planning attendance {week}")).await.done();
    assert_snapshot!(narrow(&attendance.stdout), @r"
    Datum Wie Gepland Gewerkt Bevinding
    03-04-2023 Thomas Lakeman 12:00–20:00 12:20–20:00 20 min te laat
    09-04-2023 Joeri Kreuk 12:00–17:00 afwezig
    ");
    assert_eq!(
        stage.run(&format!("shifts from-planning {week}")).await.done().stdout,
        "1\n"
    );
    let exported = stage.run("rosters export").await.done().stdout;
    stage.file("again.toml", exported.replace("1002", "999999"));
    stage
        .refuses(
            "rosters import again.toml",
            "Personeelsnummer 999999",
            "Employee number 999999",
        )
        .await;
}
