//! The tables of manual viqz, to the digit, and the laws that hold for any entries.

use super::{Booked, Booking, Details, LedgerEntry, LedgerKind, LedgerOrigin, View, balance_on, rows};
use crate::calendar::{Date, DateRange, dutch_date};
use crate::ids::{LeaveRequestId, PayoutId, SicknessCaseId};
use crate::language::Language;
use crate::leave::{Bucket, LeaveKind};
use crate::quantity::{Factor, HundredthHours};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn entry(sequence: i64, booking: Booking) -> LedgerEntry {
    LedgerEntry {
        sequence,
        revision: 0,
        booking,
    }
}

fn whole() -> DateRange {
    DateRange::new(Date::MIN, Date::MAX).unwrap()
}

/// Leave as the manual shows it: requested on, from, to, description, type, hours in hundredths, conto werkgever.
type Line = (Date, Option<(Date, Date)>, &'static str, &'static str, i64, bool);

fn manual() -> Vec<LedgerEntry> {
    let days = |from, to| Some((from, to));
    let one = |day| Some((day, day));
    let lines: [Line; 8] = [
        (date(2022, 12, 8), None, "", "", 7500, false),
        (
            date(2022, 6, 24),
            days(date(2022, 8, 22), date(2022, 9, 5)),
            "",
            "Vakantie",
            -6750,
            false,
        ),
        (
            date(2022, 10, 24),
            one(date(2022, 11, 3)),
            "L.v.m extra werk vrijdag 28-10",
            "Verlof",
            -750,
            false,
        ),
        (date(2022, 12, 19), one(date(2022, 12, 20)), "", "Verlof", -750, false),
        (date(2022, 6, 9), one(date(2022, 12, 26)), "", "Verlof", 0, true),
        (date(2023, 1, 9), None, "", "", 15_000, false),
        (
            date(2023, 1, 12),
            one(date(2023, 1, 18)),
            "L.v.m werk zondag",
            "Verlof",
            -750,
            false,
        ),
        (
            date(2023, 1, 12),
            days(date(2023, 8, 21), date(2023, 9, 5)),
            "Zomervakantie",
            "Verlof",
            -7250,
            false,
        ),
    ];
    (1..)
        .zip(lines)
        .map(|(sequence, line)| entry(sequence, booking(sequence, line)))
        .collect()
}

fn booking(sequence: i64, (requested_on, days, description, leave_type, hours, on_employer): Line) -> Booking {
    let days = days.map(|(from, to)| DateRange::new(from, to).unwrap());
    // The opening balance was entered on 08-12-2022, for the time before.
    let (origin, on) = match (sequence, days) {
        (1, _) => (LedgerOrigin::Opening(id(1)), date(2022, 1, 1)),
        (_, None) => (
            LedgerOrigin::Yearly {
                year: 2023,
                kind: LeaveKind::Statutory,
            },
            date(2023, 1, 1),
        ),
        (_, Some(days)) => (
            LedgerOrigin::Request(LeaveRequestId(id(sequence.unsigned_abs().into()))),
            days.to,
        ),
    };
    Booking {
        details: Details {
            requested_on: Some(requested_on),
            days,
            description: description.to_owned(),
            leave_type: leave_type.to_owned(),
            on_employer,
        },
        ..Booking::new(origin, on, HundredthHours(hours))
    }
}

/// A line of the table, with the balance behind it.
fn shown(entry: &LedgerEntry, balance: HundredthHours) -> String {
    let Booking {
        origin, hours, details, ..
    } = &entry.booking;
    let text = if details.days.is_some() {
        details.description.clone()
    } else {
        origin.text(LedgerKind::Leave, Language::Dutch)
    };
    let on = |date: Option<Date>| date.map(dutch_date).unwrap_or_default();
    let (from, to) = (
        on(details.days.map(|days| days.from)),
        on(details.days.map(|days| days.to)),
    );
    let tick = if details.on_employer { "✓" } else { "" };
    let requested = on(details.requested_on);
    format!(
        "{requested} | {from} | {to} | {text} | {} | {hours} | {tick} | {balance}",
        details.leave_type
    )
}

