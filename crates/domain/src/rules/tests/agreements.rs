//! The other agreements, and rules that go by more than the time of day.

use super::worked::{days, in_short, outcome, shift, shown, under};
use crate::quantity::{Factor, Minutes};
use crate::rules::{Circumstances, Destination, Reckoning, RuleSet, TransitionRight};
use crate::shift::{Shift, TimedBreak};
use jiff::civil::{Date, date};

fn one(rules: &RuleSet, person: &Circumstances, shift: Shift) -> String {
    let day = days(shift.date(), shift.date());
    in_short(&outcome(std::slice::from_ref(rules), day, person, &[shift]))
}

#[test]
fn furniture_logistics() {
    let rules = RuleSet::retail_furniture_logistics();
    let anybody = Circumstances::default();
    let on = |date, from, to| one(&rules, &anybody, shift(date, (from, 0), (to, 0), 0));
    assert_eq!(on(date(2026, 3, 9), 5, 9), "4:00, 1:00 +50", "Monday");
    assert_eq!(on(date(2026, 3, 10), 20, 23), "3:00, 2:00 +50", "Tuesday");
    assert_eq!(on(date(2026, 3, 13), 21, 7), "10:00, 9:00 +50", "Friday into Saturday");
    assert_eq!(
        on(date(2026, 3, 14), 17, 2),
        "9:00, 2:00 +50, 6:00 +100",
        "Saturday into Sunday"
    );
    assert_eq!(on(date(2026, 4, 27), 20, 23), "3:00, 3:00 +100", "King's Day");
}

fn front_office() -> Circumstances {
    Circumstances {
        activity: Some("lodging".to_owned()),
        job_family: Some("front-office".to_owned()),
        ..Circumstances::default()
    }
}

#[test]
fn the_night_of_a_hotel_is_over_the_whole_shift() {
    let rules = RuleSet::horeca();
    let night = || shift(date(2026, 3, 10), (23, 0), (7, 0), 0);
    assert_eq!(one(&rules, &front_office(), night()), "8:00, 8:00 +10");
    assert_eq!(
        one(&rules, &Circumstances::default(), night()),
        "8:00",
        "not a front office"
    );
    let until_five = shift(date(2026, 3, 10), (23, 0), (5, 0), 0);
    assert_eq!(one(&rules, &front_office(), until_five), "6:00", "not the whole night");
    let pause = |from_minute, to_minute| vec![TimedBreak { from_minute, to_minute }];
    let broken = night().with_breaks(pause(26 * 60, 27 * 60)).unwrap();
    assert_eq!(one(&rules, &front_office(), broken), "7:00", "a break in between");
    let before = night().with_breaks(pause(23 * 60, 24 * 60)).unwrap();
    assert_eq!(
        one(&rules, &front_office(), before),
        "7:00, 7:00 +10",
        "a break before it"
    );
    let untimed = |minutes| shift(date(2026, 3, 10), (23, 0), (7, 0), minutes);
    assert_eq!(
        one(&rules, &front_office(), untimed(120)),
        "6:00, 6:00 +10",
        "it fits outside the night"
    );
    assert_eq!(one(&rules, &front_office(), untimed(121)), "5:59", "it does not");
}

fn skilled() -> Circumstances {
    Circumstances {
        groups: ["vakkracht".to_owned()].into(),
        ..Circumstances::default()
    }
}

#[test]
fn a_holiday_of_horeca_goes_by_the_start_of_the_shift_and_is_time_for_time() {
    let rules = [RuleSet::horeca()];
    let christmas = date(2026, 12, 25);
    let of = |date: Date, person: &Circumstances| {
        outcome(&rules, days(date, date), person, &[shift(date, (20, 0), (2, 0), 0)])
    };
    let credits = of(christmas, &skilled()).credits;
    assert_eq!(credits.len(), 1);
    let destination = Destination::TimeForTime {
        weeks: 13,
        otherwise: Factor::percent(150),
    };
    assert_eq!(
        (credits[0].destination, credits[0].minutes),
        (destination, Minutes(360))
    );
    assert_eq!(credits[0].hours().to_string(), "6,00", "an hour for an hour");
    assert_eq!(credits[0].last_day_to_take(), Some(date(2027, 3, 26)));
    assert_eq!(
        of(christmas, &Circumstances::default()).credits,
        [],
        "not a skilled worker"
    );
    assert_eq!(
        of(date(2026, 12, 24), &skilled()).credits,
        [],
        "it started the day before"
    );
    let retail = RuleSet::retail_non_food();
    let eve = shift(date(2026, 12, 24), (20, 0), (2, 0), 0);
    assert_eq!(
        one(&retail, &skilled(), eve),
        "6:00, 2:00 +50, 2:00 +100",
        "retail goes by midnight"
    );
}

#[test]
fn the_late_evening_is_not_for_web_shops_from_2024_on() {
    let rules = RuleSet::retail_non_food();
    let web_shop = Circumstances {
        activity: Some("e-commerce".to_owned()),
        ..Circumstances::default()
    };
    let evening = |year| shift(date(year, 1, 2), (20, 0), (23, 0), 0);
    assert_eq!(one(&rules, &web_shop, evening(2023)), "3:00, 1:00 +50");
    assert_eq!(one(&rules, &web_shop, evening(2024)), "3:00");
    assert_eq!(one(&rules, &Circumstances::default(), evening(2024)), "3:00, 1:00 +50");
}

#[test]
fn who_worked_sundays_in_a_supermarket_kept_100_percent_until_2025() {
    let rules = RuleSet::supermarket();
    let kept = Circumstances {
        rights: vec![TransitionRight::supermarket_sunday()],
        ..Circumstances::default()
    };
    let on = |person: &Circumstances, date| one(&rules, person, shift(date, (12, 0), (17, 0), 0));
    let anybody = Circumstances::default();
    assert_eq!(on(&anybody, date(2021, 12, 26)), "5:00, 5:00 +100");
    assert_eq!(on(&anybody, date(2022, 1, 2)), "5:00, 5:00 +50");
    assert_eq!(on(&kept, date(2022, 1, 2)), "5:00, 5:00 +100");
    assert_eq!(on(&kept, date(2024, 12, 29)), "5:00, 5:00 +100");
    assert_eq!(on(&kept, date(2025, 1, 5)), "5:00, 5:00 +50");
}

#[test]
fn the_pieces_of_a_whole_shift_surcharge_say_so() {
    let rules = [RuleSet::horeca()];
    let (person, shifts) = (front_office(), [shift(date(2026, 3, 10), (23, 0), (7, 0), 0)]);
    let range = days(date(2026, 3, 1), date(2026, 3, 31));
    let pieces = Reckoning::new(&rules, range).pieces(&under(&person, &shifts));
    insta::assert_snapshot!(shown(&pieces[0].1), @r"
    23:00-24:00 1:00 110 % Nachtdienst
    24:00-31:00 7:00 110 % Nachtdienst
    ");
}
