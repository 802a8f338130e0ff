//! The data set for simulations, and everything that a simulation in the same process does without HTTP.

use loonbrug_sandbox::browser::LogIn;
use loonbrug_sandbox::data::{SimulatedCompany, log_in};
use loonbrug_sandbox::world::{
    Caller, ComponentKind, Days, DaysKind, NewComponent, Period, PeriodType, Span, What, World, WorldFault,
};
use loonbrug_sandbox::{Fault, FaultKind, Order, Probability};
use serde_json::json;

use crate::visitor::{EVERY_SCOPE, Visitor, hours};

const WEEK_53: Period = Period::new(2020, 53);

fn weekly() -> World {
    World::simulated(SimulatedCompany {
        period_type: PeriodType::Week,
        open: WEEK_53,
        employees: 3,
        seed: 7,
    })
}

#[test]
fn everybody_has_been_on_a_zero_hours_contract_for_long() {
    for (period_type, open) in [
        (PeriodType::Month, Period::new(2026, 1)),
        (PeriodType::FourWeek, Period::new(2020, 13)),
        (PeriodType::Week, WEEK_53),
    ] {
        let company = SimulatedCompany {
            period_type,
            open,
            employees: 4,
            seed: 7,
        };
        let world = World::simulated(company.clone());
        assert_eq!(world, World::simulated(company));
        let held = world.company_by_number(1).unwrap();
        assert_eq!(
            (held.period_type, held.current, held.runs.len()),
            (period_type, open, 0)
        );
        for number in 1001..=1004 {
            let employee = world.employee_by_number(1, number).unwrap();
            let contract = employee.contracts.first().unwrap();
            assert_eq!((contract.hours_per_week, contract.end), (Some(0), None));
            assert_eq!(contract.start.year(), 2015);
        }
        assert!(world.employee_by_number(1, 1005).is_none() && world.employee_by_number(2, 1001).is_none());
        let codes: Vec<i32> = held.all_hour_codes().iter().map(|code| code.code).collect();
        assert!([2100, 6050, 6080].iter().all(|code| codes.contains(code)));
        let codes: Vec<i32> = held.all_wage_codes().iter().map(|code| code.code).collect();
        assert!([5090, 5100].iter().all(|code| codes.contains(code)));
    }
}

#[tokio::test]
async fn it_is_loaded_with_a_period_that_the_company_counts() {
    let visitor = Visitor::stranger().await;
    let mut set = json!({ "set": "simulated", "period_type": "week", "year": 2020, "period": 53, "employees": 3 });
    assert_eq!(
        visitor.order("load", set.clone()).await,
        json!({ "companies": 1, "employees": 3 })
    );
    let company = visitor.control("state/nmbrs/companies").await[0].clone();
    assert_eq!(
        (&company["period_type"], &company["year"], &company["period"]),
        (&json!("week"), &json!(2020), &json!(53))
    );
    visitor.order("reset", json!({})).await;
    assert_eq!(visitor.control("state/nmbrs/companies").await[0]["period"], 53);
    set["year"] = json!(2021);
    assert_eq!(visitor.try_order("load", set).await.0, 400);
}

#[tokio::test]
async fn hours_go_into_week_53_and_the_week_after_it_is_the_first() {
    let mut visitor = Visitor::of(weekly()).await;
    visitor.sign_in(EVERY_SCOPE, LogIn::default()).await;
    let path = visitor.employee(1001).await + "/variablehours";
    let (status, _) = visitor.post(&path, hours(2100, 8.0, (2020, 53), false)).await;
    assert_eq!(status, 201);
    let open = visitor.order("close-period", json!({ "company": 1 })).await;
    assert_eq!((&open["year"], &open["period"]), (&json!(2021), &json!(1)));
}

#[tokio::test]
async fn a_hand_needs_no_http() {
    let visitor = Visitor::of(weekly()).await;
    let play = visitor.sandbox.play();
    play.world_mut().clock = Some("2021-01-04T08:00:00Z".parse().unwrap());
    let caller = Caller::person("accountant@example.nl", play.now());
    let mut world = play.world_mut();
    let company = world.company_by_number(1).unwrap().id;
    let employee = world.employee_by_number(1, 1001).unwrap().id;
    let (kind, span) = (ComponentKind::Hours, Span::Variable(WEEK_53));
    let content = |hundredths| NewComponent::plain(2100, hundredths);
    let row = world
        .insert_component(&caller, kind, employee, content(800), span, true)
        .unwrap();
    world
        .update_component(&caller, kind, employee, row, content(750), None, true)
        .unwrap();
    world.delete_component(&caller, kind, employee, row, true).unwrap();
    let days = Days {
        days: 4,
        for_wage_components: None,
    };
    world
        .set_days(&caller, DaysKind::Variable, employee, days, WEEK_53, true)
        .unwrap();
    world.clear_days(&caller, employee, WEEK_53).unwrap();
    world.send_wage_return(&caller, company, WEEK_53).unwrap();
    assert_eq!(world.close_period(&caller, company), Ok(Period::new(2021, 1)));
    let refused = world.insert_component(&caller, kind, employee, content(1), span, true);
    assert_eq!(refused, Err(WorldFault::WageReturnSent { period: WEEK_53 }));
    let user = world.users.first_mut().unwrap();
    user.token_active = false;
    user.methods_off.insert("EmployeeService.*".to_owned());
    user.scopes_off.insert("employee.payment".to_owned());
    world.grants.revoke_user(log_in::EMAIL);
    let what: Vec<&What> = world.effects().iter().map(|effect| &effect.what).collect();
    assert_eq!(
        what,
        [
            &What::Insert(kind, content(800)),
            &What::Change(kind, content(750)),
            &What::Remove(kind, content(750)),
            &What::SetDays(DaysKind::Variable, days),
            &What::ClearDays(days),
        ]
    );
}

#[tokio::test]
async fn faults_and_another_world_need_no_http_either() {
    let visitor = Visitor::of(weekly()).await;
    let play = visitor.sandbox.play();
    play.faults.order(Order {
        seed: 7,
        faults: vec![Fault {
            probability: Probability::percent(100),
            count: 3,
            ..Fault::new("GET *", FaultKind::Malformed)
        }],
    });
    for _ in 0..2 {
        visitor.get("api/companies").await;
    }
    assert_eq!(play.faults.met().into_iter().collect::<Vec<_>>(), [("malformed", 2)]);
    assert_eq!((play.faults.pending()[0].count, play.still_late()), (1, 0));
    play.put_on(weekly());
    assert!(play.faults.pending().is_empty() && play.faults.met().is_empty());
    assert_eq!((play.calls.calls().total, play.latency()), (0, 0));
}
