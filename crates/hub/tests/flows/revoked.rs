//! A log-in or token that stops working: the coupling stands still with a remedy, and afterwards the rest goes.

use crate::stage::{APRIL, COUPLING, Stage, access, everywhere, held, over};
use loonbrug_domain::Language;
use loonbrug_hub::hours::Choice;
use loonbrug_hub::{HubError, Refusal, Stopped};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::PostingState;
use serde_json::json;

const SHIFTS: [&str; 3] = [
    "1001;03-04-2023;09:00;17:00;0",
    "1002;03-04-2023;10:00;14:00;0",
    "1003;05-04-2023;12:00;18:00;0",
];

/// The coupling stands still, in words that say what to do.
async fn stands_still(stage: &Stage, words: &str) {
    let coupling = stage.coupling().await;
    let reason = coupling.row.paused.clone().expect("the coupling stands still");
    assert!(reason.contains(words), "{reason}");
    stage.writes();
    let span = stage.span(APRIL).await;
    let planned = stage.hub.plan_hours(&coupling, span).await.unwrap_err();
    assert!(
        matches!(&planned, HubError::Refused(Refusal::Paused { .. })),
        "{planned}"
    );
    assert!(
        planned
            .text(Language::Dutch)
            .contains(&format!("--resume --coupling {COUPLING}"))
    );
    assert!(
        stage
            .hub
            .apply_hours(&coupling, span, &Choice::default())
            .await
            .is_err()
    );
    assert_eq!(stage.sandbox.play().calls.calls().total, 0, "not a call is made");
}

#[tokio::test]
async fn a_token_that_is_revoked_midway_loses_nothing() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.settings(|settings| settings.sending.in_flight = 1).await;
        stage.bring(&SHIFTS).await;
        let revoked =
            |operation, skip| json!({ "operation": operation, "kind": "token-revoked", "skip": skip, "count": 1000 });
        stage
            .control
            .faults(json!([
                revoked(stage.operation("insert"), 1),
                revoked("POST /connect/token", 0)
            ]))
            .await;
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "needs-person");
        assert!(
            matches!(run.report.stopped, Some(Stopped::Paused { .. })),
            "{:?}",
            run.report
        );
        let states: Vec<PostingState> = stage.postings().await.iter().map(|posting| posting.state).collect();
        let confirmed = states.iter().filter(|state| **state == PostingState::Confirmed).count();
        assert_eq!((confirmed, states.len()), (1, 6));
        assert!(
            states
                .iter()
                .all(|state| matches!(state, PostingState::Confirmed | PostingState::Approved)),
            "{states:?}"
        );
        assert_eq!(stage.held().await.hours.len(), 1);
        stands_still(stage, "Nmbrs").await;
        stage.control.faults(json!([])).await;
        stage.hub.resume(&stage.coupling().await).await.unwrap();
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(
            (run.run.state.as_str(), stage.writes()),
            ("done", vec![("days", 3), ("insert", 2)])
        );
        let hours = ["1001 2100 8,00", "1002 2100 4,00", "1003 2100 6,00"];
        assert_eq!(stage.held().await, held(&hours, &["1001 1", "1002 1", "1003 1"]));
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn a_token_that_was_revoked_stops_the_coupling_until_it_works_again() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        stage.bring(&SHIFTS).await;
        stage.control.order("rights", json!({ "token_active": false })).await;
        let refused = stage
            .hub
            .plan_hours(&stage.coupling().await, stage.span(APRIL).await)
            .await;
        assert!(matches!(refused, Err(HubError::Nmbrs(_))), "{refused:?}");
        stands_still(stage, "Gebruiker profiel → API-Token").await;
        stage.control.order("rights", json!({ "token_active": true })).await;
        stage.hub.resume(&stage.coupling().await).await.unwrap();
        let run = stage.apply(APRIL).await;
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn a_consent_that_was_taken_back_stops_the_coupling_until_the_next_log_in() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        stage.bring(&SHIFTS).await;
        stage.control.order("rights", json!({ "revoke_grants": true })).await;
        let refused = stage
            .hub
            .apply_hours(&stage.coupling().await, stage.span(APRIL).await, &Choice::default())
            .await;
        assert!(matches!(refused, Err(HubError::Nmbrs(_))), "{refused:?}");
        stands_still(stage, "Log opnieuw in bij Nmbrs").await;
        let anew = access(stage, Interface::Rest, None).await;
        let coupling = stage.coupling().await;
        stage.hub.store_access(&coupling, &anew).await.unwrap();
        stage.hub.resume(&coupling).await.unwrap();
        let run = stage.apply(APRIL).await;
        stage.picture(&run).await
    })
    .await;
}

/// "Autorisatie verwijderen": the log-in is revoked at Nmbrs and forgotten here; what was sent stays known.
#[tokio::test]
async fn an_authorisation_that_is_removed_leaves_the_history() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&SHIFTS).await;
        stage.apply(APRIL).await;
        let postings = stage.postings().await.len();
        stage.hub.unlink(&stage.coupling().await).await.unwrap();
        stands_still(stage, "de autorisatie is verwijderd").await;
        let coupling = stage.hub.resume(&stage.coupling().await).await.unwrap();
        let refused = stage.hub.plan_hours(&coupling, stage.span(APRIL).await).await;
        assert!(
            matches!(refused, Err(HubError::Refused(Refusal::NoAuthorisation(_)))),
            "{refused:?}"
        );
        let anew = access(stage, stage.interface, None).await;
        stage.hub.store_access(&coupling, &anew).await.unwrap();
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!((stage.writes(), stage.postings().await.len()), (vec![], postings));
        stage.picture(&run).await
    })
    .await;
}
