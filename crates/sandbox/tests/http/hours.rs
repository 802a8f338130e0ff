//! Hours: what is posted is what is read.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::visitor::{Visitor, hours};

async fn post(visitor: &Visitor, body: Value) -> (u16, Value) {
    let employee = visitor.employee(1001).await;
    visitor.post(&format!("{employee}/variablehours"), body).await
}

#[tokio::test]
async fn hours_are_added_read_changed_and_removed() {
    let visitor = Visitor::new().await;
    let employee = visitor.employee(1001).await;
    let path = format!("{employee}/variablehours");
    let (status, created) = post(&visitor, hours(2100, 15.0, (2023, 4), false)).await;
    assert_eq!(status, 201, "{created}");
    assert_json_snapshot!(created, @r#"
    {
      "hourComponentId": "44cbaac6-5b37-49fd-af7a-888bd3c69512"
    }
    "#);
    assert_json_snapshot!(visitor.rows(&format!("{path}?year=2023&period=4")).await, @r#"
    [
      {
        "comment": "Uren 01-04-2023 t/m 30-04-2023",
        "costCenterId": null,
        "costUnitId": null,
        "createdAt": "2023-05-17T09:00:00Z",
        "hourCode": 2100,
        "hourCodeDescription": "Gewerkte uren",
        "hourComponentId": "44cbaac6-5b37-49fd-af7a-888bd3c69512",
        "hours": 15
      }
    ]
    "#);
    let id = created["hourComponentId"].as_str().unwrap();
    let (status, changed) = visitor
        .put(&path, json!({ "HourComponentId": id, "hours": 16.25 }))
        .await;
    assert_eq!((status, &changed["hourComponentId"]), (200, &json!(id)));
    assert_eq!(
        visitor.held(1001).await,
        [(2100, "16.25".to_owned(), json!("Uren 01-04-2023 t/m 30-04-2023"))]
    );
    let (status, body) = visitor.delete(&format!("{employee}/hours/{id}")).await;
    assert_eq!((status, body), (204, json!("")));
    assert!(visitor.held(1001).await.is_empty());
    assert_eq!(visitor.delete(&format!("{employee}/hours/{id}")).await.0, 404);
    assert_eq!(
        visitor.put(&path, json!({ "hourComponentId": id, "hours": 1 })).await.0,
        404
    );
}

#[tokio::test]
async fn two_equal_rows_are_two_rows() {
    let visitor = Visitor::new().await;
    for _ in 0..2 {
        assert_eq!(post(&visitor, hours(2100, 15.0, (2023, 4), false)).await.0, 201);
    }
    assert_eq!(visitor.held(1001).await.len(), 2);
}

#[tokio::test]
async fn without_a_period_the_current_one_counts() {
    let visitor = Visitor::new().await;
    let employee = visitor.employee(1001).await;
    assert_eq!(post(&visitor, json!({ "hourCode": 6050, "hours": 5 })).await.0, 201);
    assert_eq!(visitor.rows(&format!("{employee}/variablehours")).await.len(), 1);
    assert_eq!(
        visitor.rows(&format!("{employee}/variablehours?period=3")).await.len(),
        0
    );
    let held = visitor.control("state/nmbrs/hours?company=1&year=2023&period=4").await;
    assert_eq!(held[0]["code"], 6050);
}

#[tokio::test]
async fn both_shapes_of_the_period_and_any_case_are_taken() {
    let visitor = Visitor::new().await;
    for body in [
        json!({ "hourCode": 2100, "hours": 1, "periodDetails": { "year": 2023, "period": 4 } }),
        json!({ "HOURCODE": 2100, "Hours": 1, "PeriodDetails": { "Period": { "Year": 2023, "Period": 4 } }, "extra": 1 }),
    ] {
        assert_eq!(post(&visitor, body).await.0, 201);
    }
}

#[tokio::test]
async fn what_is_wrong_is_refused_and_leaves_nothing() {
    let visitor = Visitor::new().await;
    for (body, title) in [
        (json!({ "hours": 1 }), "ValidationError"),
        (json!({ "hourCode": 2100 }), "ValidationError"),
        (json!({ "hourCode": 2100, "hours": -1 }), "ValidationError"),
        (json!({ "hourCode": 2100, "hours": 1000.01 }), "ValidationError"),
        (json!({ "hourCode": 2100, "hours": "15" }), "ValidationError"),
        (json!({ "hourCode": "2100", "hours": 15 }), "ValidationError"),
        (json!(["hours"]), "ValidationError"),
        (json!({ "hourCode": 9999, "hours": 1 }), "InvalidHourCode"),
        (hours(2100, 1.0, (2023, 13), false), "InvalidPeriod"),
        (
            json!({ "hourCode": 2100, "hours": 1, "costCenterId": "00000000-0000-0000-0000-000000000000" }),
            "ValidationError",
        ),
    ] {
        let (status, refusal) = post(&visitor, body.clone()).await;
        assert_eq!((status, &refusal["title"]), (400, &json!(title)), "{body}: {refusal}");
    }
    assert!(visitor.held(1001).await.is_empty());
    assert_eq!(post(&visitor, json!({ "hourCode": 2100, "hours": 1000 })).await.0, 201);
}

#[tokio::test]
async fn a_refusal_has_the_members_of_the_api() {
    let visitor = Visitor::new().await;
    assert_json_snapshot!(post(&visitor, hours(2100, 1.0, (2023, 3), false)).await.1, @r#"
    {
      "code": 4004,
      "detail": "Period 2023-3 is not the current one: unprotectedMode is needed.",
      "documentation": "https://nmbrs.stoplight.io/",
      "httpStatus": 400,
      "title": "ProtectedMode",
      "type": "BadRequest"
    }
    "#);
}

#[tokio::test]
async fn another_period_needs_the_unprotected_mode_and_a_filed_one_is_shut() {
    let visitor = Visitor::new().await;
    for period in [3, 5] {
        assert_eq!(
            post(&visitor, hours(2100, 1.0, (2023, period), false)).await.1["title"],
            "ProtectedMode"
        );
        assert_eq!(post(&visitor, hours(2100, 1.0, (2023, period), true)).await.0, 201);
    }
    assert_eq!(
        post(&visitor, hours(2100, 1.0, (2023, 2), true)).await.1["title"],
        "WageTaxDeclarationSent"
    );
    let held = visitor.control("state/nmbrs/hours?company=1").await;
    let retroactive: Vec<_> = held
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["retroactive"].clone())
        .collect();
    assert_eq!(retroactive, [true, true]);
}

#[tokio::test]
async fn a_row_of_a_closed_period_is_not_removed_and_changes_with_the_flag_only() {
    let visitor = Visitor::new().await;
    let employee = visitor.employee(1001).await;
    let created = post(&visitor, hours(2100, 8.0, (2023, 4), false)).await.1;
    let id = created["hourComponentId"].as_str().unwrap();
    assert_eq!(
        visitor.order("close-period", json!({ "company": 1 })).await["period"],
        5
    );
    assert_eq!(
        visitor.delete(&format!("{employee}/hours/{id}")).await.1["title"],
        "ProtectedMode"
    );
    let change = |unprotected: bool| json!({ "hourComponentId": id, "hours": 7, "periodDetails": { "unprotectedMode": unprotected } });
    let path = format!("{employee}/variablehours");
    assert_eq!(visitor.put(&path, change(false)).await.0, 400);
    assert_eq!(visitor.put(&path, change(true)).await.0, 200);
    assert_eq!(visitor.rows(&format!("{path}?year=2023&period=4")).await[0]["hours"], 7);
    assert_eq!(visitor.rows(&path).await.len(), 0);
    visitor
        .order("settings", json!({ "removal_is_protected": false }))
        .await;
    assert_eq!(visitor.delete(&format!("{employee}/hours/{id}")).await.0, 204);
}

#[tokio::test]
async fn a_row_belongs_to_its_employee() {
    let visitor = Visitor::new().await;
    let created = post(&visitor, hours(2100, 8.0, (2023, 4), false)).await.1;
    let other = visitor.employee(1002).await;
    let id = created["hourComponentId"].as_str().unwrap();
    assert_eq!(visitor.delete(&format!("{other}/hours/{id}")).await.0, 404);
    assert_eq!(visitor.held(1001).await.len(), 1);
}

#[tokio::test]
async fn fixed_hours_recur_until_their_end() {
    let visitor = Visitor::new().await;
    let employee = visitor.employee(1001).await;
    let path = format!("{employee}/fixedhours");
    let body = json!({ "hourCode": 2100, "hours": 4, "endYear": 2023, "endPeriod": 6 });
    let (status, created) = visitor.post(&path, body).await;
    assert_eq!(status, 201, "{created}");
    for (period, rows) in [(3, 0), (4, 1), (6, 1), (7, 0)] {
        assert_eq!(
            visitor.rows(&format!("{path}?year=2023&period={period}")).await.len(),
            rows,
            "{period}"
        );
    }
    assert_eq!(visitor.rows(&format!("{employee}/variablehours")).await.len(), 0);
    let row = visitor.rows(&path).await.remove(0);
    assert_eq!((&row["endYear"], &row["endPeriod"]), (&json!(2023), &json!(6)));
    let id = created["hourComponentId"].as_str().unwrap();
    assert_eq!(
        visitor
            .put(
                &path,
                json!({ "hourComponentId": id, "hours": 5, "endYear": 2023, "endPeriod": 7 })
            )
            .await
            .0,
        200
    );
    assert_eq!(visitor.rows(&format!("{path}?year=2023&period=7")).await.len(), 1);
    assert_eq!(visitor.delete(&format!("{employee}/hours/{id}")).await.0, 204);
}

#[tokio::test]
async fn cost_centres_and_more_than_two_decimals() {
    let visitor = Visitor::new().await;
    let company = visitor.company(1).await;
    let employee = visitor.employee(1001).await;
    let center = visitor.rows(&format!("{company}/costcenters")).await.remove(0);
    let body = json!({ "hourCode": 2100, "hours": 0.285, "costCenterId": center["costCenterId"] });
    assert_eq!(post(&visitor, body).await.0, 201);
    let row = visitor.rows(&format!("{employee}/variablehours")).await.remove(0);
    assert_eq!(
        (&row["hours"], &row["costCenterId"]),
        (&json!(0.29), &center["costCenterId"])
    );
    assert_eq!(visitor.control("state/nmbrs/hours").await[0]["rounded"], true);
}
