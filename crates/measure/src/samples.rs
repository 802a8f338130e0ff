//! What is measured with: made up, equal on every run, spread over evenings, nights, Sundays and holidays.

use loonbrug_domain::{Date, DateRange, Shift};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::fmt::Write as _;
use std::path::Path;

/// A month of 31 days with four holidays.
pub const MAY: DateRange = DateRange {
    from: Date::constant(2023, 5, 1),
    to: Date::constant(2023, 5, 31),
};

/// Columns of the files with shifts.
const SHIFT_COLUMNS: [&str; 6] = ["personeelsnummer", "datum", "begin", "einde", "pauze", "groep"];

/// One shift in wall time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sample {
    /// Number of the person: 1001 and up.
    pub number: i64,
    /// Day of the start.
    pub date: Date,
    /// Start, in minutes after midnight.
    pub start: i64,
    /// End, in minutes after midnight of `date`.
    pub end: i64,
    /// Unpaid break in minutes.
    pub pause: i64,
}

impl Sample {
    /// As the rules take it.
    #[must_use]
    pub fn shift(&self) -> Option<Shift> {
        Shift::new(self.date, self.start, self.end, self.pause).ok()
    }
}

/// One shift of each person on each day of the range, person by person.
pub fn samples(people: i64, range: DateRange) -> impl Iterator<Item = Sample> {
    (0..people).flat_map(move |person| {
        range
            .from
            .series(jiff::Span::new().days(1))
            .take_while(move |day| *day <= range.to)
            .map(move |date| {
                let turn = person * 7 + i64::from(date.day()) * 11;
                let start = 360 + turn % 49 * 15;
                let length = 240 + turn % 13 * 20;
                Sample {
                    number: 1001 + person,
                    date,
                    start,
                    end: start + length,
                    pause: turn % 3 * 15,
                }
            })
    })
}

/// A CSV file with shifts.
#[must_use]
pub fn shifts_csv(samples: impl Iterator<Item = Sample>) -> String {
    let mut text = SHIFT_COLUMNS.join(";") + "\r\n";
    for sample in samples {
        let Sample {
            number, date, pause, ..
        } = sample;
        let date = date.strftime("%d-%m-%Y");
        // Writing to a text cannot fail.
        let _ = write!(
            text,
            "{number};{date};{};{};{pause};Kassa\r\n",
            clock(sample.start),
            clock(sample.end)
        );
    }
    text
}

/// A workbook with the same shifts; dates and times are real ones.
pub fn write_shifts_xlsx(path: &Path, samples: impl Iterator<Item = Sample>) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let (day, time) = (
        Format::new().set_num_format("dd-mm-yyyy"),
        Format::new().set_num_format("hh:mm"),
    );
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.write_row(0, 0, SHIFT_COLUMNS)?;
    for (row, sample) in (1..).zip(samples) {
        sheet.write_number(row, 0, as_cell(sample.number))?;
        sheet.write_number_with_format(row, 1, as_cell(serial(sample.date)), &day)?;
        sheet.write_number_with_format(row, 2, as_cell(sample.start) / 1440.0, &time)?;
        sheet.write_number_with_format(row, 3, as_cell(sample.end % 1440) / 1440.0, &time)?;
        sheet.write_number(row, 4, as_cell(sample.pause))?;
        sheet.write_string(row, 5, "Kassa")?;
    }
    workbook.save(path)
}

/// A CSV file with up to three lines of hours (100, 150 and 200 %) for each person, and the days.
#[must_use]
pub fn hour_lines_csv(numbers: &[i64], range: DateRange, lines: u32) -> String {
    let mut text = "personeelsnummer;periode_van;periode_tot;soort;factor;aantal;dagen\r\n".to_owned();
    let (from, to) = (range.from.strftime("%d-%m-%Y"), range.to.strftime("%d-%m-%Y"));
    for (turn, number) in (0..).zip(numbers) {
        let (worked, days): (i64, i64) = (20 + turn % 30, 4 + turn % 9);
        let kinds = [
            ("uren", 100, worked),
            ("factor", 150, 5 + turn % 7),
            ("factor", 200, 1 + turn % 4),
        ];
        for (kind, factor, hours) in kinds.into_iter().take(usize::try_from(lines).unwrap_or(usize::MAX)) {
            // Writing to a text cannot fail.
            let _ = write!(text, "{number};{from};{to};{kind};{factor};{hours},25;{days}\r\n");
        }
    }
    text
}

/// An answer of `HourComponentVar_Get` with so many rows.
#[must_use]
pub fn hour_rows_answer(rows: u32) -> Vec<u8> {
    let mut text = concat!(
        r#"<?xml version="1.0" encoding="utf-8"?>"#,
        r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" "#,
        r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">"#,
        r#"<soap:Body><HourComponentVar_GetResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService">"#,
        "<HourComponentVar_GetResult>",
    )
    .to_owned();
    for row in 0..rows {
        let (id, hours, hundredths) = (100_000 + row, row % 160, row % 100);
        // Writing to a text cannot fail.
        let _ = write!(
            text,
            "<HourComponent><Id>{id}</Id><HourCode>2100</HourCode><Hours>{hours}.{hundredths:02}</Hours></HourComponent>"
        );
    }
    text.push_str("</HourComponentVar_GetResult></HourComponentVar_GetResponse></soap:Body></soap:Envelope>");
    text.into_bytes()
}

fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// The number of a day in a workbook: days since 30 December 1899.
fn serial(date: Date) -> i64 {
    i64::from((date - jiff::civil::date(1899, 12, 30)).get_days())
}

/// Days, minutes and personnel numbers are small.
fn as_cell(value: i64) -> f64 {
    i32::try_from(value).unwrap_or(i32::MAX).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_person_works_every_day_and_every_shift_is_possible() {
        let all: Vec<Sample> = samples(40, MAY).collect();
        assert_eq!(all.len(), 40 * 31);
        assert!(all.iter().all(|sample| sample.shift().is_some()));
        assert!(all.iter().any(|sample| sample.end > 1440) && all.iter().any(|sample| sample.start < 420));
    }

    #[test]
    fn both_files_hold_the_same_shifts() {
        let folder = tempfile::tempdir().unwrap();
        let (csv, xlsx) = (folder.path().join("shifts.csv"), folder.path().join("shifts.xlsx"));
        std::fs::write(&csv, shifts_csv(samples(5, MAY))).unwrap();
        write_shifts_xlsx(&xlsx, samples(5, MAY)).unwrap();
        let (csv, xlsx) = (
            loonbrug_files::read(&csv, None).unwrap(),
            loonbrug_files::read(&xlsx, None).unwrap(),
        );
        assert_eq!((csv.lines.len(), csv.faults.len()), (5 * 31, 0));
        assert_eq!(csv.lines, xlsx.lines);
    }
}
