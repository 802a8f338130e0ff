//! The five figures of manual viqz, weeks, norms, and the laws that hold for any days.

use super::{Comparison, Norm, PlusMinusError, Proposal, RangeFigure, WorkedDay, WorkingWeek};
use super::{contract_hours, contract_on, of_week, over_range, sunday_of, week_range};
use crate::calendar::{Date, DateRange};
use crate::people::Contract;
use crate::quantity::{HundredthHours, Minutes};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

/// The table of the manual: contract hours per week and hours worked in April 2023 that give its figures.
const APRIL_2023: [(&str, i64, i64, &str); 5] = [
    ("Martijn van Herwijnen", 20, 86, "0,29"),
    ("Inger Steeneken", 24, 106, "3,14"),
    ("Robin de Boer", 24, 148, "45,14"),
    ("Rowena Veeken", 30, 134, "5,43"),
    ("Inge van der Hust", 32, 146, "8,86"),
];

fn range(from: Date, to: Date) -> DateRange {
    DateRange::new(from, to).unwrap()
}

fn april() -> DateRange {
    range(date(2023, 4, 1), date(2023, 4, 30))
}

/// A contract from a day on, with hours per week.
fn contract(start: Date, hours: i64) -> Contract {
    Contract {
        start,
        end: None,
        weekly_hours_thousandths: Some(hours * 1000),
    }
}

fn since_2020(hours: i64) -> [Contract; 1] {
    [contract(date(2020, 1, 1), hours)]
}

fn worked(date: Date, hours: i64) -> WorkedDay {
    WorkedDay {
        date,
        worked: Minutes(hours * 60),
        paid_absence: HundredthHours::ZERO,
    }
}

fn figure(days: &[WorkedDay], contracts: &[Contract], range: DateRange) -> RangeFigure {
    over_range(days, contracts, Norm::Sevenths, range).unwrap().unwrap()
}

#[test]
fn contract_hours_stand_beside_what_was_worked() {
    for (name, weekly, hours, shown) in APRIL_2023 {
        let contract = contract_hours(&since_2020(weekly), april()).unwrap();
        assert_eq!((HundredthHours(hours * 100) - contract).to_string(), shown, "{name}");
    }
    let week = week_range(2023, 15).unwrap();
    assert_eq!(contract_hours(&since_2020(24), week), Ok(HundredthHours(2_400)));
    assert_eq!(contract_hours(&since_2020(0), april()), Ok(HundredthHours::ZERO));
}

#[test]
fn april_2023_gives_the_five_figures_of_the_manual() {
    for (name, weekly, hours, shown) in APRIL_2023 {
        let days: Vec<_> = [3, 11, 19, 27].map(|day| worked(date(2023, 4, day), hours / 4)).into();
        let rest = worked(date(2023, 4, 28), hours % 4);
        let figure = figure(&[days, vec![rest]].concat(), &since_2020(weekly), april());
        assert_eq!(figure.hours.to_string(), shown, "{name}");
        assert_eq!((figure.worked, figure.range), (Minutes(hours * 60), april()), "{name}");
    }
}

#[test]
fn the_figures_are_exact_sevenths_rounded_once() {
    for (name, weekly, hours, shown) in APRIL_2023 {
        let sevenths = hours * 7 - weekly * 30;
        let hundredths = (sevenths * 200 + 7) / 14;
        assert_eq!(HundredthHours(hundredths).to_string(), shown, "{name}");
    }
}

#[test]
fn a_week_is_booked_on_its_sunday() {
    // Manual viqz: 05-03-2023, Week 9, -5; 12-03-2023, Week 10, -5; 19-03-2023, Week 11, -5.
    let contracts = since_2020(20);
    for (monday, week, sunday) in [(27, 9, 5), (6, 10, 12), (13, 11, 19)] {
        let first = date(2023, if week == 9 { 2 } else { 3 }, monday);
        let days = [worked(first, 8), worked(first.saturating_add(5.days()), 7)];
        let figure = of_week(&days, &contracts, 2023, week).unwrap().unwrap();
        assert_eq!(figure.hours, HundredthHours(-500));
        assert_eq!(
            (figure.range.to, sunday_of(first)),
            (date(2023, 3, sunday), date(2023, 3, sunday))
        );
    }
}

