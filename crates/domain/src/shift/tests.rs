use super::{SecondPass, Shift, ShiftError, TimedBreak};
use crate::calendar::Date;
use crate::quantity::{Factor, Minutes};
use jiff::ToSpan;
use jiff::civil::{Time, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;

const HOUR: i64 = 60;

fn worked(date: Date, start: i64, end: i64) -> Minutes {
    Shift::new(date, start, end, 0).unwrap().worked_minutes()
}

#[test]
fn worked_time_is_the_shift_without_its_break() {
    let shift = Shift::new(date(2023, 4, 3), 9 * HOUR, 17 * HOUR + 30, 30).unwrap();
    assert_eq!(shift.worked_minutes(), Minutes(8 * HOUR));
    assert_eq!((shift.date(), shift.break_minutes()), (date(2023, 4, 3), 30));
    assert_eq!((shift.start_minute(), shift.end_minute()), (9 * HOUR, 17 * HOUR + 30));
}

#[test]
fn a_night_in_which_the_clock_is_changed_is_shorter_or_longer() {
    assert_eq!(worked(date(2026, 3, 28), 22 * HOUR, 30 * HOUR), Minutes(7 * HOUR));
    assert_eq!(worked(date(2026, 10, 24), 22 * HOUR, 30 * HOUR), Minutes(9 * HOUR));
    assert_eq!(worked(date(2026, 10, 23), 22 * HOUR, 30 * HOUR), Minutes(8 * HOUR));
}

#[test]
fn a_whole_day_of_the_clock_is_23_or_25_hours() {
    assert_eq!(worked(date(2026, 3, 29), 0, 24 * HOUR), Minutes(23 * HOUR));
    assert_eq!(worked(date(2026, 10, 25), 0, 24 * HOUR), Minutes(25 * HOUR));
}

#[test]
fn a_time_that_march_skips_counts_from_the_hour_after_it() {
    let sunday = date(2026, 3, 29);
    assert_eq!(
        worked(sunday, 2 * HOUR + 30, 6 * HOUR),
        Minutes(2 * HOUR + 30),
        "02:30 is 03:30"
    );
    assert_eq!(
        worked(sunday, HOUR, 2 * HOUR + 30),
        Minutes(90),
        "01:00 to 03:30 lacks an hour"
    );
    assert_eq!(
        Shift::new(sunday, 2 * HOUR + 30, 3 * HOUR + 15, 0),
        Err(ShiftError::NoTime),
        "03:30 to 03:15"
    );
    assert_eq!(
        Shift::new(sunday, 2 * HOUR, 3 * HOUR, 0),
        Err(ShiftError::NoTime),
        "the skipped hour itself"
    );
}

#[test]
fn a_time_that_october_repeats_is_the_first_of_the_two() {
    let sunday = date(2026, 10, 25);
    assert_eq!(worked(sunday, HOUR, 2 * HOUR + 30), Minutes(90));
    assert_eq!(worked(sunday, 2 * HOUR + 30, 4 * HOUR), Minutes(2 * HOUR + 30));
}

#[test]
fn impossible_shifts_are_refused() {
    let new = |start, end, break_minutes| Shift::new(date(2023, 4, 3), start, end, break_minutes);
    assert_eq!(new(-1, 60, 0), Err(ShiftError::Start { minute: -1 }));
    assert_eq!(new(24 * HOUR, 25 * HOUR, 0), Err(ShiftError::Start { minute: 1440 }));
    assert_eq!(
        new(17 * HOUR, 9 * HOUR, 0),
        Err(ShiftError::Reversed {
            start: 17 * HOUR,
            end: 9 * HOUR
        })
    );
    assert_eq!(new(540, 540, 0), Err(ShiftError::Reversed { start: 540, end: 540 }));
    assert_eq!(new(540, 540 + 1441, 0), Err(ShiftError::TooLong { minutes: 1441 }));
    assert_eq!(
        new(540, i64::MAX, 0),
        Err(ShiftError::TooLong {
            minutes: i64::MAX - 540
        })
    );
    assert_eq!(new(540, 600, -1), Err(ShiftError::NegativeBreak { minutes: -1 }));
    assert_eq!(
        new(540, 600, 60),
        Err(ShiftError::BreakTooLong { minutes: 60, shift: 60 })
    );
    assert!(new(540, 600, 59).is_ok());
    assert!(new(0, 1440, 0).is_ok());
    assert_eq!(Shift::new(Date::MAX, 22 * HOUR, 30 * HOUR, 0), Err(ShiftError::NoTime));
}

#[test]
fn a_break_is_held_against_the_real_length_of_the_night() {
    let night = |break_minutes| Shift::new(date(2026, 3, 29), HOUR, 4 * HOUR, break_minutes);
    assert!(night(119).is_ok());
    assert_eq!(
        night(120),
        Err(ShiftError::BreakTooLong {
            minutes: 120,
            shift: 120
        })
    );
}

#[test]
fn errors_say_what_is_wrong_in_hours() {
    let error = Shift::new(date(2023, 4, 3), 17 * HOUR, 9 * HOUR, 0).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the shift ends at 9:00 and starts at 17:00: for an end on the next day add 24 hours"
    );
}

