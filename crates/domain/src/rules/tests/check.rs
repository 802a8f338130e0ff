use crate::quantity::Factor;
use crate::rules::{Combine, Day, DaySet, RuleError, RuleSet, Window, check_rule_sets, rule_set_on};
use jiff::civil::date;

fn window(name: &str, days: DaySet, from_minute: i64, to_minute: i64, percent: u32) -> Window {
    Window {
        name: name.to_owned(),
        days,
        from_minute,
        to_minute,
        factor: Factor::percent(percent),
    }
}

fn rules(windows: Vec<Window>) -> RuleSet {
    RuleSet {
        name: "Winkel".to_owned(),
        windows,
        ..RuleSet::none()
    }
}

fn sunday() -> DaySet {
    DaySet::from([Day::Sunday])
}

#[test]
fn the_presets_are_right() {
    assert_eq!(RuleSet::retail_non_food().check(), Ok(()));
    assert_eq!(RuleSet::none().check(), Ok(()));
}

#[test]
fn names_and_days_are_needed() {
    let nameless = RuleSet {
        name: " ".to_owned(),
        ..RuleSet::none()
    };
    assert_eq!(nameless.check(), Err(RuleError::NamelessRuleSet));
    let nameless = rules(vec![
        window("Zondag", sunday(), 0, 600, 150),
        window("", sunday(), 600, 1440, 150),
    ]);
    assert_eq!(
        nameless.check(),
        Err(RuleError::NamelessWindow {
            rules: "Winkel".to_owned(),
            position: 2
        })
    );
    let never = rules(vec![window("Nooit", DaySet::default(), 0, 1440, 150)]);
    assert_eq!(
        never.check(),
        Err(RuleError::NoDays {
            rules: "Winkel".to_owned(),
            window: "Nooit".to_owned()
        })
    );
}

#[test]
fn times_run_forward_inside_one_day() {
    for (from, to) in [(600, 600), (1320, 420), (-1, 60), (0, 1441)] {
        let error = rules(vec![window("Nacht", sunday(), from, to, 150)])
            .check()
            .unwrap_err();
        assert_eq!(
            error,
            RuleError::Times {
                rules: "Winkel".to_owned(),
                window: "Nacht".to_owned(),
                from,
                to
            }
        );
    }
    let night = rules(vec![window("Nacht", sunday(), 1320, 420, 150)])
        .check()
        .unwrap_err()
        .to_string();
    assert_eq!(
        night,
        "rule set `Winkel`: window `Nacht` runs from 22:00 to 7:00: give times from 0:00 to 24:00, \
         and two windows where it crosses midnight"
    );
}

#[test]
fn factors_are_100_to_500_percent() {
    for (factor, taken) in [(9_999, false), (10_000, true), (50_000, true), (50_001, false)] {
        let mut window = window("Zondag", sunday(), 0, 1440, 100);
        window.factor = Factor(factor);
        assert_eq!(rules(vec![window]).check().is_ok(), taken, "{factor}");
    }
}

#[test]
fn windows_of_the_same_days_may_not_share_time() {
    let overlap = |second_from, second_to| {
        let first = window("Ochtend", sunday(), 0, 600, 150);
        rules(vec![first, window("Middag", sunday(), second_from, second_to, 200)]).check()
    };
    assert_eq!(overlap(600, 1440), Ok(()), "they touch");
    let clash = RuleError::Overlap {
        rules: "Winkel".to_owned(),
        first: "Ochtend".to_owned(),
        second: "Middag".to_owned(),
    };
    for (from, to) in [(599, 1440), (0, 600), (0, 1440), (100, 200)] {
        assert_eq!(overlap(from, to), Err(clash.clone()), "{from}-{to}");
    }
    let other_days = rules(vec![
        window("Zondag", sunday(), 0, 1440, 150),
        window("Feestdag", DaySet::from([Day::Holiday]), 0, 1440, 200),
    ]);
    assert_eq!(other_days.check(), Ok(()));
}

#[test]
fn where_surcharges_add_up_windows_may_overlap_but_not_be_the_same() {
    let sum = |second_from| RuleSet {
        combine: Combine::Sum,
        ..rules(vec![
            window("Avond", sunday(), 1080, 1440, 125),
            window("Nacht", sunday(), second_from, 1440, 150),
        ])
    };
    assert_eq!(sum(1320).check(), Ok(()));
    assert!(matches!(sum(1080).check(), Err(RuleError::Overlap { .. })));
}

#[test]
fn the_set_that_started_last_holds() {
    let old = RuleSet {
        name: "Oud".to_owned(),
        valid_from: date(2022, 1, 1),
        ..RuleSet::none()
    };
    let new = RuleSet {
        name: "Nieuw".to_owned(),
        valid_from: date(2023, 4, 1),
        ..RuleSet::none()
    };
    let rule_sets = [new, old];
    let on = |day| rule_set_on(&rule_sets, day).map(|rules| rules.name.as_str());
    assert_eq!(on(date(2023, 4, 1)), Some("Nieuw"));
    assert_eq!(on(date(2023, 3, 31)), Some("Oud"));
    assert_eq!(on(date(2021, 12, 31)), None);
    assert_eq!(check_rule_sets(&rule_sets), Ok(()));
}

#[test]
fn two_sets_cannot_start_on_the_same_day() {
    let error = check_rule_sets(&[RuleSet::none(), RuleSet::retail_non_food()]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "rule sets `none` and `retail-non-food` both start on 01-01-2000: only one can hold"
    );
    let nameless = RuleSet {
        name: String::new(),
        ..RuleSet::none()
    };
    assert_eq!(check_rule_sets(&[nameless]), Err(RuleError::NamelessRuleSet));
}
