//! Every kind of odd figure by example, what is not odd beside it, and the laws that hold for any shifts.

use super::{Absence, AbsenceKind, Balance, Case, Finding, OddThresholds, Oddity, RecordedShift, odd_figures};
use crate::allowance::ShiftTimes;
use crate::calendar::DateRange;
use crate::ids::PersonId;
use crate::language::Language;
use crate::ledger::LedgerKind;
use crate::people::Contract;
use crate::quantity::{HundredthHours, Minutes};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

fn april() -> DateRange {
    DateRange::new(date(2023, 4, 1), date(2023, 4, 30)).unwrap()
}

/// Somebody with a contract who did nothing odd yet.
fn case(shifts: Vec<RecordedShift>) -> Case {
    Case {
        person: PersonId(Uuid::nil()),
        range: april(),
        shifts,
        totals: Minutes::ZERO,
        earlier: Vec::new(),
        contracts: Some(vec![contract((2022, 1, 1), None, 24_000)]),
        contract_type_is_set: false,
        absences: Vec::new(),
        balances: Vec::new(),
    }
}

fn contract(start: (i16, i8, i8), end: Option<(i16, i8, i8)>, thousandths: i64) -> Contract {
    Contract {
        start: date(start.0, start.1, start.2),
        end: end.map(|(year, month, day)| date(year, month, day)),
        weekly_hours_thousandths: Some(thousandths),
    }
}

/// A shift of April 2023 in hours of the day, with minutes of break.
fn shift(day: i8, from: i64, to: i64, break_minutes: i64) -> RecordedShift {
    RecordedShift {
        date: date(2023, 4, day),
        times: ShiftTimes {
            start_minute: from * 60,
            end_minute: to * 60,
        },
        break_minutes,
    }
}

fn found(case: &Case) -> Vec<Oddity> {
    odd_figures(case, &OddThresholds::default())
}

