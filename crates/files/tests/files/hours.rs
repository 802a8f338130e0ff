//! Files of hours that somebody else computed: the neutral layouts, long and wide.

use crate::support::{amounts, faults, hours, hundredths, read, without_hours};
use loonbrug_domain::{Date, DateRange, Factor};
use loonbrug_files::{
    ColumnUse, DecimalSign, Field, HoursKind, HoursLine, LineLayout, PersonReference, Reason, Warning, write_template,
};

const LONG: &str = "personeelsnummer;naam;periode_van;periode_tot;groep;soort;factor;aantal;bedrag\n";

fn april() -> DateRange {
    DateRange::new(Date::constant(2023, 4, 1), Date::constant(2023, 4, 30)).unwrap()
}

#[test]
fn a_long_line_is_read_whole() {
    let file = read(write_template(LineLayout::HoursLong)).unwrap();
    let expected = HoursLine {
        line: 2,
        person: PersonReference {
            number: Some(42),
            name: Some("Voorbeeld, A.".to_owned()),
            email: None,
        },
        range: april(),
        kind: HoursKind::Surcharge,
        factor: Factor::percent(150),
        hours: hundredths(1250),
        days: Some(3),
        group: Some("Kassa".to_owned()),
    };
    assert_eq!(hours(&file), [&expected]);
    assert_eq!(file.layout.lines, LineLayout::HoursLong);
    assert_eq!((file.faults.len(), file.warnings.len()), (0, 0));
}

#[test]
fn a_wide_line_gives_a_line_for_each_filled_factor() {
    let file = read(write_template(LineLayout::HoursWide)).unwrap();
    assert_eq!(
        amounts(&file),
        [
            (2, Factor::WORKED, 8000),
            (2, Factor::percent(150), 1250),
            (2, Factor::percent(200), 400)
        ]
    );
    let days: Vec<_> = hours(&file).into_iter().map(|line| (line.kind, line.days)).collect();
    assert_eq!(
        days,
        [
            (HoursKind::Worked, Some(12)),
            (HoursKind::Surcharge, None),
            (HoursKind::Surcharge, None)
        ]
    );
    assert_eq!((file.read_lines, file.faults.len(), file.warnings.len()), (1, 0, 0));
}

#[test]
fn periods_are_months_weeks_or_single_days() {
    let file = read(format!(
        "{LONG}1;;01-04-2023;30-04-2023;;uren;;160;\n1;;2023-03-27;2023-04-23;;uren;;160;\n"
    ))
    .unwrap();
    let four_weeks = DateRange::new(Date::constant(2023, 3, 27), Date::constant(2023, 4, 23)).unwrap();
    let ranges: Vec<_> = hours(&file).into_iter().map(|line| line.range).collect();
    assert_eq!(ranges, [april(), four_weeks]);

    let file = read("medewerkernummer;datum;uren\n1;03-04-2023;7:30\n1;04-04-2023;25:00\n").unwrap();
    let day = Date::constant(2023, 4, 3);
    assert_eq!(hours(&file)[0].range, DateRange { from: day, to: day });
    assert_eq!(amounts(&file), [(2, Factor::WORKED, 750)]);
    assert_eq!(faults(&file), [(3, "uren", Reason::HoursBeyondRange { days: 1 })]);
}

#[test]
fn kinds_and_factors() {
    let file = read(format!(
        "{LONG}1;;01-04-2023;30-04-2023;;uren;;160;\n1;;01-04-2023;30-04-2023;;Factor;133,33;2;\n\
         1;;01-04-2023;30-04-2023;;;125 %;3;\n1;;01-04-2023;30-04-2023;;factor;;4;\n\
         1;;01-04-2023;30-04-2023;;factor;1,5;4;\n1;;01-04-2023;30-04-2023;;verlof_opgenomen;;-8;\n\
         1;;01-04-2023;30-04-2023;;verlof_opbouw;;12,31;\n1;;01-04-2023;30-04-2023;;maaltijd;;3;9,75\n"
    ))
    .unwrap();
    assert_eq!(
        amounts(&file),
        [
            (2, Factor::WORKED, 16_000),
            (3, Factor(13_333), 200),
            (4, Factor::percent(125), 300)
        ]
    );
    assert_eq!(
        faults(&file),
        [
            (5, "factor", Reason::MissingFactor),
            (6, "factor", Reason::FactorOutOfRange),
            (7, "soort", Reason::UnsupportedKind),
            (8, "soort", Reason::UnsupportedKind),
            (9, "soort", Reason::UnsupportedKind),
        ]
    );
    assert_eq!(
        file.warnings,
        [Warning::UnsupportedColumn {
            column: "bedrag".to_owned(),
            filled: 1
        }]
    );
}

