//! The state that the control address tells: what is really held.

use insta::assert_json_snapshot;
use serde_json::json;

use crate::visitor::{Visitor, hours};

/// Somebody who has posted 15 hours and 3 days of Thomas Lakeman.
async fn visitor_who_posted() -> Visitor {
    let visitor = Visitor::new().await;
    let employee = visitor.employee(1001).await;
    let row = hours(2100, 15.0, (2023, 4), false);
    assert_eq!(visitor.post(&format!("{employee}/variablehours"), row).await.0, 201);
    assert_eq!(
        visitor
            .post(&format!("{employee}/variabledays"), json!({ "days": 3 }))
            .await
            .0,
        201
    );
    visitor
}

#[tokio::test]
async fn the_state_tells_which_hours_are_held_and_who_wrote_them() {
    let visitor = visitor_who_posted().await;
    assert_json_snapshot!(visitor.control("state/nmbrs/hours?company=1&year=2023&period=4").await, @r#"
    [
      {
        "changed_at": null,
        "changed_by": null,
        "changed_through": null,
        "code": 2100,
        "comment": "Uren 01-04-2023 t/m 30-04-2023",
        "company": 1,
        "cost_center": null,
        "cost_unit": null,
        "employee_id": 30001,
        "employee_name": "Thomas Lakeman",
        "employee_number": 1001,
        "hours": "15.00",
        "id": 5000001,
        "kind": "variable",
        "period": 4,
        "retroactive": false,
        "rounded": false,
        "uuid": "44cbaac6-5b37-49fd-af7a-888bd3c69512",
        "written_at": "2023-05-17T09:00:00Z",
        "written_by": "salaris@example.nl",
        "written_through": "rest",
        "year": 2023
      }
    ]
    "#);
    for elsewhere in ["?company=2", "?year=2023&period=3", "?year=2022", "?employee=1002"] {
        let held = visitor.control(&format!("state/nmbrs/hours{elsewhere}")).await;
        assert_eq!(held, json!([]), "{elsewhere}");
    }
}

#[tokio::test]
async fn the_state_tells_days_and_people() {
    let visitor = visitor_who_posted().await;
    assert_json_snapshot!(visitor.control("state/nmbrs/days").await[0], @r#"
    {
      "company": 1,
      "days": 3,
      "days_for_wage_components": null,
      "employee_id": 30001,
      "employee_name": "Thomas Lakeman",
      "employee_number": 1001,
      "id": 1,
      "kind": "variable",
      "period": 4,
      "retroactive": false,
      "times_written": 1,
      "uuid": "bbf7e967-24bb-40aa-a5cd-6957e3d0ead1",
      "written_at": "2023-05-17T09:00:00Z",
      "written_by": "salaris@example.nl",
      "written_through": "rest",
      "year": 2023
    }
    "#);
    assert_json_snapshot!(visitor.control("state/nmbrs/employees?company=1&employee=1001").await, @r#"
    [
      {
        "birth_date": "1985-01-01",
        "company": 1,
        "employee_type": "payroll",
        "hours_per_week": "0.000",
        "id": 30001,
        "in_service_from": "2021-01-07",
        "in_service_until": null,
        "name": "Thomas Lakeman",
        "number": 1001,
        "uuid": "0b756d1f-7705-42b9-ae18-4d297355e6e2",
        "work_email": "thomas.lakeman@example.nl"
      }
    ]
    "#);
}

#[tokio::test]
async fn the_state_tells_companies_and_their_open_period() {
    let visitor = Visitor::stranger().await;
    assert_json_snapshot!(visitor.control("state/nmbrs/companies").await, @r#"
    [
      {
        "debtor_id": 101,
        "debtor_uuid": "053a2b14-e0d9-4efe-ba2b-b1ca0123c759",
        "employees": 28,
        "id": 2001,
        "name": "Modehuis Voorbeeld B.V.",
        "number": 1,
        "period": 4,
        "period_type": "month",
        "runs": 3,
        "uuid": "e5d79648-50a6-4a1a-ba82-6f441fde711d",
        "wage_returns_sent": [
          {
            "period": 1,
            "year": 2023
          },
          {
            "period": 2,
            "year": 2023
          }
        ],
        "year": 2023
      },
      {
        "debtor_id": 102,
        "debtor_uuid": "40759f64-57e3-42ad-a52f-c48ad9aaacbf",
        "employees": 5,
        "id": 2002,
        "name": "Eetcafé De Proef B.V.",
        "number": 2,
        "period": 5,
        "period_type": "four_week",
        "runs": 4,
        "uuid": "fb438b72-a713-4e46-89bd-7b7a699c7be9",
        "wage_returns_sent": [
          {
            "period": 1,
            "year": 2023
          },
          {
            "period": 2,
            "year": 2023
          },
          {
            "period": 3,
            "year": 2023
          }
        ],
        "year": 2023
      }
    ]
    "#);
}

#[tokio::test]
async fn the_data_set_holds_the_people_of_the_manual() {
    let visitor = Visitor::stranger().await;
    let people = visitor.control("state/nmbrs/employees?company=1").await;
    let shown: Vec<String> = people
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let text = |name: &str| row[name].as_str().unwrap_or("-").to_owned();
            format!(
                "{} {} {} {} {}",
                row["number"],
                text("name"),
                text("employee_type"),
                text("hours_per_week"),
                text("in_service_until")
            )
        })
        .collect();
    assert_json_snapshot!(shown, @r#"
    [
      "1001 Thomas Lakeman payroll 0.000 -",
      "1002 Joeri Kreuk payroll 0.000 -",
      "1003 Laura Zuidhof payroll 0.000 -",
      "1004 Jay Onrust payroll 0.000 -",
      "1005 Lars Simic payroll 0.000 -",
      "1006 Mark Imming payroll 0.000 -",
      "1007 Kjeld Hoekema payroll 0.000 -",
      "1008 Kara Zwagemaker payroll 0.000 -",
      "1009 Fleur Zeinstra payroll 0.000 -",
      "1010 Martijn van Herwijnen payroll 34.000 -",
      "1011 Inger Steeneken payroll 24.000 -",
      "1012 Robin de Boer payroll 24.000 -",
      "1013 Rowena Veeken payroll 16.000 -",
      "1014 Inge van der Hust payroll 32.000 -",
      "1015 Alex van Beuzekom payroll 37.500 -",
      "1016 Iona Roosenbaal payroll 16.000 -",
      "1017 Inge van der Huut payroll 24.000 -",
      "1018 Cara Dekker payroll 30.400 -",
      "1019 Bianca Cordes payroll 38.000 -",
      "1020 Donny Oude Arenhuis payroll 38.000 -",
      "1021 Jacco Wiering payroll 32.000 -",
      "1022 Michel du Pree payroll 38.000 -",
      "1023 Mycka Bogert payroll 24.000 -",
      "1024 Sandra Van der Kolk payroll 28.500 -",
      "1025 Stef Jacques payroll 22.800 -",
      "1026 Wouter Terpstra formerPayroll 24.000 2023-03-31",
      "1027 Noor Blauw payroll - -",
      "1028 Iris Solleveld applicant - -"
    ]
    "#);
}
