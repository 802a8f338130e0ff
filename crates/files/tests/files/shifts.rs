//! Files of shifts.

use crate::support::{faults, made, read, shifts};
use loonbrug_domain::{Date, Factor};
use loonbrug_files::{
    ColumnUse, Encoding, Field, FileForm, LineLayout, PersonReference, Reason, Separator, ShiftLine, write_template,
};

const HEADER: &str = "personeelsnummer;naam;datum;begin;einde;pauze;groep\n";

fn shift(line: usize, start_minute: i64, end_minute: i64, break_minutes: i64) -> ShiftLine {
    ShiftLine {
        line,
        person: PersonReference {
            number: Some(42),
            name: Some("Voorbeeld, A.".to_owned()),
            email: None,
        },
        date: Date::constant(2023, 4, 3),
        start_minute,
        end_minute,
        break_minutes,
        group: Some("Kassa".to_owned()),
        factor_minutes: Vec::new(),
    }
}

#[test]
fn a_shift_is_read_whole() {
    let file = read(write_template(LineLayout::Shifts)).unwrap();
    assert_eq!(shifts(&file), [&shift(2, 540, 1050, 30)]);
    assert_eq!(file.layout.lines, LineLayout::Shifts);
    assert_eq!(file.layout.header_line, 1);
    assert_eq!(
        file.layout.form,
        FileForm::Csv {
            encoding: Encoding::Utf8,
            separator: Separator::Semicolon
        }
    );
    assert_eq!((file.read_lines, file.faults.len(), file.warnings.len()), (1, 0, 0));
    assert_eq!(file.name, "uren.csv");
}

#[test]
fn the_hash_is_of_the_bytes() {
    let [first, again, other] = [
        "42;;3-4-2023;9:00;10:00;;",
        "42;;3-4-2023;9:00;10:00;;",
        "42;;3-4-2023;9:00;10:01;;",
    ]
    .map(|line| read(format!("{HEADER}{line}\n")).unwrap().hash);
    assert_eq!(first, again);
    assert_ne!(first, other);
    // sha256sum of "personeelsnummer;…;groep\n42;;3-4-2023;9:00;10:00;;\n"
    let hex: String = first.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "bc270125bae00f6ab8bd22bdc62bcc814efa9296272f94e29dd33a01c303541f");
}

#[test]
fn shifts_may_end_at_midnight_or_after() {
    for (times, start, end) in [
        ("18:00;00:00", 1080, 1440),
        ("18:00;24:00", 1080, 1440),
        ("22:00;06:00", 1320, 1800),
        ("00:00;24:00", 0, 1440),
        ("0:00;23:59", 0, 1439),
    ] {
        let file = read(format!("{HEADER}42;Voorbeeld, A.;2023-04-03;{times};;Kassa\n")).unwrap();
        assert_eq!(shifts(&file), [&shift(2, start, end, 0)], "{times}");
    }
}

#[test]
fn factor_minutes_are_kept_where_they_are_known() {
    let file = read(
        "nummer;datum;start;eind;pauze;min_150;minuten 200%;Min_133,33\n\
         42;03-04-2023;09:00;17:00;30;90;1:30;\n\
         42;04-04-2023;09:00;17:00;30;0;;-1\n\
         42;05-04-2023;09:00;17:00;30;3:46;225;\n",
    )
    .unwrap();
    let minutes: Vec<_> = shifts(&file)
        .into_iter()
        .map(|shift| shift.factor_minutes.clone())
        .collect();
    assert_eq!(minutes, [[(Factor::percent(150), 90), (Factor::percent(200), 90)]]);
    let beyond = Reason::MinutesBeyondShift { worked_minutes: 450 };
    assert_eq!(
        faults(&file),
        [(3, "Min_133,33", Reason::NegativeMinutes), (4, "min_150", beyond)]
    );
}

#[test]
fn a_shift_in_the_hour_that_the_clock_skips_is_refused() {
    let file = read(format!(
        "{HEADER}1;;26-03-2023;02:00;03:00;;\n1;;26-03-2023;01:00;04:00;120;\n"
    ))
    .unwrap();
    let break_too_long = Reason::BreakNotShorter { shift_minutes: 120 };
    assert_eq!(
        faults(&file),
        [(2, "einde", Reason::NoTime), (3, "pauze", break_too_long)]
    );
}

