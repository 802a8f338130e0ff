//! The rules of sickness by example.

use super::days::Paid;
use super::{
    PayBasis, SickDay, SicknessCase, SicknessCode, SicknessError, SicknessTerms, Stage, WeekPercentage, chain,
    code_for, hours, milestones, sick_days, sickness_terms_on, waiting_days_left,
};
use crate::calendar::{Date, DateRange};
use crate::ids::{PersonId, SicknessCaseId};
use crate::people::Contract;
use crate::quantity::HundredthHours;
use crate::work_pattern::WorkPattern;
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

fn law() -> SicknessTerms {
    SicknessTerms::default()
}

/// Sick from a day until the day of recovery.
fn case(number: u128, first_day: Date, recovered_on: Option<Date>) -> SicknessCase {
    let id = SicknessCaseId(Uuid::from_u128(number));
    SicknessCase {
        recovered_on,
        ..SicknessCase::reported(id, PersonId(Uuid::nil()), first_day, 100)
    }
}

/// Forty hours a week, Monday to Friday.
fn full_time() -> WorkPattern {
    let contract = Contract {
        start: date(2020, 1, 1),
        end: None,
        weekly_hours_thousandths: Some(40_000),
    };
    WorkPattern {
        contracts: vec![contract],
        schedules: Vec::new(),
    }
}

fn days(cases: &[SicknessCase], of: usize, agreed: u32, until: Date) -> Vec<SickDay> {
    let range = DateRange {
        from: Date::MIN,
        to: until,
    };
    sick_days(cases, &cases[of], (agreed, &law()), &full_time(), range)
}

fn waiting(cases: &[SicknessCase], of: usize, agreed: u32) -> Vec<Date> {
    let days = days(cases, of, agreed, date(2023, 12, 31));
    days.into_iter()
        .filter(|day| day.paid == Paid::WaitingDay)
        .map(|day| day.date)
        .collect()
}

#[test]
fn waiting_days_are_only_there_if_agreed_and_two_at_most() {
    // Sick from Saturday 4 March 2023: the first days of work are Monday and Tuesday.
    let cases = [case(1, date(2023, 3, 4), Some(date(2023, 3, 13)))];
    assert_eq!(waiting(&cases, 0, 0), []);
    assert_eq!(waiting(&cases, 0, 1), [date(2023, 3, 6)]);
    assert_eq!(waiting(&cases, 0, 2), [date(2023, 3, 6), date(2023, 3, 7)]);
    assert_eq!(
        waiting(&cases, 0, 5).len(),
        2,
        "more may not be agreed (BW 7:629 lid 9)"
    );
}

#[test]
fn waiting_days_left_are_what_is_agreed_less_what_was_used() {
    for (agreed, used, left) in [(2, 0, 2), (2, 1, 1), (2, 2, 0), (1, 2, 0), (0, 0, 0)] {
        assert_eq!(waiting_days_left(agreed, used), left);
    }
}

#[test]
fn a_new_case_within_four_weeks_is_the_same_period() {
    let first = case(1, date(2023, 3, 6), Some(date(2023, 3, 10)));
    // 27 days of health, and 28.
    let soon = case(2, date(2023, 4, 6), None);
    let later = case(2, date(2023, 4, 7), None);
    assert_eq!(waiting(&[first.clone(), soon.clone()], 1, 2), []);
    assert_eq!(
        waiting(&[first.clone(), later], 1, 2),
        [date(2023, 4, 7), date(2023, 4, 10)]
    );
    let short = case(1, date(2023, 3, 6), Some(date(2023, 3, 7)));
    let again = case(2, date(2023, 3, 20), None);
    assert_eq!(
        waiting(&[short, again], 1, 2),
        [date(2023, 3, 20)],
        "one of two was used"
    );
    assert_eq!(chain(&[first.clone(), soon.clone()], &soon, &law()).len(), 2);
}

