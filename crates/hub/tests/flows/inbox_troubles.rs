//! What goes wrong between us and Nmbrs waits in the inbox until it is mended: a pause, a doubt, a conflict, a change by
//! hand.

use crate::stage::{APRIL, COUPLING, Stage, everywhere, over};
use loonbrug_domain::Language;
use loonbrug_hub::OpenItem;
use loonbrug_hub::hours::{ByHand, DriftChoice, DriftDecision, LineDecision};
use loonbrug_nmbrs::capability::Interface;
use serde_json::json;

const EIGHT_HOURS: &str = "1001;03-04-2023;09:00;17:00;0";
const SETTLING_SECONDS: i64 = 180;

/// What waits of the coupling, gravest first, and what to do about the first.
async fn waits(stage: &Stage) -> (Vec<String>, &'static str) {
    let open = stage.hub.inbox().await.unwrap();
    assert!(
        open.iter().all(|open| open.coupling.as_deref() == Some(COUPLING)),
        "{open:?}"
    );
    let to_do = open.first().map_or("", |open| open.to_do(Language::Dutch));
    (open.iter().map(|open| open.text(Language::Dutch)).collect(), to_do)
}

async fn nothing_waits(stage: &Stage) {
    assert_eq!(stage.hub.inbox().await.unwrap(), []);
}

async fn fault(stage: &Stage, kind: &str, count: u32) {
    let fault = json!({ "operation": stage.operation("insert"), "kind": kind, "count": count });
    stage.control.faults(json!([fault])).await;
}

#[tokio::test]
async fn a_change_by_hand_waits_from_the_night_until_somebody_decides() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&[EIGHT_HOURS]).await;
        stage.apply(APRIL).await;
        nothing_waits(stage).await;
        let row = stage.rows().await[0]["id"].clone();
        let edit = json!({ "action": "change", "employee": 1001, "id": row, "hours": "7.50" });
        stage.control.by_hand(edit).await;
        stage.clock.advance(24 * 3600);
        stage.hub.night().await.unwrap();
        let (open, to_do) = waits(stage).await;
        assert_eq!(open, ["april 2023: Nmbrs houdt iets anders dan verstuurd is"]);
        assert_eq!(
            to_do,
            "Bekijk het verschil en kies: overnemen, herstellen of laten staan."
        );
        let drift = Some(DriftDecision {
            choice: DriftChoice::Restore,
            about: 0,
        });
        let decision = LineDecision {
            drift,
            ..LineDecision::default()
        };
        stage.decide(|line| line.factor.is_some(), decision).await;
        stage.apply(APRIL).await;
        stage.clock.advance(24 * 3600);
        stage.hub.night().await.unwrap();
        nothing_waits(stage).await;
        open
    })
    .await;
}

#[tokio::test]
async fn a_doubt_waits_until_the_next_run_settles_it() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&[EIGHT_HOURS]).await;
        fault(stage, "request-lost", 1).await;
        stage.apply(APRIL).await;
        let (open, to_do) = waits(stage).await;
        assert_eq!(open[0], "april 2023: 1 regel onzeker");
        assert_eq!(to_do, "Verstuur opnieuw: eerst wordt teruggelezen wat Nmbrs houdt.");
        stage.clock.advance(SETTLING_SECONDS);
        assert_eq!(stage.apply(APRIL).await.run.state, "done");
        nothing_waits(stage).await;
        open
    })
    .await;
}

/// Two equal rows came while ours was in doubt: nobody can tell which is ours.
#[tokio::test]
async fn a_conflict_waits_until_somebody_says_which_row_is_ours() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        stage.bring(&[EIGHT_HOURS]).await;
        fault(stage, "request-lost", 1).await;
        stage.apply(APRIL).await;
        let typed = json!({ "action": "add", "employee": 1001, "code": 2100, "hours": "8.00", "comment": "" });
        let ours = stage.control.by_hand(typed.clone()).await;
        let theirs = stage.control.by_hand(typed).await;
        stage.apply(APRIL).await;
        let (open, to_do) = waits(stage).await;
        assert_eq!(open[0], "april 2023: 1 regel wachten op een beslissing");
        assert_eq!(to_do, "Bekijk wat Nmbrs houdt en beslis per regel.");
        let coupling = stage.coupling().await;
        let doubts = stage.hub.doubts(&coupling).await.unwrap();
        let word = ByHand::Ours(Some(ours.to_string()));
        stage
            .hub
            .settle_by_hand(&coupling, &doubts[0].mark, &word)
            .await
            .unwrap();
        let delete = json!({ "action": "delete", "employee": 1001, "id": theirs });
        stage.control.by_hand(delete).await;
        assert_eq!(stage.apply(APRIL).await.run.state, "done");
        nothing_waits(stage).await;
    })
    .await;
}

#[tokio::test]
async fn a_pause_waits_with_its_remedy_until_the_coupling_goes_on() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&[EIGHT_HOURS]).await;
        let revoked = |operation| json!({ "operation": operation, "kind": "token-revoked", "count": 1000 });
        let faults = json!([revoked(stage.operation("insert")), revoked("POST /connect/token")]);
        stage.control.faults(faults).await;
        stage.apply(APRIL).await;
        let open = stage.hub.inbox().await.unwrap();
        assert!(matches!(open[0].what, OpenItem::Paused { .. }), "{open:?}");
        let (words, to_do) = waits(stage).await;
        assert!(words[0].starts_with("staat stil: "), "{words:?}");
        assert_eq!(to_do, "Herstel wat er staat en laat de koppeling verdergaan.");
        assert!(
            !open.iter().any(|open| matches!(open.what, OpenItem::ToSend { .. })),
            "nothing can be sent while it stands still"
        );
        stage.control.faults(json!([])).await;
        stage.hub.resume(&stage.coupling().await).await.unwrap();
        assert_eq!(stage.apply(APRIL).await.run.state, "done");
        nothing_waits(stage).await;
    })
    .await;
}
