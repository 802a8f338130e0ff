use super::{Frequency, LastWeek, MonthlyAnchor, PayPeriod, PeriodError};
use crate::calendar::{Date, DateRange, iso_week};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use serde::Deserialize;

/// A year of the published calendars: filing ranges by table, wage ranges by ISO week.
#[derive(Deserialize)]
struct Row {
    year: i16,
    frequency: String,
    period: u8,
    filing_start: Date,
    filing_end: Date,
    wage_start: Date,
    wage_end: Date,
    filing_days: i32,
    iso_week_first: Option<u8>,
    iso_week_last: Option<u8>,
}

const CALENDARS: &str = include_str!("../../tests/data/pay-period-calendars.csv");

fn period(frequency: Frequency, year: i16, number: u8) -> PayPeriod {
    PayPeriod::new(frequency, year, number).unwrap()
}

fn range(from: Date, to: Date) -> DateRange {
    DateRange::new(from, to).unwrap()
}

#[test]
fn every_row_of_the_published_calendars_is_reproduced() {
    let mut rows = 0;
    for row in csv::Reader::from_reader(CALENDARS.as_bytes()).deserialize() {
        let row: Row = row.unwrap();
        let frequency = match row.frequency.as_str() {
            "MND" => Frequency::Monthly,
            "VWK" => Frequency::FourWeekly,
            other => panic!("unknown frequency {other}"),
        };
        let period = period(frequency, row.year, row.period);
        assert_eq!(
            period.filing_range(),
            range(row.filing_start, row.filing_end),
            "filing range of {period}"
        );
        assert_eq!(
            period.wage_range(),
            range(row.wage_start, row.wage_end),
            "wage range of {period}"
        );
        let days = (period.filing_range().to - period.filing_range().from).get_days() + 1;
        assert_eq!(days, row.filing_days, "filing days of {period}");
        if let (Some(first), Some(last)) = (row.iso_week_first, row.iso_week_last) {
            assert_eq!(
                iso_week(period.wage_range().from),
                (row.year, first),
                "first week of {period}"
            );
            assert_eq!(
                iso_week(period.wage_range().to),
                (row.year, last),
                "last week of {period}"
            );
        }
        rows += 1;
    }
    assert_eq!(rows, 125);
}

#[test]
fn returns_of_years_with_53_weeks_follow_the_rule_of_2020() {
    let filing = |number| period(Frequency::FourWeekly, 2020, number).filing_range();
    assert_eq!(filing(1), range(date(2020, 1, 1), date(2020, 1, 26)));
    assert_eq!(filing(13), range(date(2020, 11, 30), date(2020, 12, 31)));
    assert_eq!(filing(14), filing(13), "a separate week 53 is filed with period 13");
}

#[test]
fn four_weekly_returns_of_2014_start_on_new_years_day() {
    let filing = |number| period(Frequency::FourWeekly, 2014, number).filing_range();
    assert_eq!(filing(1), range(date(2014, 1, 1), date(2014, 1, 26)));
    assert_eq!(filing(2), range(date(2014, 1, 27), date(2014, 2, 23)));
}

#[test]
fn week_53_is_joined_to_period_13_or_paid_on_its_own() {
    let thirteen = period(Frequency::FourWeekly, 2026, 13);
    let fourteen = period(Frequency::FourWeekly, 2026, 14);
    let week_53 = range(date(2026, 12, 28), date(2027, 1, 3));
    assert_eq!(thirteen.wage_range(), range(date(2026, 11, 30), week_53.to));
    assert_eq!(
        thirteen.wage_range_with(LastWeek::Separate),
        range(date(2026, 11, 30), date(2026, 12, 27))
    );
    assert_eq!(fourteen.wage_range_with(LastWeek::Separate), week_53);
    let containing = |last_week| PayPeriod::containing_with(Frequency::FourWeekly, week_53.from, last_week);
    assert_eq!(containing(LastWeek::Joined), thirteen);
    assert_eq!(containing(LastWeek::Separate), fourteen);
    assert_eq!(thirteen.next(), period(Frequency::FourWeekly, 2027, 1));
    assert_eq!(thirteen.next_with(LastWeek::Separate), fourteen);
}

#[test]
fn around_new_year_wage_and_filing_periods_differ() {
    let new_year = date(2027, 1, 1);
    assert_eq!(
        PayPeriod::containing(Frequency::FourWeekly, new_year),
        period(Frequency::FourWeekly, 2026, 13),
        "1 January 2027 is in week 53 of 2026"
    );
    assert!(period(Frequency::FourWeekly, 2027, 1).filing_range().contains(new_year));
}