#[test]
fn the_faults_of_lines_of_hours() {
    for (line, expected) in [
        (
            ";;01-04-2023;30-04-2023;;uren;;8;",
            vec![("personeelsnummer", Reason::EmptyPerson)],
        ),
        (
            "1;;30-04-2023;01-04-2023;;uren;;8;",
            vec![("periode_tot", Reason::PeriodReversed)],
        ),
        (
            "1;;31-04-2023;30-04-2023;;uren;;8;",
            vec![("periode_van", Reason::NotADate)],
        ),
        ("1;;01-04-2023;30-04-2023;;uren;;;", vec![("aantal", Reason::Empty)]),
        (
            "1;;01-04-2023;30-04-2023;;uren;;8,125;",
            vec![("aantal", Reason::TooManyDecimals)],
        ),
        (
            "1;;01-04-2023;30-04-2023;;uren;;8 uur;",
            vec![("aantal", Reason::NotANumber)],
        ),
        (
            "1;;01-04-2023;30-04-2023;;uren;;=8*5;",
            vec![("aantal", Reason::Formula)],
        ),
        (
            "1;;01-04-2023;30-04-2023;;uren;;720,01;",
            vec![("aantal", Reason::HoursBeyondRange { days: 30 })],
        ),
        (
            "1;;01-04-2023;30-04-2023;;uren;;-720,01;",
            vec![("aantal", Reason::HoursBeyondRange { days: 30 })],
        ),
        (
            "1;;x;30-04-2023;;factor;x;x;",
            vec![
                ("periode_van", Reason::NotADate),
                ("factor", Reason::NotAFactor),
                ("aantal", Reason::NotANumber),
            ],
        ),
    ] {
        let file = read(format!("{LONG}{line}\n2;;01-04-2023;30-04-2023;;uren;;720,00;\n")).unwrap();
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(column, reason)| (2, column, reason))
            .collect();
        assert_eq!(faults(&file), expected, "{line}");
        assert_eq!(amounts(&file), [(3, Factor::WORKED, 72_000)], "{line}");
    }
}

#[test]
fn days_fit_the_period() {
    let file = read("nr;van;tot;uren;dagen\n1;1-4-2023;30-4-2023;8;30\n1;1-4-2023;30-4-2023;8;31\n1;1-4-2023;30-4-2023;8;-1\n1;1-4-2023;30-4-2023;8;2,5\n")
        .unwrap();
    assert_eq!(hours(&file)[0].days, Some(30));
    assert_eq!(
        faults(&file),
        [
            (3, "dagen", Reason::DaysBeyondRange { days: 30 }),
            (4, "dagen", Reason::DaysBeyondRange { days: 30 }),
            (5, "dagen", Reason::NotAWholeNumber),
        ]
    );
}

#[test]
fn the_decimal_sign_is_found_for_each_column() {
    let file = read(
        "nr;van;tot;uren normaal;uren 150\n1;1-1-2023;31-12-2023;1.234,50;1.5\n2;1-1-2023;31-12-2023;1.234;1,234.5\n\
         3;1-1-2023;31-12-2023;7.25;2.5\n",
    )
    .unwrap();
    assert_eq!(
        amounts(&file),
        [
            (2, Factor::WORKED, 123_450),
            (2, Factor::percent(150), 150),
            (3, Factor::WORKED, 123_400),
            (3, Factor::percent(150), 123_450),
        ]
    );
    assert_eq!(
        faults(&file),
        [(
            4,
            "uren normaal",
            Reason::OtherDecimalSign {
                expected: DecimalSign::Comma
            }
        )]
    );
    let signs: Vec<_> = file.columns.iter().filter_map(|column| column.decimal_sign).collect();
    assert_eq!(signs, [DecimalSign::Comma, DecimalSign::Point]);
}

#[test]
fn a_number_that_may_be_two_numbers_is_refused() {
    let file = read("nr;van;tot;uren\n1;1-1-2023;31-12-2023;1.234\n2;1-1-2023;31-12-2023;8\n").unwrap();
    assert_eq!(faults(&file), [(2, "uren", Reason::AmbiguousNumber)]);
    assert_eq!(amounts(&file), [(3, Factor::WORKED, 800)]);
}

#[test]
fn corrections_are_allowed_and_listed_apart() {
    let file = read(format!("{LONG}42;;01-04-2023;30-04-2023;;factor;150;-4,00;\n")).unwrap();
    assert_eq!(amounts(&file), [(2, Factor::percent(150), -400)]);
    let person = PersonReference {
        number: Some(42),
        ..PersonReference::default()
    };
    assert_eq!(
        file.warnings,
        [Warning::NegativeHours {
            line: 2,
            person,
            hours: hundredths(-400)
        }]
    );
}

