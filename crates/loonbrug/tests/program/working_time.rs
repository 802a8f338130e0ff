//! Breaks that are missing, the hours of a year, and the planning of one.

use crate::stage::{Over, Stage};
use insta::assert_snapshot;
use serde_json::json;

/// Thomas works nine hours without a break, and on another day with a break of a quarter.
const SHIFTS: &str = "Personeelsnummer;Datum;Begin;Eind;Pauze\n1001;03-04-2023;09:00;18:00;0\n\
                      1001;04-04-2023;09:00;18:00;15\n1001;05-04-2023;09:00;14:00;0\n";

async fn with_shifts() -> Stage {
    let stage = Stage::linked(Over::Soap).await;
    stage.run("people apply --coupling modehuis --import-new").await.done();
    stage.file("diensten.csv", SHIFTS);
    stage.run("hours import diensten.csv").await.done();
    stage
}

fn narrow(text: &str) -> String {
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_missing_break_is_proposed_and_nothing_is_changed() {
    let stage = with_shifts().await;
    let breaks = "hours breaks --coupling modehuis --from 01-04-2023 --to 30-04-2023";
    let told = stage.run(breaks).await.done();
    assert_snapshot!(narrow(&told.stdout), @r"
    Personeelslid Datum Van Tot Genomen Hoort Volgens
    Thomas Lakeman 03-04-2023 09:00 18:00 0 30 Arbeidstijdenwet, 18 jaar en ouder
    Thomas Lakeman 04-04-2023 09:00 18:00 15 30 Arbeidstijdenwet, 18 jaar en ouder
    01-04-2023 t/m 30-04-2023: 2 diensten missen pauze; er is niets veranderd
    ");
    assert_eq!(stage.run(breaks).await.done().stdout, told.stdout);
    let data = stage.run(&format!("{breaks} --json")).await.done().json();
    let proposal = &data["shifts"][1]["proposal"];
    assert_eq!((&proposal["asked"], &proposal["taken"]), (&json!(30), &json!(15)));
    let reversed = "hours breaks --coupling modehuis --from 30-04-2023 --to 01-04-2023";
    stage.run(reversed).await.ended(1).because("--from ligt na --to");
}

#[tokio::test]
async fn the_hours_of_a_year_stand_beside_the_norm_of_the_rules() {
    let stage = with_shifts().await;
    let refused = stage.run("hours year 2023 --coupling modehuis").await.ended(1);
    refused.because("heeft eind 2023 geen jaarurennorm");
    stage.run("rules export retail-non-food winkel.toml").await.done();
    let text = stage.text("winkel.toml");
    stage.file(
        "winkel.toml",
        text.replace("combine = ", "year-norm = \"20:00\"\ncombine = "),
    );
    stage.run("rules import winkel.toml --yes").await.done();
    let told = stage.run("hours year 2023 --coupling modehuis").await.done();
    assert_snapshot!(narrow(&told.stdout), @r"
    Personeelslid Gewerkt Norm Meer
    Thomas Lakeman 22,75 20,00 2,75
    ");
}

#[tokio::test]
async fn whoever_has_a_preferred_group_stands_under_it_alone_in_the_year_planning() {
    let stage = with_shifts().await;
    for group in ["Winkel", "Magazijn"] {
        stage.run(&format!("group add {group} --kind branch")).await.done();
        let join = format!("group join {group} --person 1001");
        stage.run(&join).await.done();
    }
    for (date, group) in [("03-04-2023", "Winkel"), ("01-05-2023", "Magazijn")] {
        let plan = format!("planning add 1001 --date {date} --start 09:00 --end 17:00 --pause 30 --group {group}");
        stage.run(&plan).await.done();
    }
    let told = stage.run("planning year 2023").await.done();
    assert_snapshot!(narrow(&told.stdout), @r"
    Groep Personeelslid jan feb mrt apr mei jun jul aug sep okt nov dec Totaal
    Magazijn Thomas Lakeman 0,00 0,00 0,00 0,00 7,50 0,00 0,00 0,00 0,00 0,00 0,00 0,00 7,50
    Winkel Thomas Lakeman 0,00 0,00 0,00 7,50 0,00 0,00 0,00 0,00 0,00 0,00 0,00 0,00 7,50
    ");
    let prefer = "profile set preferred-group=Magazijn --person 1001 --from 01-01-2023";
    stage.run(prefer).await.done();
    let told = stage.run("planning year 2023").await.done();
    assert_snapshot!(narrow(&told.stdout), @r"
    Groep Personeelslid jan feb mrt apr mei jun jul aug sep okt nov dec Totaal
    Magazijn Thomas Lakeman 0,00 0,00 0,00 7,50 7,50 0,00 0,00 0,00 0,00 0,00 0,00 0,00 15,00
    ");
}