#[test]
fn a_week_is_filed_with_its_four_weeks() {
    let filing = |number| period(Frequency::Weekly, 2026, number).filing_range();
    assert_eq!(filing(1), period(Frequency::FourWeekly, 2026, 1).filing_range());
    assert_eq!(filing(9), period(Frequency::FourWeekly, 2026, 3).filing_range());
    assert_eq!(filing(53), period(Frequency::FourWeekly, 2026, 13).filing_range());
}

#[test]
fn a_year_has_its_own_number_of_periods() {
    let new = PayPeriod::new;
    assert!(new(Frequency::Monthly, 2023, 12).is_ok());
    assert_eq!(
        new(Frequency::Monthly, 2023, 13),
        Err(PeriodError::Number {
            year: 2023,
            number: 13,
            last: 12
        })
    );
    assert_eq!(
        new(Frequency::Monthly, 2023, 0),
        Err(PeriodError::Number {
            year: 2023,
            number: 0,
            last: 12
        })
    );
    assert!(new(Frequency::FourWeekly, 2026, 14).is_ok());
    assert_eq!(
        new(Frequency::FourWeekly, 2025, 14),
        Err(PeriodError::Number {
            year: 2025,
            number: 14,
            last: 13
        })
    );
    assert!(new(Frequency::Weekly, 2026, 53).is_ok());
    assert_eq!(
        new(Frequency::Weekly, 2025, 53),
        Err(PeriodError::Number {
            year: 2025,
            number: 53,
            last: 52
        })
    );
    assert_eq!(new(Frequency::Monthly, 23, 4), Err(PeriodError::Year { year: 23 }));
}

#[test]
fn period_strings_of_nmbrs_are_read_in_both_spellings() {
    let parse = |text| PayPeriod::parse_nmbrs(text).unwrap();
    assert_eq!(parse("2010-5-M"), period(Frequency::Monthly, 2010, 5));
    for text in ["2010-4-4W", "2010-4-W4", " 2010-04-4w "] {
        assert_eq!(parse(text), period(Frequency::FourWeekly, 2010, 4), "{text}");
    }
    for text in ["2010-17-W", "2010-17-1W", "2010-17-W1"] {
        assert_eq!(parse(text), period(Frequency::Weekly, 2010, 17), "{text}");
    }
}

#[test]
fn other_period_strings_are_refused_with_the_text() {
    for text in [
        "",
        "2010",
        "2010-5",
        "2010-5-X",
        "2010-5-",
        "-5-M",
        "twee-5-M",
        "2010-999-M",
        "2010-5-M-1",
    ] {
        assert_eq!(
            PayPeriod::parse_nmbrs(text),
            Err(PeriodError::Text { text: text.to_owned() }),
            "{text}"
        );
    }
    let last = PayPeriod::parse_nmbrs("2010-13-M").unwrap_err();
    assert_eq!(last.to_string(), "2010 has no period 13: give a number from 1 to 12");
}

#[test]
fn a_period_reads_like_the_payroll_says_it() {
    assert_eq!(period(Frequency::Monthly, 2023, 4).to_string(), "periode 4 · 2023");
}

