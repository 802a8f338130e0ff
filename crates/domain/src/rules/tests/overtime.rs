//! Overtime of a day, of a week, and averaged over weeks.

use super::worked::{days, in_short, outcome, shift, shown, under};
use crate::calendar::Date;
use crate::quantity::{Cents, Factor, Minutes};
use crate::rules::{
    Circumstances, Combine, Outcome, Overtime, Per, Reckoning, RuleSet, Terms, WorkedShift, YearCounter, days_needed,
};
use crate::shift::Shift;
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

fn rule(per: Per, hours: i64, percent: u32) -> Overtime {
    Overtime {
        name: format!("Overwerk {percent}"),
        per,
        more_than: Minutes(hours * 60),
        incidental: Minutes::ZERO,
        factor: Factor::percent(percent),
        terms: Terms::default(),
    }
}

fn with(overtime: Vec<Overtime>) -> RuleSet {
    RuleSet {
        overtime,
        ..RuleSet::retail_non_food()
    }
}

/// Monday 9 March 2026 to Sunday the 15th, and so on.
const MONDAY: Date = date(2026, 3, 9);

/// Shifts from nine o'clock on the days from that Monday on, of so many hours.
fn week(hours: &[i64]) -> Vec<Shift> {
    let day = |number: usize| MONDAY.saturating_add(i64::try_from(number).unwrap().days());
    let worked = hours.iter().enumerate().filter(|(_, hours)| **hours > 0);
    worked
        .map(|(number, hours)| shift(day(number), (9, 0), (9 + hours, 0), 0))
        .collect()
}

fn march(rules: &RuleSet, shifts: &[Shift]) -> Outcome {
    let march = days(date(2026, 3, 1), date(2026, 3, 31));
    outcome(std::slice::from_ref(rules), march, &Circumstances::default(), shifts)
}

#[test]
fn more_than_ten_hours_a_day_is_overtime() {
    let rules = RuleSet::retail_non_food();
    assert_eq!(in_short(&march(&rules, &week(&[10]))), "10:00");
    assert_eq!(in_short(&march(&rules, &week(&[12]))), "12:00, 2:00 +25");
    let two_shifts = [shift(MONDAY, (7, 0), (13, 0), 0), shift(MONDAY, (14, 0), (20, 0), 0)];
    assert_eq!(
        in_short(&march(&rules, &two_shifts)),
        "12:00, 2:00 +25",
        "two shifts of one day"
    );
    let evening = [shift(MONDAY, (12, 0), (0, 0), 0)];
    assert_eq!(
        in_short(&march(&rules, &evening)),
        "12:00, 2:00 +50",
        "the late evening is more"
    );
}

#[test]
fn fifteen_minutes_are_no_overtime() {
    let rules = RuleSet::retail_non_food();
    let long = |minutes| [shift(MONDAY, (8, 0), (18, minutes), 0)];
    assert_eq!(in_short(&march(&rules, &long(15))), "10:15");
    assert_eq!(in_short(&march(&rules, &long(16))), "10:16, 0:16 +25");
}

#[test]
fn adults_above_twice_the_minimum_wage_have_no_overtime() {
    let rules = [RuleSet::retail_non_food()];
    let person = |birth, wage| Circumstances {
        birth_date: Some(birth),
        hourly_wage: Some(Cents(wage)),
        ..Circumstances::default()
    };
    let of = |person| in_short(&outcome(&rules, days(MONDAY, MONDAY), &person, &week(&[12])));
    assert_eq!(of(person(date(2005, 3, 9), 2943)), "12:00");
    assert_eq!(of(person(date(2005, 3, 9), 2942)), "12:00, 2:00 +25", "exactly twice");
    assert_eq!(of(person(date(2005, 3, 10), 2943)), "12:00, 2:00 +25", "not yet 21");
}

