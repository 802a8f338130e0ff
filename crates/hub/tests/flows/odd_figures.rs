//! Odd figures (X9): what deserves a look waits until somebody accepts it by name, and everybody else goes on.

use crate::stage::{APRIL, ORGANISATION, Stage, everywhere, held, lines};
use loonbrug_domain::Factor;
use loonbrug_domain::approval::ShiftState;
use loonbrug_hub::profiles::OddFigure;
use loonbrug_hub::settings::CodeMapping;

/// Seventeen hours for Thomas Lakeman, four for Joeri Kreuk.
const SHIFTS: [&str; 2] = ["1001;03-04-2023;05:00;22:00;0", "1002;03-04-2023;10:00;14:00;0"];

async fn odd(stage: &Stage) -> Vec<OddFigure> {
    stage.plan(APRIL).await.odd
}

/// How many shifts of April are exported, of how many.
async fn exported(stage: &Stage) -> (usize, usize) {
    let organisation = stage.hub.organisation(ORGANISATION).await.unwrap().id;
    let range = stage.span(APRIL).await.range;
    let shifts = stage.hub.store.standing_shifts(organisation, range).await.unwrap();
    let exported = shifts.iter().filter(|shift| shift.state == ShiftState::Exported);
    (exported.count(), shifts.len())
}

async fn accept(stage: &Stage, figure: &OddFigure, reason: &str) {
    let organisation = stage.hub.organisation(ORGANISATION).await.unwrap().id;
    let range = stage.span(APRIL).await.range;
    let person = figure.oddity.person;
    stage
        .hub
        .accept_odd_figure(organisation, range, person, &figure.key, reason)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_shift_of_seventeen_hours_waits_for_somebody_and_the_others_go() {
    everywhere(async |stage| {
        stage.with_people().await;
        // More than ten hours a day is overtime.
        stage
            .settings(|settings| {
                settings.hour_codes.push(CodeMapping {
                    factor: Factor::percent(125),
                    code: 2190,
                });
            })
            .await;
        stage.bring(&SHIFTS).await;
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "needs-person");
        assert_eq!(stage.held().await, held(&["1002 2100 4,00"], &["1002 1"]));
        assert_eq!(exported(stage).await, (1, 2));
        let found = odd(stage).await;
        let [long] = &found[..] else { panic!("{found:?}") };
        assert_eq!((long.key.as_str(), long.waits()), ("long-shift/2023-04-03/05:00", true));
        let waits = run.plan.lines.iter().filter(|line| line.needs_person()).count();
        assert_eq!(waits, 4, "hours, two surcharges, days: {:?}", lines(&run.plan));

        accept(stage, long, "Inventarisatie").await;
        let [accepted] = &odd(stage).await[..] else {
            panic!("one figure")
        };
        assert_eq!(accepted.accepted_by.as_deref(), Some("tester"));
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "done");
        assert_eq!(exported(stage).await, (2, 2));
        assert_eq!(
            stage.held().await,
            held(
                &["1001 2100 17,00", "1001 2190 7,00", "1001 6050 2,00", "1002 2100 4,00"],
                &["1001 1", "1002 1"]
            )
        );
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn other_figures_ask_again() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&SHIFTS).await;
        accept(stage, &odd(stage).await[0], "Inventarisatie").await;
        stage.apply(APRIL).await;
        stage.writes();
        stage.bring(&["1001;03-04-2023;05:00;23:00;0"]).await;
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("needs-person", vec![]));
        assert!(odd(stage).await[0].waits());
        accept(stage, &odd(stage).await[0], "Inventarisatie, een uur langer").await;
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [("update", 2)]);
        stage.picture(&run).await
    })
    .await;
}
