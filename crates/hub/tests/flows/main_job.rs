//! The main job on the data of the manual: April 2023, nine people, eighteen lines.

use crate::stage::{APRIL, Held, SHIFTS_OF_APRIL, Stage, everywhere, hours_text, line_text};
use loonbrug_hub::hours::{HoursPlan, HoursRun, PlanLine};
use serde_json::{Value, json};

/// The table of the manual, in its order: person, days, hours, factor, hour code in Nmbrs.
const MANUAL: [(&str, i64, i64, u32, &str); 18] = [
    ("Thomas Lakeman", 3, 15, 100, "Gewerkte uren (2100)"),
    ("Joeri Kreuk", 4, 20, 100, "Gewerkte uren (2100)"),
    ("Laura Zuidhof", 4, 20, 100, "Gewerkte uren (2100)"),
    ("Jay Onrust", 5, 25, 100, "Gewerkte uren (2100)"),
    ("Lars Simic", 4, 28, 100, "Gewerkte uren (2100)"),
    ("Mark Imming", 5, 33, 100, "Gewerkte uren (2100)"),
    ("Kjeld Hoekema", 6, 39, 100, "Gewerkte uren (2100)"),
    ("Kara Zwagemaker", 7, 40, 100, "Gewerkte uren (2100)"),
    ("Fleur Zeinstra", 8, 44, 100, "Gewerkte uren (2100)"),
    ("Thomas Lakeman", 3, 15, 150, "Toeslaguren 50% (6050)"),
    ("Joeri Kreuk", 4, 15, 150, "Toeslaguren 50% (6050)"),
    ("Fleur Zeinstra", 8, 15, 150, "Toeslaguren 50% (6050)"),
    ("Laura Zuidhof", 4, 20, 150, "Toeslaguren 50% (6050)"),
    ("Jay Onrust", 5, 20, 150, "Toeslaguren 50% (6050)"),
    ("Joeri Kreuk", 4, 5, 200, "Toeslaguren 100% (6080)"),
    ("Jay Onrust", 5, 5, 200, "Toeslaguren 100% (6080)"),
    ("Mark Imming", 5, 5, 200, "Toeslaguren 100% (6080)"),
    ("Fleur Zeinstra", 8, 5, 200, "Toeslaguren 100% (6080)"),
];

const DESCRIPTION: &str = "Uren 01-04-2023 t/m 30-04-2023";

fn row(line: &PlanLine) -> (String, i64, i64, u32, String) {
    let hours = line.change.to();
    assert_eq!(hours % 100, 0, "{hours}");
    let factor = line.factor.expect("a line of hours").0 / 100;
    (
        line.person.clone(),
        line.days,
        hours / 100,
        factor,
        format!("{} ({})", line.code_label, line.key.code),
    )
}

fn the_manuals_table(plan: &HoursPlan) {
    let hours: Vec<_> = plan
        .lines
        .iter()
        .filter(|line| line.factor.is_some())
        .map(row)
        .collect();
    let manual =
        MANUAL.map(|(person, days, hours, factor, code)| (person.to_owned(), days, hours, factor, code.to_owned()));
    assert_eq!(hours, manual);
    let days: Vec<_> = plan
        .lines
        .iter()
        .filter(|line| line.factor.is_none())
        .map(|line| (line.person.as_str(), line.change.to()))
        .collect();
    let mut of_manual: Vec<_> = MANUAL
        .iter()
        .filter(|line| line.3 == 100)
        .map(|(person, days, ..)| (*person, *days))
        .collect();
    of_manual.sort_by_key(|(person, days)| (*days, *person));
    assert_eq!(days, of_manual);
    let totals = plan.totals();
    assert_eq!((hours_text(totals.hundredths).as_str(), totals.days), ("264,00", 46));
    assert_eq!(plan.description, DESCRIPTION);
    assert_eq!((&plan.refused, &plan.contract_hours), (&vec![], &vec![]));
}

/// What Nmbrs should hold: employees are numbered in the order of the manual.
fn of_manual() -> Held {
    let number = |person: &str| 1001 + MANUAL.iter().position(|line| line.0 == person).unwrap();
    let mut hours: Vec<String> = MANUAL
        .iter()
        .map(|(person, _, hours, factor, _)| {
            let code = [(100, 2100), (150, 6050), (200, 6080)]
                .into_iter()
                .find(|(known, _)| known == factor)
                .unwrap()
                .1;
            format!("{} {code} {hours},00", number(person))
        })
        .collect();
    hours.sort();
    let days = MANUAL
        .iter()
        .take(9)
        .map(|(person, days, ..)| format!("{} {days}", number(person)))
        .collect();
    Held { hours, days }
}

