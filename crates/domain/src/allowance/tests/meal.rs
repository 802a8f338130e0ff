//! The meal allowance of manual viqz, its two readings, and the laws that hold for any shifts.

use super::{april, shift, shifts};
use crate::allowance::{AllowanceLine, MealRule, MealRuleError, ShiftTimes, meal_days};
use crate::calendar::DateRange;
use crate::dated::Dated;
use crate::language::Language;
use crate::quantity::Cents;
use crate::shift::Shift;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Evenings of April 2023 that end late enough, by person; the table of the manual says how many.
const EVENINGS: [(&str, &[i8]); 11] = [
    ("Iona Roosenbaal", &[6]),
    ("Inge van der Huut", &[13]),
    ("Cara Dekker", &[6, 13, 20]),
    ("Bianca Cordes", &[5, 12, 19, 26]),
    ("Donny Oude Arenhuis", &[6, 13, 20, 27]),
    ("Jacco Wiering", &[7, 14, 21, 28]),
    ("Michel du Pree", &[1, 8, 15, 22]),
    ("Mycka Bogert", &[4, 11, 18, 25]),
    ("Sandra Van der Kolk", &[3, 10, 17, 24]),
    ("Stef Jacques", &[2, 9, 16, 23]),
    ("Martijn van Herwijnen", &[6, 13, 20, 27, 28]),
];

fn rule(text: &str) -> MealRule {
    text.parse().unwrap()
}

fn from_the_start(text: &str) -> [Dated<MealRule>; 1] {
    [Dated::new(date(2020, 1, 1), rule(text))]
}

fn of_the_manual() -> [Dated<MealRule>; 1] {
    from_the_start("14:00 20:00 4,50")
}

