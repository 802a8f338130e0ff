use super::{MONDAY, at, events, key, planned, policy, told, with};
use crate::clock::{ClockPolicy, DayRules, Direction, SameDay, check_policies, derive, policy_on};
use jiff::civil::date;

fn overnight() -> ClockPolicy {
    ClockPolicy {
        overnight: true,
        ..policy()
    }
}

#[test]
fn in_and_out_are_a_shift() {
    let derived = with(&policy(), &["in 03 09:00", "out 03 17:00"], &[]);
    assert_eq!(told(&derived), ["03-04-2023 9:00–17:00 -0 = 8:00 Parttimers"]);
    let shift = &derived.shifts[0];
    assert_eq!(
        (shift.came.event, shift.went.event, shift.planned),
        (key(1), key(2), None)
    );
}

#[test]
fn a_terminal_with_one_button_takes_turns() {
    let lines = [
        "toggle 03 09:00",
        "toggle 03 12:00",
        "toggle 03 13:00",
        "toggle 03 17:00",
    ];
    let derived = with(&policy(), &lines, &[]);
    assert_eq!(
        told(&derived),
        [
            "03-04-2023 9:00–12:00 -0 = 3:00 Parttimers",
            "03-04-2023 13:00–17:00 -0 = 4:00 Parttimers"
        ]
    );
}

#[test]
fn a_badge_held_twice_within_a_minute_counts_once() {
    let lines = [
        "toggle 03 09:00:00",
        "toggle 03 09:00:40",
        "toggle 03 17:00:00",
        "out 03 17:00:59",
    ];
    let derived = with(&policy(), &lines, &[]);
    assert_eq!(told(&derived), ["03-04-2023 9:00–17:00 -0 = 8:00 Parttimers"]);
    assert_eq!(derived.doubled, [key(2), key(4)]);
    let a_minute_later = with(&policy(), &["toggle 03 09:00:00", "toggle 03 09:01:00"], &[]);
    assert_eq!(told(&a_minute_later), ["03-04-2023 9:00–9:01 -0 = 0:01 Parttimers"]);
    let mistaken = with(&policy(), &["in 03 09:00:00", "out 03 09:00:20"], &[]);
    assert_eq!(told(&mistaken), ["1 NoTime"], "in and out are two different words");
}

#[test]
fn a_forgotten_clock_out_is_open_and_never_guessed() {
    let derived = with(
        &policy(),
        &["in 03 09:00", "in 04 09:00", "out 04 17:00"],
        &[planned(3, 9, 17, "Bar")],
    );
    assert_eq!(
        told(&derived),
        ["04-04-2023 9:00–17:00 -0 = 8:00 Parttimers", "1 ForgottenOut"]
    );
    let last = with(&policy(), &["toggle 03 09:00"], &[]);
    assert_eq!(told(&last), ["1 ForgottenOut"]);
    let strange = with(&policy(), &["out 03 17:00", "out 03 18:00"], &[]);
    assert_eq!(told(&strange), ["1 NothingToEnd", "2 NothingToEnd"]);
}

#[test]
fn without_overnights_a_clock_in_of_yesterday_is_forgotten() {
    let lines = ["in 03 22:00", "out 04 02:00"];
    assert_eq!(
        told(&with(&policy(), &lines, &[])),
        ["1 ForgottenOut", "2 NothingToEnd"]
    );
    assert_eq!(
        told(&with(&overnight(), &lines, &[])),
        ["03-04-2023 22:00–26:00 -0 = 4:00 Parttimers"]
    );
    let toggles = ["toggle 03 22:00", "toggle 04 09:00", "toggle 04 12:00"];
    assert_eq!(
        told(&with(&policy(), &toggles, &[])),
        ["04-04-2023 9:00–12:00 -0 = 3:00 Parttimers", "1 ForgottenOut"]
    );
}

#[test]
fn with_overnights_too_long_a_shift_is_a_forgotten_clock_out() {
    let derived = with(&overnight(), &["in 03 09:00", "out 04 09:00"], &[]);
    assert_eq!(told(&derived), ["1 ForgottenOut", "2 NothingToEnd"]);
    let turns = with(
        &overnight(),
        &["toggle 03 09:00", "toggle 04 09:00", "toggle 04 17:00"],
        &[],
    );
    assert_eq!(
        told(&turns),
        ["04-04-2023 9:00–17:00 -0 = 8:00 Parttimers", "1 ForgottenOut"]
    );
}

#[test]
fn going_and_coming_back_is_a_break_where_that_is_the_policy() {
    let breaks = ClockPolicy {
        same_day: SameDay::Break { at_most_minutes: 60 },
        ..policy()
    };
    let lines = [
        "in 03 09:00",
        "out 03 12:00",
        "in 03 12:30:50",
        "out 03 15:00",
        "in 03 16:30",
        "out 03 18:00",
    ];
    assert_eq!(
        told(&with(&breaks, &lines, &[])),
        [
            "03-04-2023 9:00–15:00 -30 = 5:30 Parttimers",
            "03-04-2023 16:30–18:00 -0 = 1:30 Parttimers"
        ],
        "a minute that began is no break, and an hour and a half is too long for one"
    );
    assert_eq!(told(&with(&policy(), &lines, &[])).len(), 3);
    let night = ClockPolicy {
        overnight: true,
        ..breaks
    };
    assert_eq!(
        told(&with(&night, &lines, &[])).len(),
        3,
        "no breaks may be booked where overnights are allowed"
    );
}

