use super::{Holiday, HolidayCalendar, LiberationDay};
use crate::calendar::{Date, dutch_date};
use jiff::civil::{Weekday, date};
use proptest::prelude::*;

/// A year, four holidays as day and month, whether 5 May counts.
type TableRow = (i16, [(i8, i8); 4], bool);

/// Easter, King's Day, Ascension and Whit Monday as published, and whether 5 May is a lustrum.
const TABLE: [TableRow; 8] = [
    (2024, [(31, 3), (27, 4), (9, 5), (20, 5)], false),
    (2025, [(20, 4), (26, 4), (29, 5), (9, 6)], true),
    (2026, [(5, 4), (27, 4), (14, 5), (25, 5)], false),
    (2027, [(28, 3), (27, 4), (6, 5), (17, 5)], false),
    (2028, [(16, 4), (27, 4), (25, 5), (5, 6)], false),
    (2029, [(1, 4), (27, 4), (10, 5), (21, 5)], false),
    (2030, [(21, 4), (27, 4), (30, 5), (10, 6)], true),
    (2031, [(13, 4), (26, 4), (22, 5), (2, 6)], false),
];

#[test]
fn the_moving_holidays_are_those_of_the_table() {
    let columns = [
        Holiday::EasterSunday,
        Holiday::KingsDay,
        Holiday::Ascension,
        Holiday::WhitMonday,
    ];
    for (year, days, lustrum) in TABLE {
        for (holiday, (day, month)) in columns.into_iter().zip(days) {
            assert_eq!(holiday.date(year), Some(date(year, month, day)), "{holiday:?} {year}");
        }
        assert_eq!(
            HolidayCalendar::default().contains(date(year, 5, 5)),
            lustrum,
            "5 May {year}"
        );
    }
}

