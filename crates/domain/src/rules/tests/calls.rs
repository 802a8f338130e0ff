//! BW 7:628a: three hours for each call.

use super::worked::{days, outcome, shift};
use crate::calendar::Date;
use crate::profile::ContractKind;
use crate::quantity::Minutes;
use crate::rules::{Circumstances, RuleSet};
use crate::shift::Shift;
use jiff::civil::date;

const MONDAY: Date = date(2026, 3, 9);
const NOTHING: [Minutes; 0] = [];

fn on_call() -> Circumstances {
    Circumstances {
        contract: Some(ContractKind::ZeroHours),
        ..Circumstances::default()
    }
}

/// What the calls of that Monday pay besides.
fn besides(person: &Circumstances, shifts: &[Shift]) -> Vec<Minutes> {
    let outcome = outcome(&[RuleSet::retail_non_food()], days(MONDAY, MONDAY), person, shifts);
    let worked: Minutes = shifts
        .iter()
        .filter(|shift| shift.date() == MONDAY)
        .map(Shift::worked_minutes)
        .sum();
    assert_eq!(outcome.worked, worked, "a top-up is no work");
    outcome.top_ups.iter().map(|top_up| top_up.minutes).collect()
}

fn monday(from: (i64, i64), to: (i64, i64)) -> Shift {
    shift(MONDAY, from, to, 0)
}

#[test]
fn a_call_pays_three_hours_at_least() {
    assert_eq!(besides(&on_call(), &[monday((9, 0), (10, 0))]), [Minutes(120)]);
    assert_eq!(besides(&on_call(), &[monday((9, 0), (12, 0))]), NOTHING);
    assert_eq!(besides(&on_call(), &[monday((9, 0), (12, 1))]), NOTHING);
}

#[test]
fn what_is_separated_by_more_than_a_break_is_another_call() {
    let morning = || monday((9, 0), (10, 0));
    assert_eq!(
        besides(&on_call(), &[morning(), monday((11, 0), (12, 0))]),
        [Minutes(60)],
        "one call of two hours"
    );
    assert_eq!(
        besides(&on_call(), &[morning(), monday((11, 1), (12, 1))]),
        [Minutes(120), Minutes(120)],
        "two calls of one"
    );
}

#[test]
fn a_call_past_midnight_is_one_and_of_the_day_on_which_it_starts() {
    let late = monday((23, 0), (0, 0));
    let early = shift(date(2026, 3, 10), (0, 30), (1, 30), 0);
    assert_eq!(besides(&on_call(), &[early.clone(), late]), [Minutes(60)]);
    let before = shift(date(2026, 3, 8), (23, 0), (0, 0), 0);
    assert_eq!(
        besides(&on_call(), &[before, monday((0, 30), (1, 30))]),
        NOTHING,
        "it belongs to Sunday"
    );
    assert_eq!(besides(&on_call(), &[early]), NOTHING);
}

#[test]
fn it_is_for_people_on_call_and_for_few_hours_without_fixed_times() {
    let hour = [monday((9, 0), (10, 0))];
    let contract = |hours: i64, fixed_times| Circumstances {
        contract: Some(ContractKind::ContractHours),
        weekly_hours_thousandths: Some(hours),
        fixed_times,
        ..Circumstances::default()
    };
    assert_eq!(besides(&contract(14_999, Some(false)), &hour), [Minutes(120)]);
    assert_eq!(besides(&contract(15_000, Some(false)), &hour), NOTHING);
    assert_eq!(besides(&contract(8_000, Some(true)), &hour), NOTHING);
    assert_eq!(besides(&contract(8_000, None), &hour), NOTHING, "not known");
    assert_eq!(besides(&Circumstances::default(), &hour), NOTHING, "not known");
    let between = Circumstances {
        contract: Some(ContractKind::ContractHours),
        on_call: Some(true),
        ..Circumstances::default()
    };
    assert_eq!(besides(&between, &hour), [Minutes(120)]);
}

#[test]
fn a_top_up_explains_itself() {
    let range = days(MONDAY, MONDAY);
    let shifts = [monday((9, 0), (9, 40)), monday((10, 0), (10, 20))];
    let outcome = outcome(&[RuleSet::horeca()], range, &on_call(), &shifts);
    let top_up = &outcome.top_ups[0];
    assert_eq!((top_up.from_minute, top_up.to_minute), (540, 620));
    assert_eq!((top_up.worked, top_up.minutes), (Minutes(60), Minutes(120)));
    assert_eq!(top_up.rule, "Minimumloon per oproep (BW 7:628a)");
}
