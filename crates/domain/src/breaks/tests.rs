//! The table of the Arbeidstijdenwet.

use super::{BreakLadder, missing_break};
use crate::calendar::Date;
use crate::rules::Circumstances;
use crate::shift::{Shift, TimedBreak};
use jiff::civil::date;

/// A shift on 10-03-2026 from eight o'clock, this long.
fn shift(minutes: i64, break_minutes: i64) -> Shift {
    Shift::new(date(2026, 3, 10), 480, 480 + minutes, break_minutes).unwrap()
}

fn born(birth: Date) -> Circumstances {
    Circumstances {
        birth_date: Some(birth),
        ..Circumstances::default()
    }
}

fn missing(shift: &Shift, birth: Date) -> Option<i64> {
    missing_break(&BreakLadder::statutory(), shift, &born(birth)).map(|proposal| proposal.missing())
}

#[test]
fn the_law_asks_for_breaks_by_age_and_length() {
    let (adult, minor) = (date(2008, 3, 10), date(2008, 3, 11));
    for (length, of_adult, of_minor) in [
        (270, None, None),
        (271, None, Some(30)),
        (330, None, Some(30)),
        (331, Some(30), Some(30)),
        (600, Some(30), Some(30)),
        (601, Some(45), Some(30)),
    ] {
        assert_eq!(
            missing(&shift(length, 0), adult),
            of_adult,
            "18 years, {length} minutes"
        );
        assert_eq!(
            missing(&shift(length, 0), minor),
            of_minor,
            "17 years, {length} minutes"
        );
    }
}

#[test]
fn what_was_taken_counts_in_stretches_of_a_quarter() {
    let adult = date(2000, 1, 1);
    assert_eq!(missing(&shift(480, 30), adult), None);
    assert_eq!(missing(&shift(480, 20), adult), Some(10));
    let pause = |from_minute, minutes| TimedBreak {
        from_minute,
        to_minute: from_minute + minutes,
    };
    let with = |breaks| missing(&shift(480, 0).with_breaks(breaks).unwrap(), adult);
    assert_eq!(with(vec![pause(600, 15), pause(720, 15)]), None);
    assert_eq!(
        with(vec![pause(600, 14), pause(720, 16)]),
        Some(14),
        "fourteen minutes are no break"
    );
}

#[test]
fn nothing_is_proposed_where_the_age_is_not_known_or_no_ladder_holds() {
    let long = shift(700, 0);
    assert_eq!(
        missing_break(&BreakLadder::statutory(), &long, &Circumstances::default()),
        None
    );
    assert_eq!(
        missing(&long, date(2011, 1, 1)),
        None,
        "stricter below 16, and not in these ladders"
    );
    let before = Shift::new(date(2007, 3, 31), 480, 1080, 0).unwrap();
    assert_eq!(missing(&before, date(1980, 1, 1)), None, "before the ladder");
}