/// Reads a line with faults above a good one.
fn assert_faults(line: &str, expected: &[(&str, Reason)]) {
    let good = "42;Voorbeeld, A.;03-04-2023;09:00;17:30;30;Kassa";
    let file = read(format!("{HEADER}{line}\n{good}\n")).unwrap();
    let expected: Vec<_> = expected.iter().map(|(column, reason)| (2, *column, *reason)).collect();
    assert_eq!(faults(&file), expected, "{line}");
    assert_eq!(shifts(&file), [&shift(3, 540, 1050, 30)], "{line}");
    assert_eq!(file.read_lines, 2, "{line}");
}

#[test]
fn a_cell_that_cannot_be_used_is_reported_and_the_other_lines_go_on() {
    for (line, column, reason) in [
        (
            ";Jansen;03-04-2023;09:00;17:00;30;",
            "personeelsnummer",
            Reason::EmptyPerson,
        ),
        (
            "A1;;03-04-2023;09:00;17:00;30;",
            "personeelsnummer",
            Reason::NotAnEmployeeNumber,
        ),
        ("42;;31-02-2023;09:00;17:00;30;", "datum", Reason::NotADate),
        ("42;;03-04-1999;09:00;17:00;30;", "datum", Reason::YearOutOfRange),
        ("42;;03-04-2101;09:00;17:00;30;", "datum", Reason::YearOutOfRange),
        ("42;;03-04-2023;24:00;17:00;30;", "begin", Reason::TimeOutsideDay),
        ("42;;03-04-2023;09:00;25:00;30;", "einde", Reason::TimeOutsideDay),
        ("42;;03-04-2023;09:00;09:00;30;", "einde", Reason::EndEqualsStart),
        ("42;;03-04-2023;09:00;;30;", "einde", Reason::Empty),
        (
            "42;;03-04-2023;09:00;10:00;60;",
            "pauze",
            Reason::BreakNotShorter { shift_minutes: 60 },
        ),
        ("42;;03-04-2023;09:00;10:00;-5;", "pauze", Reason::NegativeMinutes),
        ("42;;03-04-2023;09:00;10:00;0,5;", "pauze", Reason::NotMinutes),
    ] {
        assert_faults(line, &[(column, reason)]);
    }
}

#[test]
fn every_fault_of_a_line_is_reported() {
    let columns = ["personeelsnummer", "datum", "begin", "einde", "pauze"];
    assert_faults(
        "=1+41;;=VANDAAG();+9;@A1;-B2;",
        &columns.map(|column| (column, Reason::Formula)),
    );
}

#[test]
fn a_line_that_does_not_fit_the_header_is_reported() {
    for (line, reason) in [
        (
            "42;;03-04-2023;09:00;17:00;30",
            Reason::CellCount { expected: 7, found: 6 },
        ),
        (
            "42;;03-04-2023;09:00;17:00;30;;;x",
            Reason::CellCount { expected: 7, found: 9 },
        ),
        ("42;\"Jansen;03-04-2023;09:00;17:00;30;", Reason::UnclosedQuote),
        ("42;\"Jan\"sen;03-04-2023;09:00;17:00;30;", Reason::StrayQuote),
    ] {
        assert_faults(line, &[("", reason)]);
    }
}

#[test]
fn formulas_in_names_are_text() {
    let file = read(format!(
        "{HEADER}42;=cmd|' /C calc'!A0;03-04-2023;09:00;10:00;;@kassa\n"
    ))
    .unwrap();
    let shift = shifts(&file)[0];
    assert_eq!(shift.person.name.as_deref(), Some("=cmd|' /C calc'!A0"));
    assert_eq!(shift.group.as_deref(), Some("@kassa"));
}

#[test]
fn blank_lines_and_empty_cells_at_the_end_do_not_count() {
    let line = "42;;03-04-2023;09:00;10:00;;";
    let file = read(format!("\n\n{HEADER}\n{line};;;\n;;;;;;\n   \n{line}")).unwrap();
    assert_eq!(
        file.lines.iter().map(loonbrug_files::Line::line).collect::<Vec<_>>(),
        [5, 8]
    );
    assert_eq!((file.read_lines, file.layout.header_line), (2, 3));
}