#[test]
fn april_2023_gives_the_eleven_lines_of_the_manual() {
    let (mut table, mut days, mut total) = (Vec::new(), 0, Cents::ZERO);
    for (name, evenings) in EVENINGS {
        // On the days after the evenings somebody works too, but by day.
        let by_day = evenings.iter().map(|day| shift(day % 30 + 1, (8, 0), (16, 30)));
        let late = evenings.iter().map(|day| shift(*day, (14, 0), (20, 30)));
        let allowance = meal_days(&by_day.chain(late).collect::<Vec<_>>(), &of_the_manual(), april());
        for line in allowance.lines() {
            table.push(format!("{name} {} {} {}", line.days, line.per_day, line.total));
        }
        days += allowance.count();
        total += allowance.total();
    }
    insta::assert_snapshot!(table.join("\n"), @r"
    Iona Roosenbaal 1 € 4,50 € 4,50
    Inge van der Huut 1 € 4,50 € 4,50
    Cara Dekker 3 € 4,50 € 13,50
    Bianca Cordes 4 € 4,50 € 18,00
    Donny Oude Arenhuis 4 € 4,50 € 18,00
    Jacco Wiering 4 € 4,50 € 18,00
    Michel du Pree 4 € 4,50 € 18,00
    Mycka Bogert 4 € 4,50 € 18,00
    Sandra Van der Kolk 4 € 4,50 € 18,00
    Stef Jacques 4 € 4,50 € 18,00
    Martijn van Herwijnen 5 € 4,50 € 22,50
    ");
    assert_eq!((days, total), (38, Cents(17_100)));
}

fn earned(rule_text: &str, from: (i64, i64), to: (i64, i64)) -> bool {
    !meal_days(&[shift(3, from, to)], &from_the_start(rule_text), april())
        .days
        .is_empty()
}

#[test]
fn start_and_end_count_to_the_minute() {
    for (from, to, expected) in [
        ((14, 0), (20, 0), true),
        ((13, 59), (20, 0), false),
        ((14, 0), (19, 59), false),
        ((18, 0), (23, 0), true),
        ((8, 0), (21, 0), false),
    ] {
        assert_eq!(earned("14:00 20:00 4,50", from, to), expected, "{from:?} {to:?}");
    }
}

#[test]
fn the_other_reading_asks_for_a_start_at_or_before() {
    for (from, to, expected) in [
        ((14, 0), (20, 0), true),
        ((13, 59), (20, 0), true),
        ((14, 1), (20, 0), false),
        ((8, 0), (19, 59), false),
    ] {
        assert_eq!(
            earned("14:00 20:00 4,50 at-or-before", from, to),
            expected,
            "{from:?} {to:?}"
        );
    }
}

#[test]
fn an_end_after_midnight_is_later_than_eight_in_the_evening() {
    let night = shift(30, (22, 0), (6, 0));
    let allowance = meal_days(std::slice::from_ref(&night), &of_the_manual(), april());
    assert_eq!(allowance.days[0].date, date(2023, 4, 30), "the day on which it starts");
    let may = DateRange::new(date(2023, 5, 1), date(2023, 5, 31)).unwrap();
    assert_eq!(meal_days(&[night], &of_the_manual(), may).count(), 0);
}

#[test]
fn a_date_counts_once_and_names_the_shifts_that_earned_it() {
    let shifts = [
        shift(3, (19, 0), (22, 0)),
        shift(3, (8, 0), (12, 0)),
        shift(3, (14, 0), (20, 0)),
    ];
    let allowance = meal_days(&shifts, &of_the_manual(), april());
    assert_eq!((allowance.count(), allowance.total()), (1, Cents(450)));
    let times: Vec<_> = allowance.days[0].shifts.iter().map(ShiftTimes::to_string).collect();
    assert_eq!(times, ["14:00–20:00", "19:00–22:00"]);
}

#[test]
fn each_day_goes_by_the_rule_of_its_date() {
    let rules = [
        Dated::new(date(2023, 4, 24), rule("14:00 20:00 0")),
        Dated::new(date(2023, 4, 17), rule("14:00 20:00 5,00")),
        Dated::new(date(2023, 4, 10), rule("14:00 20:00 4,50")),
    ];
    let shifts = [3, 10, 11, 17, 24].map(|day| shift(day, (15, 0), (21, 0)));
    let lines = meal_days(&shifts, &rules, april()).lines();
    let line = |days, per_day| AllowanceLine {
        days,
        per_day: Cents(per_day),
        total: Cents(days * per_day),
    };
    assert_eq!(
        lines,
        [line(2, 450), line(1, 500)],
        "none before the first, none at zero"
    );
}

#[test]
fn a_rule_says_itself_and_gives_examples() {
    let literal = rule("14:00 20:00 4,50");
    assert_eq!(
        literal.text(Language::Dutch),
        "bij een minimale starttijd van 14:00 en een minimale eindtijd van 20:00 geldt een vergoeding van € 4,50"
    );
    assert_eq!(
        literal.example(Language::Dutch),
        "13:00–20:00 niet, 14:00–20:00 wel, 15:00–20:00 wel"
    );
    let other = rule("14:00 20:00 4,50 at-or-before");
    assert_eq!(
        other.example(Language::English),
        "13:00–20:00 yes, 14:00–20:00 yes, 15:00–20:00 no"
    );
    assert_eq!(
        other.text(Language::English),
        "starting at or before 14:00 and ending no earlier than 20:00 earns € 4,50"
    );
}

#[test]
fn what_is_no_rule_is_refused() {
    let error = |text: &str| text.parse::<MealRule>().unwrap_err();
    assert!(matches!(error("14:00 20:00"), MealRuleError::Form(_)));
    assert!(matches!(error("14:00 20:00 4,50 perhaps"), MealRuleError::Form(_)));
    assert_eq!(error("24:00 20:00 4,50"), MealRuleError::Time(1440));
    assert_eq!(error("14:00 24:01 4,50"), MealRuleError::Time(1441));
    assert_eq!(error("14:00 20:00 -4,50"), MealRuleError::Negative(Cents(-450)));
    assert!(matches!(error("14.00 20:00 4,50"), MealRuleError::Quantity(_)));
    assert_eq!(rule("14:00 20:00 € 4,50"), rule("14:00 20:00 4,50"));
}

fn any_rule() -> impl Strategy<Value = MealRule> {
    (0_i64..1440, 0_i64..=1440, 0_i64..2000, any::<bool>()).prop_map(|(start, end, cents, before)| {
        let reading = if before { "at-or-before" } else { "at-or-after" };
        let amount = Cents(cents).to_string();
        let times = format!("{}:{:02} {}:{:02}", start / 60, start % 60, end / 60, end % 60);
        rule(&format!("{times} {amount} {reading}"))
    })
}

proptest! {
    #[test]
    fn a_rule_reads_back_as_it_is_written(rule in any_rule()) {
        prop_assert_eq!(rule.to_string().parse::<MealRule>().unwrap(), rule);
    }

    #[test]
    fn the_order_of_shifts_does_not_matter_and_a_date_pays_once(
        (given, shuffled) in shifts().prop_flat_map(|given| (Just(given.clone()), Just(given).prop_shuffle())),
        rule in any_rule(),
    ) {
        let rules = [Dated::new(date(2023, 4, 5), rule)];
        let allowance = meal_days(&given, &rules, april());
        prop_assert_eq!(&allowance, &meal_days(&shuffled, &rules, april()));
        let worked: BTreeSet<_> = given.iter().map(Shift::date).collect();
        let paid: BTreeSet<_> = allowance.days.iter().map(|day| day.date).collect();
        prop_assert_eq!(paid.len(), allowance.days.len());
        prop_assert!(paid.is_subset(&worked));
        prop_assert_eq!(allowance.total(), Cents(rule.amount().0 * allowance.count()));
    }

    #[test]
    fn two_halves_of_a_month_make_the_month(shifts in shifts(), last in 1_i8..30, rule in any_rule()) {
        let middle = date(2023, 4, last);
        let rules = [Dated::new(date(2023, 1, 1), rule)];
        let of = |range| meal_days(&shifts, &rules, range).total();
        let first = DateRange { to: middle, ..april() };
        let second = DateRange { from: middle.tomorrow().unwrap(), ..april() };
        prop_assert_eq!(of(first) + of(second), of(april()));
    }
}
