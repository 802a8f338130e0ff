use crate::calendar::Date;
use crate::language::Language;
use crate::quantity::{Factor, Minutes};
use crate::rules::{
    Combine, Day, DaySet, Overtime, Per, RuleProblem, RuleSet, Terms, Window, check_rule_sets, faults_of_sets,
    rule_set_on,
};
use jiff::civil::date;

fn window(name: &str, days: DaySet, from_minute: i64, to_minute: i64, percent: u32) -> Window {
    Window {
        name: name.to_owned(),
        days,
        from_minute,
        to_minute,
        factor: Factor::percent(percent),
        terms: Terms::default(),
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

fn problems(rules: &RuleSet) -> Vec<RuleProblem> {
    rules.faults().into_iter().map(|fault| fault.problem).collect()
}

#[test]
fn the_presets_are_right() {
    for preset in RuleSet::presets() {
        assert_eq!(preset.check(), Ok(()), "{}", preset.name);
    }
}

#[test]
fn names_and_days_are_needed() {
    let nameless = RuleSet {
        name: " ".to_owned(),
        ..RuleSet::none()
    };
    assert_eq!(problems(&nameless), [RuleProblem::Nameless]);
    let nameless = rules(vec![
        window("Zondag", sunday(), 0, 600, 150),
        window("", sunday(), 600, 1440, 150),
    ]);
    let fault = nameless.check().unwrap_err();
    assert_eq!(
        (fault.problem, fault.place.list),
        (RuleProblem::Nameless, Some(("windows", 1)))
    );
    let never = rules(vec![window("Nooit", DaySet::default(), 0, 1440, 150)]);
    assert_eq!(problems(&never), [RuleProblem::NoDays]);
}

#[test]
fn times_run_forward_inside_one_day() {
    for (from, to) in [(600, 600), (1320, 420), (-1, 60), (0, 1441)] {
        let faulty = rules(vec![window("Nacht", sunday(), from, to, 150)]);
        assert_eq!(problems(&faulty), [RuleProblem::Times { from, to }]);
    }
    let night = rules(vec![window("Nacht", sunday(), 1320, 420, 150)])
        .check()
        .unwrap_err();
    assert_eq!(
        night.to_string(),
        "rule set `Winkel`, `Nacht`: it runs from 22:00 to 7:00: give times from 0:00 to 24:00, \
         and two rules where it crosses midnight"
    );
    assert_eq!(
        night.text(Language::Dutch),
        "regelset `Winkel`, `Nacht`: loopt van 22:00 tot 7:00: geef tijden van 0:00 tot 24:00, \
         en twee regels waar het over middernacht gaat"
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
        problems(&rules(vec![
            first,
            window("Middag", sunday(), second_from, second_to, 200),
        ]))
    };
    assert_eq!(overlap(600, 1440), [], "they touch");
    let other = || "Ochtend".to_owned();
    for (from, to) in [(599, 1440), (0, 600), (0, 1440), (100, 200)] {
        assert_eq!(
            overlap(from, to),
            [RuleProblem::Overlap { other: other() }],
            "{from}-{to}"
        );
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
    assert_eq!(
        problems(&sum(1080)),
        [RuleProblem::Overlap {
            other: "Avond".to_owned()
        }]
    );
}

/// Two versions of one window, by their days.
fn versions(last: Date, first: Date) -> Vec<RuleProblem> {
    let with = |terms| Window {
        terms,
        ..window("Late avond", sunday(), 1320, 1440, 150)
    };
    problems(&rules(vec![
        with(Terms {
            last_day: Some(last),
            ..Terms::default()
        }),
        with(Terms {
            first_day: Some(first),
            ..Terms::default()
        }),
    ]))
}

#[test]
fn versions_of_a_window_follow_each_other() {
    let (last, first) = (date(2023, 12, 31), date(2024, 1, 1));
    assert_eq!(versions(last, first), []);
    assert_eq!(
        versions(last, date(2024, 2, 1)),
        [RuleProblem::Gap {
            until: last,
            from: date(2024, 2, 1)
        }]
    );
    assert_eq!(
        versions(first, first),
        [RuleProblem::Overlap {
            other: "Late avond".to_owned()
        }]
    );
    let terms = Terms {
        first_day: Some(first),
        last_day: Some(last),
        ..Terms::default()
    };
    let reversed = rules(vec![Window {
        terms,
        ..window("Nacht", sunday(), 0, 60, 150)
    }]);
    assert_eq!(problems(&reversed), [RuleProblem::ReversedDays]);
}

#[test]
fn norms_are_hours_that_there_are() {
    let overtime = |per, more_than, incidental| {
        let rule = Overtime {
            name: "Overwerk".to_owned(),
            per,
            more_than: Minutes(more_than),
            incidental: Minutes(incidental),
            factor: Factor::percent(125),
            terms: Terms::default(),
        };
        problems(&RuleSet {
            overtime: vec![rule],
            ..rules(Vec::new())
        })
    };
    let monday = date(2000, 1, 3);
    let average = |weeks, counted_from| Per::AverageOfWeeks { weeks, counted_from };
    assert_eq!(overtime(Per::Day, 600, 15), []);
    assert_eq!(overtime(Per::Day, 1441, 0), [RuleProblem::Norm]);
    assert_eq!(overtime(Per::Week, 2400, 0), []);
    assert_eq!(overtime(Per::Week, 0, 0), [RuleProblem::Norm]);
    assert_eq!(overtime(Per::Week, 60, 61), [RuleProblem::Norm]);
    assert_eq!(overtime(average(4, monday), 2400, 0), []);
    assert_eq!(overtime(average(1, monday), 2400, 0), [RuleProblem::Weeks]);
    let tuesday = date(2000, 1, 4);
    assert_eq!(
        overtime(average(4, tuesday), 2400, 0),
        [RuleProblem::NotAMonday { date: tuesday }]
    );
}

#[test]
fn every_fault_is_named_at_once() {
    let mut faulty = rules(vec![
        window("", DaySet::default(), 600, 500, 150),
        window("Zondag", sunday(), 0, 1440, 90),
    ]);
    faulty.breaks = RuleSet::retail_non_food().breaks;
    faulty.breaks[1].age_below = Some(17);
    let expected = [
        RuleProblem::Nameless,
        RuleProblem::NoDays,
        RuleProblem::Times { from: 600, to: 500 },
        RuleProblem::Factor {
            factor: Factor::percent(90),
        },
        RuleProblem::AgeGap { age: 17 },
    ];
    assert_eq!(problems(&faulty), expected);
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
        valid_until: Some(date(2024, 3, 31)),
        ..RuleSet::none()
    };
    let rule_sets = [new, old];
    let on = |day| rule_set_on(&rule_sets, day).map(|rules| rules.name.as_str());
    assert_eq!(on(date(2023, 4, 1)), Some("Nieuw"));
    assert_eq!(on(date(2024, 3, 31)), Some("Nieuw"));
    assert_eq!(on(date(2023, 3, 31)), Some("Oud"));
    assert_eq!(on(date(2021, 12, 31)), None);
    assert_eq!(check_rule_sets(&rule_sets), Ok(()));
}

#[test]
fn sets_follow_each_other() {
    let set = |from, until| RuleSet {
        name: "Winkel".to_owned(),
        valid_from: from,
        valid_until: until,
        ..RuleSet::none()
    };
    let (until, next) = (date(2023, 12, 31), date(2024, 1, 1));
    let problems = |until, from| {
        let sets = [set(from, None), set(date(2023, 1, 1), Some(until))];
        let faults = faults_of_sets(&sets);
        assert!(
            faults.iter().all(|(number, _)| *number == 0),
            "the later set is at fault"
        );
        faults.into_iter().map(|(_, fault)| fault.problem).collect::<Vec<_>>()
    };
    assert_eq!(problems(until, next), []);
    let later = date(2024, 1, 2);
    assert_eq!(problems(until, later), [RuleProblem::Gap { until, from: later }]);
    assert_eq!(
        problems(next, next),
        [RuleProblem::SetsOverlap {
            until: next,
            from: next
        }]
    );
}

#[test]
fn two_sets_cannot_start_on_the_same_day() {
    let fault = check_rule_sets(&[RuleSet::none(), RuleSet::retail_non_food()]).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "rule set `retail-non-food`: `none` and `retail-non-food` both start on 01-01-2000: only one can hold"
    );
    let nameless = RuleSet {
        name: String::new(),
        ..RuleSet::none()
    };
    assert!(check_rule_sets(&[nameless]).is_err());
}