#[test]
fn lines_of_title_may_stand_above_the_header() {
    let line = "42;;03-04-2023;09:00;10:00;;\n";
    let title = "Bedrijf: Voorbeeld BV\nGemaakt op;01-05-2023\nsep=;\n";
    let file = read(format!("{title}{HEADER}{line}")).unwrap();
    assert_eq!((file.layout.header_line, file.lines.len()), (4, 1));
    assert!(read(format!("{}{HEADER}{line}", "x\n".repeat(10))).is_ok());
    assert!(read(format!("{}{HEADER}{line}", "x\n".repeat(11))).is_err());
}

#[test]
fn a_quoted_cell_may_span_lines_but_a_forgotten_quote_swallows_none() {
    let file = read(
        "nummer;datum;start;eind;opmerking\n\
         1;03-04-2023;09:00;10:00;\"eerst dit\r\ndan dat; en \"\"klaar\"\"\"\n\
         2;03-04-2023;09:00;10:00;\"vergeten\n\
         3;03-04-2023;09:00;10:00;\n\
         4;03-04-2023;09:00;10:00;\"ook vergeten\n\
         5;03-04-2023;09:00;10:00;\n",
    )
    .unwrap();
    let numbers: Vec<_> = shifts(&file)
        .into_iter()
        .map(|shift| (shift.line, shift.person.number.unwrap()))
        .collect();
    assert_eq!(numbers, [(2, 1), (5, 3), (7, 5)]);
    assert_eq!(
        faults(&file),
        [(4, "", Reason::UnclosedQuote), (6, "", Reason::UnclosedQuote)]
    );
}

#[test]
fn a_header_may_be_quoted_and_span_lines() {
    let file = read("\"Nr.\";\"Datum\ndienst\";Van;Tot\n42;03-04-2023;09:00;10:00\n").unwrap();
    assert_eq!((file.layout.header_line, shifts(&file)[0].line), (1, 3));
}

#[test]
fn people_may_be_named_by_e_mail_or_name() {
    let file =
        read("E-mail,Date,Start,End\nanna@example.nl,2023-04-03,09:00,10:00\n,2023-04-03,09:00,10:00\n").unwrap();
    assert_eq!(shifts(&file)[0].person.email.as_deref(), Some("anna@example.nl"));
    assert_eq!(faults(&file), [(3, "E-mail", Reason::EmptyPerson)]);
    let file = read("Medewerker\tDatum\tVan\tTot\nMüller\t3-4-2023\t9:00\t10:00\n").unwrap();
    assert_eq!(shifts(&file)[0].person.to_string(), "Müller");
}

#[test]
fn unknown_columns_are_shown_and_not_used() {
    let file = read("nummer;BSN;datum;start;eind;uren;opmerking\n42;123456782;03-04-2023;9:00;10:00;1;x\n").unwrap();
    let uses: Vec<_> = file.columns.iter().map(|column| column.usage).collect();
    let (field, ignored) = (ColumnUse::Field, ColumnUse::Ignored);
    assert_eq!(
        uses,
        [
            field(Field::EmployeeNumber),
            ignored,
            field(Field::Date),
            field(Field::Start),
            field(Field::End),
            ignored,
            ignored
        ]
    );
    assert_eq!(file.lines.len(), 1);
}

#[test]
fn names_survive_every_encoding() {
    let text = "naam;datum;start;eind\nMüller-Peña;03-04-2023;9:00;10:00\n";
    let windows: Vec<u8> = text
        .chars()
        .map(|character| u8::try_from(u32::from(character)).unwrap())
        .collect();
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let little: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let big: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    for (bytes, expected) in [
        (text.as_bytes().to_vec(), Encoding::Utf8),
        (marked, Encoding::Utf8),
        (windows, Encoding::Windows1252),
        (little, Encoding::Utf16LittleEndian),
        (big, Encoding::Utf16BigEndian),
    ] {
        let file = made(&bytes).read(None).unwrap();
        assert_eq!(shifts(&file)[0].person.name.as_deref(), Some("Müller-Peña"));
        assert_eq!(
            file.layout.form,
            FileForm::Csv {
                encoding: expected,
                separator: Separator::Semicolon
            }
        );
    }
}