#[test]
fn leave_and_sickness_count_as_worked() {
    let vacation = WorkedDay {
        paid_absence: HundredthHours(1750),
        ..worked(date(2023, 3, 1), 0)
    };
    let figure = of_week(&[vacation], &since_2020(20), 2023, 9).unwrap().unwrap();
    assert_eq!(
        (figure.hours, figure.paid_absence),
        (HundredthHours(-250), HundredthHours(1750))
    );
}

#[test]
fn contract_hours_may_change_midway() {
    let contracts = [
        Contract {
            end: Some(date(2023, 4, 14)),
            ..contract(date(2020, 1, 1), 21)
        },
        contract(date(2023, 4, 15), 35),
    ];
    let figure = figure(&[worked(date(2023, 4, 3), 130)], &contracts, april());
    // 21 × 14 ÷ 7 = 42, and 35 × 16 ÷ 7 = 80.
    let parts: Vec<_> = figure
        .parts
        .iter()
        .map(|part| (part.range.to.day(), part.norm.0))
        .collect();
    assert_eq!(parts, [(14, 4200), (30, 8000)]);
    assert_eq!(
        (figure.norm, figure.hours),
        (HundredthHours(12_200), HundredthHours(800))
    );
}

#[test]
fn three_decimals_of_contract_hours_count() {
    let contracts = [Contract {
        weekly_hours_thousandths: Some(22_125),
        ..contract(date(2020, 1, 1), 0)
    }];
    let figure = figure(&[], &contracts, april());
    assert_eq!(figure.hours, HundredthHours(-9482), "22,125 × 30 ÷ 7 = 94,821…");
}

#[test]
fn nobody_without_contract_hours_has_plus_minus_hours() {
    let days = [worked(date(2023, 4, 3), 8)];
    assert_eq!(over_range(&days, &since_2020(0), Norm::Sevenths, april()), Ok(None));
    assert_eq!(over_range(&days, &[], Norm::Sevenths, april()), Ok(None));
    let later = [contract(date(2023, 5, 1), 20)];
    assert_eq!(over_range(&days, &later, Norm::Sevenths, april()), Ok(None));
}

#[test]
fn days_without_contract_hours_do_not_count() {
    let contracts = [contract(date(2020, 1, 1), 0), contract(date(2023, 4, 24), 35)];
    let days = [worked(date(2023, 4, 3), 8), worked(date(2023, 4, 25), 36)];
    let figure = figure(&days, &contracts, april());
    assert_eq!((figure.worked, figure.hours), (Minutes(36 * 60), HundredthHours(100)));
}

#[test]
fn a_contract_that_does_not_say_its_hours_gives_no_figure() {
    let contracts = [Contract {
        weekly_hours_thousandths: None,
        ..contract(date(2023, 4, 15), 0)
    }];
    let error = over_range(&[], &contracts, Norm::Sevenths, april()).unwrap_err();
    assert_eq!(
        error,
        PlusMinusError::HoursUnknown {
            start: date(2023, 4, 15)
        }
    );
    assert!(error.to_string().contains("15-04-2023"), "{error}");
}

#[test]
fn the_norm_is_a_setting() {
    let days = [worked(date(2023, 4, 3), 90)];
    let hours = |norm| {
        over_range(&days, &since_2020(20), norm, april())
            .unwrap()
            .unwrap()
            .hours
    };
    assert_eq!(hours(Norm::Sevenths), HundredthHours(429), "90 − 20 × 30 ÷ 7");
    assert_eq!(
        hours(Norm::PerMonth { weeks_hundredths: 433 }),
        HundredthHours(340),
        "90 − 20 × 4,33"
    );
    let five = WorkingWeek::MondayToFriday;
    assert_eq!(
        hours(Norm::WorkingDays { week: five }),
        HundredthHours(1000),
        "90 − 20 ÷ 5 × 20"
    );
    let six = WorkingWeek::MondayToSaturday;
    assert_eq!(
        hours(Norm::WorkingDays { week: six }),
        HundredthHours(667),
        "90 − 20 ÷ 6 × 25"
    );
    // The weeks that end in April 2023 are 13 to 17: Monday 27 March to Sunday 30 April.
    assert_eq!(hours(Norm::PerWeek), HundredthHours(-1000), "90 − 20 × 5");
}

