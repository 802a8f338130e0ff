//! The planning of a year: people by group, months across.

use crate::stage::{GROUP, Stage, User};
use loonbrug_domain::access::Role;
use loonbrug_domain::group::{Group, GroupKind};
use loonbrug_domain::profile::{Field, Owner, Setting};
use loonbrug_hub::profiles::Wanted;
use reqwest::{Method, StatusCode};

async fn plan(stage: &Stage, planner: &User, (person, date, group): (&str, &str, &str)) {
    let form = [
        ("token", planner.token.as_str()),
        ("person", person),
        ("date", date),
        ("start", "09:00"),
        ("end", "17:00"),
        ("pause", "30"),
        ("of_group", group),
    ];
    let path = format!("/e/{}/planning/add", stage.organisation);
    let answer = stage.ask(&Method::POST, &path, Some(planner), &form).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
}

/// The rows of the page, tags taken out.
async fn rows(stage: &Stage, user: &User, query: &str) -> Vec<String> {
    let path = format!("/e/{}/planning/year{query}", stage.organisation);
    let page = stage
        .ask(&Method::GET, &path, Some(user), &[])
        .await
        .text()
        .await
        .unwrap();
    let rows = page.split("<tr data-row>").skip(1);
    let plain = |row: &str| {
        let row = row.split("</tr>").next().unwrap_or_default().replace('<', " <");
        let texts = row
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, text)| text).trim());
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    };
    rows.map(plain).collect()
}

#[tokio::test]
async fn a_year_is_shown_by_group_and_a_preferred_group_takes_it_all() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let other = Group {
        name: "Magazijn".to_owned(),
        kind: GroupKind::Branch,
        number: None,
        archived: false,
    };
    stage.hub.add_group(stage.organisation, &other).await.unwrap();
    stage
        .hub
        .join_groups(stage.organisation, &[stage.person], &["Magazijn".to_owned()], false)
        .await
        .unwrap();
    for planned in [
        ("1001", "2023-04-03", GROUP),
        ("1001", "2023-05-01", "Magazijn"),
        ("1002", "2023-12-29", ""),
    ] {
        plan(&stage, &owner, planned).await;
    }
    assert_eq!(
        rows(&stage, &owner, "").await,
        [
            "Joeri Kreuk 7,50 7,50".to_owned(),
            "Thomas Lakeman Magazijn 7,50 7,50".to_owned(),
            format!("Thomas Lakeman {GROUP} 7,50 7,50"),
        ]
    );
    assert_eq!(rows(&stage, &owner, "?group=Magazijn").await.len(), 1);
    assert_eq!(
        rows(&stage, &owner, "?year=2024").await.len(),
        2,
        "nobody is planned, they are still there"
    );
    let planner = stage.user(Role::Planner, stage.organisation).await;
    let reached = rows(&stage, &planner, "").await;
    assert!(reached.iter().all(|row| row.starts_with("Thomas")), "{reached:?}");

    let preferred = Wanted {
        field: Field::PreferredGroup,
        setting: Some(Setting::parse(Field::PreferredGroup, "Magazijn").unwrap()),
    };
    let (person, day) = (Owner::Person(stage.person), "2023-01-01".parse().unwrap());
    stage
        .hub
        .set_profile(stage.organisation, &person, day, &[preferred])
        .await
        .unwrap();
    assert_eq!(
        rows(&stage, &owner, "").await,
        ["Joeri Kreuk 7,50 7,50", "Thomas Lakeman Magazijn 15,00 7,50 7,50"]
    );
}

#[tokio::test]
async fn a_year_that_no_calendar_has_is_not_there() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let path = format!("/e/{}/planning/year?year=20233", stage.organisation);
    let shown = stage.ask(&Method::GET, &path, Some(&owner), &[]).await;
    assert_eq!(shown.status(), StatusCode::NOT_FOUND);
}
