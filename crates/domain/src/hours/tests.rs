//! The table of manual viqz, and the laws that hold for any shifts.

use super::{HourLine, hour_lines};
use crate::calendar::{Date, DateRange};
use crate::quantity::{Factor, HundredthHours, Minutes};
use crate::rules::RuleSet;
use crate::shift::Shift;
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

/// Days of April 2023 with the minutes worked. The Sundays are 2, 16, 23 and 30 (Easter is the 9th); the holidays are
/// Easter Monday, the 10th, and King's Day, the 27th.
const APRIL_2023: [(&str, &[(i8, i64)]); 9] = [
    ("Thomas Lakeman", &[(2, 300), (16, 300), (23, 300)]),
    ("Joeri Kreuk", &[(2, 300), (9, 300), (16, 300), (23, 300)]),
    ("Laura Zuidhof", &[(2, 300), (16, 300), (23, 300), (30, 300)]),
    ("Jay Onrust", &[(2, 300), (10, 300), (16, 300), (23, 300), (30, 300)]),
    ("Lars Simic", &[(4, 420), (11, 420), (18, 420), (25, 420)]),
    ("Mark Imming", &[(5, 420), (12, 420), (19, 420), (26, 420), (27, 300)]),
    (
        "Kjeld Hoekema",
        &[(3, 390), (6, 390), (13, 390), (17, 390), (20, 390), (24, 390)],
    ),
    (
        "Kara Zwagemaker",
        &[
            (1, 360),
            (8, 360),
            (15, 360),
            (22, 360),
            (29, 360),
            (14, 300),
            (28, 300),
        ],
    ),
    (
        "Fleur Zeinstra",
        &[
            (2, 300),
            (7, 360),
            (14, 360),
            (16, 300),
            (21, 360),
            (23, 300),
            (27, 300),
            (28, 360),
        ],
    ),
];

fn april() -> DateRange {
    DateRange::new(date(2023, 4, 1), date(2023, 4, 30)).unwrap()
}

/// A shift from ten o'clock with half an hour of break.
fn shift(on: Date, minutes: i64) -> Shift {
    Shift::new(on, 600, 600 + minutes + 30, 30).unwrap()
}

#[test]
fn april_2023_gives_the_table_of_the_manual() {
    let mut table = Vec::new();
    for (position, (name, days)) in APRIL_2023.into_iter().enumerate() {
        let shifts: Vec<_> = days
            .iter()
            .map(|&(day, minutes)| shift(date(2023, 4, day), minutes))
            .collect();
        for line in hour_lines(&shifts, &[RuleSet::retail_non_food()], april()) {
            let text = format!("{name} {} {} {}", line.days, line.hours(), line.factor);
            table.push((line.factor, line.minutes, position, text));
        }
    }
    table.sort();
    assert_eq!(table.len(), 18);
    let shown: Vec<_> = table.into_iter().map(|(_, _, _, text)| text).collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    Thomas Lakeman 3 15,00 100 %
    Joeri Kreuk 4 20,00 100 %
    Laura Zuidhof 4 20,00 100 %
    Jay Onrust 5 25,00 100 %
    Lars Simic 4 28,00 100 %
    Mark Imming 5 33,00 100 %
    Kjeld Hoekema 6 39,00 100 %
    Kara Zwagemaker 7 40,00 100 %
    Fleur Zeinstra 8 44,00 100 %
    Thomas Lakeman 3 15,00 150 %
    Joeri Kreuk 4 15,00 150 %
    Fleur Zeinstra 8 15,00 150 %
    Laura Zuidhof 4 20,00 150 %
    Jay Onrust 5 20,00 150 %
    Joeri Kreuk 4 5,00 200 %
    Jay Onrust 5 5,00 200 %
    Mark Imming 5 5,00 200 %
    Fleur Zeinstra 8 5,00 200 %
    ");
}

#[test]
fn the_100_percent_line_holds_the_hours_with_a_surcharge_too() {
    let sunday = shift(date(2023, 4, 2), 480);
    let monday = shift(date(2023, 4, 3), 240);
    let lines = hour_lines(&[sunday, monday], &[RuleSet::retail_non_food()], april());
    assert_eq!(lines, [line(100, 12 * 60, 2), line(150, 8 * 60, 2)]);
}

fn line(percent: u32, minutes: i64, days: i64) -> HourLine {
    HourLine {
        factor: Factor::percent(percent),
        minutes: Minutes(minutes),
        days,
    }
}

#[test]
fn two_shifts_of_one_day_are_one_day() {
    let morning = Shift::new(date(2023, 4, 3), 540, 720, 0).unwrap();
    let afternoon = Shift::new(date(2023, 4, 3), 780, 1020, 0).unwrap();
    assert_eq!(
        hour_lines(&[morning, afternoon], &[RuleSet::none()], april()),
        [line(100, 420, 1)]
    );
}

#[test]
fn a_night_belongs_to_the_day_on_which_it_starts() {
    let last_night = Shift::new(date(2023, 4, 30), 22 * 60, 30 * 60, 0).unwrap();
    let may = DateRange::new(date(2023, 5, 1), date(2023, 5, 31)).unwrap();
    let rules = [RuleSet::retail_non_food()];
    let lines = hour_lines(std::slice::from_ref(&last_night), &rules, april());
    assert_eq!(
        lines,
        [line(100, 480, 1), line(150, 480, 1)],
        "Sunday evening and Monday night"
    );
    assert_eq!(hour_lines(&[last_night], &rules, may), []);
}

