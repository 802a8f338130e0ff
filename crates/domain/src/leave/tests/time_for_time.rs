//! Time for time of horeca: an hour off for each hour of a holiday within thirteen weeks, else 50 % on top.

use super::*;
use crate::leave::{TimeForTimeCredit, untaken};
use crate::quantity::Factor;

/// Christmas of 2022: week 51 ends on 25 December, so that thirteen weeks end on 26 March 2023.
fn christmas() -> TimeForTimeCredit {
    TimeForTimeCredit {
        year: 2022,
        week: 51,
        factor: Factor::percent(200),
        weeks: 13,
        otherwise: Factor::percent(150),
    }
}

fn credited(credit: TimeForTimeCredit, hundredths: i64) -> Booking {
    Booking {
        bucket: Some(credit.bucket()),
        ..Booking::new(
            LedgerOrigin::TimeForTime(credit),
            date(2022, 12, 25),
            HundredthHours(hundredths),
        )
    }
}

fn debited(number: u128, on: Date, hundredths: i64) -> Booking {
    let origin = LedgerOrigin::Hand(Uuid::from_u128(number));
    Booking::new(origin, on, HundredthHours(-hundredths))
}

fn paid(credit: TimeForTimeCredit, on: Date, hundredths: i64) -> Booking {
    Booking {
        bucket: Some(credit.bucket()),
        ..Booking::new(LedgerOrigin::TimeForTimePaid(credit), on, HundredthHours(-hundredths))
    }
}

fn march(bookings: Vec<Booking>) -> Vec<(i64, i64)> {
    let march = range(date(2023, 3, 1), date(2023, 3, 31));
    let found = untaken(&ledger(bookings), march);
    found.iter().map(|one| (one.left.0, one.to_pay.0)).collect()
}

#[test]
fn what_was_not_taken_in_its_term_is_paid_for_once() {
    let credit = christmas();
    assert_eq!(credit.last_day(), date(2023, 3, 26));
    let all = vec![credited(credit, 600)];
    assert_eq!(march(all.clone()), [(600, 600)]);
    let april = range(date(2023, 4, 1), date(2023, 4, 30));
    assert_eq!(
        untaken(&ledger(all.clone()), april),
        [],
        "in the period in which its term ended"
    );
    let on_the_last_day = [all.clone(), vec![debited(1, date(2023, 3, 26), 400)]].concat();
    assert_eq!(march(on_the_last_day), [(200, 200)], "four hours were taken in time");
    let too_late = [all.clone(), vec![debited(1, date(2023, 3, 27), 400)]].concat();
    assert_eq!(march(too_late), [(600, 600)], "later leave comes from other leave");
    // A figure does not change by being sent, whatever is taken afterwards.
    let sent = [
        all,
        vec![paid(credit, date(2023, 4, 3), 600), debited(1, date(2023, 4, 5), 400)],
    ]
    .concat();
    assert_eq!(march(sent.clone()), [(600, 600)]);
    assert_eq!(balance_on(&ledger(sent), date(2023, 4, 30)), HundredthHours(-400));
}

#[test]
fn it_is_taken_before_leave_that_lapses_later_and_does_not_lapse_itself() {
    let credit = christmas();
    let leave = Booking {
        bucket: Some(law().bucket(2022, Statutory)),
        ..Booking::new(
            LedgerOrigin::Hand(Uuid::from_u128(9)),
            date(2022, 1, 1),
            HundredthHours(4000),
        )
    };
    let entries = vec![leave, credited(credit, 600), debited(1, date(2023, 2, 1), 500)];
    assert_eq!(march(entries.clone()), [(100, 100)]);
    let begin = date(2022, 1, 1);
    let due = due(&ledger(entries), &[], &[], begin, date(2023, 4, 30)).unwrap();
    assert_eq!(due, [], "what is left of it is paid");
}

/// Half an hour off for an hour at 150 %: 1,00 hour left is paid as two hours.
#[test]
fn time_off_and_hours_to_pay_are_told_apart() {
    let credit = TimeForTimeCredit {
        factor: Factor::percent(150),
        ..christmas()
    };
    assert_eq!(march(vec![credited(credit, 100)]), [(100, 200)]);
    assert_eq!(credit.taken_by(HundredthHours(200)), HundredthHours(100));
}

proptest! {
    /// What was taken in time and what is paid are the credit, over two credits with one term as well.
    #[test]
    fn taken_and_left_are_what_was_credited(one in 0_i64..2000, other in 0_i64..2000, taken in 0_i64..4500) {
        let second = TimeForTimeCredit { factor: Factor::percent(300), ..christmas() };
        let entries = vec![credited(christmas(), one), credited(second, other), debited(1, date(2023, 2, 1), taken)];
        let march = range(date(2023, 3, 1), date(2023, 3, 31));
        let left: i64 = untaken(&ledger(entries), march).iter().map(|one| one.left.0).sum();
        prop_assert_eq!(left, (one + other - taken).max(0));
    }
}
