//! What a year and an hour worked give, and when it lapses.

use super::*;

#[test]
fn four_weeks_a_year_are_the_least() {
    let hours = |weekly| yearly(&since_2020(weekly), &law(), 2024).unwrap()[0].hours.to_string();
    assert_eq!(hours(37_500), "150,00", "01-01-2024 Automatische bijschrijving 150.00");
    assert_eq!(hours(40_000), "160,00");
    assert_eq!(hours(22_125), "88,50");
    assert_eq!(
        yearly(&since_2020(0), &law(), 2024),
        Ok(Vec::new()),
        "a zero-hours contract accrues by the hour"
    );
}

#[test]
fn retail_gives_182_4_hours() {
    let credits = yearly(&since_2020(38_000), &retail(), 2024).unwrap();
    let hours: Vec<_> = credits.iter().map(|credit| (credit.kind, credit.hours.0)).collect();
    assert_eq!(hours, [(Statutory, 15_200), (ExtraStatutory, 3040)]);
}

#[test]
fn statutory_leave_lapses_on_the_first_of_july() {
    assert_eq!(law().bucket(2022, Statutory).lapses_on, Some(date(2023, 7, 1)));
    assert_eq!(
        law().bucket(2021, ExtraStatutory).lapses_on,
        Some(date(2027, 1, 1)),
        "31 December 2026 is the last day"
    );
    assert_eq!(law().bucket(2022, TimeForTime).lapses_on, Some(date(2023, 7, 1)));
    let never = LeaveTerms {
        lapses_after_months: [].into(),
        ..law()
    };
    assert_eq!(never.bucket(2022, Statutory).lapses_on, None);
}

#[test]
fn hours_worked_accrue_by_factor() {
    let hours = |worked: i64, millionths| accrued(Minutes(worked * 60), millionths).to_string();
    assert_eq!(hours(1000, 76_923), "76,92", "4/52, on paid hours");
    assert_eq!(hours(1000, 83_333), "83,33", "4/48, on worked hours only");
    assert_eq!(hours(2080, 96_154), "200,00", "25 days of 8 hours");
    assert_eq!(hours(1976, 92_308), "182,40", "retail, on call");
    assert_eq!(
        accrued(Minutes(-600), 83_333),
        HundredthHours(-83),
        "what was taken back"
    );
}

#[test]
fn what_a_factor_gives_beyond_the_law_is_extra_statutory() {
    let month = |millionths| accrual(Minutes(6000), millionths, &law());
    assert_eq!(month(83_333), [(Statutory, HundredthHours(833))]);
    assert_eq!(
        month(92_300),
        [(Statutory, HundredthHours(833)), (ExtraStatutory, HundredthHours(90))]
    );
    assert_eq!(month(0), []);
}

#[test]
fn terms_hold_from_their_date_on() {
    let later = LeaveTerms {
        valid_from: date(2024, 1, 1),
        ..retail()
    };
    let terms = [later.clone(), law()];
    assert_eq!(terms_on(&terms, date(2023, 12, 31)), law());
    assert_eq!(terms_on(&terms, date(2024, 1, 1)), later);
    assert_eq!(terms_on(&[], date(2024, 1, 1)), law());
}

#[test]
fn who_begins_midway_gets_a_part() {
    let contracts = [contract(date(2024, 7, 1), Some(date(2024, 12, 30)), 38_000)];
    let credit = yearly(&contracts, &law(), 2024).unwrap()[0];
    // 152 × 183 ÷ 366, in a leap year.
    assert_eq!(
        (credit.hours.0, credit.from, credit.changed_on),
        (7600, date(2024, 7, 1), date(2024, 12, 30))
    );
}

#[test]
fn a_contract_ends_with_the_employment() {
    let employment = |start, end| Employment { start, end };
    let open = since_2020(40_000);
    assert_eq!(in_service(&open, &[]), open);
    let twice = [
        employment(date(2019, 1, 1), Some(date(2021, 6, 30))),
        employment(date(2022, 1, 1), None),
    ];
    let expected = [
        contract(date(2020, 1, 1), Some(date(2021, 6, 30)), 40_000),
        contract(date(2022, 1, 1), None, 40_000),
    ];
    assert_eq!(in_service(&open, &twice), expected);
    assert_eq!(
        in_service(&open, &[employment(date(2018, 1, 1), Some(date(2019, 12, 31)))]),
        []
    );
}