#[test]
fn nobody_without_shifts_has_a_line() {
    assert_eq!(hour_lines(&[], &[RuleSet::retail_non_food()], april()), []);
}

#[test]
fn each_shift_goes_by_the_rules_of_its_day() {
    let from_the_16th = RuleSet {
        valid_from: date(2023, 4, 16),
        ..RuleSet::retail_non_food()
    };
    let until_then = RuleSet {
        valid_from: date(2023, 4, 1),
        ..RuleSet::none()
    };
    let sundays = [2, 16].map(|day| shift(date(2023, 4, day), 300));
    assert_eq!(
        hour_lines(&sundays, &[from_the_16th.clone(), until_then], april()),
        [line(100, 600, 2), line(150, 300, 2)]
    );
    assert_eq!(
        hour_lines(&sundays, &[from_the_16th], april()),
        [line(100, 600, 2), line(150, 300, 2)],
        "before any rules there is no surcharge"
    );
}

#[test]
fn minutes_of_the_source_lead_and_the_total_stays_whole() {
    let sunday = shift(date(2023, 4, 2), 480)
        .with_factor_minutes(vec![(Factor::percent(125), Minutes(90))])
        .unwrap();
    let lines = hour_lines(&[sunday], &[RuleSet::retail_non_food()], april());
    assert_eq!(lines, [line(100, 480, 1), line(125, 90, 1)]);
}

#[test]
fn hours_are_rounded_once_per_line() {
    let shifts: Vec<_> = (3..6)
        .map(|day| Shift::new(date(2023, 4, day), 600, 620, 0).unwrap())
        .collect();
    let lines = hour_lines(&shifts, &[RuleSet::none()], april());
    assert_eq!(lines[0].hours(), HundredthHours(100), "three times twenty minutes");
}

#[test]
fn a_line_is_plain_data_in_json() {
    let json = serde_json::to_string(&line(150, 480, 3)).unwrap();
    assert_eq!(json, r#"{"factor":15000,"minutes":480,"days":3}"#);
    assert_eq!(serde_json::from_str::<HourLine>(&json).unwrap(), line(150, 480, 3));
}

fn shifts() -> impl Strategy<Value = Vec<Shift>> {
    let one = (-5_i64..35, 0_i64..1440, 1_i64..=1440, 0_i64..90).prop_filter_map(
        "no time left",
        |(day, start, length, pause)| {
            Shift::new(
                date(2023, 4, 1).saturating_add(day.days()),
                start,
                start + length,
                pause,
            )
            .ok()
        },
    );
    prop::collection::vec(one, 0..12)
}

fn rules() -> impl Strategy<Value = Vec<RuleSet>> {
    prop::sample::subsequence(
        vec![
            RuleSet {
                valid_from: date(2023, 4, 10),
                ..RuleSet::retail_non_food()
            },
            RuleSet {
                valid_from: date(2023, 4, 20),
                ..RuleSet::none()
            },
            RuleSet::retail_non_food(),
        ],
        0..=3,
    )
}

proptest! {
    #[test]
    fn the_order_of_shifts_and_rules_does_not_matter(
        (given, shuffled) in shifts().prop_flat_map(|given| (Just(given.clone()), Just(given).prop_shuffle())),
        (rules, reordered) in rules().prop_flat_map(|rules| (Just(rules.clone()), Just(rules).prop_shuffle())),
    ) {
        prop_assert_eq!(hour_lines(&given, &rules, april()), hour_lines(&shuffled, &reordered, april()));
    }

    #[test]
    fn the_first_line_is_everything_and_no_other_exceeds_it(shifts in shifts(), rules in rules()) {
        let lines = hour_lines(&shifts, &rules, april());
        let in_april = || shifts.iter().filter(|shift| april().contains(shift.date()));
        let worked: Minutes = in_april().map(Shift::worked_minutes).sum();
        match lines.split_first() {
            None => prop_assert_eq!(in_april().count(), 0),
            Some((all, surcharged)) => {
                prop_assert_eq!((all.factor, all.minutes), (Factor::WORKED, worked));
                let sum: Minutes = surcharged.iter().map(|line| line.minutes).sum();
                prop_assert!(sum <= worked);
                prop_assert!(lines.iter().all(|line| line.days == all.days && line.minutes > Minutes::ZERO));
                prop_assert!(lines.is_sorted_by(|one, next| one.factor < next.factor));
            }
        }
    }

    #[test]
    fn two_halves_of_a_month_make_the_month(shifts in shifts(), rules in rules(), last_of_first in 1_i8..30) {
        let middle = date(2023, 4, last_of_first);
        let halves = [DateRange { to: middle, ..april() }, DateRange { from: middle.tomorrow().unwrap(), ..april() }];
        let of = |range| hour_lines(&shifts, &rules, range);
        let total = |lines: &[HourLine]| -> Minutes { lines.iter().map(|line| line.minutes).sum() };
        let [first, second] = halves.map(of);
        prop_assert_eq!(total(&first) + total(&second), total(&of(april())));
        let days = |lines: &[HourLine]| lines.first().map_or(0, |line| line.days);
        prop_assert_eq!(days(&first) + days(&second), days(&of(april())));
    }
}