#[test]
fn the_holidays_of_2023_in_order() {
    let calendar = HolidayCalendar::default();
    let listed: Vec<_> = calendar
        .of_year(2023)
        .into_iter()
        .map(|(date, name)| format!("{} {name}", dutch_date(date)))
        .collect();
    insta::assert_snapshot!(listed.join("\n"), @r"
    01-01-2023 Nieuwjaarsdag
    09-04-2023 Eerste Paasdag
    10-04-2023 Tweede Paasdag
    27-04-2023 Koningsdag
    18-05-2023 Hemelvaartsdag
    28-05-2023 Eerste Pinksterdag
    29-05-2023 Tweede Pinksterdag
    25-12-2023 Eerste Kerstdag
    26-12-2023 Tweede Kerstdag
    ");
}

#[test]
fn liberation_day_counts_as_the_company_says() {
    let counts = |liberation_day, year| {
        HolidayCalendar {
            liberation_day,
            ..HolidayCalendar::default()
        }
        .contains(date(year, 5, 5))
    };
    assert!(counts(LiberationDay::Yearly, 2023) && counts(LiberationDay::Yearly, 2025));
    assert!(!counts(LiberationDay::Lustrum, 2023) && counts(LiberationDay::Lustrum, 2025));
    assert!(!counts(LiberationDay::Never, 2023) && !counts(LiberationDay::Never, 2025));
}

#[test]
fn a_date_with_two_holidays_stays_one_when_the_other_does_not_count() {
    // Ascension Day of 2016 fell on 5 May.
    let never = HolidayCalendar {
        liberation_day: LiberationDay::Never,
        ..HolidayCalendar::default()
    };
    assert_eq!(never.name_on(date(2016, 5, 5)), Some("Hemelvaartsdag"));
}

#[test]
fn good_friday_counts_where_the_agreement_says_so() {
    let good_friday = date(2023, 4, 7);
    assert_eq!(HolidayCalendar::default().name_on(good_friday), None);
    let calendar = HolidayCalendar {
        good_friday: true,
        ..HolidayCalendar::default()
    };
    assert_eq!(calendar.name_on(good_friday), Some("Goede Vrijdag"));
}

#[test]
fn a_company_adds_and_removes_dates() {
    let mut calendar = HolidayCalendar::default();
    calendar.removed.insert(date(2023, 12, 26));
    calendar.added.insert(date(2023, 10, 3), "Leidens Ontzet".to_owned());
    assert_eq!(calendar.name_on(date(2023, 12, 26)), None);
    assert_eq!(
        calendar.name_on(date(2024, 12, 26)),
        Some("Tweede Kerstdag"),
        "that year only"
    );
    assert_eq!(calendar.name_on(date(2023, 10, 3)), Some("Leidens Ontzet"));
    assert_eq!(calendar.of_year(2023).get(&date(2023, 10, 3)), Some(&"Leidens Ontzet"));
    assert!(!calendar.of_year(2023).contains_key(&date(2023, 12, 26)));
    calendar.added.insert(date(2023, 12, 26), "Toch vrij".to_owned());
    assert_eq!(
        calendar.name_on(date(2023, 12, 26)),
        Some("Toch vrij"),
        "what is added leads"
    );
}

#[test]
fn a_calendar_is_kept_as_readable_text() {
    let mut calendar = HolidayCalendar {
        liberation_day: LiberationDay::Yearly,
        ..HolidayCalendar::default()
    };
    calendar.removed.insert(date(2023, 12, 26));
    calendar.added.insert(date(2023, 10, 3), "Leidens Ontzet".to_owned());
    let text = toml::to_string(&calendar).unwrap();
    insta::assert_snapshot!(text, @r#"
    liberation-day = "yearly"
    good-friday = false
    removed = ["2023-12-26"]

    [added]
    2023-10-03 = "Leidens Ontzet"
    "#);
    assert_eq!(toml::from_str::<HolidayCalendar>(&text).unwrap(), calendar);
    assert_eq!(
        toml::from_str::<HolidayCalendar>("").unwrap(),
        HolidayCalendar::default()
    );
    assert!(toml::from_str::<HolidayCalendar>("good-fridays = true").is_err());
    assert!(toml::from_str::<HolidayCalendar>(r#"liberation-day = "sometimes""#).is_err());
}

#[test]
fn years_at_the_edge_of_the_calendar_have_what_exists() {
    assert_eq!(Holiday::EasterSunday.date(i16::MAX), None);
    assert!(HolidayCalendar::default().of_year(i16::MIN).is_empty());
    assert!(HolidayCalendar::default().contains(date(9999, 12, 25)));
}

/// Easter by the rule of Gauss with its two exceptions: another way to the same day.
fn easter_of_gauss(year: i16) -> Date {
    let year_number = i32::from(year);
    let century = year_number / 100;
    let moon = 15 - (8 * century + 13) / 25 + century - century / 4;
    let sun = 4 + century - century / 4;
    let days = (19 * (year_number % 19) + moon.rem_euclid(30)).rem_euclid(30);
    let weekday = (2 * (year_number % 4) + 4 * (year_number % 7) + 6 * days + sun.rem_euclid(7)).rem_euclid(7);
    let march = 22 + days + weekday;
    let exception = days == 29 && weekday == 6 || days == 28 && weekday == 6 && (11 * moon + 11).rem_euclid(30) < 19;
    let march = if exception { march - 7 } else { march };
    let (month, day) = if march > 31 { (4, march - 31) } else { (3, march) };
    date(year, month, i8::try_from(day).unwrap())
}

proptest! {
    #[test]
    fn easter_is_a_sunday_and_the_same_by_another_rule(year in 1900_i16..2500) {
        let easter = Holiday::EasterSunday.date(year).unwrap();
        prop_assert_eq!(easter.weekday(), Weekday::Sunday);
        prop_assert_eq!(easter, easter_of_gauss(year));
    }

    #[test]
    fn kings_day_is_never_a_sunday(year in 1900_i16..2500) {
        prop_assert_ne!(Holiday::KingsDay.date(year).unwrap().weekday(), Weekday::Sunday);
    }

    #[test]
    fn the_list_of_a_year_and_the_name_on_a_date_agree(year in 1900_i16..2500, month in 1_i8..=12, day in 1_i8..=28) {
        let calendar = HolidayCalendar { good_friday: true, ..HolidayCalendar::default() };
        let on = date(year, month, day);
        prop_assert_eq!(calendar.of_year(year).get(&on).copied(), calendar.name_on(on));
    }
}

#[test]
fn every_day_of_a_century_is_the_holiday_that_its_date_says() {
    let calendar = HolidayCalendar {
        liberation_day: LiberationDay::Yearly,
        good_friday: true,
        ..HolidayCalendar::default()
    };
    let mut day = date(1990, 1, 1);
    while day < date(2090, 1, 1) {
        let by_date = Holiday::ALL
            .into_iter()
            .find(|holiday| holiday.date(day.year()) == Some(day));
        assert_eq!(calendar.name_on(day), by_date.map(Holiday::name), "{day}");
        day = day.tomorrow().unwrap();
    }
}
