//! The control address: what is held, and the hands behind the stage.

use insta::assert_json_snapshot;
use loonbrug_sandbox::world::World;
use serde_json::json;

use crate::visitor::{Visitor, hours};

#[tokio::test]
async fn a_person_adds_changes_and_removes_rows_by_hand() {
    let visitor = Visitor::stranger().await;
    let edit = |more: serde_json::Value| {
        let mut edit = json!({ "company": 1, "employee": 1001 });
        edit.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        edit
    };
    let added = visitor
        .order(
            "edit",
            edit(json!({ "action": "add", "code": 2100, "hours": "15.00", "period": 3 })),
        )
        .await;
    visitor
        .order(
            "edit",
            edit(json!({ "action": "change", "id": added["id"], "hours": 14.5, "by": "hand@example.nl" })),
        )
        .await;
    let held = visitor.control("state/nmbrs/hours").await;
    let row = &held[0];
    assert_eq!(
        (&row["hours"], &row["written_through"], &row["changed_by"]),
        (&json!("14.50"), &json!("person"), &json!("hand@example.nl"))
    );
    assert_eq!((&row["period"], &row["retroactive"]), (&json!(3), &json!(true)));
    visitor
        .order("edit", edit(json!({ "action": "delete", "id": added["id"] })))
        .await;
    assert_eq!(visitor.control("state/nmbrs/hours").await, json!([]));
    visitor
        .order("edit", edit(json!({ "action": "add", "what": "days", "days": 7 })))
        .await;
    assert_eq!(visitor.control("state/nmbrs/days").await[0]["days"], 7);
    visitor
        .order("edit", edit(json!({ "action": "delete", "what": "days" })))
        .await;
    assert_eq!(visitor.control("state/nmbrs/days").await, json!([]));
    let (status, refusal) = visitor
        .try_order("edit", edit(json!({ "action": "change", "id": 1, "hours": 1 })))
        .await;
    assert_eq!(status, 409, "{refusal}");
    let nobody = json!({ "action": "add", "company": 1, "employee": 9, "code": 2100 });
    assert_eq!(visitor.try_order("edit", nobody).await.0, 404);
}

#[tokio::test]
async fn people_are_hired_change_and_leave() {
    let visitor = Visitor::new().await;
    let edit = async |employee: i32, more: serde_json::Value| {
        let mut edit = json!({ "company": 1, "employee": employee, "from": "2023-04-15" });
        edit.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        visitor.try_order("edit-person", edit).await
    };
    assert_eq!(edit(2000, json!({})).await.0, 400);
    let hired = json!({ "first_name": "Nina", "last_name": "Nieuw", "work_email": "nina@example.nl", "hours_per_week": "12.345" });
    assert_eq!(edit(2000, hired).await.0, 200);
    let changed = json!({ "hours_per_week": 24, "work_email": "thomas@example.nl" });
    assert_eq!(edit(1001, changed).await.0, 200);
    assert_eq!(edit(1002, json!({ "left": "2023-04-30" })).await.0, 200);
    assert_eq!(edit(1003, json!({ "hours_per_week": 169 })).await.0, 400);
    let company = visitor.company(1).await;
    let contracts = visitor
        .rows(&format!("{company}/employees/contracts?createdFrom=2023-05-17"))
        .await;
    assert_eq!(
        (
            &contracts[0]["contracts"][0]["hoursPerWeek"],
            &contracts[0]["contracts"][0]["startDate"]
        ),
        (&json!(24), &json!("2023-04-15T00:00:00Z"))
    );
    let shown: Vec<_> = [1001, 1002, 2000]
        .map(|number| format!("state/nmbrs/employees?company=1&employee={number}"))
        .to_vec();
    let mut people = vec![];
    for path in shown {
        let person = visitor.control(&path).await[0].clone();
        people.push(format!(
            "{} {} {} {}",
            person["name"], person["work_email"], person["hours_per_week"], person["in_service_until"]
        ));
    }
    assert_eq!(
        people,
        [
            r#""Thomas Lakeman" "thomas@example.nl" "24.000" null"#,
            r#""Joeri Kreuk" "joeri.kreuk@example.nl" "0.000" "2023-04-30""#,
            r#""Nina Nieuw" "nina@example.nl" "12.345" null"#,
        ]
    );
    assert_eq!(
        visitor
            .rows(&format!("{company}/employees?employeeType=formerPayroll"))
            .await
            .len(),
        2
    );
}

