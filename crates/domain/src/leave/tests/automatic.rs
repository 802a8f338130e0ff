//! What is credited and what lapses by itself.

use super::*;

fn begin() -> Date {
    date(2022, 1, 1)
}

#[test]
fn the_yearly_credit_is_booked_once() {
    let mut entries = Vec::new();
    for day in [
        date(2022, 12, 31),
        date(2023, 1, 1),
        date(2023, 1, 2),
        date(2023, 6, 30),
    ] {
        let bookings = due(&entries, &since_2020(37_500), &[law()], begin(), day).unwrap();
        book(&mut entries, bookings);
    }
    let booked: Vec<_> = entries
        .iter()
        .map(|entry| (entry.booking.origin.to_string(), entry.booking.hours.0))
        .collect();
    let yearly = |year| (format!("yearly {year} statutory"), 15_000);
    assert_eq!(booked, [yearly(2022), yearly(2023)]);
}

#[test]
fn before_the_ledger_begins_nothing_is_credited_and_nothing_lapses() {
    let entries = ledger(vec![credit(1, date(2022, 1, 1), 2000, law().bucket(2021, Statutory))]);
    let on = date(2023, 6, 1);
    assert_eq!(
        due(&entries, &since_2020(37_500), &[law()], date(2023, 1, 2), on),
        Ok(Vec::new())
    );
}

#[test]
fn a_change_of_contract_hours_changes_the_credit_from_that_day() {
    let mut entries = Vec::new();
    let bookings = due(
        &entries,
        &since_2020(40_000),
        &[law()],
        date(2023, 1, 1),
        date(2023, 1, 1),
    )
    .unwrap();
    book(&mut entries, bookings);
    // From 1 July half of it: 181 days of 40 hours a week and 184 of 20.
    let changed = [
        contract(date(2020, 1, 1), Some(date(2023, 6, 30)), 40_000),
        contract(date(2023, 7, 1), None, 20_000),
    ];
    let bookings = due(&entries, &changed, &[law()], date(2023, 1, 1), date(2023, 7, 1)).unwrap();
    book(&mut entries, bookings);
    let difference = &entries[1].booking;
    assert_eq!((difference.date, difference.hours.0), (date(2023, 7, 1), -4033));
    assert_eq!(balance_on(&entries, date(2023, 12, 31)), HundredthHours(11_967));
}

#[test]
fn who_leaves_gives_back_what_was_not_earned_on_the_last_day() {
    let mut entries = Vec::new();
    let bookings = due(
        &entries,
        &since_2020(40_000),
        &[law()],
        date(2023, 1, 1),
        date(2023, 1, 1),
    )
    .unwrap();
    book(&mut entries, bookings);
    let employment = Employment {
        start: date(2020, 1, 1),
        end: Some(date(2023, 3, 31)),
    };
    let contracts = in_service(&since_2020(40_000), &[employment]);
    let on = |date| due(&entries, &contracts, &[law()], begin_of_2023(), date).unwrap();
    assert_eq!(on(date(2023, 3, 30)), [], "not before the last day");
    let bookings = on(date(2023, 3, 31));
    book(&mut entries, bookings);
    let difference = &entries[1].booking;
    // 160 × 90 ÷ 365 = 39,45 was earned.
    assert_eq!(
        (difference.date, difference.hours.0),
        (date(2023, 3, 31), 3945 - 16_000)
    );
}

fn begin_of_2023() -> Date {
    date(2023, 1, 1)
}

