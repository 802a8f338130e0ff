//! The pages about notices and webhooks.

use crate::stage::Stage;
use loonbrug_domain::access::Role;
use loonbrug_domain::notice::NoticeKind;
use reqwest::{Method, StatusCode};

#[tokio::test]
async fn a_user_chooses_what_comes_by_mail_and_sees_the_choice() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let organisation = stage.organisation.to_string();
    let form = [
        ("token", owner.token.as_str()),
        ("organisation", organisation.as_str()),
        ("coupling.paused", "daily"),
        // Nobody switches this off.
        ("password.changed", "never"),
    ];
    let saved = stage.ask(&Method::POST, "/account/notices", Some(&owner), &form).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    let shown = stage.ask(&Method::GET, "/account/notices", Some(&owner), &[]).await;
    let shown = shown.text().await.unwrap();
    let select = shown.split("name=\"coupling.paused\"").nth(1).unwrap();
    let select = select.split("</select>").next().unwrap();
    assert!(select.contains("value=\"daily\" selected"), "{select}");
    assert!(!shown.contains("name=\"password.changed\""));
    assert!(shown.contains("Er is geen mailserver ingesteld"));
    // An employee hears of the own leave, and of nothing else.
    let employee = stage.user(Role::Employee, stage.organisation).await;
    let shown = stage.ask(&Method::GET, "/account/notices", Some(&employee), &[]).await;
    let shown = shown.text().await.unwrap();
    assert!(shown.contains("name=\"leave.decided\"") && !shown.contains("name=\"run.failed\""));
}

#[tokio::test]
async fn who_works_for_many_chooses_for_all_and_then_the_exceptions() {
    let stage = Stage::set().await;
    stage.user(Role::Owner, stage.organisation).await;
    let owner = stage.too(Role::Owner, stage.organisation, stage.other).await;
    let choose = async |organisation: &str, timing: &str| {
        let form = [
            ("token", owner.token.as_str()),
            ("organisation", organisation),
            ("coupling.paused", timing),
            ("run.failed", ""),
        ];
        let saved = stage.ask(&Method::POST, "/account/notices", Some(&owner), &form).await;
        assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    };
    let see = async |query: &str| {
        let path = format!("/account/notices{query}");
        let shown = stage.ask(&Method::GET, &path, Some(&owner), &[]).await;
        shown.text().await.unwrap()
    };
    let paused = |page: &str| {
        let select = page.split("name=\"coupling.paused\"").nth(1).unwrap();
        select.split("</select>").next().unwrap().to_owned()
    };
    choose("", "daily").await;
    let all = see("").await;
    assert!(paused(&all).contains("value=\"daily\" selected"), "{all}");
    assert_eq!(all.matches("name=\"coupling.paused\"").count(), 1, "one form for all");
    assert_eq!(all.matches("als bij de meeste").count(), 2, "{all}");

    choose(&stage.other.to_string(), "never").await;
    let all = see("").await;
    assert!(paused(&all).contains("value=\"\" selected"), "{all}");
    assert!(all.contains("1 melding anders"), "{all}");
    let one = see(&format!("?employer={}", stage.other)).await;
    assert!(paused(&one).contains("value=\"never\" selected"), "{one}");
    assert!(one.contains("Kledingzaak Voorbeeld") && !one.contains("Uitzonderingen"));
    let found = see("?find=kleding").await;
    assert!(!found.contains(">Modehuis Voorbeeld</a></th>"), "{found}");
    // What differs and is left so stays.
    choose("", "").await;
    assert!(paused(&see(&format!("?employer={}", stage.other)).await).contains("value=\"never\" selected"));
}

#[tokio::test]
async fn a_trial_letter_without_a_mail_server_says_why() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let form = [("token", owner.token.as_str())];
    let answer = stage
        .ask(&Method::POST, "/account/notices/trial", Some(&owner), &form)
        .await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().await.unwrap().contains("geen mailserver"));
}

#[tokio::test]
async fn a_webhook_is_added_with_its_secret_shown_once_and_removed() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let list = format!("/e/{}/settings/webhooks", stage.organisation);
    let add = async |address: &str, kind: &str| {
        let form = [("token", owner.token.as_str()), ("address", address), ("kind", kind)];
        let answer = stage.ask(&Method::POST, &list, Some(&owner), &form).await;
        (answer.status(), answer.text().await.unwrap())
    };
    let (status, shown) = add("https://192.168.1.1/hook", "run.done").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        shown.contains("intern netwerk") && shown.contains("https://192.168.1.1/hook"),
        "what was typed stays"
    );
    let (status, shown) = add("https://hooks.example.nl/a", "run.done").await;
    assert_eq!(status, StatusCode::OK);
    assert!(shown.contains("whsec_"), "{shown}");
    let shown = stage
        .ask(&Method::GET, &list, Some(&owner), &[])
        .await
        .text()
        .await
        .unwrap();
    assert!(shown.contains("https://hooks.example.nl/a") && !shown.contains("whsec_"));

    let webhook = stage.hub.webhooks(stage.organisation).await.unwrap().remove(0);
    assert_eq!(webhook.kinds, [NoticeKind::RunDone].into());
    let page = format!("{list}/{}", webhook.id);
    let act = async |form: &[(&str, &str)]| {
        let form = [&[("token", owner.token.as_str())], form].concat();
        let answer = stage.ask(&Method::POST, &page, Some(&owner), &form).await;
        (answer.status(), answer.text().await.unwrap())
    };
    assert_eq!(
        act(&[("do", "kinds"), ("kind", "run.failed")]).await.0,
        StatusCode::SEE_OTHER
    );
    assert_eq!(act(&[("do", "kinds")]).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, shown) = act(&[("do", "secret")]).await;
    assert_eq!(status, StatusCode::OK);
    assert!(shown.contains("whsec_"));
    // An owner of another employer finds nothing there.
    let stranger = stage.user(Role::Owner, stage.other).await;
    let theirs = page.replace(&stage.organisation.to_string(), &stage.other.to_string());
    let answer = stage.ask(&Method::GET, &theirs, Some(&stranger), &[]).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert_eq!(act(&[("do", "remove")]).await.0, StatusCode::SEE_OTHER);
    let answer = stage.ask(&Method::GET, &page, Some(&owner), &[]).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_told_is_shown_with_the_way_to_it() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let page = format!("/e/{}/settings/notices", stage.organisation);
    let shown = stage
        .ask(&Method::GET, &page, Some(&owner), &[])
        .await
        .text()
        .await
        .unwrap();
    assert!(shown.contains("Er is nog niets te melden geweest."), "{shown}");
    let form = [
        ("token", owner.token.as_str()),
        ("again", "018815e5-0000-7000-8000-000000000000"),
    ];
    let answer = stage.ask(&Method::POST, &page, Some(&owner), &form).await;
    assert_eq!(
        answer.status(),
        StatusCode::UNPROCESSABLE_ENTITY,
        "nothing of that name waits"
    );
}