#[test]
fn the_same_person_twice_is_added_and_shown() {
    let file = read(
        "nr;groep;van;tot;uren_normaal;uren_150\n1;Kassa;1-4-2023;30-4-2023;8;1\n1;Bar;1-4-2023;30-4-2023;8;1\n\
         2;Kassa;1-4-2023;30-4-2023;8;1\n1;Kassa;1-4-2023;30-4-2023;8;1\n",
    )
    .unwrap();
    assert_eq!(file.lines.len(), 8);
    let person = PersonReference {
        number: Some(1),
        ..PersonReference::default()
    };
    assert_eq!(
        file.warnings,
        [Warning::SamePersonTwice {
            first_line: 2,
            line: 5,
            person
        }]
    );
}

#[test]
fn surcharge_hours_are_a_check_only() {
    let header = "nr;van;tot;uren_normaal;uren_125;uren_150;uren_200;toeslaguren\n";
    let line = "1;1-4-2023;30-4-2023;80;4;2,5;1;";
    let equal = read(format!("{header}{line}7,5\n")).unwrap();
    assert_eq!(equal.warnings, []);
    // 4 × 25 % + 2,5 × 50 % + 1 × 100 %
    let weighted = read(format!("{header}{line}3,25\n")).unwrap();
    let differ = Warning::SurchargeHoursDiffer {
        line: 2,
        stated: hundredths(325),
        sum: hundredths(750),
    };
    assert_eq!(weighted.warnings, [differ]);
    assert_eq!(amounts(&weighted), amounts(&equal));
}

#[test]
fn people_without_hours_are_shown_and_give_no_line() {
    let wide = read("nr;van;tot;uren_normaal;uren_150\n1;1-4-2023;30-4-2023;;0,00\n2;1-4-2023;30-4-2023;8;\n").unwrap();
    assert_eq!(
        (without_hours(&wide), amounts(&wide)),
        (vec![2], vec![(3, Factor::WORKED, 800)])
    );
    let long = read("nr;van;tot;uren\n1;1-4-2023;30-4-2023;0\n").unwrap();
    assert_eq!(
        (without_hours(&long), long.lines.len(), long.read_lines),
        (vec![2], 0, 1)
    );
}

#[test]
fn leave_and_meals_of_a_wide_file_are_shown_as_not_taken() {
    let file = read(
        "nr;van;tot;uren_normaal;verlof_opbouw;maaltijd_bedrag;verlof_saldo\n1;1-4-2023;30-4-2023;8;0,62;9,75;\n\
         2;1-4-2023;30-4-2023;8;0,62;;\n",
    )
    .unwrap();
    assert_eq!(
        file.warnings,
        [
            Warning::UnsupportedColumn {
                column: "verlof_opbouw".to_owned(),
                filled: 2
            },
            Warning::UnsupportedColumn {
                column: "maaltijd_bedrag".to_owned(),
                filled: 1
            },
        ]
    );
    assert_eq!(file.columns[4].usage, ColumnUse::Unsupported);
    assert_eq!(file.columns[3].usage, ColumnUse::Field(Field::HoursAt(Factor::WORKED)));
}

#[test]
fn a_wide_line_with_one_bad_factor_is_not_used_in_part() {
    let file = read("nr;van;tot;uren_normaal;uren_150\n1;1-4-2023;30-4-2023;8;x\n").unwrap();
    assert_eq!(faults(&file), [(2, "uren_150", Reason::NotANumber)]);
    assert_eq!(file.lines, []);
}

#[test]
fn a_correction_file_differs_in_the_one_line() {
    let file = |hours: &str| {
        let lines = (1..=2000).map(|number| match number {
            700 => format!("700;;01-04-2023;30-04-2023;;uren;;{hours};\n"),
            number => format!("{number};;01-04-2023;30-04-2023;;uren;;8,25;\n"),
        });
        read(LONG.to_owned() + &lines.collect::<String>()).unwrap()
    };
    let (first, second) = (file("8,25"), file("7:45"));
    assert_ne!(first.hash, second.hash);
    assert_eq!(
        (first.read_lines, first.lines.len(), first.faults.len()),
        (2000, 2000, 0)
    );
    let changed: Vec<_> = first
        .lines
        .iter()
        .zip(&second.lines)
        .filter(|(before, after)| before != after)
        .collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].1.line(), 701);
    assert_eq!(amounts(&second)[699], (701, Factor::WORKED, 775));
}