#[test]
fn the_ledger_of_leave_is_that_of_the_manual() {
    let entries = manual();
    let table: Vec<_> = rows(&entries, whole())
        .iter()
        .map(|row| shown(row.entry, row.balance))
        .collect();
    insta::assert_snapshot!(table.join("\n"), @r"
    08-12-2022 |  |  | Startsaldo verlofuren |  | 75,00 |  | 75,00
    24-06-2022 | 22-08-2022 | 05-09-2022 |  | Vakantie | -67,50 |  | 7,50
    24-10-2022 | 03-11-2022 | 03-11-2022 | L.v.m extra werk vrijdag 28-10 | Verlof | -7,50 |  | 0,00
    19-12-2022 | 20-12-2022 | 20-12-2022 |  | Verlof | -7,50 |  | -7,50
    09-06-2022 | 26-12-2022 | 26-12-2022 |  | Verlof | 0,00 | ✓ | -7,50
    09-01-2023 |  |  | Jaarlijkse bijboeking verlofuren |  | 150,00 |  | 142,50
    12-01-2023 | 18-01-2023 | 18-01-2023 | L.v.m werk zondag | Verlof | -7,50 |  | 135,00
    12-01-2023 | 21-08-2023 | 05-09-2023 | Zomervakantie | Verlof | -72,50 |  | 62,50
    ");
    assert_eq!(
        balance_on(&entries, date(2023, 1, 27)).to_string(),
        "135,00",
        "Huidig saldo"
    );
    assert_eq!(
        balance_on(&entries, date(2023, 9, 5)).to_string(),
        "62,50",
        "Saldo per 05-09-2023"
    );
}

#[test]
fn the_ledger_of_plus_minus_hours_is_that_of_the_manual() {
    let week = |week| LedgerOrigin::Week { year: 2023, week };
    let factor = Factor::percent(200);
    let surcharge = |week| LedgerOrigin::Surcharge {
        year: 2023,
        week,
        factor,
    };
    let lines = [
        (week(9), date(2023, 3, 5), -500),
        (surcharge(9), date(2023, 3, 5), 500),
        (week(10), date(2023, 3, 12), -500),
        (surcharge(10), date(2023, 3, 12), 500),
        (LedgerOrigin::Payout(PayoutId(id(1))), date(2023, 3, 16), -100),
        (week(11), date(2023, 3, 19), -500),
    ];
    let entries: Vec<_> = (1..)
        .zip(lines)
        .map(|(sequence, (origin, on, hours))| entry(sequence, Booking::new(origin, on, HundredthHours(hours))))
        .collect();
    let line = |entry: &LedgerEntry| {
        let Booking {
            origin, date, hours, ..
        } = &entry.booking;
        format!(
            "{} | {} | {hours}",
            dutch_date(*date),
            origin.text(LedgerKind::PlusMinus, Language::Dutch)
        )
    };
    let table: Vec<_> = rows(&entries, whole()).iter().map(|row| line(row.entry)).collect();
    insta::assert_snapshot!(table.join("\n"), @r"
    05-03-2023 | Week 9 | -5,00
    05-03-2023 | toeslaguren 200% | 5,00
    12-03-2023 | Week 10 | -5,00
    12-03-2023 | toeslaguren 200% | 5,00
    16-03-2023 | +/- uren uitbetaald via Nmbrs | -1,00
    19-03-2023 | Week 11 | -5,00
    ");
}

#[test]
fn the_filters_share_the_entries_out() {
    let entries = manual();
    let today = date(2023, 1, 27);
    let of = |view: View| {
        let rows = rows(&entries, view.range(today));
        rows.iter().map(|row| row.balance.0).collect::<Vec<_>>()
    };
    assert_eq!(of(View::Previous), [7500, 750, 0, -750, -750]);
    assert_eq!(
        of(View::Current),
        [14_250, 13_500],
        "the balance starts from what is not shown"
    );
    assert_eq!(of(View::Future), [6250]);
}

#[test]
fn leave_and_plus_minus_hours_make_one_balance() {
    // Actueel saldo (verlof, +/- uren): 169.00
    let plus_minus = [entry(
        1,
        Booking::new(LedgerOrigin::Opening(id(2)), date(2023, 1, 1), HundredthHours(3400)),
    )];
    let on = date(2023, 1, 27);
    assert_eq!(
        (balance_on(&manual(), on) + balance_on(&plus_minus, on)).to_string(),
        "169,00"
    );
}

#[test]
fn what_comes_out_otherwise_is_booked_as_the_difference() {
    let week = LedgerOrigin::Week { year: 2023, week: 9 };
    let target = |hours| Booking::new(week, date(2023, 3, 5), HundredthHours(hours));
    let mut entries = Vec::new();
    let mut book = |hours: i64| {
        let due = target(hours).beside(Booked::of(&entries, &week));
        if let Some((booking, revision)) = &due {
            entries.push(LedgerEntry {
                revision: *revision,
                ..entry(1, booking.clone())
            });
        }
        due.map(|(booking, revision)| (booking.hours.0, revision))
    };
    assert_eq!(book(-500), Some((-500, 0)));
    assert_eq!(book(-500), None, "booking twice does nothing");
    assert_eq!(book(-250), Some((250, 1)));
    assert_eq!(book(0), Some((250, 2)));
    assert_eq!(book(0), None);
    assert_eq!(balance_on(&entries, Date::MAX), HundredthHours::ZERO);
}

#[test]
fn an_entry_of_no_hours_is_booked_only_where_it_tells_something() {
    let nothing = |origin| Booking::new(origin, date(2023, 3, 5), HundredthHours::ZERO).beside(Booked::default());
    assert!(
        nothing(LedgerOrigin::Week { year: 2023, week: 9 }).is_some(),
        "exactly the contract hours"
    );
    assert!(nothing(LedgerOrigin::Payout(PayoutId(id(1)))).is_none());
    let on_employer = booking(5, (date(2022, 6, 9), None, "", "Verlof", 0, true));
    assert!(on_employer.beside(Booked::default()).is_some());
}

#[test]
fn an_origin_is_written_as_text() {
    let range = DateRange::new(date(2023, 4, 1), date(2023, 4, 30)).unwrap();
    let (year, kind, on) = (2022, LeaveKind::Statutory, date(2023, 7, 1));
    let uuid = "00000000-0000-0000-0000-000000000007";
    for (origin, text) in [
        (LedgerOrigin::Week { year: 2023, week: 9 }, "week 2023-W09".to_owned()),
        (
            LedgerOrigin::Surcharge {
                year: 2023,
                week: 9,
                factor: Factor::percent(200),
            },
            "surcharge 2023-W09 20000".to_owned(),
        ),
        (LedgerOrigin::Plus(range), "plus 2023-04-01/2023-04-30".to_owned()),
        (LedgerOrigin::Payout(PayoutId(id(7))), format!("payout {uuid}")),
        (LedgerOrigin::Request(LeaveRequestId(id(7))), format!("request {uuid}")),
        (
            LedgerOrigin::Accrual {
                year: 2023,
                month: 5,
                kind,
            },
            "accrual 2023-05 statutory".to_owned(),
        ),
        (LedgerOrigin::Yearly { year, kind }, "yearly 2022 statutory".to_owned()),
        (
            LedgerOrigin::Lapse { year, kind, on },
            "lapse 2022 statutory 2023-07-01".to_owned(),
        ),
        (
            LedgerOrigin::WaitingDay {
                case: SicknessCaseId(id(7)),
                date: on,
            },
            format!("waiting-day {uuid} 2023-07-01"),
        ),
        (LedgerOrigin::Opening(id(7)), format!("opening {uuid}")),
        (LedgerOrigin::Conversion(id(7)), format!("conversion {uuid}")),
        (LedgerOrigin::Hand(id(7)), format!("hand {uuid}")),
    ] {
        assert_eq!(origin.to_string(), text);
        assert_eq!(text.parse(), Ok(origin), "{text}");
        for ledger in [LedgerKind::Leave, LedgerKind::PlusMinus] {
            assert!(!origin.text(ledger, Language::Dutch).is_empty(), "{text}");
            assert!(!origin.text(ledger, Language::English).is_empty(), "{text}");
        }
    }
    for text in [
        "",
        "week",
        "week 2023-9",
        "week 2023-W9",
        "yearly 2022 other",
        "lapse 2022 statutory",
        "hand x",
    ] {
        assert!(text.parse::<LedgerOrigin>().is_err(), "{text}");
    }
}

#[test]
fn an_entry_is_kept_as_json() {
    let entries = manual();
    let json = serde_json::to_string(&entries).unwrap();
    assert_eq!(serde_json::from_str::<Vec<LedgerEntry>>(&json).unwrap(), entries);
}

fn entries() -> impl Strategy<Value = Vec<LedgerEntry>> {
    let one = (0_i64..4000, -20_000_i64..20_000, any::<u64>()).prop_map(|(day, hours, number)| {
        let on = date(2015, 1, 1).saturating_add(day.days());
        let bucket = Bucket {
            year: on.year(),
            kind: LeaveKind::Statutory,
            lapses_on: None,
        };
        Booking {
            bucket: Some(bucket).filter(|_| hours > 0),
            ..Booking::new(LedgerOrigin::Hand(id(number.into())), on, HundredthHours(hours))
        }
    });
    prop::collection::vec(one, 0..60).prop_map(|bookings| {
        let entries = (1..).zip(bookings).map(|(sequence, booking)| entry(sequence, booking));
        entries.collect()
    })
}

proptest! {
    #[test]
    fn a_balance_is_the_sum_of_its_entries_at_every_date(
        (entries, shuffled) in entries().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        day in 0_i64..4000,
    ) {
        let on = date(2015, 1, 1).saturating_add(day.days());
        let until = DateRange { from: Date::MIN, to: on };
        let shown = rows(&entries, until);
        let sum: HundredthHours = shown.iter().map(|row| row.entry.booking.hours).sum();
        prop_assert_eq!(balance_on(&entries, on), sum);
        prop_assert_eq!(shown.last().map_or(HundredthHours::ZERO, |row| row.balance), sum);
        prop_assert_eq!(rows(&shuffled, until), shown, "the order of reading does not matter");
    }

    #[test]
    fn every_entry_is_in_one_view(entries in entries(), day in 0_i64..4000) {
        let today = date(2015, 1, 1).saturating_add(day.days());
        let views = [View::Previous, View::Current, View::Future];
        let parts: Vec<_> = views.into_iter().flat_map(|view| rows(&entries, view.range(today))).collect();
        prop_assert_eq!(parts, rows(&entries, whole()), "one after the other they are the ledger");
        for entry in &entries {
            let date = entry.booking.date;
            prop_assert!(View::of(date, today).range(today).contains(date));
        }
    }

    #[test]
    fn any_text_can_be_tried_as_origin(text in "[a-z]{4,11} [0-9W/ -]{0,24}|.*") {
        if let Ok(origin) = text.parse::<LedgerOrigin>() {
            prop_assert_eq!(origin.to_string(), text);
        }
    }
}
