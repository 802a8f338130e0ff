//! What is exported reads back the same, and no text becomes a formula.

use super::{ExportError, ExportRow, ExportedHistory, ExportedLedger, HistoryRow, write_csv, write_xlsx};
use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use loonbrug_domain::calendar::{dutch_date, parse_date};
use loonbrug_domain::{Factor, HundredthHours};
use proptest::prelude::*;
use std::io::{self, Cursor, Write};

fn row(name: &str, day: Date, description: &str, hundredths: i64, balance: i64) -> ExportRow {
    ExportRow {
        person_number: Some(1010),
        name: name.to_owned(),
        date: day,
        requested_on: None,
        from: None,
        to: None,
        description: description.to_owned(),
        leave_type: String::new(),
        hours: HundredthHours(hundredths),
        balance: HundredthHours(balance),
        on_employer: false,
    }
}

fn csv(ledger: ExportedLedger, rows: &[ExportRow]) -> String {
    let mut bytes = Vec::new();
    write_csv(ledger, rows.to_vec(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_plus_minus_hours_of_the_manual_as_csv() {
    let march = |day| date(2023, 3, day);
    let name = "Martijn van Herwijnen";
    let rows = [
        row(name, march(5), "Week 9", -500, -500),
        row(name, march(5), "toeslaguren 200%", 500, 0),
        row(name, march(16), "+/- uren uitbetaald via Nmbrs", -100, -100),
    ];
    insta::assert_snapshot!(csv(ExportedLedger::PlusMinus, &rows).trim_start_matches('\u{FEFF}').replace('\r', ""), @r"
    Personeelsnummer;Naam;Datum;Omschrijving;Aantal uren;Saldo
    1010;Martijn van Herwijnen;05-03-2023;Week 9;-5,00;-5,00
    1010;Martijn van Herwijnen;05-03-2023;toeslaguren 200%;5,00;0,00
    1010;Martijn van Herwijnen;16-03-2023;'+/- uren uitbetaald via Nmbrs;-1,00;-1,00
    ");
}

#[test]
fn the_leave_of_the_manual_as_csv() {
    let name = "Alex van Beuzekom";
    let holiday = ExportRow {
        requested_on: Some(date(2022, 6, 24)),
        from: Some(date(2022, 8, 22)),
        to: Some(date(2022, 9, 5)),
        leave_type: "Vakantie".to_owned(),
        ..row(name, date(2022, 9, 5), "", -6750, 750)
    };
    let on_employer = ExportRow {
        requested_on: Some(date(2022, 6, 9)),
        from: Some(date(2022, 12, 26)),
        to: Some(date(2022, 12, 26)),
        leave_type: "Verlof".to_owned(),
        on_employer: true,
        ..row(name, date(2022, 12, 26), "", 0, 750)
    };
    let credit = row(
        name,
        date(2023, 1, 1),
        "Jaarlijkse bijboeking verlofuren",
        150_000,
        150_750,
    );
    let text = csv(ExportedLedger::Leave, &[holiday, on_employer, credit]);
    assert!(text.starts_with("\u{FEFF}Personeelsnummer;"));
    insta::assert_snapshot!(text.trim_start_matches('\u{FEFF}').replace('\r', ""), @r"
    Personeelsnummer;Naam;Datum;Aangevraagd op;Van;Tot en met;Omschrijving;Type;Aantal uren;Saldo;Conto werkgever
    1010;Alex van Beuzekom;05-09-2022;24-06-2022;22-08-2022;05-09-2022;;Vakantie;-67,50;7,50;
    1010;Alex van Beuzekom;26-12-2022;09-06-2022;26-12-2022;26-12-2022;;Verlof;0,00;7,50;ja
    1010;Alex van Beuzekom;01-01-2023;;;;Jaarlijkse bijboeking verlofuren;;1500,00;1507,50;
    ");
}

/// The cells of every line under the header, as text in the form of the CSV.
fn cells_of_csv(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

fn workbook(ledger: ExportedLedger, rows: &[ExportRow]) -> Xlsx<Cursor<Vec<u8>>> {
    let mut bytes = Vec::new();
    write_xlsx(ledger, rows.to_vec(), &mut bytes).unwrap();
    open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

#[test]
fn a_workbook_holds_numbers_dates_and_texts() {
    let formula = r#"=HYPERLINK("http://example.nl";"klik")"#;
    let rows = [row("Iona Roosenbaal", date(2024, 2, 29), formula, -725, 123_450)];
    let mut workbook = workbook(ExportedLedger::PlusMinus, &rows);
    let cells = workbook.worksheet_range("Plusmin-uren").unwrap();
    let line: Vec<&Data> = cells.rows().nth(1).unwrap().iter().collect();
    assert_eq!(*line[0], Data::Float(1010.0));
    assert!(matches!(line[2], Data::DateTime(day) if (day.as_f64() - 45_351.0).abs() < 0.01));
    assert_eq!(*line[3], Data::String(formula.to_owned()), "to the letter");
    assert_eq!((line[4], line[5]), (&Data::Float(-7.25), &Data::Float(1234.5)));
    let formulas = workbook.worksheet_formula("Plusmin-uren").unwrap();
    assert_eq!(formulas.used_cells().count(), 0);
}

#[test]
fn the_history_is_a_table_too() {
    let sent = HistoryRow {
        date: date(2023, 5, 17),
        time: "09:00:00".to_owned(),
        by: "fleur@voorbeeld-retail.nl".to_owned(),
        flow: "Uren doorgeven aan Nmbrs".to_owned(),
        coupling: "modehuis".to_owned(),
        period: "2023-4".to_owned(),
        name: "Thomas Lakeman".to_owned(),
        unit: "uren",
        code: Some(2100),
        factor: Some(Factor::WORKED),
        action: "nieuw",
        before: None,
        sent: Some(1500),
        held: Some(1500),
        outcome: "Nmbrs houdt het".to_owned(),
        mark: "LB-4ad3349913".to_owned(),
    };
    let mut bytes = Vec::new();
    write_csv(ExportedHistory, [sent.clone()], &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    insta::assert_snapshot!(text.trim_start_matches('\u{FEFF}').replace('\r', ""), @r"
    Datum;Tijd;Door;Soort;Koppeling;Loonperiode;Naam;Eenheid;Code;Factor;Actie;Was;Doorgegeven;Nmbrs houdt;Uitkomst;Kenmerk
    17-05-2023;09:00:00;fleur@voorbeeld-retail.nl;Uren doorgeven aan Nmbrs;modehuis;2023-4;Thomas Lakeman;uren;2100;100 %;nieuw;;15,00;15,00;Nmbrs houdt het;LB-4ad3349913
    ");
    let mut bytes = Vec::new();
    write_xlsx(ExportedHistory, [sent], &mut bytes).unwrap();
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let cells = workbook.worksheet_range("Geschiedenis").unwrap();
    let line: Vec<&Data> = cells.rows().nth(1).unwrap().iter().collect();
    assert_eq!((line[8], line[12]), (&Data::Float(2100.0), &Data::Float(15.0)));
}

#[test]
fn a_row_that_does_not_fit_in_a_workbook_is_named() {
    let rows = [
        row("Cara Dekker", date(2023, 3, 5), "Week 9", 0, 0),
        row("Cara Dekker", date(2023, 3, 12), &"x".repeat(40_000), 0, 0),
    ];
    let error = write_xlsx(ExportedLedger::PlusMinus, rows, Vec::new()).unwrap_err();
    assert!(matches!(error, ExportError::DoesNotFit { row: 3, .. }), "{error}");
}

#[test]
fn a_file_that_cannot_be_written_is_no_success() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let rows = [row("Cara Dekker", date(2023, 3, 5), "Week 9", 0, 0)];
    let results = [
        write_csv(ExportedLedger::Leave, rows.clone(), Full),
        write_xlsx(ExportedLedger::Leave, rows, Full),
    ];
    assert!(
        results
            .iter()
            .all(|result| matches!(result, Err(ExportError::Write(_))))
    );
}

fn text() -> impl Strategy<Value = String> {
    let letters = "[ -~é€=+@'\\-;\"]{0,20}";
    prop_oneof![
        letters,
        "[=+@'\\-][a-z0-9()!|]{0,10}",
        Just("\t=1+1".to_owned()),
        Just("a\nb".to_owned())
    ]
}

fn rows() -> impl Strategy<Value = Vec<ExportRow>> {
    let day = (0_i32..20_000).prop_map(|days| date(2000, 1, 1).saturating_add(days.days()));
    let days = prop::option::of(day.clone());
    let words = (text(), text(), text());
    let figures = (-1_000_000_i64..1_000_000, -1_000_000_i64..1_000_000);
    let one = (
        prop::option::of(0_i64..100_000),
        words,
        day,
        days,
        figures,
        any::<bool>(),
    )
        .prop_map(
            |(person_number, (name, description, leave_type), day, days, (hours, balance), on_employer)| ExportRow {
                person_number,
                requested_on: days,
                from: days,
                leave_type,
                on_employer,
                ..row(&name, day, &description, hours, balance)
            },
        );
    prop::collection::vec(one, 1..8)
}

/// A row again from the cells of a CSV.
fn read_back(cells: &[String]) -> ExportRow {
    let plain = |cell: &String| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
    let hours = |cell: &String| HundredthHours(cell.replace(',', "").parse().unwrap());
    ExportRow {
        person_number: cells[0].parse().ok(),
        name: plain(&cells[1]),
        date: parse_date(&cells[2]).unwrap(),
        requested_on: parse_date(&cells[3]),
        from: parse_date(&cells[4]),
        to: parse_date(&cells[5]),
        description: plain(&cells[6]),
        leave_type: plain(&cells[7]),
        hours: hours(&cells[8]),
        balance: hours(&cells[9]),
        on_employer: cells[10] == "ja",
    }
}

proptest! {
    #[test]
    fn a_csv_reads_back_as_it_was_exported(rows in rows()) {
        let cells = cells_of_csv(&csv(ExportedLedger::Leave, &rows));
        prop_assert_eq!(cells.iter().map(|cells| read_back(cells)).collect::<Vec<_>>(), rows);
    }

    #[test]
    fn no_cell_of_a_csv_begins_a_formula(rows in rows()) {
        for cells in cells_of_csv(&csv(ExportedLedger::Leave, &rows)) {
            for place in [1, 6, 7] {
                let cell = cells[place].trim_start_matches(' ');
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{:?}", cell);
            }
        }
    }

    #[test]
    fn a_workbook_reads_back_as_it_was_exported(rows in rows()) {
        let mut workbook = workbook(ExportedLedger::Leave, &rows);
        let range = workbook.worksheet_range("Verlofmutaties").unwrap();
        let number = |hours: HundredthHours| format!("{:.2}", f64::from(i32::try_from(hours.0).unwrap()) / 100.0);
        for (line, row) in (1_u32..).zip(&rows) {
            let text = |column| match range.get_value((line, column)) {
                Some(Data::String(text)) => text.clone(),
                _ => String::new(),
            };
            let figure = |column| range.get_value((line, column)).and_then(calamine::DataType::as_f64).map(|value| format!("{value:.2}"));
            let day = |column| match range.get_value((line, column)) {
                Some(Data::DateTime(day)) => {
                    let (year, month, day, ..) = day.to_ymd_hms_milli();
                    format!("{day:02}-{month:02}-{year:04}")
                }
                _ => String::new(),
            };
            prop_assert_eq!(text(1), row.name.clone());
            prop_assert_eq!(text(6), row.description.clone());
            prop_assert_eq!(day(2), dutch_date(row.date));
            prop_assert_eq!(day(3), row.requested_on.map(dutch_date).unwrap_or_default());
            prop_assert_eq!(figure(8), Some(number(row.hours)));
            prop_assert_eq!(figure(9), Some(number(row.balance)));
            prop_assert_eq!(text(10) == "ja", row.on_employer);
        }
    }
}
