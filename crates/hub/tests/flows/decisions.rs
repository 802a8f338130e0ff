//! What a person decides about a line holds until the hours behind it change.

use crate::stage::{APRIL, COUPLING, SHIFTS_OF_APRIL, Stage, everywhere, held, line_text, lines};
use loonbrug_domain::ids::OrganisationId;
use loonbrug_hub::hours::{Choice, LineDecision, PlanLine, RefusedReason};
use loonbrug_hub::{HubError, Refusal};

const SHIFTS: [&str; 3] = [
    "1001;03-04-2023;09:00;17:00;0",
    "1002;03-04-2023;10:00;14:00;0",
    "1003;05-04-2023;12:00;18:00;0",
];

/// Line of hours of a person at 100 %, whatever its code.
fn hours_of(number: i64) -> impl Fn(&PlanLine) -> bool {
    move |line| line.employee_number == number && line.factor.is_some() && !line_text(line).contains("removed")
}

async fn sent(stage: &Stage) -> Vec<String> {
    stage.plan(APRIL).await.to_send().map(line_text).collect()
}

#[tokio::test]
async fn another_code_takes_the_row_along() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&SHIFTS).await;
        let code = |code| LineDecision {
            code: Some(code),
            ..LineDecision::default()
        };
        stage.decide(hours_of(1001), code(2190)).await;
        stage.apply(APRIL).await;
        let rest = ["1002 2100 4,00", "1003 2100 6,00"];
        let days = ["1001 1", "1002 1", "1003 1"];
        assert_eq!(stage.held().await, held(&["1001 2190 8,00", rest[0], rest[1]], &days));
        assert_eq!(sent(stage).await, [] as [&str; 0]);
        stage.decide(hours_of(1001), code(7010)).await;
        assert_eq!(
            sent(stage).await,
            ["1001 7010 8,00 new", "1001 2190 0,00 removed, was 8,00"]
        );
        stage.writes();
        stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [("insert", 1), ("remove", 1)]);
        assert_eq!(stage.held().await, held(&["1001 7010 8,00", rest[0], rest[1]], &days));
        // Back to the code of the mapping, by deciding nothing.
        stage.decide(hours_of(1001), LineDecision::default()).await;
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.held().await, held(&["1001 2100 8,00", rest[0], rest[1]], &days));
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn another_quantity_is_kept_until_the_hours_change() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&SHIFTS).await;
        stage.apply(APRIL).await;
        let seven_and_a_half = LineDecision {
            quantity: Some(750),
            ..LineDecision::default()
        };
        stage.decide(hours_of(1001), seven_and_a_half).await;
        assert_eq!(sent(stage).await, ["1001 2100 7,50 was 8,00"]);
        stage.apply(APRIL).await;
        assert_eq!(sent(stage).await, [] as [&str; 0]);
        // Hours of somebody else do not touch it; hours of his own ask anew.
        stage.bring(&["1002;03-04-2023;10:00;15:00;0"]).await;
        assert_eq!(sent(stage).await, ["1002 2100 5,00 was 4,00"]);
        stage
            .bring(&["1001;03-04-2023;09:00;17:00;0", "1001;04-04-2023;09:00;11:00;0"])
            .await;
        let run = stage.apply(APRIL).await;
        let hours = ["1001 2100 10,00", "1002 2100 5,00", "1003 2100 6,00"];
        assert_eq!(stage.held().await, held(&hours, &["1001 2", "1002 1", "1003 1"]));
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn what_is_left_out_stays_left_out() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&SHIFTS).await;
        let left_out = LineDecision {
            left_out: true,
            ..LineDecision::default()
        };
        stage.decide(hours_of(1003), left_out).await;
        stage.apply(APRIL).await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), []);
        assert_eq!(run.run.state, "done");
        assert_eq!(lines(&stage.plan(APRIL).await)[1], "1003 2100 6,00 new, left out");
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 8,00", "1002 2100 4,00"], &["1001 1", "1002 1"])
        );
        // Left out after it was sent: the row stays as it is.
        stage.decide(hours_of(1002), left_out).await;
        stage.bring(&["1003;05-04-2023;12:00;17:00;0"]).await;
        let run = stage.apply(APRIL).await;
        let hours = ["1001 2100 8,00", "1002 2100 4,00", "1003 2100 5,00"];
        assert_eq!(stage.held().await, held(&hours, &["1001 1", "1002 1", "1003 1"]));
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn a_plan_that_changed_since_it_was_looked_at_is_not_sent() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        stage.bring(&SHIFTS).await;
        let seen = stage.plan(APRIL).await;
        stage.bring(&["1003;05-04-2023;12:00;17:00;0"]).await;
        stage.writes();
        let choice = Choice {
            fingerprint: Some(seen.fingerprint.clone()),
        };
        let span = stage.span(APRIL).await;
        let refused = stage.hub.apply_hours(&coupling, span, &choice).await;
        assert!(
            matches!(refused, Err(HubError::Refused(Refusal::PlanChanged))),
            "{refused:?}"
        );
        assert_eq!(stage.writes(), []);
        let choice = Choice {
            fingerprint: Some(stage.plan(APRIL).await.fingerprint),
        };
        let coupling = stage.hub.coupling(COUPLING).await.unwrap();
        let run = stage.hub.apply_hours(&coupling, span, &choice).await.unwrap();
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn a_line_that_is_not_in_the_plan_cannot_be_decided() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        stage.bring(&SHIFTS).await;
        let plan = stage.plan(APRIL).await;
        let refused = stage.hub.decide(&coupling, &plan, 7, LineDecision::default()).await;
        assert!(
            matches!(&refused, Err(HubError::Refused(Refusal::NoLine(line))) if line == "7"),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        stage.bring(&SHIFTS).await;
        let plan = stage.plan(APRIL).await;
        for quantity in [0, -100] {
            let decision = LineDecision {
                quantity: Some(quantity),
                ..LineDecision::default()
            };
            let refused = stage.hub.decide(&coupling, &plan, 1, decision).await;
            assert!(
                matches!(refused, Err(HubError::Refused(Refusal::QuantityNotPositive(1)))),
                "{refused:?}"
            );
        }
        // A code that the company does not have is refused by name, and the row that is there stays.
        stage.apply(APRIL).await;
        let unknown = LineDecision {
            code: Some(9999),
            ..LineDecision::default()
        };
        stage.decide(hours_of(1001), unknown).await;
        let plan = stage.plan(APRIL).await;
        assert_eq!(plan.refused.len(), 1);
        assert_eq!(plan.refused[0].reason, RefusedReason::CodeNotInModel { code: 9999 });
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("needs-person", vec![]));
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn other_days_are_kept_until_the_days_change() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&SHIFTS).await;
        let four = LineDecision {
            quantity: Some(4),
            ..LineDecision::default()
        };
        let days_of_1001 = |line: &PlanLine| line.employee_number == 1001 && line.factor.is_none();
        stage.decide(days_of_1001, four).await;
        stage.apply(APRIL).await;
        assert_eq!(stage.held().await.days, ["1001 4", "1002 1", "1003 1"]);
        assert_eq!(sent(stage).await, [] as [&str; 0]);
        stage
            .bring(&["1001;03-04-2023;09:00;17:00;0", "1001;04-04-2023;09:00;11:00;0"])
            .await;
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.held().await.days, ["1001 2", "1002 1", "1003 1"]);
        stage.picture(&run).await
    })
    .await;
}