fn pause(from: i64, to: i64) -> TimedBreak {
    TimedBreak {
        from_minute: from,
        to_minute: to,
    }
}

#[test]
fn breaks_with_times_leave_the_shift() {
    let shift = Shift::new(date(2023, 4, 3), 9 * HOUR, 17 * HOUR, 15).unwrap();
    let shift = shift.with_breaks(vec![pause(750, 780), pause(600, 615)]).unwrap();
    assert_eq!(shift.worked_minutes(), Minutes(8 * HOUR - 15 - 30 - 15));
    assert_eq!(shift.breaks(), [pause(600, 615), pause(750, 780)]);
    assert_eq!(shift.spans().len(), 3);
}

#[test]
fn a_break_in_a_night_in_which_the_clock_is_changed_is_taken_once() {
    let night = |date, from, to| {
        let shift = Shift::new(date, 22 * HOUR, 30 * HOUR, 0).unwrap();
        shift.with_breaks(vec![pause(from, to)]).unwrap().worked_minutes()
    };
    let (march, october) = (date(2026, 3, 28), date(2026, 10, 24));
    assert_eq!(night(october, 26 * HOUR + 15, 26 * HOUR + 45), Minutes(9 * HOUR - 30));
    assert_eq!(night(october, 26 * HOUR + 30, 27 * HOUR + 30), Minutes(8 * HOUR));
    assert_eq!(
        night(march, 26 * HOUR, 27 * HOUR),
        Minutes(7 * HOUR),
        "that hour did not pass"
    );
    assert_eq!(night(march, 25 * HOUR + 30, 27 * HOUR + 30), Minutes(6 * HOUR));
}

#[test]
fn impossible_breaks_are_refused() {
    let with = |breaks| five_hours().with_breaks(breaks).unwrap_err();
    assert_eq!(
        with(vec![pause(600, 600)]),
        ShiftError::BreakOutside { from: 600, to: 600 }
    );
    assert_eq!(
        with(vec![pause(539, 600)]),
        ShiftError::BreakOutside { from: 539, to: 600 }
    );
    assert_eq!(
        with(vec![pause(600, 841)]),
        ShiftError::BreakOutside { from: 600, to: 841 }
    );
    let overlapping = vec![pause(600, 630), pause(629, 640)];
    assert_eq!(with(overlapping), ShiftError::BreaksOverlap { from: 629 });
    let whole = ShiftError::BreakTooLong {
        minutes: 300,
        shift: 300,
    };
    assert_eq!(with(vec![pause(540, 840)]), whole);
}

fn five_hours() -> Shift {
    Shift::new(date(2023, 4, 3), 9 * HOUR, 14 * HOUR, 0).unwrap()
}

#[test]
fn minutes_per_factor_of_the_source_are_kept_in_order() {
    let given = vec![
        (Factor::percent(200), Minutes(60)),
        (Factor::percent(150), Minutes(120)),
        (Factor::percent(125), Minutes(0)),
    ];
    let shift = five_hours().with_factor_minutes(given).unwrap();
    assert_eq!(
        shift.factor_minutes(),
        [
            (Factor::percent(150), Minutes(120)),
            (Factor::percent(200), Minutes(60))
        ]
    );
    assert_eq!(shift.worked_minutes(), Minutes(300));
}

#[test]
fn minutes_per_factor_that_do_not_fit_are_refused() {
    let with = |given: &[(u32, i64)]| {
        let given = given
            .iter()
            .map(|&(percent, minutes)| (Factor::percent(percent), Minutes(minutes)));
        five_hours().with_factor_minutes(given.collect()).unwrap_err()
    };
    assert_eq!(
        with(&[(100, 300)]),
        ShiftError::NotASurcharge { factor: Factor::WORKED }
    );
    assert_eq!(
        with(&[(150, 60), (150, 30)]),
        ShiftError::FactorTwice {
            factor: Factor::percent(150)
        }
    );
    let negative = ShiftError::NegativeFactorMinutes {
        factor: Factor::percent(150),
        minutes: Minutes(-1),
    };
    assert_eq!(with(&[(150, -1)]), negative);
    let too_many = ShiftError::TooManyFactorMinutes {
        surcharged: Minutes(301),
        worked: Minutes(300),
    };
    assert_eq!(with(&[(150, 300), (200, 1)]), too_many);
    assert!(matches!(
        with(&[(150, i64::MAX), (200, i64::MAX)]),
        ShiftError::TooManyFactorMinutes { .. }
    ));
}

/// Days from 2015 to 2035, a third of them around a change of the clock.
fn dates() -> impl Strategy<Value = Date> {
    let any = (0_i64..7300).prop_map(|days| date(2015, 1, 1).saturating_add(days.days()));
    let changes =
        (2015_i16..2035, prop::sample::select(vec![3_i8, 10]), -1_i64..=0).prop_map(|(year, month, before)| {
            let last = date(year, month, 31);
            let sunday = last.saturating_sub(i64::from(last.weekday().to_sunday_zero_offset()).days());
            sunday.saturating_add(before.days())
        });
    prop_oneof![2 => any, 1 => changes]
}