#[test]
fn whole_weeks_are_those_that_end_in_the_range() {
    let covered = |from, to| Norm::PerWeek.covered(range(from, to));
    let week_15 = range(date(2023, 4, 10), date(2023, 4, 16));
    assert_eq!(covered(date(2023, 4, 16), date(2023, 4, 22)), Some(week_15));
    assert_eq!(covered(date(2023, 4, 10), date(2023, 4, 16)), Some(week_15));
    assert_eq!(covered(date(2023, 4, 10), date(2023, 4, 15)), None);
    assert_eq!(
        over_range(
            &[],
            &since_2020(20),
            Norm::PerWeek,
            range(date(2023, 4, 10), date(2023, 4, 15))
        ),
        Ok(None)
    );
}

#[test]
fn a_norm_is_written_as_a_setting() {
    let norm = Norm::PerMonth { weeks_hundredths: 433 };
    let json = serde_json::to_string(&norm).unwrap();
    assert_eq!(json, r#"{"norm":"per-month","weeks_hundredths":433}"#);
    assert_eq!(serde_json::from_str::<Norm>(&json).unwrap(), norm);
    assert_eq!(
        serde_json::from_str::<Norm>(r#"{"norm":"sevenths"}"#).unwrap(),
        Norm::default()
    );
}

#[test]
fn the_proposal_warns_when_it_exceeds_the_ledger() {
    let proposal = |figure, balance| Proposal::new(HundredthHours(figure), HundredthHours(balance));
    assert!(proposal(886, 800).exceeds_balance());
    assert!(!proposal(886, 886).exceeds_balance());
    assert!(proposal(29, -100).exceeds_balance());
    assert_eq!(
        proposal(-29, 500).hours,
        HundredthHours::ZERO,
        "hours short are not sent"
    );
    assert!(!proposal(-29, -500).exceeds_balance());
}

#[test]
fn a_comparison_says_why_weeks_and_range_differ() {
    // March 2023 begins on a Wednesday and ends on a Friday; week 9 begins on 27 February.
    let march = range(date(2023, 3, 1), date(2023, 3, 31));
    let days = [
        worked(date(2023, 2, 27), 9),
        worked(date(2023, 3, 2), 16),
        worked(date(2023, 3, 9), 20),
        worked(date(2023, 3, 16), 22),
        worked(date(2023, 3, 23), 20),
        worked(date(2023, 3, 30), 24),
    ];
    let comparison = Comparison::new(&days, &since_2020(20), Norm::Sevenths, march).unwrap();
    let expected = Comparison {
        weeks: HundredthHours(700),
        // 102 − 20 × 31 ÷ 7
        range: HundredthHours(1343),
        // 9 − 20 × 2 ÷ 7
        before: HundredthHours(329),
        // 24 − 20 × 5 ÷ 7
        after: HundredthHours(971),
        norm: HundredthHours::ZERO,
        rounding: HundredthHours(-1),
    };
    assert_eq!(comparison, expected);
}

#[test]
fn a_year_of_53_weeks_has_53_figures() {
    assert_eq!(week_range(2026, 53), Some(range(date(2026, 12, 28), date(2027, 1, 3))));
    assert_eq!(week_range(2025, 53), None);
    assert_eq!(of_week(&[], &since_2020(20), 2025, 53), Ok(None));
    let figure = of_week(&[], &since_2020(20), 2026, 53).unwrap().unwrap();
    assert_eq!(figure.hours, HundredthHours(-2000));
}

#[test]
fn the_contract_that_started_last_holds() {
    let contracts = [contract(date(2023, 4, 1), 24), contract(date(2022, 4, 1), 40)];
    let weekly = |on| contract_on(&contracts, on).and_then(|contract| contract.weekly_hours_thousandths);
    assert_eq!(weekly(date(2023, 3, 31)), Some(40_000));
    assert_eq!(weekly(date(2023, 4, 1)), Some(24_000));
    assert_eq!(weekly(date(2022, 3, 31)), None);
}

fn days() -> impl Strategy<Value = Vec<WorkedDay>> {
    let day = (-20_i64..60, 0_i64..900, 0_i64..800).prop_map(|(day, minutes, absence)| WorkedDay {
        date: date(2023, 4, 1).saturating_add(day.days()),
        worked: Minutes(minutes),
        paid_absence: HundredthHours(absence),
    });
    prop::collection::vec(day, 0..20)
}

fn contracts() -> impl Strategy<Value = Vec<Contract>> {
    let one = (-200_i64..60, prop::option::of(0_i64..300), 0_i64..=40_000).prop_map(|(start, length, hours)| {
        let start = date(2023, 4, 1).saturating_add(start.days());
        Contract {
            start,
            end: length.map(|length| start.saturating_add(length.days())),
            weekly_hours_thousandths: Some(hours),
        }
    });
    prop::collection::vec(one, 0..4)
}

fn ranges() -> impl Strategy<Value = DateRange> {
    (0_i64..40, 0_i64..60).prop_map(|(from, length)| {
        let from = date(2023, 3, 20).saturating_add(from.days());
        range(from, from.saturating_add(length.days()))
    })
}

fn norms() -> impl Strategy<Value = Norm> {
    prop::sample::select(vec![
        Norm::Sevenths,
        Norm::PerWeek,
        Norm::PerMonth { weeks_hundredths: 433 },
        Norm::WorkingDays {
            week: WorkingWeek::MondayToSaturday,
        },
    ])
}

proptest! {
    /// Two halves of a range differ from the whole by their rounding alone.
    #[test]
    fn halves_make_the_whole(days in days(), contracts in contracts(), whole in ranges(), cut in 0_i64..60) {
        let of = |range| over_range(&days, &contracts, Norm::Sevenths, range).unwrap().map_or(0, |figure| figure.hours.0);
        let first = DateRange::new(whole.from, whole.from.saturating_add(cut.days()).min(whole.to)).unwrap();
        let second = DateRange::new(first.to.tomorrow().unwrap(), whole.to);
        let sum = of(first) + second.map_or(0, of);
        prop_assert!((sum - of(whole)).abs() <= 1, "{} and {}", sum, of(whole));
    }

    #[test]
    fn the_order_of_days_and_contracts_does_not_matter(
        (days, shuffled) in days().prop_flat_map(|days| (Just(days.clone()), Just(days).prop_shuffle())),
        contracts in contracts(),
        norm in norms(),
        range in ranges(),
    ) {
        // Two contracts from one day would be a draw.
        let mut contracts = contracts;
        contracts.sort_by_key(|contract| contract.start);
        contracts.dedup_by_key(|contract| contract.start);
        let reversed: Vec<_> = contracts.iter().rev().cloned().collect();
        prop_assert_eq!(over_range(&days, &contracts, norm, range), over_range(&shuffled, &reversed, norm, range));
    }

    /// The parts of a comparison always add up, and its rounding is small.
    #[test]
    fn a_comparison_adds_up(days in days(), contracts in contracts(), norm in norms(), range in ranges()) {
        let compared = Comparison::new(&days, &contracts, norm, range).unwrap();
        let explained = compared.range + compared.before - compared.after + compared.norm + compared.rounding;
        prop_assert_eq!(compared.weeks, explained);
        prop_assert!(compared.rounding.0.abs() <= 7, "{:?}", compared);
    }

    #[test]
    fn every_minute_counts_once(days in days(), contracts in contracts(), norm in norms(), range in ranges()) {
        let Some(figure) = over_range(&days, &contracts, norm, range).unwrap() else { return Ok(()) };
        let counts = |day: &&WorkedDay| figure.parts.iter().any(|part| part.range.contains(day.date));
        let worked: Minutes = days.iter().filter(counts).map(|day| day.worked).sum();
        prop_assert_eq!(figure.worked, worked);
        prop_assert!(figure.parts.iter().all(|part| part.weekly_hours_thousandths > 0));
    }
}
