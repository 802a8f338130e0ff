//! The rules of leave by example: every line of the law's table, and the laws that hold for any ledger.

mod automatic;
mod credits;
mod holdings;
mod requests;
mod time_for_time;

use super::{
    Bucket, EndOfEmployment, Grant, Holdings, Lapsing, LeaveKind, LeaveRequest, LeaveTerms, RequestError, RequestState,
    accrual, accrued, due, expected, in_service, lapsing, terms_on, yearly,
};
use crate::calendar::{Date, DateRange};
use crate::ids::{LeaveRequestId, PersonId};
use crate::ledger::{Booked, Booking, Details, LedgerEntry, LedgerOrigin, balance_on};
use crate::people::{Contract, Employment};
use crate::quantity::{HundredthHours, Minutes};
use LeaveKind::{ExtraStatutory, Statutory, TimeForTime};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

fn law() -> LeaveTerms {
    LeaveTerms::default()
}

/// Retail non-food: 152 statutory and 30,4 extra hours at 38 hours a week.
fn retail() -> LeaveTerms {
    let extra = Grant {
        kind: ExtraStatutory,
        weeks_thousandths: 800,
    };
    let grants = [law().grants, vec![extra]].concat();
    LeaveTerms { grants, ..law() }
}

fn contract(start: Date, end: Option<Date>, weekly_hours_thousandths: i64) -> Contract {
    Contract {
        start,
        end,
        weekly_hours_thousandths: Some(weekly_hours_thousandths),
    }
}

fn since_2020(weekly_hours_thousandths: i64) -> [Contract; 1] {
    [contract(date(2020, 1, 1), None, weekly_hours_thousandths)]
}

fn range(from: Date, to: Date) -> DateRange {
    DateRange::new(from, to).unwrap()
}

/// Entries in the order in which they are given.
fn ledger(bookings: Vec<Booking>) -> Vec<LedgerEntry> {
    let entry = |(sequence, booking)| LedgerEntry {
        sequence,
        revision: 0,
        booking,
    };
    (1..).zip(bookings).map(entry).collect()
}

fn credit(number: u128, on: Date, hours: i64, bucket: Bucket) -> Booking {
    let origin = LedgerOrigin::Hand(Uuid::from_u128(number));
    Booking {
        bucket: Some(bucket),
        ..Booking::new(origin, on, HundredthHours(hours))
    }
}

fn request(number: u128, days: DateRange, hours: i64) -> LeaveRequest {
    LeaveRequest {
        id: LeaveRequestId(Uuid::from_u128(number)),
        person: PersonId(Uuid::nil()),
        requested_on: days.from,
        days,
        hours: HundredthHours(hours),
        on_employer: false,
        leave_type: "Vakantie".to_owned(),
        description: String::new(),
        state: RequestState::Approved,
    }
}

fn taken(number: u128, days: DateRange, hours: i64) -> Booking {
    request(number, days, hours).booking()
}

fn one_day(on: Date) -> DateRange {
    range(on, on)
}

fn left(holdings: &Holdings) -> Vec<(i16, LeaveKind, i64)> {
    let bucket = |(bucket, hours): (&Bucket, &HundredthHours)| (bucket.year, bucket.kind, hours.0);
    holdings.buckets.iter().map(bucket).collect()
}

/// Books what is due, as the night does.
fn book(entries: &mut Vec<LedgerEntry>, bookings: Vec<Booking>) {
    for booking in bookings {
        if let Some((booking, revision)) = booking.beside(Booked::of(entries, &booking.origin)) {
            let sequence = i64::try_from(entries.len()).unwrap() + 1;
            entries.push(LedgerEntry {
                sequence,
                revision,
                booking,
            });
        }
    }
}

fn entries() -> impl Strategy<Value = Vec<LedgerEntry>> {
    let kind = prop::sample::select(LeaveKind::ALL.to_vec());
    let one =
        (0_i64..1500, 0_i64..20, 0_i64..12_000, any::<bool>(), kind).prop_map(|(day, length, hours, takes, kind)| {
            let on = date(2020, 1, 1).saturating_add(day.days());
            let days = range(on, on.saturating_add(length.days()));
            if takes {
                (Some(days), days.to, -hours, None)
            } else {
                (None, on, hours, Some(law().bucket(on.year(), kind)))
            }
        });
    prop::collection::vec(one, 0..30).prop_map(|lines| {
        let booking = |(number, (days, on, hours, bucket)): (u128, (_, _, _, _))| Booking {
            bucket,
            details: Details {
                days,
                ..Details::default()
            },
            ..Booking::new(LedgerOrigin::Hand(Uuid::from_u128(number)), on, HundredthHours(hours))
        };
        ledger((1..).zip(lines).map(booking).collect())
    })
}
