//! A clock terminal: its own secret lets it in, and what it delivers late and twice is there once.

use crate::stage::Stage;
use jiff::Timestamp;
use loonbrug_domain::clock::BadgeNumber;
use loonbrug_domain::profile::{Field, Owner, Setting};
use loonbrug_domain::{Date, Language};
use loonbrug_hub::profiles::Wanted;
use reqwest::{Method, StatusCode};
use secrecy::ExposeSecret as _;
use serde_json::Value;

const BADGE: &str = "000000123456789";
const EVENT: &str = r#"{"sequence":1,"at":"2023-05-17T08:59:30+02:00","badge":"000000123456789"}"#;

/// A terminal, and Thomas with the badge of the manual.
async fn with_terminal(stage: &Stage) -> String {
    let terminal = stage.hub.ensure_terminal(stage.organisation, "Kassa").await.unwrap();
    let badge = BadgeNumber::parse(BADGE).unwrap();
    let from = Date::constant(2023, 5, 1);
    let assigned = stage
        .hub
        .assign_badge(stage.organisation, &badge, from, Some(stage.person));
    assigned.await.unwrap();
    let secret = stage.hub.terminal_secret(&terminal).await.unwrap();
    secret.expose_secret().to_owned()
}

async fn answer(stage: &Stage, secret: &str, body: &str) -> (StatusCode, Value) {
    let response = stage.deliver(secret, body).await;
    (response.status(), response.json().await.unwrap())
}

#[tokio::test]
async fn who_clocks_is_told_and_the_same_event_again_is_no_other() {
    let stage = Stage::set().await;
    let secret = with_terminal(&stage).await;
    let (status, told) = answer(&stage, &secret, EVENT).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert_eq!((&told["new"], &told["next"]), (&Value::from(1), &Value::from(2)));
    assert_eq!(told["seen"]["state"], "in");
    assert_eq!(told["seen"]["name"], "Thomas Lakeman");
    assert_eq!(told["seen"]["time"], "08:59");
    let (_, again) = answer(&stage, &secret, EVENT).await;
    assert_eq!(
        (&again["new"], &again["seen"]["state"]),
        (&Value::from(0), &Value::from("in"))
    );
}

#[tokio::test]
async fn an_unknown_badge_is_kept_and_told() {
    let stage = Stage::set().await;
    let secret = with_terminal(&stage).await;
    let (status, told) = answer(&stage, &secret, &EVENT.replace(BADGE, "4821")).await;
    assert_eq!((status, &told["new"]), (StatusCode::OK, &Value::from(1)));
    assert_eq!(told["seen"]["state"], "unknown");
}

#[tokio::test]
async fn a_number_that_another_device_used_is_named_and_nothing_is_stored() {
    let stage = Stage::set().await;
    let secret = with_terminal(&stage).await;
    answer(&stage, &secret, EVENT).await;
    let other = EVENT.replace("08:59:30", "08:58:00");
    let (status, told) = answer(&stage, &secret, &other).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        (&told["faults"][0]["kind"], &told["next"]),
        (&Value::from("taken"), &Value::from(2))
    );
    let always = (Timestamp::MIN, Timestamp::MAX);
    let events = stage
        .hub
        .store
        .clock_events_of(stage.organisation, &[stage.person], always)
        .await
        .unwrap();
    assert_eq!(events.len(), 1);
}

#[tokio::test]
async fn a_terminal_speaks_the_language_of_its_employer() {
    let stage = Stage::set().await;
    let secret = with_terminal(&stage).await;
    assert!(stage.kiosk(&secret).await.contains("Houd je badge voor de lezer"));
    let english = Wanted {
        field: Field::PageLanguage,
        setting: Some(Setting::PageLanguage(Language::English)),
    };
    let from = Date::constant(2023, 1, 1);
    let english = [english];
    let hub = &stage.hub;
    let set = hub.set_profile(stage.organisation, &Owner::Organisation, from, &english);
    set.await.unwrap();
    let page = stage.kiosk(&secret).await;
    assert!(
        page.contains("Hold your badge before the reader") && page.contains("lang=\"en\""),
        "{page}"
    );
    let (_, told) = answer(&stage, &secret, &EVENT.replace("2023-05-17", "2024-05-17")).await;
    assert!(
        told["faults"][0]["text"]
            .as_str()
            .unwrap()
            .contains("lies in the future"),
        "{told}"
    );
}

#[tokio::test]
async fn without_its_secret_a_device_delivers_nothing() {
    let stage = Stage::set().await;
    let secret = with_terminal(&stage).await;
    let mut forged = secret.clone();
    forged.replace_range(20..21, if secret.get(20..21) == Some("A") { "B" } else { "A" });
    for wrong in ["", "kassa", forged.as_str()] {
        assert_eq!(
            stage.deliver(wrong, EVENT).await.status(),
            StatusCode::UNAUTHORIZED,
            "{wrong}"
        );
    }
    let page = stage.ask(&Method::GET, "/kiosk", None, &[]).await.text().await.unwrap();
    assert!(page.contains("nog geen klokterminal"), "{page}");
}