#[test]
fn json_is_checked_when_it_is_read() {
    let april = period(Frequency::Monthly, 2023, 4);
    let json = serde_json::to_string(&april).unwrap();
    assert_eq!(json, r#"{"year":2023,"number":4,"frequency":"monthly"}"#);
    assert_eq!(serde_json::from_str::<PayPeriod>(&json).unwrap(), april);
    let wrong = r#"{"year":2023,"number":13,"frequency":"monthly"}"#;
    let error = serde_json::from_str::<PayPeriod>(wrong).unwrap_err().to_string();
    assert!(error.contains("2023 has no period 13"), "{error}");
}

#[test]
fn pay_months_from_the_21st_to_the_20th_are_named_for_the_month_they_end_in() {
    let anchor = MonthlyAnchor::new(21).unwrap();
    assert_eq!(
        anchor.range(2023, 1).unwrap(),
        range(date(2022, 12, 21), date(2023, 1, 20))
    );
    assert_eq!(
        anchor.range(2023, 4).unwrap(),
        range(date(2023, 3, 21), date(2023, 4, 20))
    );
    assert_eq!(
        anchor.containing(date(2023, 4, 20)),
        period(Frequency::Monthly, 2023, 4)
    );
    assert_eq!(
        anchor.containing(date(2023, 4, 21)),
        period(Frequency::Monthly, 2023, 5)
    );
    assert_eq!(
        anchor.containing(date(2022, 12, 21)),
        period(Frequency::Monthly, 2023, 1)
    );
}

#[test]
fn pay_months_from_the_first_are_calendar_months() {
    let april = MonthlyAnchor::FIRST.range(2023, 4).unwrap();
    assert_eq!(april, range(date(2023, 4, 1), date(2023, 4, 30)));
    assert_eq!(MonthlyAnchor::FIRST.containing(date(2023, 4, 30)).number, 4);
}

#[test]
fn pay_months_cannot_start_on_a_day_that_february_lacks() {
    assert_eq!(MonthlyAnchor::new(29), Err(PeriodError::Anchor { day: 29 }));
    assert_eq!(MonthlyAnchor::new(0), Err(PeriodError::Anchor { day: 0 }));
    assert!(serde_json::from_str::<MonthlyAnchor>("31").is_err());
    assert_eq!(serde_json::to_string(&MonthlyAnchor::new(21).unwrap()).unwrap(), "21");
    assert!(MonthlyAnchor::FIRST.range(2023, 13).is_err());
}

fn dates() -> impl Strategy<Value = Date> {
    (0_i64..109_000).prop_map(|days| date(1900, 2, 1).saturating_add(days.days()))
}

fn frequencies() -> impl Strategy<Value = Frequency> {
    prop::sample::select(vec![Frequency::Monthly, Frequency::FourWeekly, Frequency::Weekly])
}

fn last_weeks() -> impl Strategy<Value = LastWeek> {
    prop::sample::select(vec![LastWeek::Joined, LastWeek::Separate])
}

proptest! {
    #[test]
    fn the_period_containing_a_date_contains_it(on in dates(), frequency in frequencies(), last_week in last_weeks()) {
        let found = PayPeriod::containing_with(frequency, on, last_week);
        prop_assert!(found.wage_range_with(last_week).contains(on));
        prop_assert_eq!(PayPeriod::new(frequency, found.year, found.number), Ok(found));
    }

    #[test]
    fn next_and_previous_are_inverse_and_adjacent(
        on in dates(), frequency in frequencies(), last_week in last_weeks(),
    ) {
        let found = PayPeriod::containing_with(frequency, on, last_week);
        let (next, previous) = (found.next_with(last_week), found.previous_with(last_week));
        prop_assert_eq!(next.previous_with(last_week), found);
        prop_assert_eq!(previous.next_with(last_week), found);
        let end = found.wage_range_with(last_week).to;
        prop_assert_eq!(next.wage_range_with(last_week).from, end.tomorrow().unwrap());
        prop_assert!(previous < found && found < next);
    }

    #[test]
    fn filing_ranges_of_a_year_cover_it_without_gap_or_overlap(year in 1900_i16..2199) {
        for frequency in [Frequency::Monthly, Frequency::FourWeekly] {
            let last = if frequency == Frequency::Monthly { 12 } else { 13 };
            let ranges: Vec<_> = (1..=last).map(|number| period(frequency, year, number).filing_range()).collect();
            prop_assert_eq!(ranges[0].from, date(year, 1, 1));
            prop_assert_eq!(ranges[ranges.len() - 1].to, date(year, 12, 31));
            for pair in ranges.windows(2) {
                prop_assert_eq!(pair[0].to.tomorrow().unwrap(), pair[1].from);
            }
        }
    }

    #[test]
    fn every_day_is_in_the_pay_month_that_its_anchor_names(on in dates(), day in 1_u8..=28) {
        let anchor = MonthlyAnchor::new(day).unwrap();
        let found = anchor.containing(on);
        prop_assert!(anchor.range(found.year, found.number).unwrap().contains(on));
    }

    #[test]
    fn what_is_displayed_of_a_number_is_what_was_given(year in 1900_i16..2199, number in 1_u8..=52) {
        let weekly = PayPeriod::parse_nmbrs(&format!("{year}-{number}-W")).unwrap();
        prop_assert_eq!(weekly.to_string(), format!("periode {number} · {year}"));
    }

    #[test]
    fn no_text_makes_parsing_panic(text in ".*") {
        let _ = PayPeriod::parse_nmbrs(&text);
    }
}

#[test]
fn ranges_of_impossible_periods_do_not_panic() {
    for frequency in [Frequency::Monthly, Frequency::FourWeekly, Frequency::Weekly] {
        for (year, number) in [(i16::MIN, 0), (i16::MAX, u8::MAX), (9999, 53), (-9999, 1)] {
            let impossible = PayPeriod {
                year,
                number,
                frequency,
            };
            let _ = (
                impossible.wage_range(),
                impossible.filing_range(),
                impossible.next(),
                impossible.previous(),
            );
        }
    }
}