#[test]
fn cases_link_one_by_one() {
    let cases = [
        case(1, date(2023, 1, 2), Some(date(2023, 1, 4))),
        case(2, date(2023, 1, 30), Some(date(2023, 2, 1))),
        case(3, date(2023, 2, 27), Some(date(2023, 3, 1))),
        case(4, date(2022, 11, 1), Some(date(2022, 11, 3))),
    ];
    let firsts: Vec<_> = chain(&cases, &cases[2], &law())
        .iter()
        .map(|case| case.first_day.month())
        .collect();
    assert_eq!(firsts, [1, 1, 2], "that of November ended too long before");
}

#[test]
fn the_weeks_count_on_within_a_period() {
    let cases = [
        case(1, date(2023, 1, 2), Some(date(2023, 1, 9))),
        case(2, date(2023, 1, 16), None),
    ];
    let sick = days(&cases, 1, 0, date(2023, 1, 31));
    let week = |on| sick.iter().find(|day| day.date == on).map(|day| day.week);
    assert_eq!(week(date(2023, 1, 16)), Some(2), "seven sick days before");
    assert_eq!(week(date(2023, 1, 23)), Some(3));
    assert_eq!(week(date(2023, 1, 21)), None, "a Saturday");
}

#[test]
fn the_percentage_follows_the_week() {
    let cao = SicknessTerms {
        percentages: vec![
            WeekPercentage {
                from_week: 53,
                percent: 70,
            },
            WeekPercentage {
                from_week: 1,
                percent: 100,
            },
        ],
        ..law()
    };
    assert_eq!(
        [1, 52, 53, 104, 105].map(|week| cao.percent_in(week)),
        [100, 100, 70, 70, 0]
    );
    assert_eq!([1, 104, 105].map(|week| law().percent_in(week)), [70, 70, 0]);
    // Beyond the state pension age.
    let six_weeks = SicknessTerms { weeks: 6, ..law() };
    assert_eq!([6, 7].map(|week| six_weeks.percent_in(week)), [70, 0]);
}

#[test]
fn hours_go_by_the_percentage_that_is_paid() {
    let cases = [case(1, date(2023, 3, 6), Some(date(2023, 3, 13)))];
    let days = days(&cases, 0, 1, date(2023, 3, 31));
    let lines: Vec<_> = hours(&days).iter().map(|line| (line.paid, line.hours.0)).collect();
    assert_eq!(lines, [(Paid::WaitingDay, 800), (Paid::Percent(70), 3200)]);
}

#[test]
fn who_is_sick_for_a_part_is_absent_for_that_part() {
    let mut half = case(1, date(2023, 3, 6), Some(date(2023, 3, 13)));
    half.stages.push(Stage {
        from: date(2023, 3, 8),
        percent: 50,
    });
    let days = days(&[half], 0, 0, date(2023, 3, 31));
    let hours: Vec<_> = days.iter().map(|day| day.hours().0).collect();
    assert_eq!(hours, [800, 800, 400, 400, 400]);
}

#[test]
fn parts_are_rounded_once() {
    let day = |date| SickDay {
        date,
        nominal: HundredthHours(767),
        absent_percent: 50,
        week: 1,
        paid: Paid::Percent(70),
    };
    let days = [day(date(2023, 3, 6)), day(date(2023, 3, 7))];
    assert_eq!(hours(&days)[0].hours, HundredthHours(767));
    assert_eq!(days[0].hours(), HundredthHours(384));
}

#[test]
fn codes_are_a_mapping_of_the_company() {
    // The hour model of manual viqz.
    let rows = [(70, 3070, 3170), (100, 3100, 3200), (95, 3095, 3195)];
    let codes: Vec<_> = rows
        .into_iter()
        .flat_map(|(percent, salaried, hourly)| {
            [
                (PayBasis::Salaried, percent, salaried),
                (PayBasis::Hourly, percent, hourly),
            ]
        })
        .map(|(pay, percent, code)| SicknessCode { pay, percent, code })
        .collect();
    assert_eq!(code_for(&codes, PayBasis::Salaried, 70), Some(3070));
    assert_eq!(code_for(&codes, PayBasis::Hourly, 95), Some(3195));
    assert_eq!(code_for(&codes, PayBasis::Hourly, 80), None);
}