#[test]
fn the_group_is_that_of_the_planned_shift_else_the_default() {
    let plan = [planned(3, 9, 12, "Bar"), planned(3, 13, 18, "Keuken")];
    let derived = with(
        &policy(),
        &["in 03 11:30", "out 03 17:00", "in 04 09:00", "out 04 10:00"],
        &plan,
    );
    assert_eq!(
        told(&derived),
        [
            "03-04-2023 11:30–17:00 -0 = 5:30 Keuken",
            "04-04-2023 9:00–10:00 -0 = 1:00 Parttimers"
        ]
    );
    assert_eq!(derived.shifts[0].planned, Some(at("03 13:00")));
}

#[test]
fn who_is_still_there_has_forgotten_nothing() {
    let policy = policy();
    let rules = |_| DayRules {
        policy: &policy,
        overnight: false,
        default_group: None,
    };
    let came = events(&["in 03 09:00"]);
    let derived = derive(&came, &[], &rules, at("03 17:00"));
    assert_eq!((derived.present, told(&derived)), (Some(came[0]), vec![]));
    let derived = derive(&came, &[], &rules, at("04 00:00"));
    assert_eq!(
        (derived.present, told(&derived)),
        (None, vec!["1 ForgottenOut".to_owned()])
    );
}

#[test]
fn both_nights_of_the_clock_count_real_time() {
    let march = with(&overnight(), &["in 2026-03-28T22:00", "out 2026-03-29T06:00"], &[]);
    assert_eq!(told(&march), ["28-03-2026 22:00–30:00 -0 = 7:00 Parttimers"]);
    let october = with(&overnight(), &["in 2026-10-24T22:00", "out 2026-10-25T06:00"], &[]);
    assert_eq!(told(&october), ["24-10-2026 22:00–30:00 -0 = 9:00 Parttimers"]);
    let mut twice = events(&["in 2026-10-25T01:00", "out 2026-10-25T02:30"]);
    let rules = overnight();
    let rules = |_| DayRules {
        policy: &rules,
        overnight: true,
        default_group: None,
    };
    let first = derive(&twice, &[], &rules, at("2027-01-01T00:00"));
    assert_eq!(told(&first), ["25-10-2026 1:00–2:30 -0 = 1:30 ?"]);
    twice[1].at += jiff::SignedDuration::from_hours(1);
    let second = derive(&twice, &[], &rules, at("2027-01-01T00:00"));
    assert_eq!(told(&second), ["25-10-2026 1:00–2:30 -0 = 2:30 ?"], "the second 02:30");
}

#[test]
fn the_policy_of_the_day_is_the_one_that_started_last() {
    let policies = [policy(), ClockPolicy::standard(MONDAY)];
    let on = |day| policy_on(&policies, day).map(|policy| policy.valid_from);
    assert_eq!(on(date(2023, 4, 2)), Some(date(2023, 1, 1)));
    assert_eq!(on(MONDAY), Some(MONDAY));
    assert_eq!(on(date(2022, 12, 31)), None);
}

#[test]
fn a_policy_is_read_from_a_file_and_checked() {
    let text = r#"
        valid-from = "2023-01-01"
        rounding-in = { grid-minutes = 15, mode = "up", near-planned-minutes = 10 }
        rounding-out = { grid-minutes = 15, mode = "down" }
        same-day = { is = "break", at-most-minutes = 60 }
        default-group = "Parttimers"
    "#;
    let policy: ClockPolicy = toml::from_str(text).unwrap();
    assert_eq!(policy.same_day, SameDay::Break { at_most_minutes: 60 });
    assert!(policy.takes_from_the_worker() && check_policies(std::slice::from_ref(&policy)).is_empty());
    for wrong in ["grid-minutes = 15", "near-planned-minutes = 10", "\"up\""] {
        let changed = match wrong {
            "grid-minutes = 15" => text.replace(wrong, "grid-minutes = 7"),
            "near-planned-minutes = 10" => text.replace(wrong, "near-planned-minutes = 181"),
            _ => text.replace(wrong, "\"sideways\""),
        };
        assert!(toml::from_str::<ClockPolicy>(&changed).is_err(), "{changed}");
    }
    let bad = ClockPolicy {
        longest_minutes: 25 * 60,
        double_seconds: -1,
        ..policy.clone()
    };
    let errors: Vec<String> = check_policies(&[policy, bad]).iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "clock policy of 01-01-2023: double-seconds is -1; give 0 to 600",
            "clock policy of 01-01-2023: longest-minutes is 1500; give 60 to 1440",
            "two clock policies start on 01-01-2023: only one can hold",
        ]
    );
    assert_eq!(serde_json::to_string(&Direction::Toggle).unwrap(), "\"toggle\"");
}
