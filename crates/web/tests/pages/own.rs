//! The employee's own page: clock, leave, and only the own person.

use crate::stage::{Stage, User};
use loonbrug_domain::access::Role;
use loonbrug_domain::leave::RequestState;
use loonbrug_domain::profile::{Field, Owner, Setting};
use loonbrug_domain::{Date, DateRange};
use loonbrug_hub::profiles::Wanted;
use reqwest::header::LOCATION;
use reqwest::{Method, Response, StatusCode};

async fn employee(stage: &Stage) -> User {
    stage.user(Role::Employee, stage.organisation).await
}

async fn post(stage: &Stage, user: &User, page: &str, form: &[(&str, &str)]) -> Response {
    let mut fields = vec![("token", user.token.as_str())];
    fields.extend(form);
    let path = format!("/e/{}/{page}", stage.organisation);
    stage.ask(&Method::POST, &path, Some(user), &fields).await
}

async fn text(stage: &Stage, user: &User, path: &str) -> String {
    stage
        .ask(&Method::GET, path, Some(user), &[])
        .await
        .text()
        .await
        .unwrap()
}

async fn let_clock(stage: &Stage) {
    let allowed = Wanted {
        field: Field::TimeTracking,
        setting: Some(Setting::TimeTracking(true)),
    };
    let from = Date::constant(2023, 1, 1);
    let owner = Owner::Person(stage.person);
    let allowed = [allowed];
    let set = stage.hub.set_profile(stage.organisation, &owner, from, &allowed);
    set.await.unwrap();
}

#[tokio::test]
async fn an_employee_lands_on_the_own_page_and_sees_nothing_else() {
    let stage = Stage::set().await;
    let user = employee(&stage).await;
    let home = stage.ask(&Method::GET, "/", Some(&user), &[]).await;
    let own = format!("/e/{}/me", stage.organisation);
    assert_eq!(home.headers().get(LOCATION).unwrap().to_str().unwrap(), own);
    let page = text(&stage, &user, &own).await;
    assert!(
        page.contains("Thomas Lakeman") && page.contains("Klokken doe je bij de klokterminal"),
        "{page}"
    );
    assert!(!page.contains("Personeel") && !page.contains("/today\""), "{page}");
}

#[tokio::test]
async fn clocking_takes_the_setting_and_a_second_click_is_no_second_event() {
    let stage = Stage::set().await;
    let user = employee(&stage).await;
    let refused = post(&stage, &user, "me/clock", &[("direction", "in")]).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let_clock(&stage).await;
    for _ in 0..2 {
        let clocked = post(&stage, &user, "me/clock", &[("direction", "in")]).await;
        assert_eq!(clocked.status(), StatusCode::SEE_OTHER);
    }
    let always = (jiff::Timestamp::MIN, jiff::Timestamp::MAX);
    let events = stage
        .hub
        .store
        .clock_events_of(stage.organisation, &[stage.person], always)
        .await
        .unwrap();
    assert_eq!(events.len(), 1);
    let page = text(&stage, &user, &format!("/e/{}/me", stage.organisation)).await;
    assert!(
        page.contains("Ingeklokt sinds 09:00") && page.contains("Uitklokken"),
        "{page}"
    );
}

#[tokio::test]
async fn leave_is_looked_at_then_asked_once_then_taken_back() {
    let stage = Stage::set().await;
    let user = employee(&stage).await;
    let mut form = vec![
        ("from", "2023-08-21"),
        ("to", "2023-09-05"),
        ("hours", "72,5"),
        ("type", "holiday"),
    ];
    let looked = post(&stage, &user, "me/leave", &form).await.text().await.unwrap();
    assert!(
        looked.contains("-72,50") && looked.contains("72,50 uur verlof aanvragen"),
        "{looked}"
    );
    form.extend([("do", "ask"), ("once", "018e2f3c-0000-7000-8000-000000000001")]);
    for _ in 0..2 {
        assert_eq!(
            post(&stage, &user, "me/leave", &form).await.status(),
            StatusCode::SEE_OTHER
        );
    }
    let always = DateRange {
        from: Date::MIN,
        to: Date::MAX,
    };
    let requests = async || stage.hub.leave_requests(stage.organisation, always).await.unwrap();
    let asked = requests().await;
    assert_eq!(asked.len(), 1);
    let withdraw = format!("me/leave/{}/withdraw", asked[0].request.id);
    assert_eq!(
        post(&stage, &user, &withdraw, &[]).await.status(),
        StatusCode::SEE_OTHER
    );
    assert_eq!(requests().await[0].request.state, RequestState::Withdrawn);
}

#[tokio::test]
async fn what_was_typed_wrongly_comes_back_with_what_to_do() {
    let stage = Stage::set().await;
    let user = employee(&stage).await;
    let form = [
        ("from", "2023-09-05"),
        ("to", "2023-08-21"),
        ("description", "Zomervakantie"),
    ];
    let refused = post(&stage, &user, "me/leave", &form).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    assert!(
        page.contains("De laatste dag ligt vóór de eerste") && page.contains("Zomervakantie"),
        "{page}"
    );
}
