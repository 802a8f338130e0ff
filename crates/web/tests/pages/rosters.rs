//! Standard rosters, made and changed on a page.

use crate::stage::{Stage, User};
use loonbrug_domain::access::Role;
use reqwest::header::LOCATION;
use reqwest::{Method, Response, StatusCode};

const NIGHT: [(&str, &str); 6] = [
    ("slot-week", "1"),
    ("slot-day", "friday"),
    ("slot-from", "22:00"),
    ("slot-to", "06:00"),
    ("slot-pause", "30"),
    ("slot-group", ""),
];

async fn post(stage: &Stage, user: &User, form: &[(&str, &str)]) -> Response {
    let mut fields = vec![("token", user.token.as_str())];
    fields.extend(form);
    let path = format!("/e/{}/planning/roster", stage.organisation);
    stage.ask(&Method::POST, &path, Some(user), &fields).await
}

/// A roster of one shift.
fn roster<'f>(name: &'f str, person: &'f str, more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut form = vec![
        ("name", name),
        ("weeks", "2"),
        ("monday", "2023-05-15"),
        ("slot-person", person),
    ];
    form.extend(NIGHT);
    form.extend(more);
    form
}

async fn page(stage: &Stage, user: &User, name: &str) -> (StatusCode, String) {
    let path = format!("/e/{}/planning/roster?name={name}", stage.organisation);
    let answer = stage.ask(&Method::GET, &path, Some(user), &[]).await;
    (answer.status(), answer.text().await.unwrap())
}

#[tokio::test]
async fn a_roster_is_made_changed_and_taken_away() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let saved = post(&stage, &owner, &roster("Nacht", "Thomas Lakeman (1001)", &[])).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    let again = post(&stage, &owner, &roster("Nacht", "1002", &[])).await;
    assert_eq!(
        again.status(),
        StatusCode::UNPROCESSABLE_ENTITY,
        "a new one may not take its place"
    );
    let (_, shown) = page(&stage, &owner, "Nacht").await;
    assert!(
        shown.contains("Thomas Lakeman (1001)") && shown.contains("value=\"22:00\""),
        "{shown}"
    );
    let changed = post(
        &stage,
        &owner,
        &roster("Nacht", "Joeri Kreuk (1002)", &[("kept", "yes")]),
    )
    .await;
    assert_eq!(changed.status(), StatusCode::SEE_OTHER);
    let rosters = stage.hub.standard_rosters(stage.organisation).await.unwrap();
    let slots: Vec<_> = rosters.iter().flat_map(|roster| &roster.slots).collect();
    assert_eq!((rosters.len(), slots.len(), rosters[0].cycle_weeks), (1, 1, 2));
    assert_eq!(
        (slots[0].employee, slots[0].from_minute, slots[0].to_minute),
        (1002, 1_320, 360)
    );
    let removed = post(&stage, &owner, &[("name", "Nacht"), ("kept", "yes"), ("do", "remove")]).await;
    assert_eq!(removed.status(), StatusCode::SEE_OTHER);
    assert_eq!(page(&stage, &owner, "Nacht").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_roster_that_was_taken_away_is_put_back_as_it_was() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let factor = [("slot-factor", "150%")];
    post(&stage, &owner, &roster("Nacht", "Thomas Lakeman (1001)", &factor)).await;
    let before = stage.hub.standard_rosters(stage.organisation).await.unwrap();
    let removing = [("name", "Nacht"), ("kept", "yes"), ("do", "remove")];
    let removed = post(&stage, &owner, &removing).await;
    let planning = removed.headers()[LOCATION].to_str().unwrap();
    let shown = stage.ask(&Method::GET, planning, Some(&owner), &[]).await;
    let shown = shown.text().await.unwrap();
    assert!(
        shown.contains("Ongedaan maken") && shown.contains("value=\"restore\""),
        "{shown}"
    );
    // What one took away is not another's to put back.
    let payroll = stage.user(Role::Payroll, stage.organisation).await;
    let restoring = [("do", "restore")];
    let others = post(&stage, &payroll, &restoring).await;
    assert_eq!(others.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(post(&stage, &owner, &restoring).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(stage.hub.standard_rosters(stage.organisation).await.unwrap(), before);
    // A second click finds it there.
    let again = post(&stage, &owner, &restoring).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_cannot_be_comes_back_as_it_was_typed() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let tuesday = [("monday", "2023-05-16")];
    for (form, text) in [
        (roster("Nacht", "Iemand Anders", &[]), "Niemand heet zo"),
        (
            [&tuesday[..], &roster("Nacht", "1001", &[])].concat(),
            "16-05-2023 is geen maandag",
        ),
        (roster("", "1001", &[]), "een rooster heeft geen naam"),
    ] {
        let refused = post(&stage, &owner, &form).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let shown = refused.text().await.unwrap();
        assert!(
            shown.contains(text) && shown.contains("value=\"22:00\""),
            "{text}: {shown}"
        );
    }
    assert_eq!(stage.hub.standard_rosters(stage.organisation).await.unwrap(), []);
}

#[tokio::test]
async fn a_planner_makes_rosters_of_the_own_people_only() {
    let stage = Stage::set().await;
    let (owner, planner) = (
        stage.user(Role::Owner, stage.organisation).await,
        stage.user(Role::Planner, stage.organisation).await,
    );
    post(&stage, &owner, &roster("Iedereen", "Joeri Kreuk (1002)", &[])).await;
    assert_eq!(page(&stage, &planner, "Iedereen").await.0, StatusCode::NOT_FOUND);
    let others = roster("Iedereen", "Thomas Lakeman (1001)", &[("kept", "yes")]);
    assert_eq!(post(&stage, &planner, &others).await.status(), StatusCode::NOT_FOUND);
    let removing = [("name", "Iedereen"), ("do", "remove")];
    assert_eq!(post(&stage, &planner, &removing).await.status(), StatusCode::NOT_FOUND);
    let own = roster("Eigen", "Thomas Lakeman (1001)", &[]);
    assert_eq!(post(&stage, &planner, &own).await.status(), StatusCode::SEE_OTHER);
}
