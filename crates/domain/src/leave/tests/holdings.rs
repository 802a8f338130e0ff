//! What is taken first, and what is left.

use super::*;

#[test]
fn what_lapses_first_is_taken_first() {
    let entries = ledger(vec![
        credit(1, date(2022, 1, 1), 4000, law().bucket(2022, ExtraStatutory)),
        credit(2, date(2023, 1, 1), 15_000, law().bucket(2023, Statutory)),
        credit(3, date(2022, 1, 1), 2000, law().bucket(2022, Statutory)),
        taken(4, one_day(date(2023, 2, 1)), 2500),
    ]);
    let holdings = Holdings::on(&entries, date(2023, 2, 1));
    assert_eq!(
        left(&holdings),
        [(2023, Statutory, 14_500), (2022, ExtraStatutory, 4000)]
    );
    assert_eq!(holdings.total(), HundredthHours(18_500));
    let json = serde_json::to_value(&holdings).unwrap();
    assert_eq!(json["buckets"][0]["lapses_on"], "2024-07-01");
    assert_eq!(json["buckets"][1]["hours"], 4000);
}

#[test]
fn a_debit_may_name_what_it_is_taken_from() {
    let extra = law().bucket(2022, ExtraStatutory);
    let entries = ledger(vec![
        credit(1, date(2022, 1, 1), 2000, law().bucket(2022, Statutory)),
        credit(2, date(2022, 1, 1), 1000, extra),
        credit(3, date(2022, 3, 1), -1500, extra),
    ]);
    let holdings = Holdings::on(&entries, date(2022, 3, 1));
    assert_eq!(
        (left(&holdings), holdings.overdrawn.0),
        (vec![(2022, Statutory, 2000)], 500)
    );
}

#[test]
fn leave_across_the_first_of_july_uses_each_day_what_can_still_be_used() {
    let entries = ledger(vec![
        credit(1, date(2022, 1, 1), 10_000, law().bucket(2022, Statutory)),
        credit(2, date(2023, 1, 1), 10_000, law().bucket(2023, Statutory)),
        // Monday 26 June to Friday 7 July 2023: five days on either side.
        taken(3, range(date(2023, 6, 26), date(2023, 7, 7)), 7500),
    ]);
    let holdings = Holdings::on(&entries, date(2023, 6, 30));
    assert_eq!(left(&holdings), [(2022, Statutory, 6250), (2023, Statutory, 10_000)]);
    let lapsed = due(&entries, &[], &[law()], date(2022, 1, 1), date(2023, 7, 1)).unwrap();
    assert_eq!(lapsed[0].hours, HundredthHours(-6250));
}

#[test]
fn who_took_too_much_makes_up_for_it_with_the_next_credit() {
    let entries = ledger(vec![
        taken(1, one_day(date(2022, 12, 20)), 750),
        credit(2, date(2023, 1, 1), 15_000, law().bucket(2023, Statutory)),
    ]);
    let before = Holdings::on(&entries, date(2022, 12, 31));
    assert_eq!((before.overdrawn.0, before.total().0), (750, -750));
    assert_eq!(
        left(&Holdings::on(&entries, date(2023, 1, 1))),
        [(2023, Statutory, 14_250)]
    );
}

#[test]
fn leave_that_was_taken_back_leaves_no_trace() {
    let mut entries = ledger(vec![
        credit(1, date(2022, 1, 1), 2000, law().bucket(2022, Statutory)),
        taken(2, range(date(2022, 5, 2), date(2022, 5, 4)), 2000),
    ]);
    let withdrawn = LeaveRequest {
        state: RequestState::Withdrawn,
        ..request(2, range(date(2022, 5, 2), date(2022, 5, 4)), 2000)
    };
    let booking = withdrawn.booking();
    let (booking, revision) = booking.beside(Booked::of(&entries, &booking.origin)).unwrap();
    assert_eq!((booking.hours.0, revision), (2000, 1));
    entries.push(LedgerEntry {
        sequence: 3,
        revision,
        booking,
    });
    assert_eq!(
        left(&Holdings::on(&entries, date(2022, 12, 31))),
        [(2022, Statutory, 2000)]
    );
}

#[test]
fn the_end_of_an_employment_states_what_is_left() {
    let leave = ledger(vec![
        credit(1, date(2023, 1, 1), 6250, law().bucket(2023, Statutory)),
        credit(2, date(2023, 1, 1), 1250, law().bucket(2022, ExtraStatutory)),
    ]);
    let hours = Booking::new(
        LedgerOrigin::Week { year: 2023, week: 9 },
        date(2023, 3, 5),
        HundredthHours(-500),
    );
    let end = EndOfEmployment::new(&leave, &ledger(vec![hours]), 37_500, date(2023, 3, 31));
    assert_eq!((end.leave.0, end.plus_minus.0), (7500, -500));
    assert_eq!(
        end.weeks_thousandths,
        Some(2000),
        "75 hours of leave are two weeks of 37,5"
    );
    assert_eq!(
        EndOfEmployment::new(&leave, &[], 0, date(2023, 3, 31)).weeks_thousandths,
        None
    );
}

proptest! {
    /// What is held of all buckets is the balance, when no leave is going on.
    #[test]
    fn holdings_are_the_balance(entries in entries()) {
        let holdings = Holdings::on(&entries, Date::MAX);
        prop_assert_eq!(holdings.total(), balance_on(&entries, Date::MAX));
        prop_assert!(holdings.buckets.values().all(|hours| *hours > HundredthHours::ZERO));
        prop_assert!(holdings.overdrawn >= HundredthHours::ZERO);
    }
}
