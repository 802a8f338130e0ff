//! XLSX workbooks.

use crate::support::{amounts, faults, hours, made, read, sheet_of_texts, shifts, workbook, write_texts};
use loonbrug_domain::{Date, Factor};
use loonbrug_files::{FileError, FileForm, LineLayout, Reason, Warning};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

const SHIFTS: &[&str] = &["Personeelsnummer", "Datum", "Begin", "Einde", "Pauze"];

fn header(sheet: &mut Worksheet, row: u32, headers: &[&str]) {
    for (column, header) in (0..).zip(headers) {
        sheet.write_string(row, column, *header).unwrap();
    }
}

#[test]
fn cells_may_be_dates_times_numbers_or_text() {
    let date = Format::new().set_num_format("dd-mm-yyyy");
    let time = Format::new().set_num_format("hh:mm");
    let day = ExcelDateTime::from_ymd(2023, 4, 3).unwrap();
    let bytes = workbook(|sheet| {
        header(sheet, 0, SHIFTS);
        // Formatted.
        sheet.write_number(1, 0, 42).unwrap();
        sheet.write_datetime_with_format(1, 1, &day, &date).unwrap();
        sheet
            .write_datetime_with_format(1, 2, ExcelDateTime::from_hms(9, 0, 0).unwrap(), &time)
            .unwrap();
        sheet
            .write_datetime_with_format(1, 3, ExcelDateTime::from_hms(17, 20, 0).unwrap(), &time)
            .unwrap();
        sheet
            .write_datetime_with_format(1, 4, ExcelDateTime::from_hms(0, 30, 0).unwrap(), &time)
            .unwrap();
        // Bare numbers.
        sheet.write_number(2, 0, 42).unwrap();
        sheet.write_number(2, 1, 45_019).unwrap();
        sheet.write_number(2, 2, 9.0 / 24.0).unwrap();
        sheet.write_number(2, 3, (17.0 + 1.0 / 3.0) / 24.0).unwrap();
        sheet.write_number(2, 4, 30).unwrap();
        // Text; row 5, for row 4 is blank.
        for (column, text) in (0..).zip(["0042", "03-04-2023", "9:00", "17:20", "0:30"]) {
            sheet.write_string(4, column, text).unwrap();
        }
    });
    let file = read(bytes).unwrap();
    assert_eq!(
        file.layout.form,
        FileForm::Xlsx {
            sheet: "Sheet1".to_owned()
        }
    );
    assert_eq!(file.layout.lines, LineLayout::Shifts);
    assert_eq!(faults(&file), []);
    let read: Vec<_> = shifts(&file)
        .into_iter()
        .map(|shift| {
            (
                shift.line,
                shift.person.number,
                shift.date,
                shift.start_minute,
                shift.end_minute,
                shift.break_minutes,
            )
        })
        .collect();
    let day = Date::constant(2023, 4, 3);
    assert_eq!(read, [2, 3, 5].map(|line| (line, Some(42), day, 540, 1040, 30)));
    assert_eq!(file.read_lines, 3);
}

#[test]
fn cells_of_another_kind_are_refused() {
    let bytes = workbook(|sheet| {
        header(sheet, 0, SHIFTS);
        sheet.write_boolean(1, 0, true).unwrap();
        // Never computed: the writer leaves a zero.
        sheet.write_formula(1, 1, Formula::new("=TODAY()")).unwrap();
        sheet.write_number(1, 2, 9).unwrap();
        sheet.write_number(1, 3, 0.123_456).unwrap();
        sheet.write_number(1, 4, 0.5).unwrap();
        header(sheet, 2, &["1", "03-04-2023", "9:00", "17:00", "", "x"]);
    });
    let file = read(bytes).unwrap();
    assert_eq!(
        faults(&file),
        [
            (2, "Personeelsnummer", Reason::TruthValue),
            (2, "Datum", Reason::YearOutOfRange),
            (2, "Begin", Reason::NotATime),
            (2, "Einde", Reason::TimeWithSeconds),
            (2, "Pauze", Reason::NotMinutes),
            (3, "", Reason::CellCount { expected: 5, found: 6 }),
        ]
    );
}