#[tokio::test]
async fn calls_are_counted_by_operation() {
    let visitor = Visitor::new().await;
    let url = visitor.sandbox.base_url().join("control/calls").unwrap();
    visitor.http.delete(url).send().await.unwrap();
    let path = visitor.employee(1001).await + "/variablehours";
    visitor
        .order("faults", json!({ "operation": "GET /api/debtors", "kind": "status" }))
        .await;
    for code in [2100, 2100, 9999] {
        visitor.post(&path, hours(code, 1.0, (2023, 4), false)).await;
    }
    for call in [path.as_str(), "api/debtors", "api/nothing"] {
        visitor.get(call).await;
    }
    let calls = visitor.control("calls").await;
    assert_eq!(
        (&calls["total"], &calls["reads"], &calls["writes"]),
        (&json!(6), &json!(3), &json!(3))
    );
    assert_json_snapshot!(calls["operations"], @r#"
    {
      "GET /api/(not offered)": {
        "calls": 1,
        "faulted": 0,
        "refused": 1,
        "write": false
      },
      "GET /api/debtors": {
        "calls": 1,
        "faulted": 1,
        "refused": 0,
        "write": false
      },
      "GET /api/employees/{employeeId}/variablehours": {
        "calls": 1,
        "faulted": 0,
        "refused": 0,
        "write": false
      },
      "POST /api/employees/{employeeId}/variablehours": {
        "calls": 3,
        "faulted": 0,
        "refused": 1,
        "write": true
      }
    }
    "#);
    assert_json_snapshot!(calls["last"][2], @r#"
    {
      "at": "2023-05-17T09:00:00Z",
      "fault": null,
      "interface": "rest",
      "number": 3,
      "operation": "POST /api/employees/{employeeId}/variablehours",
      "status": 400,
      "write": true
    }
    "#);
}

#[tokio::test]
async fn a_reset_brings_the_data_set_back_and_keeps_the_grants() {
    let visitor = Visitor::new().await;
    let employee = visitor.employee(1001).await;
    visitor
        .post(
            &format!("{employee}/variablehours"),
            hours(2100, 15.0, (2023, 4), false),
        )
        .await;
    visitor
        .order("close-period", json!({ "company": 1, "wage_return_sent": true }))
        .await;
    visitor.order("latency", json!({ "ms": 1 })).await;
    visitor.order("reset", json!({})).await;
    assert_eq!(visitor.control("state/nmbrs/hours").await, json!([]));
    assert_eq!(visitor.control("state/nmbrs/companies").await[0]["period"], 4);
    assert_eq!(visitor.control("latency").await, json!({ "ms": 0 }));
    assert_eq!(visitor.rows(&format!("{employee}/variablehours")).await.len(), 0);
}

#[tokio::test]
async fn another_data_set_is_loaded_and_one_without_origin_is_not_reset() {
    let visitor = Visitor::stranger().await;
    let generated = json!({ "set": "generated", "companies": 2, "employees": 30, "months": 2, "seed": 7 });
    assert_eq!(
        visitor.order("load", generated).await,
        json!({ "companies": 2, "employees": 60 })
    );
    assert_eq!(
        visitor
            .control("state/nmbrs/employees?company=2")
            .await
            .as_array()
            .unwrap()
            .len(),
        30
    );
    assert_eq!(
        visitor.control("state/nmbrs/hours").await.as_array().unwrap().len(),
        120
    );
    assert_eq!(visitor.try_order("load", json!({ "set": "real" })).await.0, 422);
    let empty = Visitor::of(World::new(1)).await;
    assert_eq!(empty.try_order("reset", json!({})).await.0, 409);
}

#[tokio::test]
async fn settings_that_do_not_exist_are_refused() {
    let visitor = Visitor::stranger().await;
    assert_eq!(
        visitor.order("settings", json!({ "batch": "stop_at_first_bad" })).await["batch"],
        "stop_at_first_bad"
    );
    assert_eq!(visitor.try_order("settings", json!({ "bach": "atomic" })).await.0, 400);
    assert_eq!(visitor.try_order("settings", json!({ "batch": "never" })).await.0, 400);
}

#[tokio::test]
async fn the_clock_stands_moves_and_runs() {
    let visitor = Visitor::stranger().await;
    assert_eq!(visitor.control("clock").await["now"], "2023-05-17T09:00:00Z");
    assert_eq!(
        visitor.order("clock", json!({ "advance_seconds": 90 })).await["now"],
        "2023-05-17T09:01:30Z"
    );
    let real = visitor.order("clock", json!({})).await["now"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(real.as_str() > "2026", "{real}");
}

#[tokio::test]
async fn a_stopped_sandbox_no_longer_listens_and_its_address_is_free() {
    let visitor = Visitor::stranger().await;
    let address = format!("127.0.0.1:{}", visitor.sandbox.base_url().port().unwrap());
    assert!(
        visitor
            .sandbox
            .login_lines()
            .iter()
            .any(|line| line.contains("nmbrs-sandbox-token"))
    );
    visitor.sandbox.stop().await;
    std::net::TcpListener::bind(address).unwrap();
}

#[tokio::test]
async fn a_world_is_saved_and_goes_on_where_it_was() {
    let visitor = Visitor::new().await;
    let employee = visitor.employee(1001).await;
    visitor
        .post(
            &format!("{employee}/variablehours"),
            hours(2100, 15.0, (2023, 4), false),
        )
        .await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("world.json");
    visitor.sandbox.save(&path).unwrap();
    let mut again = Visitor::of(World::load(&path).unwrap()).await;
    again.token.clone_from(&visitor.token);
    let row = again.rows(&format!("{employee}/variablehours")).await.remove(0);
    let id = row["hourComponentId"].as_str().unwrap();
    assert_eq!(again.delete(&format!("{employee}/hours/{id}")).await.0, 204);
}
