//! Travel allowance per day worked.

use super::{april, shift, shifts};
use crate::allowance::{TravelAgreement, TravelError, kilometre_rates, travel_days};
use crate::dated::Dated;
use crate::quantity::Cents;
use crate::shift::Shift;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn agreement(text: &str) -> [Dated<TravelAgreement>; 1] {
    [Dated::new(date(2023, 1, 1), text.parse().unwrap())]
}

fn paid(shifts: &[Shift], text: &str) -> (i64, Cents) {
    let allowance = travel_days(shifts, &BTreeSet::new(), &agreement(text), &kilometre_rates(), april()).unwrap();
    (allowance.count(), allowance.total())
}

#[test]
fn every_day_worked_is_paid_once() {
    let shifts = [
        shift(3, (9, 0), (12, 0)),
        shift(3, (13, 0), (17, 0)),
        shift(4, (22, 0), (6, 0)),
    ];
    assert_eq!(
        paid(&shifts, "5,00"),
        (2, Cents(1000)),
        "five euros a day, as in the manual"
    );
    assert_eq!(paid(&shifts, "0"), (0, Cents(0)));
}

#[test]
fn kilometres_are_paid_at_the_rate_of_the_day() {
    let ends_of_years = [(2022, 19), (2023, 21), (2024, 23)];
    for (year, cents) in ends_of_years {
        let day = date(year, 12, 31);
        let range = crate::calendar::DateRange::new(day, day).unwrap();
        let shifts = [Shift::new(day, 540, 1020, 30).unwrap()];
        let agreements = [Dated::new(date(2020, 1, 1), "30 km".parse().unwrap())];
        let allowance = travel_days(&shifts, &BTreeSet::new(), &agreements, &kilometre_rates(), range).unwrap();
        assert_eq!(allowance.total(), Cents(30 * cents), "{year}");
    }
    assert_eq!(
        paid(&[shift(3, (9, 0), (17, 0))], "23,45 km").1,
        Cents(492),
        "492,45 cents"
    );
    assert_eq!(paid(&[shift(3, (9, 0), (17, 0))], "2,50 km").1, Cents(53), "52,5 cents");
}

#[test]
fn a_day_at_home_has_no_travel() {
    let shifts = [3, 4, 5].map(|day| shift(day, (9, 0), (17, 0)));
    let at_home = BTreeSet::from([date(2023, 4, 4), date(2023, 4, 10)]);
    let allowance = travel_days(&shifts, &at_home, &agreement("5,00"), &[], april()).unwrap();
    let dates: Vec<_> = allowance.days.iter().map(|day| day.date.day()).collect();
    assert_eq!(dates, [3, 5]);
}

#[test]
fn kilometres_without_a_rate_are_refused_by_date() {
    let shifts = [shift(3, (9, 0), (17, 0))];
    let error = travel_days(&shifts, &BTreeSet::new(), &agreement("30 km"), &[], april()).unwrap_err();
    assert_eq!(error, TravelError::NoRate(date(2023, 4, 3)));
    assert!(travel_days(&shifts, &BTreeSet::new(), &agreement("5,00"), &[], april()).is_ok());
}

#[test]
fn what_is_no_agreement_is_refused() {
    for text in ["", "km", "5 mijl", "-5,00", "-3 km", "1.234"] {
        assert!(text.parse::<TravelAgreement>().is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn an_agreement_reads_back_as_it_is_written(hundredths in 0_i64..1_000_000, kilometres in any::<bool>()) {
        let agreement = if kilometres {
            TravelAgreement::Kilometres { hundredths }
        } else {
            TravelAgreement::PerDay(Cents(hundredths))
        };
        prop_assert_eq!(agreement.to_string().parse::<TravelAgreement>().unwrap(), agreement);
    }

    #[test]
    fn days_at_home_and_days_of_travel_make_the_days_worked(shifts in shifts(), home in prop::collection::btree_set(1_i8..=30, 0..15)) {
        let at_home: BTreeSet<_> = home.into_iter().map(|day| date(2023, 4, day)).collect();
        let travelled = travel_days(&shifts, &at_home, &agreement("5,00"), &[], april()).unwrap();
        let worked: BTreeSet<_> = shifts.iter().map(Shift::date).filter(|day| april().contains(*day)).collect();
        let expected: Vec<_> = worked.difference(&at_home).copied().collect();
        prop_assert_eq!(travelled.days.iter().map(|day| day.date).collect::<Vec<_>>(), expected);
    }
}