/// Of the last three decisions, oldest first: about how many lines at once each was.
async fn audited(stage: &Stage, organisation: OrganisationId) -> Vec<Option<u64>> {
    let mut entries = stage.hub.store.audit(Some(organisation), 3).await.unwrap();
    entries.reverse();
    let lines = entries.iter().map(|entry| {
        assert_eq!(entry.action, "line.decided");
        let detail: serde_json::Value = serde_json::from_str(&entry.detail).unwrap();
        detail.get("lines").and_then(serde_json::Value::as_u64)
    });
    lines.collect()
}

#[tokio::test]
async fn a_plan_that_stays_open_is_the_plan_that_would_be_made_anew() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        stage.bring(&SHIFTS).await;
        let open = stage.hub.open_plan(&coupling, stage.span(APRIL).await).await.unwrap();
        let before = open.plan().clone();
        let handle = |number: i64| {
            let line = before.lines.iter().find(|line| hours_of(number)(line)).unwrap();
            before.handle(line)
        };
        let less = LineDecision {
            quantity: Some(750),
            ..LineDecision::default()
        };
        let left_out = LineDecision {
            left_out: true,
            ..LineDecision::default()
        };
        let decided = [(handle(1001), less), (handle(1002), left_out)];
        let open = stage.hub.decide_lines(&coupling, &open, &decided).await.unwrap();
        assert_eq!(open.plan(), &stage.plan(APRIL).await);
        assert_ne!(open.plan().fingerprint, before.fingerprint);
        let ticks = [handle(1002), handle(1003)].map(|handle| (handle, LineDecision::default()));
        let none: Vec<_> = ticks.iter().map(|(handle, _)| (handle.clone(), left_out)).collect();
        for decided in [none.as_slice(), &ticks, &[(handle(1002), left_out)]] {
            stage.hub.decide_lines(&coupling, &open, decided).await.unwrap();
        }
        assert_eq!(audited(stage, coupling.organisation()).await, [Some(2), Some(2), None]);
        // One handle that no line has, and nothing is decided.
        let wrong = [(handle(1002), less), ("0123456789abcdef".to_owned(), less)];
        let refused = stage.hub.decide_lines(&coupling, &open, &wrong).await.unwrap_err();
        assert!(
            matches!(refused, HubError::Refused(Refusal::PlanChanged)),
            "{refused:?}"
        );
        lines(&stage.plan(APRIL).await)
    })
    .await;
}

#[tokio::test]
async fn a_run_with_a_line_left_out_and_a_quantity_typed_is_done() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring_file(SHIFTS_OF_APRIL).await;
        let left_out = LineDecision {
            left_out: true,
            ..LineDecision::default()
        };
        let less = LineDecision {
            quantity: Some(4350),
            ..LineDecision::default()
        };
        stage
            .decide(|line| line.employee_number == 1009 && line.key.code == 6080, left_out)
            .await;
        stage
            .decide(|line| line.employee_number == 1009 && line.key.code == 2100, less)
            .await;
        let run = stage.apply(APRIL).await;
        assert!(run.proof.holds());
        assert_eq!(run.run.state, "done", "{:?} {:?}", run.plan.refused, run.report);
        run.run.summary
    })
    .await;
}
