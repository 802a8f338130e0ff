//! What holds for every file.

use crate::support::{hours, made, part_of, read, shifts, with_part};
use jiff::ToSpan;
use loonbrug_domain::shift::Shift;
use loonbrug_domain::{Date, Factor, Minutes};
use loonbrug_files::{HoursFile, Line};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A shift as a person would plan it: day, start, length, break, minutes at 150 %.
#[derive(Clone, Debug)]
struct Planned {
    number: i64,
    name: String,
    day: Date,
    start: i64,
    length: i64,
    break_minutes: i64,
    at_150: i64,
}

fn planned() -> impl Strategy<Value = Planned> {
    let person = (1..100_000_i64, "[A-Za-zé;,\" \t]{0,12}");
    let any_shift = (person, 0..36_000_i64, 0..1440_i64, 1..1440_i64, any::<[u16; 2]>()).prop_map(
        |((number, name), day, start, length, [some, part])| {
            let break_minutes = i64::from(some) % length;
            Planned {
                number,
                name: name.trim().to_owned(),
                day: Date::constant(2000, 1, 1).checked_add(day.days()).unwrap(),
                start,
                length,
                break_minutes,
                at_150: i64::from(part) % (length - break_minutes + 1),
            }
        },
    );
    any_shift.prop_filter("the clock skips part of it", Planned::can_be_worked)
}

impl Planned {
    fn can_be_worked(&self) -> bool {
        let at_150 = vec![(Factor::percent(150), Minutes(self.at_150))];
        Shift::new(self.day, self.start, self.start + self.length, self.break_minutes)
            .and_then(|shift| shift.with_factor_minutes(at_150))
            .is_ok()
    }
}

/// How a file is written.
#[derive(Clone, Copy, Debug)]
struct Style {
    separator: u8,
    iso_dates: bool,
    clock_minutes: bool,
    decimal: char,
    thousands: Option<char>,
    by_excel: bool,
}

fn style() -> impl Strategy<Value = Style> {
    let signs = prop_oneof![Just((',', '.')), Just(('.', ','))];
    (
        prop_oneof![Just(b';'), Just(b','), Just(b'\t')],
        signs,
        any::<[bool; 4]>(),
    )
        .prop_map(
            |(separator, (decimal, thousands), [iso_dates, clock_minutes, grouped, by_excel])| Style {
                separator,
                iso_dates,
                clock_minutes,
                decimal,
                thousands: grouped.then_some(thousands),
                by_excel,
            },
        )
}

impl Style {
    fn date(self, date: Date) -> String {
        if self.iso_dates {
            date.to_string()
        } else {
            loonbrug_domain::calendar::dutch_date(date)
        }
    }

    fn minutes(self, minutes: i64) -> String {
        if self.clock_minutes {
            clock(minutes)
        } else {
            minutes.to_string()
        }
    }

    fn hours(self, hundredths: i64) -> String {
        let whole = (hundredths.abs() / 100).to_string();
        let mut grouped = String::new();
        for (position, digit) in whole.chars().enumerate() {
            if position > 0 && (whole.len() - position).is_multiple_of(3) {
                grouped.extend(self.thousands);
            }
            grouped.push(digit);
        }
        let sign = if hundredths < 0 { "-" } else { "" };
        format!("{sign}{grouped}{}{:02}", self.decimal, hundredths.abs() % 100)
    }

    /// Written by another hand than the one that reads.
    fn csv(self, rows: &[Vec<String>]) -> Vec<u8> {
        let terminator = if self.by_excel {
            csv::Terminator::CRLF
        } else {
            csv::Terminator::Any(b'\n')
        };
        let bytes = if self.by_excel {
            "\u{FEFF}".as_bytes().to_vec()
        } else {
            Vec::new()
        };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.separator)
            .terminator(terminator)
            .from_writer(bytes);
        for row in rows {
            writer.write_record(row).unwrap();
        }
        writer.into_inner().unwrap()
    }
}

fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Every line that was read is in exactly one of lines, faults and warnings without hours.
fn assert_nothing_lost(file: &HoursFile) {
    let used: BTreeSet<usize> = file.lines.iter().map(Line::line).collect();
    let faulty: BTreeSet<usize> = file.faults.iter().map(|fault| fault.line).collect();
    let idle: Vec<usize> = crate::support::without_hours(file);
    assert_eq!(used.len() + faulty.len() + idle.len(), file.read_lines);
    let together: BTreeSet<usize> = used.into_iter().chain(faulty).chain(idle).collect();
    assert_eq!(together.len(), file.read_lines);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shifts_read_back_however_they_are_written(all in prop::collection::vec(planned(), 1..20), style in style()) {
        let mut rows = vec![header(&["personeelsnummer", "naam", "datum", "begin", "einde", "pauze", "min_150"])];
        rows.extend(all.iter().map(|shift| vec![
            shift.number.to_string(),
            shift.name.clone(),
            style.date(shift.day),
            clock(shift.start),
            clock((shift.start + shift.length) % 1440),
            style.minutes(shift.break_minutes),
            style.minutes(shift.at_150),
        ]));
        let file = read(style.csv(&rows)).unwrap();
        prop_assert_eq!(&file.faults, &[]);
        let back = shifts(&file);
        prop_assert_eq!(back.len(), all.len());
        for (shift, planned) in back.into_iter().zip(&all) {
            prop_assert_eq!(shift.person.number, Some(planned.number));
            prop_assert_eq!(shift.person.name.as_deref().unwrap_or_default(), planned.name.replace('\t', " "));
            prop_assert_eq!(shift.date, planned.day);
            prop_assert_eq!(shift.start_minute, planned.start);
            prop_assert_eq!(shift.end_minute - shift.start_minute, planned.length);
            prop_assert_eq!(shift.break_minutes, planned.break_minutes);
            let at_150: i64 = shift.factor_minutes.iter().map(|(_, minutes)| *minutes).sum();
            prop_assert_eq!(at_150, planned.at_150);
        }
        assert_nothing_lost(&file);
    }

    #[test]
    fn hours_read_back_however_they_are_written(
        all in prop::collection::vec((1..100_000_i64, -876_000..876_000_i64), 1..20),
        style in style(),
    ) {
        let mut rows = vec![header(&["nr", "periode_van", "periode_tot", "factor", "uren"])];
        rows.extend(all.iter().map(|(number, hundredths)| vec![
            number.to_string(), "01-01-2023".to_owned(), "31-12-2023".to_owned(),
            style.hours(13_333), style.hours(*hundredths),
        ]));
        let file = read(style.csv(&rows)).unwrap();
        prop_assert_eq!(&file.faults, &[]);
        let back: Vec<_> = hours(&file).into_iter().map(|line| (line.factor, line.hours.0)).collect();
        let sent: Vec<_> = all.iter().map(|(_, hours)| *hours).filter(|hours| *hours != 0).collect();
        prop_assert_eq!(back, sent.into_iter().map(|hours| (Factor(13_333), hours)).collect::<Vec<_>>());
        assert_nothing_lost(&file);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(file) = read(&bytes) {
            assert_nothing_lost(&file);
        }
    }

    #[test]
    fn arbitrary_lines_under_a_header_are_never_lost(
        lines in prop::collection::vec("[0-9a-z;:\\-=\" é,.\\PC]{0,40}", 1..20),
        layout in 0..3_usize,
    ) {
        let header = ["nr;datum;van;tot;pauze", "nr;datum;soort;factor;uren", "nr;datum;uren_100;uren_150;toeslaguren"];
        let text = format!("{}\n{}\n", header[layout], lines.join("\n"));
        let expected = text.lines().skip(1).filter(|line| line.chars().any(|c| c != ';' && !c.is_whitespace())).count();
        match read(&text) {
            Ok(file) => {
                assert_nothing_lost(&file);
                // Quotes may join lines, or leave a cell empty; nothing else makes fewer of them.
                prop_assert!(file.read_lines == expected || (text.contains('"') && file.read_lines < expected));
            }
            Err(error) => prop_assert!(expected == 0 || text.contains('"'), "{}", error),
        }
    }

    #[test]
    fn nearly_good_lines_are_used_or_refused(
        cells in prop::collection::vec(
            ("(|1|42|x)", "(03-04-2023|31-02-2023||2023-04-03)", "(09:00|24:00|9|)", "(17:00|09:00|02:00)", "(|30|-1|900)"),
            1..20,
        ),
    ) {
        let lines: String = cells.iter().map(|(a, b, c, d, e)| format!("{a};{b};{c};{d};{e}\n")).collect();
        let file = read(format!("nr;datum;van;tot;pauze\n{lines}")).unwrap();
        assert_nothing_lost(&file);
        prop_assert_eq!(file.read_lines, cells.len());
        for shift in shifts(&file) {
            prop_assert!((0..1440).contains(&shift.start_minute));
            prop_assert!(shift.start_minute < shift.end_minute && shift.end_minute <= shift.start_minute + 1440);
            prop_assert!((0..shift.end_minute - shift.start_minute).contains(&shift.break_minutes));
        }
    }
}

/// A small workbook with texts, numbers and a date, and the parts of it that are read.
fn small_workbook() -> Vec<u8> {
    crate::support::workbook(|sheet| {
        let rows: [&[&str]; 2] = [&["nr", "datum", "uren", "naam"], &["1", "03-04-2023", "7,5", "Müller"]];
        crate::support::write_texts(sheet, &rows);
        sheet.write_number(2, 0, 2).unwrap();
        sheet.write_number(2, 1, 45_019).unwrap();
        sheet.write_number(2, 2, 7.5).unwrap();
    })
}

const READ_PARTS: [&str; 4] = [
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_workbook_never_panics(
        part in 0..READ_PARTS.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[ -~]{0,3}"), 1..6),
    ) {
        let whole = small_workbook();
        let mut bytes = part_of(&whole, READ_PARTS[part]);
        for (place, with) in changes {
            let place = place.index(bytes.len());
            bytes.splice(place..=place, with.bytes());
        }
        if let Ok(file) = made(&with_part(&whole, READ_PARTS[part], &bytes)).read(None) {
            assert_nothing_lost(&file);
        }
    }

    #[test]
    fn a_damaged_archive_never_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = small_workbook();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(file) = made(&bytes).read(None) {
            assert_nothing_lost(&file);
        }
    }
}