proptest! {
    /// Held against the zone of the calendar library, the short way.
    #[test]
    fn worked_minutes_are_real_time(on in dates(), start in 0_i64..1440, length in 1_i64..=1440) {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        let instant = |minute: i64| {
            let wall = on.to_datetime(Time::midnight()).saturating_add(minute.minutes());
            zone.to_timestamp(wall).unwrap().as_second()
        };
        let elapsed = (instant(start + length) - instant(start)) / 60;
        match Shift::new(on, start, start + length, 0) {
            Ok(shift) => prop_assert_eq!(shift.worked_minutes(), Minutes(elapsed)),
            Err(error) => {
                prop_assert_eq!(error, ShiftError::NoTime);
                prop_assert!(elapsed <= 0);
            }
        }
    }

    #[test]
    fn a_shift_has_at_most_two_stretches_in_order(on in dates(), start in 0_i64..1440, length in 1_i64..=1440) {
        if let Ok(shift) = Shift::new(on, start, start + length, 0) {
            prop_assert!((1..=2).contains(&shift.spans().len()));
            prop_assert!(shift.spans().iter().all(|span| span.minutes() > 0));
        }
    }

    #[test]
    fn any_numbers_can_be_tried(on in dates(), start: i64, end: i64, break_minutes: i64) {
        let _ = Shift::new(on, start, end, break_minutes);
    }
}

#[test]
fn a_time_on_the_second_pass_of_the_repeated_hour_is_told_from_the_first() {
    let sunday = date(2026, 10, 25);
    let shift = |start, end, pass| Shift::in_wall_time(sunday, start, end, Some(pass), 0).map(|it| it.worked_minutes());
    assert_eq!(
        shift(HOUR, 2 * HOUR + 30, SecondPass::End),
        Ok(Minutes(150)),
        "01:00 to the second 02:30"
    );
    assert_eq!(shift(2 * HOUR + 30, 4 * HOUR, SecondPass::Start), Ok(Minutes(90)));
    assert_eq!(
        shift(2 * HOUR + 10, 2 * HOUR + 40, SecondPass::Start),
        Ok(Minutes(30)),
        "both on the second pass"
    );
    assert_eq!(
        shift(2 * HOUR + 50, 2 * HOUR + 10, SecondPass::End),
        Ok(Minutes(20)),
        "02:50 to the second 02:10"
    );
    let monday = Shift::in_wall_time(date(2026, 10, 26), HOUR, 2 * HOUR, Some(SecondPass::End), 0).unwrap();
    assert_eq!(monday.worked_minutes(), Minutes(60), "no hour is repeated on a Monday");
    let reversed = Shift::in_wall_time(date(2026, 10, 26), 3 * HOUR, 2 * HOUR, Some(SecondPass::End), 0);
    assert_eq!(reversed, Err(ShiftError::NoTime));
}

#[test]
fn shifts_overlap_in_real_time() {
    let shift = |start, end, pass| Shift::in_wall_time(date(2026, 10, 25), start, end, pass, 0).unwrap();
    let first = shift(HOUR, 2 * HOUR + 30, None);
    assert!(
        !first.overlaps(&shift(2 * HOUR + 30, 4 * HOUR, None)),
        "one ends where the other starts"
    );
    assert!(shift(HOUR, 2 * HOUR + 30, Some(SecondPass::End)).overlaps(&shift(2 * HOUR + 30, 4 * HOUR, None)));
    assert!(!first.overlaps(&shift(2 * HOUR, 4 * HOUR, Some(SecondPass::Start))));
    let night = Shift::new(date(2026, 10, 24), 22 * HOUR, 25 * HOUR + 1, 0).unwrap();
    assert!(night.overlaps(&first));
}

proptest! {
    /// Also in both nights in which the clock is changed.
    #[test]
    fn a_shift_between_two_moments_lasts_as_long_as_they_are_apart(
        day in prop_oneof![Just(date(2026, 3, 28)), Just(date(2026, 10, 24)), Just(date(2024, 2, 29))],
        start in 0_i64..2 * 24 * HOUR,
        minutes in 1_i64..22 * HOUR,
    ) {
        let midnight = TimeZone::get("Europe/Amsterdam").unwrap().to_timestamp(day.at(0, 0, 0, 0)).unwrap();
        let start = midnight + start.minutes();
        let shift = Shift::between(start, start + minutes.minutes(), 0).unwrap();
        prop_assert_eq!(shift.worked_minutes(), Minutes(minutes));
        prop_assert_eq!(shift.ends(), Some((start, start + minutes.minutes())));
        let again = Shift::in_wall_time(
            shift.date(), shift.start_minute(), shift.end_minute(), shift.second_pass(), shift.break_minutes(),
        );
        prop_assert_eq!(again, Ok(shift));
    }
}
