//! Rules: checked, shown, taken over; figures explained, and reckoned under other rules.

use crate::stage::{Over, Stage};

const BAD: &str = "format = 1\n\n[[rules]]\nname = \"winkel\"\nvalid-from = \"2023-01-01\"\n\n[[rules.windows]]\n\
                   name = \"Zondag\"\ndays = [\"zondag\"]\nfrom = \"22:00\"\nto = \"07:00\"\nfactor = \"5000 %\"\n";

#[tokio::test]
async fn a_file_of_rules_is_checked_without_a_database() {
    let stage = Stage::set().await;
    stage.file("bad.toml", BAD);
    let checked = stage.run("rules check bad.toml").await.ended(1);
    assert_eq!(
        checked.stdout,
        "regel 9: `days`: `zondag` is onbekend; kies uit monday, tuesday, wednesday, thursday, friday, saturday, \
         sunday, holiday\n\
         regel 12: `factor`: `5000 %` is geen factor: geef het percentage dat betaald wordt, van 100 % tot 500 %, \
         zoals 133,33 %\n"
    );
    stage.run("rules export retail-non-food good.toml").await.done();
    stage
        .run("rules check good.toml")
        .await
        .done()
        .says("dit bestand klopt");
    stage.run("rules check good.toml --json").await.done().says("[]");
    stage.run("rules check away.toml").await.ended(1);
}

#[tokio::test]
async fn rules_are_changed_by_a_file() {
    let stage = Stage::linked(Over::Soap).await;
    stage
        .run("rules list")
        .await
        .done()
        .says("retail-non-food")
        .says("supermarket")
        .says("modehuis");
    stage
        .run("rules show horeca")
        .await
        .done()
        .says("Nachtdienst")
        .says("110%")
        .says("tijd voor tijd");
    stage
        .run("rules show horeca --language en")
        .await
        .done()
        .says("whole shift with");
    stage.run("rules show nowhere").await.ended(1);
    stage.run("rules export retail-non-food winkel.toml").await.done();
    let text = stage
        .text("winkel.toml")
        .replace("name = \"retail-non-food\"", "name = \"winkel\"");
    stage.file("winkel.toml", &text);
    stage
        .run("rules import winkel.toml")
        .await
        .ended(3)
        .says("winkel 2000-01-01");
    stage.run("rules import winkel.toml --yes").await.done();
    stage.run("rules import winkel.toml").await.done().says("geen verschil");
    stage.run("rules list").await.done().says("winkel");
    stage.file("bad.toml", BAD);
    let dutch = "er is niets overgenomen.\nregel 9:";
    stage
        .refuses("rules import bad.toml --yes", dutch, "nothing was taken over.\nline 9:")
        .await;
}

#[tokio::test]
async fn a_figure_is_explained_and_reckoned_under_other_rules() {
    let stage = Stage::ready(Over::Soap).await;
    let april = "--coupling modehuis --from 01-04-2023 --to 30-04-2023";
    let before = stage.picture().await;
    let plan = stage.run(&format!("hours plan {april} --json")).await.done();
    let plan: serde_json::Value = serde_json::from_str(&plan.stdout).unwrap();
    let lines = plan["lines"].as_array().unwrap();
    let line = lines
        .iter()
        .find(|line| line["person"] == "Thomas Lakeman" && line["factor"] == 15000)
        .unwrap();
    let explain = format!("explain {} {april}", line["number"]);
    let tree = stage.run(&explain).await.done();
    tree.says("Thomas Lakeman, 01-04-2023 t/m 30-04-2023: 15,00 uur tegen 150 % (6050)")
        .says("regel \"Zondag\"")
        .says("ingelezen uit april.csv");
    let json = stage.run(&format!("{explain} --json")).await.done();
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(
        (&json["fact"]["fact"], &json["fact"]["hours"]),
        (&"line".into(), &1500.into())
    );
    let what_if = stage.run(&format!("hours what-if {april} --rules none")).await.done();
    what_if
        .says("Thomas Lakeman")
        .says("-15,00")
        .says("er is niets verzonden of bewaard");
    stage.unchanged_since(&before).await;
    stage.refuses("explain 3", "Noem een kenmerk", "Name a mark").await;
    stage.refuses(&format!("explain 99 {april}"), "99", "99").await;
}
