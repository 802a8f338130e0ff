//! The history of what took effect.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::visitor::{Visitor, hours};

async fn effects(visitor: &Visitor, filter: &str) -> Vec<Value> {
    let effects = visitor.control(&format!("state/nmbrs/effects{filter}")).await;
    effects.as_array().unwrap().clone()
}

/// Number, what, list, code, quantity, days and through.
fn told(effects: &[Value]) -> Vec<String> {
    let members = ["number", "what", "list", "code", "quantity", "days", "through"];
    let line = |effect: &Value| {
        members
            .map(|member| effect[member].to_string().replace('"', ""))
            .join(" ")
    };
    effects.iter().map(line).collect()
}

#[tokio::test]
async fn every_accepted_write_is_remembered_in_its_order() {
    let visitor = Visitor::new().await;
    let employee = visitor.employee(1001).await;
    let path = format!("{employee}/variablehours");
    let (_, row) = visitor.post(&path, hours(2100, 15.0, (2023, 4), false)).await;
    visitor.post(&path, hours(2100, 15.0, (2023, 3), false)).await;
    let change = json!({ "hourComponentId": row["hourComponentId"], "hours": 14.5 });
    visitor.put(&path, change).await;
    let hand = json!({ "company": 1, "employee": 1002, "action": "add" });
    for more in [
        json!({ "what": "wages", "code": 5090, "value": "4.50" }),
        json!({ "what": "days", "days": 3, "period": 3 }),
        json!({ "what": "days", "days": 3, "period": 3, "action": "delete" }),
    ] {
        let mut edit = hand.clone();
        edit.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        visitor.order("edit", edit).await;
    }
    let removed = format!("{employee}/hours/{}", row["hourComponentId"].as_str().unwrap());
    assert_eq!(visitor.delete(&removed).await.0, 204);
    assert_eq!(
        told(&effects(&visitor, "").await),
        [
            "1 insert hours 2100 15.00 null rest",
            "2 change hours 2100 14.50 null rest",
            "3 insert wages 5090 4.50 null person",
            "4 set-days days null null 3 person",
            "5 clear-days days null null 3 person",
            "6 remove hours 2100 14.50 null rest",
        ]
    );
    let numbers = async |filter: &str| {
        let rows = effects(&visitor, filter).await;
        rows.iter()
            .map(|row| row["number"].as_u64().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers("?company=1&employee=1001").await, [1, 2, 6]);
    assert_eq!(numbers("?year=2023&period=3").await, [4, 5]);
    assert_eq!(numbers("?company=2").await, [0_u64; 0]);
    assert_json_snapshot!(effects(&visitor, "").await[1], @r#"
    {
      "at": "2023-05-17T09:00:00Z",
      "by": "salaris@example.nl",
      "code": 2100,
      "comment": "Uren 01-04-2023 t/m 30-04-2023",
      "company": 1,
      "days": null,
      "employee_id": 30001,
      "employee_name": "Thomas Lakeman",
      "employee_number": 1001,
      "id": 5000001,
      "kind": "variable",
      "list": "hours",
      "number": 2,
      "period": 4,
      "quantity": "14.50",
      "through": "rest",
      "until": null,
      "uuid": "44cbaac6-5b37-49fd-af7a-888bd3c69512",
      "what": "change",
      "year": 2023
    }
    "#);
    visitor.order("reset", json!({})).await;
    assert_eq!(effects(&visitor, "").await, [] as [Value; 0]);
}

#[tokio::test]
async fn what_a_data_set_holds_from_the_start_is_no_effect() {
    let visitor = Visitor::stranger().await;
    let generated = json!({ "set": "generated", "employees": 3, "months": 2 });
    visitor.order("load", generated).await;
    assert_eq!(visitor.control("state/nmbrs/hours").await.as_array().unwrap().len(), 6);
    assert_eq!(effects(&visitor, "").await, [] as [Value; 0]);
}

#[tokio::test]
async fn a_call_whose_answer_is_lost_and_one_that_comes_twice_are_told_as_they_were() {
    let visitor = Visitor::new().await;
    let path = visitor.employee(1001).await + "/variablehours";
    visitor
        .order(
            "faults",
            json!([{ "kind": "status", "after_effect": true }, { "kind": "status" }, { "kind": "twice" }]),
        )
        .await;
    for code in [2100, 6050, 6080] {
        visitor.post(&path, hours(code, 1.0, (2023, 4), false)).await;
    }
    let codes: Vec<Value> = effects(&visitor, "")
        .await
        .iter()
        .map(|row| row["code"].clone())
        .collect();
    assert_eq!(codes, [2100, 6080, 6080]);
}