#[test]
fn the_last_hours_of_a_week_are_those_above_its_norm() {
    let rules = with(vec![rule(Per::Week, 40, 150)]);
    assert_eq!(in_short(&march(&rules, &week(&[9, 9, 9, 9, 4]))), "40:00");
    assert_eq!(in_short(&march(&rules, &week(&[9, 9, 9, 9, 9]))), "45:00, 5:00 +50");
    let person = Circumstances::default();
    let (shifts, range) = (week(&[9, 9, 9, 9, 9]), days(MONDAY, date(2026, 3, 15)));
    let pieces = Reckoning::new(std::slice::from_ref(&rules), range).pieces(&under(&person, &shifts));
    assert_eq!(pieces.len(), 5);
    insta::assert_snapshot!(shown(&pieces[4].1), @r"
    9:00-13:00 4:00 100 % -
    13:00-18:00 5:00 150 % Overwerk 150
    ");
    assert_eq!(shown(&pieces[3].1), "9:00-18:00 9:00 100 % -");
}

/// Facts: each part of a week judged alone would find none.
#[test]
fn a_week_that_two_months_share_is_judged_whole_and_booked_in_the_later() {
    let rules = with(vec![rule(Per::Week, 40, 150)]);
    let monday = date(2026, 3, 30);
    let shifts: Vec<Shift> = (0..5)
        .map(|day| shift(monday.saturating_add(day.days()), (9, 0), (18, 0), 0))
        .collect();
    let of = |from, to| {
        outcome(
            std::slice::from_ref(&rules),
            days(from, to),
            &Circumstances::default(),
            &shifts,
        )
    };
    let (march, april) = (
        of(date(2026, 3, 1), date(2026, 3, 31)),
        of(date(2026, 4, 1), date(2026, 4, 30)),
    );
    assert_eq!(in_short(&march), "18:00");
    assert_eq!(in_short(&april), "27:00, 5:00 +50");
    let needed = days_needed(std::slice::from_ref(&rules), days(date(2026, 4, 1), date(2026, 4, 30)));
    assert_eq!(needed.from, monday);
}

/// A week from Monday 30 March with all its hours before April.
#[test]
fn overtime_that_was_worked_before_the_range_is_what_comes_on_top() {
    let evening = |rules: RuleSet, of_april: bool| {
        let shifts = [(30, 0), (31, 1)].map(|(day, _)| shift(date(2026, 3, day), (12, 0), (23, 0), 0));
        let (from, to) = if of_april {
            (date(2026, 4, 1), date(2026, 4, 30))
        } else {
            (date(2026, 3, 1), date(2026, 3, 31))
        };
        in_short(&outcome(&[rules], days(from, to), &Circumstances::default(), &shifts))
    };
    let week = |percent| with(vec![rule(Per::Week, 20, percent)]);
    assert_eq!(evening(week(175), false), "22:00, 2:00 +50", "the late evenings");
    assert_eq!(
        evening(week(175), true),
        "0:00, 1:00 +25, 1:00 +75",
        "an hour at 150 % rises to 175 %, one from 100 %"
    );
    assert_eq!(
        evening(week(150), true),
        "0:00, 1:00 +50",
        "the late evening has its 50 % already"
    );
    let sum = RuleSet {
        combine: Combine::Sum,
        ..week(175)
    };
    assert_eq!(evening(sum, true), "0:00, 2:00 +75");
}

#[test]
fn four_weeks_are_averaged() {
    let rules = RuleSet::retail_non_food();
    let monday = date(2026, 2, 23);
    let block = |weeks: [i64; 4]| -> Vec<Shift> {
        let days = weeks.into_iter().zip([0_i64, 7, 14, 21]);
        let shifts = days.flat_map(|(hours, week)| (0..5).map(move |day| (week + day, hours)));
        shifts
            .map(|(day, hours)| shift(monday.saturating_add(day.days()), (8, 0), (8 + hours, 0), 0))
            .collect()
    };
    let range = days(date(2026, 1, 1), date(2026, 12, 31));
    let of = |weeks| {
        in_short(&outcome(
            std::slice::from_ref(&rules),
            range,
            &Circumstances::default(),
            &block(weeks),
        ))
    };
    assert_eq!(of([10, 6, 10, 6]), "160:00", "forty on average");
    assert_eq!(of([10, 6, 10, 7]), "165:00, 5:00 +50");
    let Per::AverageOfWeeks { counted_from, .. } = rules.overtime[1].per else {
        unreachable!()
    };
    let weeks = monday.since((jiff::Unit::Week, counted_from)).unwrap().get_weeks();
    assert_eq!(weeks % 4, 0, "a block starts on 23 February 2026");
}

#[test]
fn an_hour_too_many_is_not_too_many_twice() {
    let rules = with(vec![rule(Per::Day, 10, 125), rule(Per::Week, 40, 150)]);
    // 12 hours on Monday and 41 in the week: one of Monday's two is the hour too many of the week.
    assert_eq!(
        in_short(&march(&rules, &week(&[12, 9, 9, 9, 2]))),
        "41:00, 1:00 +25, 1:00 +50"
    );
    let sum = RuleSet {
        combine: Combine::Sum,
        ..rules
    };
    assert_eq!(
        in_short(&march(&sum, &week(&[12, 9, 9, 9, 2]))),
        "41:00, 1:00 +25, 1:00 +75"
    );
}

#[test]
fn hours_of_which_the_source_knows_the_factor_are_the_sources_business() {
    let rules = with(vec![rule(Per::Week, 40, 150)]);
    let mut shifts = week(&[9, 9, 9, 9, 9]);
    let judged = shifts[4]
        .clone()
        .with_factor_minutes(vec![(Factor::percent(150), Minutes(300))])
        .unwrap();
    shifts[4] = judged;
    assert_eq!(in_short(&march(&rules, &shifts)), "45:00, 5:00 +50");
}

#[test]
fn a_year_is_counted_beside_its_norm() {
    let rules = [RuleSet::horeca()];
    let person = Circumstances::default();
    let shifts: Vec<Shift> = (0..250)
        .map(|day| shift(date(2026, 1, 1).saturating_add(day.days()), (9, 0), (17, 0), 0))
        .collect();
    let counter = YearCounter::of(&under(&person, &shifts), &rules, 2026).unwrap();
    assert_eq!((counter.worked, counter.norm), (Minutes(2000 * 60), Minutes(1976 * 60)));
    assert_eq!(counter.over(), Minutes(24 * 60));
    assert_eq!(
        YearCounter::of(&under(&person, &shifts), &[RuleSet::none()], 2026),
        None
    );
}

fn shifts() -> impl Strategy<Value = Vec<Shift>> {
    let one = (0_i64..84, 0_i64..1440, 1_i64..=900, 0_i64..60);
    let one = one.prop_filter_map("no time left", |(day, start, length, pause)| {
        Shift::new(
            date(2026, 2, 16).saturating_add(day.days()),
            start,
            start + length,
            pause,
        )
        .ok()
    });
    prop::collection::vec(one, 0..60)
}

fn rule_sets() -> impl Strategy<Value = RuleSet> {
    let rules = vec![
        rule(Per::Day, 8, 125),
        rule(Per::Week, 20, 150),
        rule(Per::Week, 30, 175),
        rule(
            Per::AverageOfWeeks {
                weeks: 4,
                counted_from: date(2000, 1, 3),
            },
            25,
            200,
        ),
    ];
    let combine = prop::sample::select(vec![Combine::Highest, Combine::Sum]);
    (prop::sample::subsequence(rules, 0..=4), combine).prop_map(|(overtime, combine)| RuleSet {
        combine,
        ..with(overtime)
    })
}

/// What the surcharges are worth, in minutes times ten-thousandths.
fn worth(outcome: &Outcome) -> i64 {
    outcome
        .paid
        .iter()
        .map(|(factor, minutes)| minutes.0 * (i64::from(factor.0) - 10_000))
        .sum()
}

fn range_of(from: i64, length: i64) -> crate::calendar::DateRange {
    let from = date(2026, 2, 16).saturating_add(from.days());
    days(from, from.saturating_add(length.days()))
}

proptest! {
    #[test]
    fn parts_of_a_range_are_worth_the_range(shifts in shifts(), rules in rule_sets(), from in 0_i64..40, first in 0_i64..20, rest in 0_i64..20) {
        let rules = std::slice::from_ref(&rules);
        let of = |range| outcome(rules, range, &Circumstances::default(), &shifts);
        let (whole, one, other) = (of(range_of(from, first + 1 + rest)), of(range_of(from, first)), of(range_of(from + first + 1, rest)));
        prop_assert_eq!(worth(&whole), worth(&one) + worth(&other));
        prop_assert_eq!(whole.worked, one.worked + other.worked);
    }

    #[test]
    fn only_the_needed_days_count_and_their_order_does_not(
        (given, shuffled) in shifts().prop_flat_map(|given| (Just(given.clone()), Just(given).prop_shuffle())),
        rules in rule_sets(), from in 0_i64..40, length in 0_i64..40,
    ) {
        let (rules, range) = (std::slice::from_ref(&rules), range_of(from, length));
        let needed = days_needed(rules, range);
        let needed: Vec<Shift> = shuffled.into_iter().filter(|shift| needed.contains(shift.date())).collect();
        let of = |shifts: &[Shift]| outcome(rules, range, &Circumstances::default(), shifts);
        prop_assert_eq!(of(&given), of(&needed));
        prop_assert_eq!(of(&given), of(&given), "again the same");
    }

    #[test]
    fn over_all_weeks_no_minute_has_two_surcharges(shifts in shifts(), rules in rule_sets()) {
        let all = outcome(std::slice::from_ref(&rules), range_of(-100, 400), &Circumstances::default(), &shifts);
        let surcharged: Minutes = all.paid.values().copied().sum();
        prop_assert!(surcharged <= all.worked);
        prop_assert_eq!(all.worked, shifts.iter().map(Shift::worked_minutes).sum());
    }

    #[test]
    fn pieces_and_totals_agree(shifts in shifts(), rules in rule_sets(), from in 0_i64..40, length in 0_i64..40) {
        let (rules, range) = (std::slice::from_ref(&rules), range_of(from, length));
        let person = Circumstances::default();
        let worked: Vec<WorkedShift<'_>> = under(&person, &shifts);
        let totals = Reckoning::new(rules, range).outcome(&worked);
        let mut summed = Outcome { top_ups: totals.top_ups.clone(), days: totals.days, ..Outcome::default() };
        for (worked, pieces) in Reckoning::new(rules, range).pieces(&worked) {
            let in_pieces: Minutes = pieces.iter().map(|piece| piece.minutes).sum();
            prop_assert_eq!(in_pieces, worked.shift.worked_minutes());
            if range.contains(worked.shift.date()) {
                summed.worked += in_pieces;
            }
            for piece in pieces {
                for part in piece.booked {
                    *summed.paid.entry(part.factor).or_default() += piece.minutes;
                }
            }
        }
        prop_assert_eq!(totals, summed);
    }
}
