//! Files that are refused as a whole, and lines that try to get away.

use crate::support::{archive, faults, made, read, sheet_of_texts, shifts, with_part};
use loonbrug_files::{FileError, Limit, Reason};
use std::fs::File;

const HEADER: &str = "nummer;datum;start;eind\n";
const LINE: &str = "42;03-04-2023;09:00;10:00\n";

#[test]
fn nothing_or_nearly_nothing() {
    for bytes in ["", "\n\n \n", "\u{FEFF}"] {
        assert_eq!(read(bytes).unwrap_err(), FileError::Empty, "{bytes:?}");
    }
    assert_eq!(read(HEADER).unwrap_err(), FileError::NoLines { header_line: 1 });
    assert_eq!(
        read("\n".to_owned() + HEADER + ";;;\n").unwrap_err(),
        FileError::NoLines { header_line: 2 }
    );
    assert_eq!(read("a;b\n1;2\n").unwrap_err(), FileError::NoHeader);
    assert_eq!(read("<!DOCTYPE html>\n<html>\n").unwrap_err(), FileError::NoHeader);
}

#[test]
fn what_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let error = loonbrug_files::read(folder.path(), None).unwrap_err();
    assert!(matches!(error, FileError::NotReadable { .. }), "{error:?}");
    let error = loonbrug_files::read(&folder.path().join("weg.csv"), None).unwrap_err();
    assert!(matches!(error, FileError::Io { .. }), "{error:?}");
}

#[test]
fn a_file_of_a_gigabyte_is_refused_without_reading_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("groot.csv");
    let file = File::create(&path).unwrap();
    file.set_len(1 << 30).unwrap();
    let error = loonbrug_files::read(&path, None).unwrap_err();
    assert_eq!(
        error,
        FileError::TooLarge {
            limit: Limit::Bytes,
            found: 1 << 30
        }
    );
}

#[test]
fn too_many_lines_or_columns() {
    let many = HEADER.to_owned() + &"\n".repeat(1_000_000);
    assert_eq!(
        read(many).unwrap_err(),
        FileError::TooLarge {
            limit: Limit::Lines,
            found: 1_000_000
        }
    );
    let wide = HEADER.trim_end().to_owned() + &";x".repeat(197) + "\n" + LINE;
    assert_eq!(
        read(wide).unwrap_err(),
        FileError::TooLarge {
            limit: Limit::Columns,
            found: 201
        }
    );
}

#[test]
fn text_that_is_none() {
    assert_eq!(
        read(format!("{HEADER}{LINE}\0\n")).unwrap_err(),
        FileError::Encoding { line: 3 }
    );
    let mixed = [HEADER.as_bytes(), "Müller\n".as_bytes(), b"M\xFCller\n"].concat();
    assert_eq!(read(mixed).unwrap_err(), FileError::Encoding { line: 3 });
    let odd = [b"\xFF\xFE".as_slice(), b"a\0b"].concat();
    assert!(matches!(read(odd).unwrap_err(), FileError::Encoding { .. }));
}

#[test]
fn cells_and_lines_that_are_too_long_are_faults() {
    let long = "x".repeat(5 << 10);
    let file = read(format!(
        "naam;datum;start;eind\n{long};03-04-2023;09:00;10:00\nA;03-04-2023;09:00;10:00\n"
    ))
    .unwrap();
    assert_eq!(faults(&file), [(2, "naam", Reason::CellTooLong)]);
    let longer = "x".repeat(2 << 20);
    let file = read(format!("{HEADER}{longer}\n{LINE}")).unwrap();
    assert_eq!(faults(&file), [(2, "", Reason::LineTooLong)]);
    assert_eq!(shifts(&file)[0].line, 3);
    assert!(file.faults[0].value.chars().count() <= 41);
}

#[test]
fn what_looks_like_a_citizen_service_number_is_masked() {
    let file = read(format!("{HEADER}bsn 123456782;03-04-2023;09:00;10:00\n")).unwrap();
    assert_eq!(file.faults[0].value, "bsn *****6782");
}

#[test]
fn old_and_other_office_files() {
    let old = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 4096]].concat();
    assert_eq!(read(old).unwrap_err(), FileError::NotXlsx);
    assert_eq!(
        read(archive(&[("content.xml", b"<x/>")])).unwrap_err(),
        FileError::NotXlsx
    );
    let error = read(b"PK\x03\x04 and then nothing").unwrap_err();
    assert!(matches!(error, FileError::NotReadable { .. }), "{error:?}");
}

#[test]
fn archives_that_unpack_to_too_much() {
    let zeros = vec![0; 4 << 20];
    let bomb = with_part(&small(), "xl/worksheets/sheet1.xml", &zeros);
    assert_eq!(read(bomb).unwrap_err(), FileError::ZipBomb);
    let parts: Vec<String> = (0..2001).map(|number| format!("xl/{number}")).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|name| (name.as_str(), b"x".as_slice())).collect();
    assert_eq!(read(archive(&parts)).unwrap_err(), FileError::ZipBomb);
    let texts = with_part(
        &small(),
        "xl/sharedStrings.xml",
        br#"<sst uniqueCount="999999999999"><si/></sst>"#,
    );
    assert_eq!(read(texts).unwrap_err(), FileError::ZipBomb);
}

#[test]
fn an_archive_that_lies_about_its_sizes() {
    let honest = with_part(&small(), "xl/worksheets/sheet1.xml", &vec![b' '; 4 << 20]);
    let size = (4_u32 << 20).to_le_bytes();
    let mut lying = honest;
    for place in 0..lying.len() - 4 {
        if lying[place..place + 4] == size {
            lying[place..place + 4].copy_from_slice(&1000_u32.to_le_bytes());
        }
    }
    let error = read(lying).unwrap_err();
    assert!(matches!(error, FileError::NotReadable { .. }), "{error:?}");
}

#[test]
fn a_workbook_that_is_cut_short_or_garbled() {
    let whole = sheet_of_texts(&[&["nr", "datum", "van", "tot"], &["1", "03-04-2023", "9:00", "10:00"]]);
    let half = read(&whole[..whole.len() / 2]).unwrap_err();
    assert!(matches!(half, FileError::NotReadable { .. }), "{half:?}");
    for sheet in [
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>",
        "<worksheet><sheetData><row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r=\"1\"><c r=\"ZZZZZZZZZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>",
        "<html>",
        "",
    ] {
        let error = read(with_part(&small(), "xl/worksheets/sheet1.xml", sheet.as_bytes())).unwrap_err();
        assert!(matches!(error, FileError::NotReadable { .. }), "{sheet}: {error:?}");
    }
}

#[test]
fn the_replaced_part_is_the_one_that_is_read() {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>"#;
    assert_eq!(
        read(with_part(&small(), "xl/worksheets/sheet1.xml", sheet.as_bytes())).unwrap_err(),
        FileError::NoHeader
    );
    let formula = r#"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>nr</v></c><c r="B1" t="str"><v>datum</v></c><c r="C1" t="str"><v>uren</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><v>3-4-2023</v></c><c r="C2"><f>1+1</f></c></row></sheetData></worksheet>"#;
    let file = made(&with_part(&small(), "xl/worksheets/sheet1.xml", formula.as_bytes()))
        .read(None)
        .unwrap();
    assert_eq!(faults(&file), [(2, "uren", Reason::FormulaWithoutValue)]);
}

fn small() -> Vec<u8> {
    sheet_of_texts(&[&["nr", "datum", "van", "tot"]])
}