#[test]
fn what_cannot_be_is_refused() {
    let first = date(2023, 3, 6);
    let other = case(9, date(2023, 3, 1), Some(date(2023, 3, 3)));
    let checked = |change: fn(&mut SicknessCase)| {
        let mut case = case(1, date(2023, 3, 6), None);
        change(&mut case);
        case.check(std::slice::from_ref(&other))
    };
    assert_eq!(checked(|_| {}), Ok(()));
    assert_eq!(
        checked(|case| case.stages[0].percent = 0),
        Err(SicknessError::Percent { percent: 0 })
    );
    assert_eq!(
        checked(|case| case.stages[0].percent = 101),
        Err(SicknessError::Percent { percent: 101 })
    );
    let order = |date, after| Err(SicknessError::Order { date, after });
    assert_eq!(
        checked(|case| case.recovered_on = Some(case.first_day)),
        order(first, first)
    );
    assert_eq!(
        checked(|case| case.expected_until = Some(date(2023, 3, 5))),
        order(date(2023, 3, 5), date(2023, 3, 5))
    );
    assert_eq!(
        checked(|case| case.stages.push(Stage {
            from: case.first_day,
            percent: 50
        })),
        order(first, first)
    );
    let overlap = Err(SicknessError::Overlap {
        first_day: date(2023, 3, 1),
    });
    assert_eq!(
        checked(|case| {
            case.first_day = date(2023, 3, 2);
            case.stages[0].from = case.first_day;
        }),
        overlap
    );
}

#[test]
fn the_absence_file_has_its_dates() {
    let cases = [
        case(1, date(2023, 1, 2), Some(date(2023, 1, 9))),
        case(2, date(2023, 1, 16), None),
    ];
    let found = milestones(&cases, &cases[0], &law());
    assert_eq!(found[0], (6, date(2023, 2, 13)));
    let found = milestones(&cases, &cases[1], &law());
    assert_eq!(found[0], (6, date(2023, 2, 20)), "a week of it was before");
}

#[test]
fn terms_hold_from_their_date_on() {
    let later = SicknessTerms {
        valid_from: date(2023, 1, 1),
        waiting_days: 1,
        ..law()
    };
    assert_eq!(
        sickness_terms_on(std::slice::from_ref(&later), date(2022, 12, 31)),
        law()
    );
    assert_eq!(sickness_terms_on(std::slice::from_ref(&later), date(2023, 1, 1)), later);
}

fn cases() -> impl Strategy<Value = Vec<SicknessCase>> {
    prop::collection::vec((0_i64..60, 1_i64..40), 1..6).prop_map(|stretches| {
        let mut day = date(2022, 1, 1);
        let mut cases = Vec::new();
        for (number, (healthy, sick)) in (1..).zip(stretches) {
            let first = day.saturating_add(healthy.days());
            day = first.saturating_add(sick.days());
            cases.push(case(number, first, Some(day)));
        }
        cases
    })
}

proptest! {
    /// Within one period no more waiting days are had than agreed, whatever the cases.
    #[test]
    fn a_period_has_its_waiting_days_once(cases in cases(), agreed in 0_u32..4) {
        for of in 0..cases.len() {
            prop_assert_eq!(cases[of].check(&cases), Ok(()));
            let period = chain(&cases, &cases[of], &law());
            let had: usize = period
                .iter()
                .map(|part| cases.iter().position(|case| case.id == part.id).unwrap())
                .map(|place| waiting(&cases, place, agreed).len())
                .sum();
            prop_assert!(had <= usize::try_from(agreed.min(2)).unwrap());
        }
    }

    /// A range shows what the whole case has on its days.
    #[test]
    fn a_range_is_a_part_of_the_case(cases in cases(), from in 0_i64..300, length in 0_i64..60) {
        let from = date(2022, 1, 1).saturating_add(from.days());
        let range = DateRange::new(from, from.saturating_add(length.days())).unwrap();
        for case in &cases {
            let all = sick_days(&cases, case, (2, &law()), &full_time(), DateRange { from: Date::MIN, to: Date::MAX });
            let part = sick_days(&cases, case, (2, &law()), &full_time(), range);
            let expected: Vec<_> = all.into_iter().filter(|day| range.contains(day.date)).collect();
            prop_assert_eq!(part, expected);
        }
    }
}