#[tokio::test]
async fn the_manuals_table_goes_to_nmbrs_and_goes_once() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring_file(SHIFTS_OF_APRIL).await;
        the_manuals_table(&stage.plan(APRIL).await);
        assert_eq!(stage.held().await, Held::default());
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [("days", 9), ("insert", 18)]);
        assert_eq!(run.run.state, "done");
        assert!(run.proof.holds() && run.proof.lines.len() == 27, "{:?}", run.proof);
        assert_eq!(stage.held().await, of_manual());
        comes_with_text_and_mark(stage, &run).await;
        is_in_the_history(stage, &run).await;
        let proof = stage
            .hub
            .verify_hours(&stage.coupling().await, stage.span(APRIL).await)
            .await
            .unwrap();
        assert!(proof.holds() && proof.lines.len() == 27, "{proof:?}");
        let again = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), []);
        assert_eq!((again.run.state.as_str(), again.report.counts.len()), ("done", 0));
        assert_eq!(stage.held().await, of_manual());
        stage.picture(&again).await
    })
    .await;
}

async fn comes_with_text_and_mark(stage: &Stage, run: &HoursRun) {
    let postings = stage.hub.store.postings_of_run(run.run.id).await.unwrap();
    let rows = stage.rows().await;
    let mut comments: Vec<&str> = rows.iter().map(|row| row["comment"].as_str().unwrap()).collect();
    let marks = postings
        .iter()
        .filter(|posting| posting.kind == "hours")
        .map(|posting| &posting.mark);
    let mut expected: Vec<String> = marks.map(|mark| format!("{DESCRIPTION} [{mark}]")).collect();
    comments.sort_unstable();
    expected.sort();
    assert_eq!(comments, expected);
    expected.dedup();
    assert_eq!(expected.len(), 18);
    assert!(
        rows.iter()
            .all(|row| row["written_by"] == "salaris@example.nl" && row["changed_at"] == Value::Null)
    );
}

/// One line for each posting: who, what, and what Nmbrs holds of it.
async fn is_in_the_history(stage: &Stage, run: &HoursRun) {
    let lines = stage.hub.store.run_lines(run.run.id).await.unwrap();
    assert_eq!(lines.len(), 27);
    assert!(
        lines
            .iter()
            .all(|line| line.outcome == "confirmed" && line.posting.is_some())
    );
    let first: Value = serde_json::from_str(&lines[0].content).unwrap();
    assert_eq!(
        (
            &first["person"],
            &first["code"],
            &first["action"],
            &first["to"],
            &first["held"]
        ),
        (
            &json!("Thomas Lakeman"),
            &json!(2100),
            &json!("insert"),
            &json!(1500),
            &json!(1500)
        )
    );
    let runs = stage
        .hub
        .store
        .runs(Some(stage.coupling().await.id()), 10)
        .await
        .unwrap();
    assert_eq!(runs[0], run.run);
    assert_eq!(
        runs.iter().map(|run| run.flow.as_str()).collect::<Vec<_>>(),
        ["hours", "people"]
    );
}

#[tokio::test]
async fn the_demonstration_changes_one_shift() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring_file(SHIFTS_OF_APRIL).await;
        stage.apply(APRIL).await;
        let (before, after) = (
            "1001;Thomas Lakeman;23-04-2023;12:00;17:00",
            "1001;Thomas Lakeman;23-04-2023;12:00;18:00",
        );
        stage.bring_file(&SHIFTS_OF_APRIL.replace(before, after)).await;
        let changed: Vec<String> = stage.plan(APRIL).await.to_send().map(line_text).collect();
        assert_eq!(changed, ["1001 2100 16,00 was 15,00", "1001 6050 16,00 was 15,00"]);
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [("update", 2)]);
        let mut expected = of_manual();
        for row in expected.hours.iter_mut().filter(|row| row.starts_with("1001 ")) {
            *row = row.replace("15,00", "16,00");
        }
        assert_eq!(stage.held().await, expected);
        stage.picture(&run).await
    })
    .await;
}
