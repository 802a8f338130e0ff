//! For whom a rule holds, and what becomes of its surcharge.

use super::worked::{days, in_short, outcome, shift};
use crate::processing::SurchargeProcessing;
use crate::profile::ContractKind;
use crate::quantity::{Cents, Factor, HundredthHours, Minutes};
use crate::rules::{
    Circumstances, Combine, Compensation, Condition, Credit, Day, DaySet, Destination, MinimumWage, RuleSet, Terms,
    Unknown, Window, surcharge_hours,
};
use jiff::civil::date;
use std::collections::BTreeSet;

fn holds(condition: &Condition, person: &Circumstances) -> bool {
    let wages = [
        MinimumWage {
            first_day: date(2024, 1, 1),
            cents: Cents(1327),
        },
        MinimumWage {
            first_day: date(2024, 7, 1),
            cents: Cents(1368),
        },
    ];
    condition.holds(date(2024, 6, 30), person, &wages)
}

fn condition(ask: impl FnOnce(&mut Condition)) -> Condition {
    let mut condition = Condition::default();
    ask(&mut condition);
    condition
}

#[test]
fn everything_that_is_asked_must_be_known_to_be_so() {
    let names = |name: &str| BTreeSet::from([name.to_owned()]);
    let nobody = Circumstances::default();
    let somebody = Circumstances {
        groups: names("magazijn"),
        activity: Some("e-commerce".to_owned()),
        job_family: Some("logistics".to_owned()),
        contract: Some(ContractKind::ZeroHours),
        birth_date: Some(date(2003, 7, 1)),
        hourly_wage: Some(Cents(2655)),
        ..Circumstances::default()
    };
    let group = |name: &str| condition(|asked| asked.groups = names(name));
    let contracts = |kinds: &[ContractKind]| condition(|asked| asked.contracts = kinds.iter().copied().collect());
    let twice = || condition(|asked| asked.wage_above_minimum = Some(Factor::percent(200)));
    for (condition, expected) in [
        (Condition::default(), true),
        (group("magazijn"), true),
        (group("winkel"), false),
        (condition(|asked| asked.activities = names("e-commerce")), true),
        (condition(|asked| asked.job_families = names("front-office")), false),
        (contracts(&[ContractKind::ZeroHours]), true),
        (contracts(&[ContractKind::ContractHours]), false),
        (condition(|asked| asked.age_from = Some(20)), true),
        (condition(|asked| asked.age_from = Some(21)), false),
        (condition(|asked| asked.age_below = Some(21)), true),
        (twice(), true),
        (
            condition(|asked| (asked.age_below, asked.groups) = (Some(21), names("winkel"))),
            false,
        ),
    ] {
        assert_eq!(holds(&condition, &somebody), expected, "{condition:?}");
        assert_eq!(
            holds(&condition, &nobody),
            condition.is_empty(),
            "{condition:?} of somebody unknown"
        );
    }
    let exactly_twice = Circumstances {
        hourly_wage: Some(Cents(2654)),
        ..somebody
    };
    assert!(!holds(&twice(), &exactly_twice));
}

#[test]
fn a_birthday_on_a_leap_day_is_on_1_march() {
    let person = Circumstances {
        birth_date: Some(date(2008, 2, 29)),
        ..Circumstances::default()
    };
    assert_eq!(person.age_on(date(2026, 2, 28)), Some(17));
    assert_eq!(person.age_on(date(2026, 3, 1)), Some(18));
    assert_eq!(person.age_on(date(2028, 2, 29)), Some(20));
    assert_eq!(person.age_on(date(2008, 2, 28)), None, "not yet born");
}

#[test]
fn what_rules_ask_and_nobody_said_is_named() {
    let unknown = |rules: &RuleSet| {
        Circumstances::default()
            .unknown_to(rules)
            .into_iter()
            .collect::<Vec<_>>()
    };
    let retail = unknown(&RuleSet::retail_non_food());
    assert_eq!(
        retail,
        [
            Unknown::Activity,
            Unknown::Contract,
            Unknown::BirthDate,
            Unknown::HourlyWage
        ]
    );
    assert_eq!(
        unknown(&RuleSet::horeca()),
        [Unknown::Activity, Unknown::JobFamily, Unknown::Contract]
    );
    assert_eq!(unknown(&RuleSet::none()), []);
}

