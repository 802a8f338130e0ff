//! The tokens of a log-in (REST): refreshed once by whoever is first, each refresh token used once.

use crate::stage::{APRIL, Stage, access, over, registration};
use loonbrug_domain::Language;
use loonbrug_hub::Access;
use loonbrug_hub::hours::HoursPlan;
use loonbrug_nmbrs::capability::Interface;
use serde_json::json;

/// A little less than an access token lasts, and past the moment at which it is refreshed.
const NEARLY_AN_HOUR: i64 = 3590;

/// How often tokens were asked for since the counts began.
fn refreshes(stage: &Stage) -> u64 {
    let calls = stage.sandbox.play().calls.calls();
    stage.sandbox.play().calls.clear();
    calls
        .operations
        .get("POST /connect/token")
        .map_or(0, |count| count.calls)
}

/// Coupled and with hours; gives the log-in that is in use.
async fn logged_in(stage: &Stage) -> Access {
    let coupling = stage.with_people().await;
    stage.bring(&["1001;03-04-2023;09:00;17:00;0"]).await;
    let fresh = access(stage, Interface::Rest, None).await;
    stage.hub.store_access(&coupling, &fresh).await.unwrap();
    refreshes(stage);
    fresh
}

async fn plan(stage: &Stage, hub: &loonbrug_hub::Hub) -> Result<HoursPlan, loonbrug_hub::HubError> {
    hub.plan_hours(&stage.coupling().await, stage.span(APRIL).await).await
}

#[tokio::test]
async fn a_token_is_refreshed_before_it_ends_and_not_sooner() {
    over(Interface::Rest, async |stage| {
        logged_in(stage).await;
        let mut counts = Vec::new();
        for seconds in [0, 1800, NEARLY_AN_HOUR - 1800, 0, NEARLY_AN_HOUR] {
            stage.advance(seconds).await;
            plan(stage, &stage.hub).await.unwrap();
            counts.push(refreshes(stage));
        }
        assert_eq!(counts, [0, 0, 1, 0, 1]);
    })
    .await;
}

/// Calls side by side, in two processes: one of them refreshes for all.
#[tokio::test]
async fn two_hubs_at_once_refresh_once() {
    over(Interface::Rest, async |stage| {
        logged_in(stage).await;
        let other = stage.another_hub().await;
        stage.advance(NEARLY_AN_HOUR).await;
        let (one, two) = tokio::join!(plan(stage, &stage.hub), plan(stage, &other));
        assert_eq!(refreshes(stage), 1);
        assert_eq!(one.unwrap(), two.unwrap());
        other.store.close().await;
    })
    .await;
}

/// The clocks of the two sides need not agree: a token that Nmbrs refuses is refreshed, and the call is made again.
#[tokio::test]
async fn a_token_that_is_refused_is_refreshed_and_the_call_made_again() {
    over(Interface::Rest, async |stage| {
        logged_in(stage).await;
        stage.control.order("clock", json!({ "advance_seconds": 4000 })).await;
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), refreshes(stage)), ("done", 1));
        stage.picture(&run).await
    })
    .await;
}

/// Somebody else used our refresh token: ours is spent, and only a person can log in again.
#[tokio::test]
async fn a_spent_refresh_token_stops_the_coupling() {
    over(Interface::Rest, async |stage| {
        let Access::Login { tokens, .. } = logged_in(stage).await else {
            panic!("a log-in")
        };
        let addresses = stage.coupling().await.settings.addresses;
        let identity = registration().identity(&addresses);
        identity.refresh(&stage.http, &tokens.refresh).await.unwrap();
        stage.advance(NEARLY_AN_HOUR).await;
        stops(stage).await;
    })
    .await;
}

/// The answer that held the new tokens is lost, and the old refresh token with it.
#[tokio::test]
async fn a_refresh_whose_answer_is_lost_stops_the_coupling_at_the_next_try() {
    over(Interface::Rest, async |stage| {
        logged_in(stage).await;
        stage.advance(NEARLY_AN_HOUR).await;
        stage
            .control
            .faults(json!({ "operation": "POST /connect/token", "kind": "answer-lost" }))
            .await;
        if plan(stage, &stage.hub).await.is_err() && stage.coupling().await.row.paused.is_none() {
            stops(stage).await;
        }
        let coupling = stage.coupling().await;
        assert!(coupling.row.paused.is_some());
        // A new log-in mends it, and nothing was lost.
        let anew = access(stage, Interface::Rest, None).await;
        stage.hub.store_access(&coupling, &anew).await.unwrap();
        stage.hub.resume(&coupling).await.unwrap();
        let run = stage.apply(APRIL).await;
        stage.picture(&run).await
    })
    .await;
}

async fn stops(stage: &Stage) {
    let error = plan(stage, &stage.hub).await.unwrap_err();
    let words = error.text(Language::Dutch);
    assert!(
        words.contains("Log opnieuw in bij Nmbrs; er is niets verloren"),
        "{words}"
    );
    let reason = stage.coupling().await.paused().unwrap();
    assert_eq!(reason.nl, words);
    assert_eq!(reason.en, error.text(Language::English));
}

/// An identity service that is away for a moment stops nothing: the refresh token was not used.
#[tokio::test]
async fn an_identity_service_that_is_away_stops_nothing() {
    over(Interface::Rest, async |stage| {
        logged_in(stage).await;
        stage.advance(NEARLY_AN_HOUR).await;
        let away = json!({ "operation": "POST /connect/token", "kind": "too-many", "retry_after": 0 });
        stage.control.faults(away).await;
        assert!(plan(stage, &stage.hub).await.is_err());
        assert_eq!(stage.coupling().await.row.paused, None);
        assert!(plan(stage, &stage.hub).await.is_ok());
    })
    .await;
}