#[test]
fn computed_cells_count_by_their_value() {
    let bytes = workbook(|sheet| {
        header(sheet, 0, &["nr", "datum", "uren"]);
        header(sheet, 1, &["1", "03-04-2023"]);
        sheet
            .write_formula(1, 2, Formula::new("=3.5+4").set_result("7.5"))
            .unwrap();
        header(sheet, 2, &["1", "04-04-2023"]);
        sheet
            .write_formula(2, 2, Formula::new("=22/3").set_result("7.33333333333333"))
            .unwrap();
        header(sheet, 3, &["1", "05-04-2023"]);
        sheet
            .write_formula(3, 2, Formula::new("=NA()").set_result("#N/A"))
            .unwrap();
    });
    let file = read(bytes).unwrap();
    assert_eq!(amounts(&file), [(2, Factor::WORKED, 750)]);
    assert_eq!(
        faults(&file),
        [(3, "uren", Reason::TooManyDecimals), (4, "uren", Reason::ErrorValue)]
    );
}

#[test]
fn hours_may_be_numbers_times_or_text_with_a_comma() {
    let long = Format::new().set_num_format("[h]:mm");
    let bytes = workbook(|sheet| {
        write_texts(
            sheet,
            &[&["nr", "periode van", "periode tot", "uren normaal", "uren 150", "dagen"]],
        );
        header(sheet, 1, &["1", "01-04-2023", "30-04-2023"]);
        sheet.write_number_with_format(1, 3, 80.5 / 24.0, &long).unwrap();
        sheet.write_number(1, 4, 12.25).unwrap();
        sheet.write_number(1, 5, 11).unwrap();
        header(sheet, 2, &["2", "01-04-2023", "30-04-2023", "80,5", "-1,5"]);
    });
    let file = read(bytes).unwrap();
    assert_eq!(
        amounts(&file),
        [
            (2, Factor::WORKED, 8050),
            (2, Factor::percent(150), 1225),
            (3, Factor::WORKED, 8050),
            (3, Factor::percent(150), -150),
        ]
    );
    assert_eq!(hours(&file)[0].days, Some(11));
    assert_eq!(faults(&file), []);
}

#[test]
fn the_sheet_with_the_hours_is_found_and_the_others_are_named() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Leeg").unwrap();
    write_texts(
        workbook.add_worksheet().set_name("Toelichting").unwrap(),
        &[&["Dit zijn de uren"]],
    );
    let hours = workbook.add_worksheet().set_name("Uren").unwrap();
    write_texts(
        hours,
        &[&["April 2023"], &[], SHIFTS, &["42", "03-04-2023", "9:00", "17:00"]],
    );
    write_texts(
        workbook.add_worksheet().set_name("Mei").unwrap(),
        &[SHIFTS, &["42", "03-05-2023", "9:00", "17:00"]],
    );
    let file = read(workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(
        file.layout.form,
        FileForm::Xlsx {
            sheet: "Uren".to_owned()
        }
    );
    assert_eq!((file.layout.header_line, shifts(&file)[0].line), (3, 4));
    let not_read = ["Toelichting", "Mei"].map(|sheet| Warning::SheetNotRead {
        sheet: sheet.to_owned(),
    });
    assert_eq!(file.warnings, not_read);
}

#[test]
fn a_workbook_says_the_same_as_its_csv() {
    let rows: &[&[&str]] = &[
        &["nr", "naam", "datum", "van", "tot", "pauze"],
        &["1", "Müller", "03-04-2023", "09:00", "17:00", "30"],
        &["1", "Müller", "31-04-2023", "09:00", "17:00", "30"],
        &["2", "=1+1", "03-04-2023", "22:00", "06:00", ""],
    ];
    let csv: String = rows.iter().map(|row| row.join(";") + "\n").collect();
    let (text, sheet) = (read(csv).unwrap(), read(sheet_of_texts(rows)).unwrap());
    assert_eq!(text.lines, sheet.lines);
    assert_eq!(text.faults, sheet.faults);
    assert_eq!(text.columns, sheet.columns);
    assert_eq!(text.mapping, sheet.mapping);
}

#[test]
fn a_workbook_without_cells_or_lines_is_refused() {
    assert_eq!(read(workbook(|_| ())).unwrap_err(), FileError::Empty);
    assert_eq!(
        read(sheet_of_texts(&[SHIFTS])).unwrap_err(),
        FileError::NoLines { header_line: 1 }
    );
}

#[test]
fn the_kind_of_file_is_told_by_its_bytes_and_not_by_its_name() {
    let file = made(&sheet_of_texts(&[SHIFTS, &["42", "03-04-2023", "9:00", "17:00"]]));
    assert!(file.path().to_string_lossy().ends_with(".csv"));
    assert_eq!(file.read(None).unwrap().lines.len(), 1);
}
