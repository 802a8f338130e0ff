//! The audit log, as people read it.

use crate::stage::Stage;
use loonbrug_domain::access::Role;
use loonbrug_store::AuditEntry;
use reqwest::Method;

#[tokio::test]
async fn the_log_says_in_words_who_did_what_and_leads_there() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let entry = |action: &str, subject: &str| AuditEntry {
        organisation: Some(stage.organisation),
        at: stage.hub.surroundings.now(),
        actor: "command line".to_owned(),
        action: action.to_owned(),
        subject: subject.to_owned(),
        detail: "{}".to_owned(),
    };
    let entries = [
        entry("person.contract-type", &stage.person.to_string()),
        entry("coupling.paused", "mode & huis"),
    ];
    stage.hub.store.append_audit(&entries).await.unwrap();
    let page = format!("/e/{}/settings/audit", stage.organisation);
    let shown = stage.ask(&Method::GET, &page, Some(&owner), &[]).await;
    let shown = shown.text().await.unwrap();
    for says in [
        "rol gegeven",
        "soort contract gewijzigd",
        "koppeling gepauzeerd",
        "opdrachtregel",
    ] {
        assert!(shown.contains(says), "{says}: {shown}");
    }
    assert!(
        !shown.contains("<td>user.role") && !shown.contains("<td>command line"),
        "{shown}"
    );
    let person = format!(
        "href=\"/e/{}/people/{}\">Thomas Lakeman",
        stage.organisation, stage.person
    );
    let coupling = format!("href=\"/e/{}/couplings/mode%20%26%20huis\"", stage.organisation);
    assert!(shown.contains(&person) && shown.contains(&coupling), "{shown}");
    assert!(shown.contains(&format!("href=\"/e/{}/settings/users/", stage.organisation)));

    let auditor = stage.user(Role::Auditor, stage.organisation).await;
    let shown = stage.ask(&Method::GET, &page, Some(&auditor), &[]).await;
    let shown = shown.text().await.unwrap();
    assert!(
        !shown.contains("/settings/users/"),
        "no link to where one may not go: {shown}"
    );
}
