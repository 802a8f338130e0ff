//! Files made for a test, and readings of them that are easy to compare.

use loonbrug_domain::{Factor, HundredthHours};
use loonbrug_files::{ColumnMapping, FileError, HoursFile, HoursLine, Line, Reason, ShiftLine, Warning};
use rust_xlsxwriter::{Workbook, Worksheet};
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A file that goes away with the test.
pub struct Made {
    folder: tempfile::TempDir,
}

impl Made {
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("uren.csv")
    }

    pub fn read(&self, mapping: Option<&ColumnMapping>) -> Result<HoursFile, FileError> {
        loonbrug_files::read(&self.path(), mapping)
    }
}

pub fn made(bytes: &[u8]) -> Made {
    let made = Made {
        folder: tempfile::tempdir().unwrap(),
    };
    std::fs::write(made.path(), bytes).unwrap();
    made
}

pub fn read(bytes: impl AsRef<[u8]>) -> Result<HoursFile, FileError> {
    made(bytes.as_ref()).read(None)
}

/// A workbook with one sheet.
pub fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// A workbook of texts.
pub fn sheet_of_texts(rows: &[&[&str]]) -> Vec<u8> {
    workbook(|sheet| write_texts(sheet, rows))
}

pub fn write_texts(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
}

pub fn shifts(file: &HoursFile) -> Vec<&ShiftLine> {
    file.lines
        .iter()
        .filter_map(|line| match line {
            Line::Shift(shift) => Some(shift),
            Line::Hours(_) => None,
        })
        .collect()
}

pub fn hours(file: &HoursFile) -> Vec<&HoursLine> {
    file.lines
        .iter()
        .filter_map(|line| match line {
            Line::Hours(hours) => Some(hours),
            Line::Shift(_) => None,
        })
        .collect()
}

/// Line, factor and hours of every line of hours.
pub fn amounts(file: &HoursFile) -> Vec<(usize, Factor, i64)> {
    hours(file)
        .into_iter()
        .map(|line| (line.line, line.factor, line.hours.0))
        .collect()
}

/// Line, column and reason of every fault.
pub fn faults(file: &HoursFile) -> Vec<(usize, &str, Reason)> {
    file.faults
        .iter()
        .map(|fault| (fault.line, fault.column.as_str(), fault.reason))
        .collect()
}

/// Lines of which nothing came but a warning.
pub fn without_hours(file: &HoursFile) -> Vec<usize> {
    let without = file.warnings.iter().filter_map(|warning| match warning {
        Warning::NoHours { line, .. } => Some(*line),
        _ => None,
    });
    without.collect()
}

pub const fn hundredths(hundredths: i64) -> HundredthHours {
    HundredthHours(hundredths)
}

/// An archive of these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook with one part replaced.
pub fn with_part(workbook: &[u8], replaced: &str, content: &[u8]) -> Vec<u8> {
    let mut whole = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = vec![(replaced.to_owned(), content.to_vec())];
    for index in 0..whole.len() {
        let mut part = whole.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        if name != replaced {
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            parts.push((name, bytes));
        }
    }
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    archive(&parts)
}

/// One part of a workbook.
pub fn part_of(workbook: &[u8], name: &str) -> Vec<u8> {
    let mut whole = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut bytes = Vec::new();
    whole.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}
