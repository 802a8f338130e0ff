use super::{Date, DateRange, day_number, dutch_date, iso_week, monday_of, parse_date, weeks_in_iso_year};
use jiff::ToSpan;
use jiff::civil::{Weekday, date};
use proptest::prelude::*;

#[test]
fn the_year_of_a_week_can_differ_from_the_calendar() {
    assert_eq!(iso_week(date(2024, 12, 30)), (2025, 1));
    assert_eq!(iso_week(date(2027, 1, 1)), (2026, 53));
    assert_eq!(iso_week(date(2026, 12, 31)), (2026, 53));
}

#[test]
fn the_weeks_of_the_manual_end_on_these_sundays() {
    // The ledger of manual viqz books week 9, 10 and 11 on these dates.
    assert_eq!(iso_week(date(2023, 3, 5)), (2023, 9));
    assert_eq!(iso_week(date(2023, 3, 12)), (2023, 10));
    assert_eq!(iso_week(date(2023, 3, 19)), (2023, 11));
}

#[test]
fn some_years_have_53_weeks() {
    for (year, weeks) in [(2020, 53), (2024, 52), (2025, 52), (2026, 53), (2027, 52)] {
        assert_eq!(weeks_in_iso_year(year), weeks, "{year}");
    }
}

#[test]
fn a_week_starts_on_its_monday() {
    assert_eq!(monday_of(2025, 1), Some(date(2024, 12, 30)));
    assert_eq!(monday_of(2026, 53), Some(date(2026, 12, 28)));
    assert_eq!(monday_of(2025, 53), None);
    assert_eq!(monday_of(2025, 0), None);
    assert_eq!(monday_of(2025, u8::MAX), None);
}

#[test]
fn dates_are_read_the_dutch_way_and_the_iso_way() {
    let fifth_of_march = Some(date(2023, 3, 5));
    for text in [
        "05-03-2023",
        "5-3-2023",
        "05/03/2023",
        "5.3.2023",
        "2023-03-05",
        "2023-3-5",
        " 05-03-2023 ",
    ] {
        assert_eq!(parse_date(text), fifth_of_march, "{text}");
    }
}

#[test]
fn other_dates_are_refused() {
    let unreadable = [
        "",
        "05-03",
        "05-03-23",
        "05-03-2023-1",
        "a-b-cdef",
        "-5-03-2023",
        "005-3-2023",
        "2023-+3-05",
    ];
    let nonexistent = ["31-02-2023", "2023-13-01", "29-02-2023", "00-01-2023"];
    for text in unreadable.into_iter().chain(nonexistent) {
        assert_eq!(parse_date(text), None, "{text}");
    }
}

#[test]
fn ranges_are_written_as_in_the_manual() {
    let april = DateRange::new(date(2023, 4, 1), date(2023, 4, 30)).unwrap();
    assert_eq!(april.to_string(), "01-04-2023 t/m 30-04-2023");
}

#[test]
fn a_range_includes_both_ends() {
    let april = DateRange::new(date(2023, 4, 1), date(2023, 4, 30)).unwrap();
    assert!(april.contains(april.from) && april.contains(april.to));
    assert!(!april.contains(date(2023, 3, 31)) && !april.contains(date(2023, 5, 1)));
    let may = DateRange::new(date(2023, 4, 30), date(2023, 5, 31)).unwrap();
    assert!(april.overlaps(may) && may.overlaps(april));
    let june = DateRange::new(date(2023, 6, 1), date(2023, 6, 30)).unwrap();
    assert!(!april.overlaps(june) && !june.overlaps(april));
}

#[test]
fn a_range_goes_through_its_days_and_weeks() {
    let range = DateRange::new(date(2024, 2, 28), date(2024, 3, 7)).unwrap();
    assert_eq!(range.days().count(), 9, "with the leap day");
    let weeks: Vec<_> = range.weeks().map(|week| (week.from.day(), week.to.day())).collect();
    assert_eq!(weeks, [(28, 5), (6, 7)]);
    let last = DateRange::new(Date::MAX, Date::MAX).unwrap();
    assert_eq!((last.days().count(), last.weeks().count()), (1, 1));
}

#[test]
fn reversed_ranges_are_refused_also_in_json() {
    assert_eq!(DateRange::new(date(2023, 4, 2), date(2023, 4, 1)), None);
    let error = serde_json::from_str::<DateRange>(r#"{"from":"2023-04-02","to":"2023-04-01"}"#).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("ends on 01-04-2023 before it starts on 02-04-2023"),
        "{error}"
    );
    let one_day: DateRange = serde_json::from_str(r#"{"from":"2023-04-01","to":"2023-04-01"}"#).unwrap();
    assert_eq!(
        serde_json::to_string(&one_day).unwrap(),
        r#"{"from":"2023-04-01","to":"2023-04-01"}"#
    );
}

proptest! {
    #[test]
    fn a_written_date_is_read_back(days in 0_i64..100_000) {
        let written = date(1900, 1, 1).saturating_add(days.days());
        prop_assert_eq!(parse_date(&dutch_date(written)), Some(written));
        prop_assert_eq!(parse_date(&written.to_string()), Some(written));
    }

    #[test]
    fn the_monday_of_a_week_is_in_that_week(days in 0_i64..100_000) {
        let on = date(1900, 1, 8).saturating_add(days.days());
        let (year, week) = iso_week(on);
        let monday = monday_of(year, week).unwrap();
        prop_assert_eq!(monday.weekday(), Weekday::Monday);
        prop_assert!(monday <= on && on <= monday.saturating_add(6.days()));
        prop_assert!(week <= weeks_in_iso_year(year));
    }
}

#[test]
fn days_are_numbered_without_a_gap() {
    assert_eq!(day_number(date(1970, 1, 1)), 0);
    assert_eq!(
        day_number(date(2000, 3, 1)) - day_number(date(2000, 2, 28)),
        2,
        "a leap day"
    );
    let mut day = date(1899, 12, 30);
    let mut number = day_number(day);
    while day < date(2101, 1, 2) {
        day = day.tomorrow().unwrap();
        number += 1;
        assert_eq!(day_number(day), number, "{day}");
    }
}