/// Five hours on Sunday 02-04-2023 at 200 %, with what the rule says of them.
fn sunday(compensation: Compensation, processing: SurchargeProcessing) -> (String, Vec<Credit>) {
    let rules = RuleSet {
        windows: vec![Window {
            terms: Terms {
                compensation,
                ..Terms::default()
            },
            ..window("Zondag", Day::Sunday, 200)
        }],
        ..RuleSet::none()
    };
    let person = Circumstances {
        processing,
        ..Circumstances::default()
    };
    let sunday = date(2023, 4, 2);
    let shifts = [shift(sunday, (12, 0), (17, 0), 0)];
    let outcome = outcome(&[rules], days(sunday, sunday), &person, &shifts);
    (in_short(&outcome), outcome.credits)
}

fn window(name: &str, day: Day, percent: u32) -> Window {
    Window {
        name: name.to_owned(),
        days: DaySet::from([day]),
        from_minute: 0,
        to_minute: 1440,
        factor: Factor::percent(percent),
        terms: Terms::default(),
    }
}

#[test]
fn a_surcharge_goes_to_one_place() {
    let leave = Compensation::Leave;
    for (compensation, choice, paid, credited) in [
        (Compensation::Pay, SurchargeProcessing::NoChoice, true, None),
        (leave, SurchargeProcessing::NoChoice, false, Some(Destination::Leave)),
        (leave, SurchargeProcessing::WorkedHours, true, None),
        (
            leave,
            SurchargeProcessing::PlusMinusHours,
            false,
            Some(Destination::PlusMinusHours),
        ),
        (
            Compensation::Pay,
            SurchargeProcessing::Leave,
            false,
            Some(Destination::Leave),
        ),
        (
            Compensation::Pay,
            SurchargeProcessing::Nothing,
            false,
            Some(Destination::Nothing),
        ),
    ] {
        let (paid_hours, credits) = sunday(compensation, choice);
        assert_eq!(
            paid_hours,
            if paid { "5:00, 5:00 +100" } else { "5:00" },
            "{compensation:?} {choice:?}"
        );
        assert_eq!(
            credits.first().map(|credit| credit.destination),
            credited,
            "{compensation:?} {choice:?}"
        );
        assert_eq!(
            credits.iter().map(|credit| credit.minutes).sum::<Minutes>().0,
            if paid { 0 } else { 300 }
        );
    }
}

/// Manual viqz: "toeslaguren 200%", 5.
#[test]
fn five_hours_at_200_percent_are_five_hours_of_surcharge() {
    let (_, credits) = sunday(Compensation::PlusMinusHours, SurchargeProcessing::NoChoice);
    assert_eq!(credits[0].hours(), HundredthHours(500));
    assert_eq!(surcharge_hours(Minutes(300), Factor::percent(150)), HundredthHours(250));
    assert_eq!(surcharge_hours(Minutes(60), Factor(13_333)), HundredthHours(33));
    assert_eq!(
        surcharge_hours(Minutes(3), Factor::percent(110)),
        HundredthHours(1),
        "a half is rounded up"
    );
}

#[test]
fn surcharges_that_add_up_may_go_to_different_places() {
    let credited = Terms {
        compensation: Compensation::Leave,
        ..Terms::default()
    };
    let rules = RuleSet {
        combine: Combine::Sum,
        windows: vec![
            window("Zondag", Day::Sunday, 150),
            Window {
                terms: credited,
                ..window("Feestdag", Day::Holiday, 200)
            },
        ],
        ..RuleSet::none()
    };
    let easter = date(2026, 4, 5);
    let shifts = [shift(easter, (12, 0), (17, 0), 0)];
    let outcome = outcome(&[rules], days(easter, easter), &Circumstances::default(), &shifts);
    assert_eq!(in_short(&outcome), "5:00, 5:00 +50");
    assert_eq!(
        (outcome.credits.len(), outcome.credits[0].factor),
        (1, Factor::percent(200))
    );
}
