//! Files that are sent with a form: hours whose columns are chosen, and rules.

use crate::stage::Stage;
use loonbrug_domain::RuleSet;
use loonbrug_domain::access::Role;
use loonbrug_domain::rules::write_rule_file;
use loonbrug_files::Field;
use reqwest::{Method, StatusCode};

const UNKNOWN_COLUMNS: &str = "wie;dag;begin;t\n1001;15-05-2023;09:00;17:00\n";

fn handle(page: &str) -> &str {
    let (_, after) = page.split_once("name=\"file\" value=\"").unwrap();
    after.split('"').next().unwrap()
}

#[tokio::test]
async fn columns_are_chosen_by_their_first_lines_and_kept_with_the_file() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let address = format!("/e/{}/hours/import", stage.organisation);
    let refused = stage.send_file(&address, &owner, UNKNOWN_COLUMNS).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    assert!(page.contains("Lezen als") && page.contains("17:00"), "{page}");
    let choose = async |end: &str| {
        let form = [
            ("token", owner.token.as_str()),
            ("file", handle(&page)),
            ("column", "employee_number"),
            ("column", "date"),
            ("column", "start"),
            ("column", end),
        ];
        let path = format!("{address}/columns");
        stage.ask(&Method::POST, &path, Some(&owner), &form).await
    };
    let twice = choose("start").await;
    assert_eq!(twice.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        twice
            .text()
            .await
            .unwrap()
            .contains("Twee kolommen zijn gekozen als begin")
    );
    let read = choose("end").await;
    assert_eq!(read.status(), StatusCode::OK);
    assert!(read.text().await.unwrap().contains("1 nieuw"));
    assert_eq!(stage.hub.column_mapping(stage.organisation).await.unwrap(), None);
    let form = [
        ("token", owner.token.as_str()),
        ("file", handle(&page)),
        ("do", "store"),
    ];
    let path = format!("{address}/store");
    let stored = stage.ask(&Method::POST, &path, Some(&owner), &form).await;
    assert_eq!(stored.status(), StatusCode::SEE_OTHER);
    let kept = stage.hub.column_mapping(stage.organisation).await.unwrap().unwrap();
    assert_eq!(kept.fields.get(&Field::EmployeeNumber).map(String::as_str), Some("wie"));
}

#[tokio::test]
async fn a_file_of_rules_is_looked_at_and_one_with_a_fault_is_refused_with_its_line() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let address = format!("/e/{}/settings/rule-file", stage.organisation);
    let rules = RuleSet {
        name: "eigen".to_owned(),
        ..RuleSet::retail_non_food()
    };
    let file = write_rule_file(&[rules]).unwrap();
    let looked = stage.send_file(&address, &owner, &file).await;
    assert_eq!(looked.status(), StatusCode::OK);
    let page = looked.text().await.unwrap();
    assert!(
        page.contains("Wat dit bestand verandert") && page.contains("Deze regels overnemen"),
        "{page}"
    );
    let wrong = file.replacen("sunday", "zonnedag", 1);
    assert_ne!(wrong, file);
    let refused = stage.send_file(&address, &owner, &wrong).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("Dit bestand klopt niet"));
}