#[test]
fn what_lapses_is_an_entry_and_is_corrected_when_leave_comes_in_late() {
    let bucket = law().bucket(2022, Statutory);
    let mut entries = ledger(vec![credit(1, date(2022, 1, 1), 3000, bucket)]);
    let lapse = |entries: &[LedgerEntry]| due(entries, &[], &[law()], begin(), date(2023, 7, 1)).unwrap();
    assert_eq!(due(&entries, &[], &[law()], begin(), date(2023, 6, 30)), Ok(Vec::new()));
    let bookings = lapse(&entries);
    book(&mut entries, bookings);
    assert_eq!(entries[1].booking.origin.to_string(), "lapse 2022 statutory 2023-07-01");
    assert_eq!(balance_on(&entries, date(2023, 7, 1)), HundredthHours::ZERO);
    entries.push(LedgerEntry {
        sequence: 3,
        revision: 0,
        booking: taken(7, one_day(date(2023, 6, 1)), 800),
    });
    let bookings = lapse(&entries);
    book(&mut entries, bookings);
    assert_eq!(
        entries[3].booking.hours,
        HundredthHours(800),
        "eight hours had been taken, and did not lapse"
    );
    assert_eq!(balance_on(&entries, date(2023, 7, 1)), HundredthHours::ZERO);
    let bookings = lapse(&entries);
    book(&mut entries, bookings);
    assert_eq!(entries.len(), 4, "nothing changes any more");
}

#[test]
fn who_must_be_warned_is_told_in_time() {
    let bucket = law().bucket(2022, Statutory);
    let entries = ledger(vec![
        credit(1, date(2022, 1, 1), 3000, bucket),
        taken(2, one_day(date(2023, 6, 12)), 1000),
    ]);
    let on = |day| lapsing(&entries, &law(), day);
    assert_eq!(on(date(2023, 3, 30)), []);
    let hours = HundredthHours(2000);
    assert_eq!(
        on(date(2023, 3, 31)),
        [Lapsing { bucket, hours }],
        "less the leave that is planned"
    );
    assert_eq!(on(date(2023, 7, 1)), []);
}

#[test]
fn the_balance_of_a_later_date_has_the_credits_and_lapses_in_between() {
    let entries = ledger(vec![
        credit(1, date(2023, 1, 1), 13_500, law().bucket(2023, Statutory)),
        taken(2, range(date(2023, 8, 21), date(2023, 9, 5)), 7250),
    ]);
    let today = date(2023, 1, 27);
    // The credit of 2023 is in the balance that the ledger began with.
    let until = |day| expected(&entries, &since_2020(37_500), &[law()], date(2023, 1, 2), (today, day)).unwrap();
    let shown = |day| {
        let expected = until(day);
        expected
            .iter()
            .map(|entry| (entry.booking.date, entry.booking.hours.0))
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(date(2023, 12, 31)), []);
    assert_eq!(
        shown(date(2024, 1, 1)),
        [(date(2024, 1, 1), 15_000)],
        "01-01-2024 Automatische bijschrijving 150.00"
    );
    assert_eq!(
        shown(date(2024, 7, 1)),
        [(date(2024, 1, 1), 15_000), (date(2024, 7, 1), -6250)]
    );
    let all = [entries.clone(), until(date(2024, 7, 1))].concat();
    assert_eq!(balance_on(&all, date(2024, 6, 30)).to_string(), "212,50");
}

proptest! {
    #[test]
    fn what_is_due_is_booked_once_and_never_takes_more_than_there_is(entries in entries(), day in 0_i64..3000) {
        let on = date(2020, 1, 1).saturating_add(day.days());
        let of = |entries: &[LedgerEntry]| due(entries, &since_2020(36_000), &[retail()], date(2020, 1, 1), on).unwrap();
        let mut booked = entries.clone();
        book(&mut booked, of(&entries));
        let once = booked.clone();
        let bookings = of(&booked);
        book(&mut booked, bookings);
        prop_assert_eq!(&once, &booked);
        let lapsed = |entry: &&LedgerEntry| matches!(entry.booking.origin, LedgerOrigin::Lapse { .. });
        for entry in booked.iter().filter(lapsed) {
            let bucket = entry.booking.bucket.unwrap();
            let credited = booked.iter().filter(|other| other.booking.bucket == Some(bucket) && other.booking.hours.0 > 0);
            let credited: HundredthHours = credited.map(|entry| entry.booking.hours).sum();
            prop_assert!(-entry.booking.hours <= credited);
        }
    }
}
