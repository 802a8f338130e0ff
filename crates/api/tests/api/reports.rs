//! What is added up over people.

use crate::databases::everywhere;
use crate::stage::{Stage, bearer};
use loonbrug_domain::access::Right;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// The items of somebody, by name.
fn of<'v>(items: &'v Value, name: &str) -> Vec<&'v Value> {
    let items = items.as_array().unwrap().iter();
    items.filter(|item| item["name"] == name).collect()
}

#[tokio::test]
async fn worked_hours_and_what_surcharges_cost_are_those_of_the_manual() {
    everywhere(async |stage: Stage| {
        stage.bring_shifts().await;
        let april = "from=2023-04-01&to=2023-04-30";
        let told = stage.get(&format!("/worked-hours?{april}&per=month")).await;
        assert_eq!(told.status, StatusCode::OK, "{told:?}");
        let thomas = of(&told.json["people"]["items"], "Thomas Lakeman");
        assert_eq!(
            thomas[0]["parts"],
            json!([{
                "from": "2023-04-01", "to": "2023-04-30", "worked_hundredths_of_an_hour": 0, "absence_hundredths_of_an_hour": 0,
                "contract_hundredths_of_an_hour": 0, "without_contract_hundredths_of_an_hour": 1500,
            }])
        );
        let weeks = stage.get(&format!("/worked-hours?{april}&limit=1")).await;
        assert_eq!(weeks.json["people"]["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(weeks.json["people"]["items"][0]["parts"].as_array().map(Vec::len), Some(5));
        assert!(weeks.json["people"]["next"].is_string());

        let costs = stage.get(&format!("/surcharge-costs?{april}")).await;
        let thomas = of(&costs.json["lines"]["items"], "Thomas Lakeman");
        assert_eq!(thomas.len(), 1, "{thomas:?}");
        assert_eq!(
            (&thomas[0]["factor_hundredths_of_a_percent"], &thomas[0]["minutes"]),
            (&json!(15_000), &json!(900))
        );
        assert!(thomas[0]["cents"].is_i64(), "{thomas:?}");
        let year = stage.get("/surcharge-costs?from=2023-01-01&to=2023-12-31").await;
        assert_eq!(year.status, StatusCode::UNPROCESSABLE_ENTITY);

        let rights = Right::ALL.iter().copied().filter(|right| *right != Right::SeeSalaries);
        let token = stage.token_with(stage.organisation, rights).await;
        let headers = [("authorization", bearer(&token))];
        let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
        let path = stage.at(&format!("/surcharge-costs?{april}"));
        let costs = stage.call(&Method::GET, &path, &headers, None).await;
        let thomas = of(&costs.json["lines"]["items"], "Thomas Lakeman");
        assert_eq!(
            (&thomas[0]["minutes"], &thomas[0]["cents"]),
            (&json!(900), &Value::Null)
        );
    })
    .await;
}

#[tokio::test]
async fn balances_of_everybody_and_wages_of_one_are_listed() {
    everywhere(async |stage: Stage| {
        let path = format!("/people/{}/ledger-bookings", stage.person);
        let booking = json!({
            "ledger": "plus-minus", "hundredths_of_an_hour": 750, "date": "2023-05-01", "reason": "Inventarisatie",
        });
        let before = stage.all("/balances", 7).await;
        stage.post(&path, Some("1"), &booking).await;
        let after = stage.all("/balances", 7).await;
        assert_eq!(before.len(), stage.all("/people", 100).await.len());
        let plus_minus = |all: &[Value]| {
            let all = json!(all);
            let thomas = of(&all, "Thomas Lakeman")[0].clone();
            thomas["plus_minus_hundredths_of_an_hour"].as_i64().unwrap()
        };
        assert_eq!(plus_minus(&after), plus_minus(&before) + 750);

        let wages = stage.get(&format!("/people/{}/salaries", stage.person)).await;
        let newest = &wages.json[0];
        assert!(newest["cents"].as_i64().is_some_and(|cents| cents > 0), "{wages:?}");
        assert!(newest["kind"].as_str().is_some_and(|kind| kind.starts_with("gross-")));
    })
    .await;
}
