//! The vectors of the CAO Retail Non-Food, general module, and the laws that hold for any shift.

use crate::calendar::{Date, dutch_date};
use crate::holiday::HolidayCalendar;
use crate::quantity::{Factor, Minutes};
use crate::rules::tests::worked::{shift, shown};
use crate::rules::{Combine, Day, DaySet, Piece, RuleSet, SOURCE_RULE, Terms, Window};
use crate::shift::{Shift, TimedBreak};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Hours at +0 %, +50 % and +100 %, as the source tabulates them.
fn result(rules: &RuleSet, shift: &Shift) -> String {
    let mut minutes: BTreeMap<Factor, Minutes> = BTreeMap::new();
    for piece in rules.pieces(shift) {
        *minutes.entry(piece.factor).or_default() += piece.minutes;
    }
    let total = |(factor, minutes): (Factor, Minutes)| match factor.0 / 100 - 100 {
        0 => format!("{minutes} plain"),
        surcharge => format!("{minutes} +{surcharge}"),
    };
    minutes.into_iter().map(total).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_vectors_of_retail_non_food() {
    let rules = RuleSet::retail_non_food();
    for (date, from, to, break_minutes, expected) in [
        (date(2026, 3, 10), (17, 0), (23, 0), 30, "4:30 plain, 1:00 +50"), // Tuesday evening
        (date(2026, 3, 7), (21, 0), (2, 0), 0, "1:00 plain, 4:00 +50"),    // Saturday into Sunday
        (date(2026, 3, 8), (10, 0), (18, 0), 30, "7:30 +50"),              // Sunday
        (date(2026, 4, 5), (12, 0), (17, 0), 0, "5:00 +100"), // Easter Sunday: the holiday beats the Sunday
        (date(2026, 12, 24), (22, 0), (6, 0), 0, "2:00 +50, 6:00 +100"), // Christmas night
        (date(2026, 3, 9), (5, 0), (9, 0), 0, "2:00 plain, 2:00 +50"), // Monday morning
        (date(2026, 3, 28), (22, 0), (6, 0), 0, "7:00 +50"),  // summer time starts
        (date(2026, 10, 24), (22, 0), (6, 0), 0, "9:00 +50"), // summer time ends
    ] {
        let shift = shift(date, from, to, break_minutes);
        assert_eq!(result(&rules, &shift), expected, "{} {from:?}-{to:?}", dutch_date(date));
    }
}

#[test]
fn every_piece_says_where_it_comes_from() {
    let evening = shift(date(2026, 3, 7), (21, 0), (2, 0), 0);
    insta::assert_snapshot!(shown(&RuleSet::retail_non_food().pieces(&evening)), @r"
    21:00-22:00 1:00 100 % -
    22:00-24:00 2:00 150 % Late avond
    24:00-26:00 2:00 150 % Zondag
    ");
}

#[test]
fn a_night_without_a_surcharge_is_one_piece_a_day() {
    let night = shift(date(2026, 3, 28), (22, 0), (6, 0), 0);
    insta::assert_snapshot!(shown(&RuleSet::none().pieces(&night)), @r"
    22:00-24:00 2:00 100 % -
    24:00-26:00 2:00 100 % -
    27:00-30:00 3:00 100 % -
    ");
}

#[test]
fn a_break_is_taken_where_it_costs_least() {
    let rules = RuleSet::retail_non_food();
    let christmas_night = |break_minutes| shift(date(2026, 12, 24), (21, 0), (6, 0), break_minutes);
    assert_eq!(result(&rules, &christmas_night(45)), "0:15 plain, 2:00 +50, 6:00 +100");
    assert_eq!(result(&rules, &christmas_night(90)), "1:30 +50, 6:00 +100");
    assert_eq!(result(&rules, &christmas_night(240)), "5:00 +100");
}

#[test]
fn of_equal_pieces_the_earliest_gives_the_break() {
    // Saturday night: two hours late evening, two hours Sunday, both +50.
    let night = shift(date(2026, 3, 7), (22, 0), (2, 0), 30);
    insta::assert_snapshot!(shown(&RuleSet::retail_non_food().pieces(&night)), @r"
    22:00-24:00 1:30 150 % Late avond
    24:00-26:00 2:00 150 % Zondag
    ");
}

/// A window until midnight.
fn window(name: &str, days: DaySet, from_minute: i64, percent: u32) -> Window {
    Window {
        name: name.to_owned(),
        days,
        from_minute,
        to_minute: 1440,
        factor: Factor::percent(percent),
        terms: Terms::default(),
    }
}

#[test]
fn of_equal_factors_the_first_window_names_the_piece() {
    let sunday = Window {
        to_minute: 12 * 60,
        ..window("Zondagochtend", DaySet::from([Day::Sunday]), 0, 150)
    };
    let rules = RuleSet {
        windows: vec![
            sunday,
            window("Zondagavond", DaySet::from([Day::Sunday]), 18 * 60, 150),
            window("Weekend", DaySet::from([Day::Saturday, Day::Sunday]), 0, 150),
        ],
        ..RuleSet::none()
    };
    let long_sunday = shift(date(2026, 3, 8), (11, 0), (19, 0), 0);
    insta::assert_snapshot!(shown(&rules.pieces(&long_sunday)), @r"
    11:00-12:00 1:00 150 % Zondagochtend
    12:00-18:00 6:00 150 % Weekend
    18:00-19:00 1:00 150 % Zondagavond
    ");
}

#[test]
fn added_surcharges_stack() {
    let rules = RuleSet {
        combine: Combine::Sum,
        windows: vec![
            window("Avond", DaySet::from([Day::Sunday]), 18 * 60, 125),
            window("Zondag", DaySet::from([Day::Sunday]), 0, 150),
            window("Feestdag", DaySet::from([Day::Holiday]), 0, 200),
        ],
        ..RuleSet::none()
    };
    let easter_sunday = shift(date(2026, 4, 5), (17, 0), (19, 0), 0);
    insta::assert_snapshot!(shown(&rules.pieces(&easter_sunday)), @r"
    17:00-18:00 1:00 250 % Zondag + Feestdag
    18:00-19:00 1:00 275 % Avond + Zondag + Feestdag
    ");
}

#[test]
fn a_company_with_another_calendar_has_other_holidays() {
    let liberation_day = shift(date(2026, 5, 5), (9, 0), (17, 0), 0);
    assert_eq!(result(&RuleSet::retail_non_food(), &liberation_day), "8:00 plain");
    let mut holidays = HolidayCalendar::default();
    holidays.added.insert(date(2026, 5, 5), "Bevrijdingsdag".to_owned());
    let rules = RuleSet {
        holidays,
        ..RuleSet::retail_non_food()
    };
    assert_eq!(result(&rules, &liberation_day), "8:00 +100");
}

#[test]
fn minutes_of_the_source_lead_over_the_rules() {
    let sunday = shift(date(2026, 3, 8), (10, 0), (18, 0), 30);
    let sunday = sunday
        .with_factor_minutes(vec![(Factor::percent(200), Minutes(60))])
        .unwrap();
    let pieces = RuleSet::retail_non_food().pieces(&sunday);
    insta::assert_snapshot!(shown(&pieces), @r"
    10:00-18:00 6:30 100 % -
    10:00-18:00 1:00 200 % Opgave van de bron
    ");
    assert_eq!(pieces[1].rule.as_deref(), Some(SOURCE_RULE));
}

#[test]
fn a_break_with_a_time_leaves_the_shift_where_it_was() {
    let evening = shift(date(2026, 3, 10), (17, 0), (23, 0), 0);
    let pause = |from: i64, to: i64| TimedBreak {
        from_minute: from,
        to_minute: to,
    };
    let with = |breaks| evening.clone().with_breaks(breaks).unwrap();
    insta::assert_snapshot!(shown(&RuleSet::retail_non_food().pieces(&with(vec![pause(1140, 1170)]))), @r"
    17:00-19:00 2:00 100 % -
    19:30-22:00 2:30 100 % -
    22:00-23:00 1:00 150 % Late avond
    ");
    assert_eq!(
        result(&RuleSet::retail_non_food(), &with(vec![pause(1335, 1350)])),
        "5:00 plain, 0:45 +50"
    );
}

fn dates() -> impl Strategy<Value = Date> {
    (0_i64..3650).prop_map(|days| date(2020, 1, 1).saturating_add(days.days()))
}

/// The nights in which the clock is changed, and the days around them.
fn nights() -> impl Strategy<Value = Date> {
    prop::sample::select(vec![
        date(2026, 3, 28),
        date(2026, 3, 29),
        date(2026, 10, 24),
        date(2026, 10, 25),
    ])
}

fn shifts() -> impl Strategy<Value = Shift> {
    let dates = prop_oneof![3 => dates(), 1 => nights()];
    (dates, 0_i64..1440, 1_i64..=1440, 0_i64..120).prop_filter_map("no time left", |(date, start, length, pause)| {
        Shift::new(date, start, start + length, pause).ok()
    })
}

fn windows() -> impl Strategy<Value = Window> {
    let days = vec![
        DaySet::monday_to_saturday(),
        DaySet::from([Day::Saturday, Day::Sunday]),
        DaySet::from([Day::Sunday]),
        DaySet::from([Day::Holiday]),
    ];
    (prop::sample::select(days), 0_i64..1440, 1_i64..1440, 100_u32..=300).prop_map(|(days, from, length, percent)| {
        Window {
            name: format!("{percent}"),
            days,
            from_minute: from,
            to_minute: (from + length).min(1440),
            factor: Factor::percent(percent),
            terms: Terms::default(),
        }
    })
}

fn rule_sets() -> impl Strategy<Value = RuleSet> {
    let combine = prop::sample::select(vec![Combine::Highest, Combine::Sum]);
    let any = (combine, prop::collection::vec(windows(), 0..6)).prop_map(|(combine, windows)| RuleSet {
        combine,
        windows,
        ..RuleSet::none()
    });
    prop_oneof![Just(retail_windows()), any]
}

/// Retail non-food without its overtime, that goes by more than the time of day.
fn retail_windows() -> RuleSet {
    RuleSet {
        overtime: Vec::new(),
        ..RuleSet::retail_non_food()
    }
}

proptest! {
    #[test]
    fn pieces_add_up_to_the_worked_minutes(rules in rule_sets(), shift in shifts()) {
        let pieces = rules.pieces(&shift);
        prop_assert_eq!(pieces.iter().map(|piece| piece.minutes).sum::<Minutes>(), shift.worked_minutes());
        prop_assert!(pieces.iter().all(|piece| piece.minutes > Minutes::ZERO));
    }

    #[test]
    fn a_piece_is_never_longer_than_its_time_on_the_wall(rules in rule_sets(), shift in shifts()) {
        for piece in rules.pieces(&shift) {
            prop_assert!(piece.minutes.0 <= piece.to_minute - piece.from_minute);
            let midnight = piece.from_minute / 1440 * 1440;
            prop_assert!(piece.to_minute <= midnight + 1440, "it does not cross midnight");
        }
    }

    /// Minute by minute, without cutting: the slow way to the same factors.
    #[test]
    fn without_a_break_each_minute_has_the_factor_of_its_windows(
        rules in rule_sets(), date in dates(), start in 0_i64..1440,
    ) {
        let shift = Shift::new(date, start, start + 600, 0);
        prop_assume!(shift.as_ref().is_ok_and(|shift| shift.spans().len() == 1));
        prop_assume!(shift.as_ref().is_ok_and(|shift| shift.worked_minutes() == Minutes(600)));
        let mut expected: BTreeMap<Factor, i64> = BTreeMap::new();
        for minute in start..start + 600 {
            let day = date.saturating_add((minute / 1440).days());
            let applies = |window: &&Window| {
                let on_day = window.days.contains(Day::of(day));
                let on_holiday = window.days.contains(Day::Holiday) && rules.holidays.contains(day);
                (on_day || on_holiday) && (window.from_minute..window.to_minute).contains(&(minute % 1440))
            };
            let surcharges = rules.windows.iter().filter(applies).map(|window| window.factor.0 - 10_000);
            let surcharge = match rules.combine {
                Combine::Highest => surcharges.max().unwrap_or(0),
                Combine::Sum => surcharges.sum(),
            };
            *expected.entry(Factor(10_000 + surcharge)).or_default() += 1;
        }
        let mut found: BTreeMap<Factor, i64> = BTreeMap::new();
        for piece in rules.pieces(&shift.unwrap()) {
            *found.entry(piece.factor).or_default() += piece.minutes.0;
        }
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_longer_break_never_takes_a_surcharge_while_there_is_plain_time(shift in shifts()) {
        let rules = retail_windows();
        let sum = |pieces: &[Piece], counts: fn(Factor) -> bool| -> Minutes {
            pieces.iter().filter(|piece| counts(piece.factor)).map(|piece| piece.minutes).sum()
        };
        let unbroken = Shift::new(shift.date(), shift.start_minute(), shift.end_minute(), 0).unwrap();
        let (before, after) = (rules.pieces(&unbroken), rules.pieces(&shift));
        let plain_left = sum(&after, |factor| factor == Factor::WORKED);
        let surcharged = [&before, &after].map(|pieces| sum(pieces, |factor| factor > Factor::WORKED));
        prop_assert!(plain_left == Minutes::ZERO || surcharged[0] == surcharged[1]);
    }
}
