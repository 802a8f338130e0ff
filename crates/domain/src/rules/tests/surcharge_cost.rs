//! The April of the manual: 20 hours, of which 15 at 150 % and 5 at 200 %.

use crate::calendar::DateRange;
use crate::people::{Salary, SalaryKind};
use crate::processing::SurchargeProcessing;
use crate::profile::ContractKind;
use crate::quantity::{Cents, Factor, Minutes};
use crate::rules::{Circumstances, GroupShift, RuleSet, SurchargeCost, WorkedShift, surcharge_costs};
use crate::shift::Shift;
use jiff::civil::date;

/// Three Sundays and Easter Monday, 12:00 to 17:00.
const SUNDAYS: [i8; 3] = [2, 16, 23];
const KINGS_DAY: i8 = 27;

fn shifts() -> Vec<Shift> {
    let days = SUNDAYS.into_iter().chain([KINGS_DAY]);
    days.map(|day| Shift::new(date(2023, 4, day), 720, 1_020, 0).unwrap())
        .collect()
}

fn wage(from: i8, cents: i64, kind: SalaryKind) -> Salary {
    Salary {
        start: date(2023, 4, from),
        kind,
        amount: Some(Cents(cents)),
    }
}

/// Group, percent, hours, hours without a wage, euros.
type Line = (Option<String>, u32, i64, i64, Cents);

fn costs(person: &Circumstances, groups: [Option<&str>; 4], salaries: &[Salary]) -> Vec<Line> {
    let shifts = shifts();
    let of_groups: Vec<GroupShift<'_>> = shifts
        .iter()
        .zip(groups)
        .map(|(shift, group)| GroupShift {
            worked: WorkedShift {
                shift,
                circumstances: person,
            },
            group,
        })
        .collect();
    let april = DateRange::new(date(2023, 4, 1), date(2023, 4, 30)).unwrap();
    let costs = surcharge_costs(&of_groups, salaries, &[RuleSet::retail_non_food()], april);
    let line = |((group, Factor(factor)), cost): ((Option<String>, Factor), SurchargeCost)| {
        let hours = |minutes: Minutes| minutes.0 / 60;
        (
            group,
            factor / 100,
            hours(cost.minutes),
            hours(cost.without_wage),
            cost.amount,
        )
    };
    costs.into_iter().map(line).collect()
}

fn paid_by_the_hour() -> Circumstances {
    Circumstances {
        contract: Some(ContractKind::ZeroHours),
        ..Circumstances::default()
    }
}

const BRANCH: Option<&str> = Some("ViQZ filiaal");

#[test]
fn a_surcharge_costs_its_part_of_the_wage() {
    let wages = [wage(1, 1_400, SalaryKind::GrossHourly)];
    let branch = || BRANCH.map(str::to_owned);
    let expected = [
        // 15 × € 7,00 and 5 × € 14,00.
        (branch(), 150, 15, 0, Cents(10_500)),
        (branch(), 200, 5, 0, Cents(7_000)),
    ];
    assert_eq!(costs(&paid_by_the_hour(), [BRANCH; 4], &wages), expected);
}

#[test]
fn a_shift_costs_the_group_for_which_it_was_worked() {
    let wages = [wage(1, 1_400, SalaryKind::GrossHourly)];
    let away = Some("Op locatie");
    let found = costs(&paid_by_the_hour(), [BRANCH, away, None, BRANCH], &wages);
    let shown: Vec<_> = found
        .iter()
        .map(|(group, percent, hours, _, cents)| (group.as_deref(), *percent, *hours, cents.0))
        .collect();
    let expected = [
        (None, 150, 5, 3_500),
        (away, 150, 5, 3_500),
        (BRANCH, 150, 5, 3_500),
        (BRANCH, 200, 5, 7_000),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn hours_without_a_wage_per_hour_are_counted_and_not_priced() {
    let wages = [
        wage(3, 1_400, SalaryKind::GrossHourly),
        wage(20, 210_000, SalaryKind::GrossParttime),
    ];
    let found = costs(&paid_by_the_hour(), [None; 4], &wages);
    assert_eq!(found, [(None, 150, 15, 10, Cents(3_500)), (None, 200, 5, 5, Cents(0))]);
}

#[test]
fn what_is_neither_paid_nor_credited_costs_nothing() {
    let of = |processing| Circumstances {
        contract: Some(ContractKind::ContractHours),
        processing,
        ..Circumstances::default()
    };
    let wages = [wage(1, 1_400, SalaryKind::GrossHourly)];
    assert_eq!(costs(&of(SurchargeProcessing::Nothing), [None; 4], &wages), []);
    let as_leave = costs(&of(SurchargeProcessing::Leave), [None; 4], &wages);
    assert_eq!(as_leave.iter().map(|line| line.4.0).sum::<i64>(), 17_500);
}