/// The findings in Dutch, each with its key and its figures.
fn told(case: &Case) -> String {
    let told = found(case).into_iter().map(|oddity| {
        let finding = oddity.finding;
        format!(
            "{} | {} | {}",
            finding.key(),
            finding.figures(),
            finding.text(Language::Dutch)
        )
    });
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_ordinary_month_is_not_odd() {
    let ordinary = case(vec![shift(3, 9, 17, 30), shift(4, 9, 17, 30), shift(4, 17, 19, 0)]);
    assert_eq!(found(&ordinary), []);
}

#[test]
fn three_times_the_usual_hours_is_odd() {
    let month = |hours, earlier: &[i64]| Case {
        earlier: earlier.iter().map(|hours| Minutes(hours * 60)).collect(),
        ..case(
            (1..=hours / 8)
                .map(|day| shift(i8::try_from(day).unwrap(), 9, 17, 0))
                .collect(),
        )
    };
    insta::assert_snapshot!(told(&month(120, &[38, 40, 500, 2])), @"more-than-usual/2023-04-01/2023-04-30 | 120:00 of 39:00 | 120:00 uur in 01-04-2023 t/m 30-04-2023, terwijl 39:00 gebruikelijk is: klopt dat?");
    assert_eq!(told(&month(112, &[38, 40, 500, 2])), "", "not three times the median");
    assert_eq!(
        told(&month(120, &[10, 10, 0, 0])),
        "",
        "two months of work make no custom"
    );
    assert_ne!(told(&month(120, &[10, 10, 40])), "");
    let with_totals = Case {
        totals: Minutes(8 * 60),
        ..month(112, &[38, 40, 500, 2])
    };
    assert_ne!(told(&with_totals), "", "hours that came as totals count too");
}

#[test]
fn a_shift_over_sixteen_hours_is_odd_in_real_time() {
    insta::assert_snapshot!(told(&case(vec![shift(3, 6, 22, 60), shift(5, 6, 23, 60)])), @"long-shift/2023-04-05/06:00 | 06:00–23:00 17:00 | de dienst van 05-04-2023 06:00–23:00 duurt 17:00: is de eindtijd goed?");
    let night_of_the_clock = |month, day| RecordedShift {
        date: date(2023, month, day),
        ..shift(1, 14, 30, 0)
    };
    let of = |shift: RecordedShift| {
        found(&Case {
            range: DateRange::new(shift.date, shift.date).unwrap(),
            ..case(vec![shift])
        })
    };
    assert_eq!(of(night_of_the_clock(3, 25)), [], "sixteen on the wall, fifteen really");
    assert_eq!(
        of(night_of_the_clock(10, 28)).len(),
        1,
        "sixteen on the wall, seventeen really"
    );
}

#[test]
fn shifts_that_share_time_are_odd() {
    let overlapping = case(vec![shift(3, 22, 30, 0), shift(4, 5, 9, 0), shift(4, 9, 12, 0)]);
    insta::assert_snapshot!(told(&overlapping), @"overlapping-shifts/2023-04-03/22:00/2023-04-04/05:00 | 22:00–06:00 +1 05:00–09:00 | de diensten van 03-04-2023 22:00–06:00 +1 en 04-04-2023 05:00–09:00 overlappen: haal er een weg, of kort hem in");
    let inside = case(vec![shift(3, 8, 20, 0), shift(3, 9, 10, 0), shift(3, 19, 21, 0)]);
    assert_eq!(found(&inside).len(), 2, "both are told with the one that lasts longest");
}

#[test]
fn hours_outside_a_contract_are_odd() {
    let left = Case {
        contracts: Some(vec![contract((2022, 1, 1), Some((2023, 4, 14)), 24_000)]),
        ..case([14, 15, 17].map(|day| shift(day, 9, 17, 30)).to_vec())
    };
    insta::assert_snapshot!(told(&left), @"outside-contract/2023-04-01/2023-04-30 | 15:00 2023-04-15 2023-04-17 | 15:00 uur zonder contract op 15-04-2023, 17-04-2023: loopt het contract in Nmbrs nog?");
    let unknown = Case {
        contracts: None,
        ..left
    };
    assert_eq!(found(&unknown), [], "what is not known is not odd");
}

#[test]
fn two_contract_types_in_one_period_are_odd() {
    let changed = Case {
        contracts: Some(vec![
            contract((2022, 1, 1), Some((2023, 4, 16)), 0),
            contract((2023, 4, 17), None, 24_000),
        ]),
        ..case(Vec::new())
    };
    insta::assert_snapshot!(told(&changed), @"two-contract-types/2023-04-01/2023-04-30 | 2023-04-17 | het type contract verandert op 17-04-2023: verwerk de dagen ervoor en erna apart");
    let set_by_hand = Case {
        contract_type_is_set: true,
        ..changed.clone()
    };
    assert_eq!(found(&set_by_hand), []);
    let earlier = Case {
        range: DateRange::new(date(2023, 3, 1), date(2023, 3, 31)).unwrap(),
        ..changed
    };
    assert_eq!(found(&earlier), [], "not in the period before");
}

#[test]
fn a_balance_below_zero_is_odd() {
    let balance = |ledger, hours| Balance {
        ledger,
        hours: HundredthHours(hours),
    };
    let overdrawn = Case {
        balances: vec![balance(LedgerKind::Leave, -750), balance(LedgerKind::PlusMinus, 0)],
        ..case(Vec::new())
    };
    insta::assert_snapshot!(told(&overdrawn), @"negative-leave/2023-04-30 | -7,50 | het saldo verlof is -7,50 op 30-04-2023");
}

#[test]
fn a_break_of_most_of_the_shift_or_more_is_odd() {
    let breaks = case(vec![shift(3, 9, 13, 120), shift(4, 9, 13, 121), shift(5, 9, 13, 300)]);
    insta::assert_snapshot!(told(&breaks), @r"
    large-break/2023-04-04/09:00 | 09:00–13:00 2:01 | de pauze van 2:01 neemt een groot deel van de dienst van 04-04-2023 09:00–13:00: klopt die?
    large-break/2023-04-05/09:00 | 09:00–13:00 5:00 | de pauze van 5:00 neemt een groot deel van de dienst van 05-04-2023 09:00–13:00: klopt die?
    ");
}

#[test]
fn work_on_a_day_of_leave_or_sickness_is_odd() {
    let absence = |from, to, kind| Absence {
        range: DateRange::new(date(2023, 4, from), date(2023, 4, to)).unwrap(),
        kind,
        hours: (kind == AbsenceKind::Leave).then_some(HundredthHours(500)),
    };
    let morning_off = Absence {
        hours: Some(HundredthHours(499)),
        ..absence(5, 5, AbsenceKind::Leave)
    };
    let absent = Case {
        absences: vec![
            absence(3, 4, AbsenceKind::Leave),
            morning_off,
            absence(10, 12, AbsenceKind::Sickness),
        ],
        ..case([4, 5, 10].map(|day| shift(day, 9, 17, 30)).to_vec())
    };
    insta::assert_snapshot!(told(&absent), @r"
    worked-while-absent/2023-04-04/09:00 | 09:00–17:00 Leave | gewerkt op 04-04-2023 09:00–17:00, maar met verlof op die dag
    worked-while-absent/2023-04-10/09:00 | 09:00–17:00 Sickness | gewerkt op 10-04-2023 09:00–17:00, maar ziek gemeld op die dag
    ");
}

#[test]
fn other_figures_keep_the_key_and_ask_again() {
    let with_end = |to| found(&case(vec![shift(5, 6, to, 60)])).remove(0).finding;
    let (one, other) = (with_end(23), with_end(24));
    assert_eq!(one.key(), other.key());
    assert_ne!(one.figures(), other.figures());
}

#[test]
fn thresholds_are_data() {
    let thresholds = OddThresholds {
        longest_shift: Minutes(600),
        ..OddThresholds::default()
    };
    let odd = odd_figures(&case(vec![shift(3, 8, 19, 60)]), &thresholds);
    assert!(matches!(
        odd[0].finding,
        Finding::LongShift {
            length: Minutes(660),
            ..
        }
    ));
}

fn shifts() -> impl Strategy<Value = Vec<RecordedShift>> {
    let one =
        (-3_i64..33, 0_i64..1440, 1_i64..2000, 0_i64..600).prop_map(|(day, start, length, pause)| RecordedShift {
            date: date(2023, 4, 1).saturating_add(day.days()),
            times: ShiftTimes {
                start_minute: start,
                end_minute: start + length,
            },
            break_minutes: pause,
        });
    prop::collection::vec(one, 0..12)
}

proptest! {
    #[test]
    fn the_order_of_the_shifts_does_not_matter(
        (given, shuffled) in shifts().prop_flat_map(|given| (Just(given.clone()), Just(given).prop_shuffle()))
    ) {
        prop_assert_eq!(found(&case(given)), found(&case(shuffled)));
    }

    #[test]
    fn two_findings_never_share_their_key_and_figures(given in shifts()) {
        let mut told: Vec<_> = found(&case(given))
            .into_iter()
            .map(|oddity| (oddity.finding.key(), oddity.finding.figures()))
            .collect();
        let all = told.len();
        told.sort();
        told.dedup();
        prop_assert_eq!(told.len(), all);
    }

    #[test]
    fn two_shifts_overlap_exactly_when_they_share_time(one in 0_i64..2000, other in 0_i64..2000, lengths in (1_i64..900, 1_i64..900)) {
        let at = |minute: i64, length: i64| RecordedShift {
            date: date(2023, 4, 5).saturating_add((minute / 1440).days()),
            times: ShiftTimes { start_minute: minute % 1440, end_minute: minute % 1440 + length },
            break_minutes: 0,
        };
        let odd = found(&case(vec![at(one, lengths.0), at(other, lengths.1)]));
        let overlaps = odd.iter().any(|oddity| matches!(oddity.finding, Finding::OverlappingShifts { .. }));
        prop_assert_eq!(overlaps, one < other + lengths.1 && other < one + lengths.0);
    }
}
