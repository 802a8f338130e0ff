//! Days worked.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::visitor::Visitor;

#[tokio::test]
async fn days_are_set_and_the_last_setting_counts() {
    let visitor = Visitor::new().await;
    let path = visitor.employee(1001).await + "/variabledays";
    assert_eq!(visitor.post(&path, json!({ "days": 3 })).await, (201, json!({})));
    visitor.order("clock", json!({ "advance_seconds": 60 })).await;
    let body = json!({ "days": 4, "daysForWageComponentsPerDay": 2, "periodDetails": { "period": { "year": 2023, "period": 4 } } });
    assert_eq!(visitor.post(&path, body).await.0, 201);
    assert_json_snapshot!(visitor.rows(&path).await, @r#"
    [
      {
        "createdAt": "2023-05-17T09:00:00Z",
        "days": 3,
        "daysForWageComponentsPerDay": null
      },
      {
        "createdAt": "2023-05-17T09:01:00Z",
        "days": 4,
        "daysForWageComponentsPerDay": 2
      }
    ]
    "#);
    let held = visitor.control("state/nmbrs/days?company=1").await;
    assert_eq!(
        (
            held.as_array().unwrap().len(),
            &held[0]["days"],
            &held[0]["times_written"]
        ),
        (1, &json!(4), &json!(2))
    );
}

#[tokio::test]
async fn days_are_whole_and_of_an_open_period() {
    let visitor = Visitor::new().await;
    let path = visitor.employee(1001).await + "/variabledays";
    for days in [json!(-1), json!(1001), json!(2.5), json!("3"), json!(null)] {
        assert_eq!(visitor.post(&path, json!({ "days": days })).await.0, 400, "{days}");
    }
    let past = json!({ "days": 3, "periodDetails": { "period": { "year": 2023, "period": 3 } } });
    assert_eq!(visitor.post(&path, past).await.1["title"], "ProtectedMode");
    assert_eq!(visitor.control("state/nmbrs/days").await, json!([]));
}

#[tokio::test]
async fn fixed_days_count_from_their_period_on() {
    let visitor = Visitor::new().await;
    let employee = visitor.employee(1001).await;
    assert_eq!(
        visitor
            .post(&format!("{employee}/fixeddays"), json!({ "days": 20 }))
            .await
            .0,
        201
    );
    for (period, rows) in [(3, 0), (4, 1), (12, 1)] {
        assert_eq!(
            visitor
                .rows(&format!("{employee}/fixeddays?year=2023&period={period}"))
                .await
                .len(),
            rows
        );
    }
    assert_eq!(visitor.rows(&format!("{employee}/variabledays")).await.len(), 0);
}
