//! Wage components.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::visitor::Visitor;

#[tokio::test]
async fn wage_components_are_added_read_changed_and_removed() {
    let visitor = Visitor::new().await;
    let company = visitor.company(1).await;
    let employee = visitor.employee(1018).await;
    let path = format!("{employee}/variablewagecomponent");
    let (status, created) = visitor
        .post(&path, json!({ "code": 5090, "value": 13.5, "comment": "Maaltijden" }))
        .await;
    assert_eq!(status, 201, "{created}");
    let list = format!(
        "{company}/employees/variablewagecomponents?employeeId={}",
        employee.replace("api/employees/", "")
    );
    assert_json_snapshot!(visitor.rows(&list).await, @r#"
    [
      {
        "employeeId": "999b8315-debf-4471-80fd-31e9d4723c61",
        "variablewagecomponents": [
          {
            "code": 5090,
            "comment": "Maaltijden",
            "costCenterId": null,
            "costUnitId": null,
            "value": 13.5,
            "variableWageComponentId": "837f1903-99f4-49e3-a8ae-4b942a39e11a"
          }
        ]
      }
    ]
    "#);
    let id = created["variableWageComponentId"].as_str().unwrap();
    assert_eq!(
        visitor
            .put(&path, json!({ "variableWageComponentId": id, "value": 18 }))
            .await
            .0,
        200
    );
    assert_eq!(visitor.control("state/nmbrs/wages").await[0]["value"], "18.00");
    assert_eq!(visitor.delete(&format!("{employee}/wagecomponents/{id}")).await.0, 204);
    assert_eq!(visitor.control("state/nmbrs/wages").await, json!([]));
}

#[tokio::test]
async fn fixed_ones_have_their_own_names_and_the_flag_at_the_top() {
    let visitor = Visitor::new().await;
    let company = visitor.company(1).await;
    let employee = visitor.employee(1018).await;
    let path = format!("{employee}/fixedwagecomponent");
    let body = |code: i32, unprotected: bool| json!({ "code": code, "value": 10, "periodDetails": { "year": 2023, "period": 3 }, "unprotectedMode": unprotected });
    assert_eq!(visitor.post(&path, body(5131, false)).await.1["title"], "ProtectedMode");
    assert_eq!(visitor.post(&path, body(1, true)).await.1["title"], "InvalidWageCode");
    assert_eq!(visitor.post(&path, body(5131, true)).await.0, 201);
    let list = format!(
        "{company}/employees/fixedwagecomponents?employeeId={}",
        employee.replace("api/employees/", "")
    );
    assert_json_snapshot!(visitor.rows(&list).await, @r#"
    [
      {
        "employeeId": "999b8315-debf-4471-80fd-31e9d4723c61",
        "fixedWageComponents": [
          {
            "code": 5131,
            "comment": null,
            "costCenterId": null,
            "costUnitId": null,
            "endPeriod": null,
            "endYear": null,
            "fixedWageComponentId": "837f1903-99f4-49e3-a8ae-4b942a39e11a",
            "value": 10
          }
        ]
      }
    ]
    "#);
}
