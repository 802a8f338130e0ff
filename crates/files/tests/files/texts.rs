//! What people read: every reason, error and warning, in both languages.

use crate::support::{hundredths, read};
use loonbrug_domain::Language;
use loonbrug_files::{DecimalSign, Field, FileError, Limit, LineFault, LineLayout, PersonReference, Reason, Warning};

const REASONS: [Reason; 37] = [
    Reason::Empty,
    Reason::EmptyPerson,
    Reason::NotAnEmployeeNumber,
    Reason::NotADate,
    Reason::DateWithTime,
    Reason::YearOutOfRange,
    Reason::PeriodReversed,
    Reason::NotATime,
    Reason::TimeWithSeconds,
    Reason::TimeOutsideDay,
    Reason::EndEqualsStart,
    Reason::NoTime,
    Reason::NotMinutes,
    Reason::NegativeMinutes,
    Reason::BreakNotShorter { shift_minutes: 90 },
    Reason::MinutesBeyondShift { worked_minutes: 450 },
    Reason::NotANumber,
    Reason::NotAWholeNumber,
    Reason::AmbiguousNumber,
    Reason::OtherDecimalSign {
        expected: DecimalSign::Comma,
    },
    Reason::OtherDecimalSign {
        expected: DecimalSign::Point,
    },
    Reason::TooManyDecimals,
    Reason::NotAFactor,
    Reason::FactorOutOfRange,
    Reason::MissingFactor,
    Reason::HoursBeyondRange { days: 1 },
    Reason::DaysBeyondRange { days: 30 },
    Reason::UnsupportedKind,
    Reason::Formula,
    Reason::FormulaWithoutValue,
    Reason::TruthValue,
    Reason::ErrorValue,
    Reason::CellTooLong,
    Reason::LineTooLong,
    Reason::UnclosedQuote,
    Reason::StrayQuote,
    Reason::CellCount { expected: 7, found: 6 },
];

fn reasons(language: Language) -> String {
    let line = |reason: &Reason| format!("{}. {}\n", reason.text(language), reason.remedy(language));
    REASONS.iter().map(line).collect()
}

#[test]
fn reasons_in_dutch() {
    insta::assert_snapshot!(reasons(Language::Dutch), @r#"
    de cel is leeg. Vul de cel.
    er staat niet wie dit is. Vul het personeelsnummer in, of verwijder de regel als het een totaal is.
    dit is geen personeelsnummer. Schrijf het nummer uit Nmbrs, alleen cijfers: 42 of 0042.
    dit is geen bestaande datum. Schrijf de datum als dd-mm-jjjj (05-03-2023) of jjjj-mm-dd.
    de datum heeft een tijdstip. Schrijf alleen de datum: 05-03-2023.
    het jaar ligt niet tussen 2000 en 2100. Schrijf de datum als dd-mm-jjjj (05-03-2023) of jjjj-mm-dd.
    de periode eindigt voor ze begint. Verwissel de twee datums of verbeter ze.
    dit is geen tijd. Schrijf de tijd als uu:mm (09:00); een einde na middernacht gewoon als 02:00.
    de tijd heeft seconden. Schrijf hele minuten; afronden doet het systeem waar de uren vandaan komen.
    de tijd ligt niet tussen 00:00 en 24:00. Schrijf de tijd als uu:mm (09:00); een einde na middernacht gewoon als 02:00.
    de dienst eindigt op het moment dat hij begint. Verbeter begin of einde; een dienst van een hele dag is 00:00 tot 24:00.
    deze tijd bestaat niet op de dag dat de zomertijd ingaat. Verbeter begin of einde.
    dit zijn geen hele minuten. Schrijf hele minuten (30) of uu:mm (0:30), geen decimale uren.
    dit is minder dan nul minuten. Schrijf hele minuten (30) of uu:mm (0:30), geen decimale uren.
    de pauze duurt niet korter dan de dienst (1:30). Verbeter de pauze, in minuten of uu:mm, of de tijden.
    samen met andere factoren is dit meer dan er gewerkt is (7:30). Verbeter de minuten, de pauze of de tijden.
    dit is geen getal. Schrijf een getal (7,50) of uren en minuten (7:30), zonder andere tekens.
    dit is geen heel getal. Schrijf een heel getal.
    de kolom laat niet zien of de punt of de komma het decimaalteken is. Schrijf 1234 of 1234,00, of schrijf ergens in de kolom een getal met twee decimalen.
    de kolom heeft een decimale komma, deze cel een punt. Schrijf het getal met hetzelfde decimaalteken als de rest van de kolom.
    de kolom heeft een decimale punt, deze cel een komma. Schrijf het getal met hetzelfde decimaalteken als de rest van de kolom.
    het getal heeft meer dan twee decimalen. Rond af op twee decimalen of schrijf uu:mm.
    dit is geen factor. Schrijf het percentage dat betaald wordt: 100, 133,33 of 150 %.
    de factor ligt niet tussen 100 en 500 procent. Schrijf procenten als gewoon getal: 150 voor anderhalf keer, niet 1,5 of 50.
    een regel van soort factor heeft een factor nodig. Vul de factor in procenten in: 150.
    dit is meer dan 24 uur per dag (1 dag). Verbeter de uren of de periode.
    het aantal dagen past niet in de periode (30 dagen). Verbeter de dagen of de periode.
    deze soort wordt zo nog niet overgenomen. Verwijder de regel of ga verder met de andere regels; alleen uren en factor worden overgenomen.
    hier staat een formule als tekst. Vervang de formule door haar uitkomst; formules worden nooit uitgevoerd.
    de formule heeft geen uitkomst in het bestand. Open en bewaar het bestand in een rekenblad, of vervang de formule door haar uitkomst.
    hier staat WAAR of ONWAAR. Vervang de cel door een gewone waarde.
    hier staat een foutwaarde. Vervang de cel door een gewone waarde.
    de cel is langer dan 4 KiB. Kort de tekst in.
    de regel is langer dan 1 MiB. Kort de tekst in.
    een aanhalingsteken wordt niet gesloten. Verwijder het aanhalingsteken, of schrijf het dubbel in een cel tussen aanhalingstekens.
    na een sluitend aanhalingsteken staat nog tekst. Verwijder het aanhalingsteken, of schrijf het dubbel in een cel tussen aanhalingstekens.
    de regel heeft 6 cellen, de kop heeft er 7. Zorg voor evenveel cellen als de kop; zet een cel met een scheidingsteken erin tussen aanhalingstekens.
    "#);
}

#[test]
fn reasons_in_english() {
    insta::assert_snapshot!(reasons(Language::English), @r#"
    the cell is empty. Fill the cell.
    nothing says who this is. Fill in the employee number, or remove the line if it is a total.
    this is no employee number. Write the number that Nmbrs shows, digits only: 42 or 0042.
    this is no date that exists. Write the date as dd-mm-yyyy (05-03-2023) or yyyy-mm-dd.
    the date has a time of the day. Write the date only: 05-03-2023.
    the year is not between 2000 and 2100. Write the date as dd-mm-yyyy (05-03-2023) or yyyy-mm-dd.
    the period ends before it begins. Swap the two dates, or correct them.
    this is no time. Write the time as hh:mm (09:00); an end after midnight simply as 02:00.
    the time has seconds. Write whole minutes; rounding is up to the system that the hours come from.
    the time is not between 00:00 and 24:00. Write the time as hh:mm (09:00); an end after midnight simply as 02:00.
    the shift ends at the moment that it starts. Correct start or end; a shift of a whole day is 00:00 to 24:00.
    this time does not exist on the day on which summer time starts. Correct start or end.
    these are no whole minutes. Write whole minutes (30) or hh:mm (0:30), not decimal hours.
    this is less than no minutes. Write whole minutes (30) or hh:mm (0:30), not decimal hours.
    the break is not shorter than the shift (1:30). Correct the break, in minutes or hh:mm, or the times.
    together with other factors this is more than was worked (7:30). Correct the minutes, the break or the times.
    this is no number. Write a number (7.50) or hours and minutes (7:30), without other characters.
    this is no whole number. Write a whole number.
    the column does not show whether the point or the comma is the decimal sign. Write 1234 or 1234.00, or write a number with two decimals somewhere in the column.
    the column has a decimal comma, this cell a point. Write the number with the same decimal sign as the rest of the column.
    the column has a decimal point, this cell a comma. Write the number with the same decimal sign as the rest of the column.
    the number has more than two decimals. Round to two decimals, or write hh:mm.
    this is no factor. Write the percentage that is paid: 100, 133.33 or 150 %.
    the factor is not between 100 and 500 percent. Write percents as a plain number: 150 for time and a half, not 1.5 or 50.
    a line of kind factor needs a factor. Fill in the factor in percent: 150.
    this is more than 24 hours a day (1 day). Correct the hours or the period.
    the number of days does not fit the period (30 days). Correct the days or the period.
    this kind is not yet taken in this way. Remove the line or go on with the others; only hours and factor are taken.
    there is a formula as text here. Replace the formula by its value; formulas are never run.
    the file holds no value of the formula. Open and save the file in a spreadsheet, or replace the formula by its value.
    there is TRUE or FALSE here. Replace the cell by an ordinary value.
    there is an error value here. Replace the cell by an ordinary value.
    the cell is longer than 4 KiB. Shorten the text.
    the line is longer than 1 MiB. Shorten the text.
    a quote is not closed. Remove the quote, or double it in a cell between quotes.
    there is text after a closing quote. Remove the quote, or double it in a cell between quotes.
    the line has 6 cells, the header has 7. Write as many cells as the header has; put a cell with a separator in it between quotes.
    "#);
}

#[test]
fn a_fault_names_line_column_and_value() {
    let fault = |column: &str, value: &str, reason| LineFault {
        line: 5,
        column: column.to_owned(),
        value: value.to_owned(),
        reason,
    };
    let faults = [
        fault("datum", "31-02-2023", Reason::NotADate),
        fault("aantal", "", Reason::Empty),
        fault("", "42;x", Reason::CellCount { expected: 7, found: 2 }),
    ];
    let text: String = [Language::Dutch, Language::English]
        .into_iter()
        .flat_map(|language| faults.iter().map(move |fault| fault.text(language) + "\n"))
        .collect();
    insta::assert_snapshot!(text, @r#"
    Regel 5, kolom "datum", waarde "31-02-2023": dit is geen bestaande datum. Schrijf de datum als dd-mm-jjjj (05-03-2023) of jjjj-mm-dd.
    Regel 5, kolom "aantal": de cel is leeg. Vul de cel.
    Regel 5, waarde "42;x": de regel heeft 2 cellen, de kop heeft er 7. Zorg voor evenveel cellen als de kop; zet een cel met een scheidingsteken erin tussen aanhalingstekens.
    Line 5, column "datum", value "31-02-2023": this is no date that exists. Write the date as dd-mm-yyyy (05-03-2023) or yyyy-mm-dd.
    Line 5, column "aantal": the cell is empty. Fill the cell.
    Line 5, value "42;x": the line has 2 cells, the header has 7. Write as many cells as the header has; put a cell with a separator in it between quotes.
    "#);
}

fn errors() -> Vec<FileError> {
    vec![
        FileError::Empty,
        FileError::NoLines { header_line: 1 },
        FileError::TooLarge {
            limit: Limit::Bytes,
            found: 1 << 30,
        },
        FileError::TooLarge {
            limit: Limit::Lines,
            found: 1_000_000,
        },
        FileError::TooLarge {
            limit: Limit::Columns,
            found: 201,
        },
        FileError::NotReadable {
            detail: "unexpected end".to_owned(),
        },
        FileError::Encoding { line: 3 },
        FileError::NoHeader,
        FileError::MissingColumns {
            line: 1,
            layout: LineLayout::Shifts,
            missing: vec![Field::EmployeeNumber, Field::End],
            headers: vec!["Wie".to_owned(), "Datum".to_owned()],
        },
        FileError::AmbiguousColumns {
            line: 1,
            field: Field::Name,
            headers: vec!["naam".to_owned(), "medewerker".to_owned()],
        },
        FileError::ZipBomb,
        FileError::NotXlsx,
        FileError::NoSheet,
        FileError::Io {
            detail: "permission denied".to_owned(),
        },
    ]
}

#[test]
fn errors_in_dutch() {
    let text: String = errors()
        .iter()
        .map(|error| error.text(Language::Dutch) + "\n")
        .collect();
    insta::assert_snapshot!(text, @r#"
    Het bestand is leeg. Exporteer de uren opnieuw.
    Onder de kop op regel 1 staat geen enkele regel. Exporteer een periode met uren.
    Het bestand is 1024 MiB; meer dan 256 MiB wordt niet gelezen. Exporteer een kortere periode.
    Het bestand heeft meer dan 1000000 regels. Exporteer een kortere periode.
    De kop heeft 201 kolommen; meer dan 200 wordt niet gelezen. Exporteer minder kolommen.
    Het bestand is niet te lezen (unexpected end). Exporteer het opnieuw, of bewaar het als CSV.
    Regel 3 bevat tekens die geen leesbare tekst zijn. Bewaar het bestand opnieuw als "CSV UTF-8".
    Er is geen kop gevonden in de eerste 11 regels. Zet boven de regels een kop met personeelsnummer, datum, begin, einde; of met personeelsnummer, periode_van, periode_tot, uren.
    De kop op regel 1 lijkt op die van diensten, maar mist personeelsnummer, einde. Er staat: Wie, Datum. Voeg de kolommen toe, of geef aan welke kolom wat is.
    In de kop op regel 1 kunnen meer kolommen "naam" zijn: naam, medewerker. Geef aan welke het is; de andere wordt dan overgeslagen.
    Het bestand pakt uit tot veel meer dan een werkmap met uren ooit is, en is daarom niet geopend. Bewaar alleen de uren als CSV of als nieuwe werkmap.
    Dit is geen XLSX-werkmap: oude .xls, .ods of een wachtwoord wordt niet gelezen. Bewaar het als .xlsx zonder wachtwoord, of als CSV.
    De werkmap heeft geen werkblad met cellen. Bewaar de uren op een gewoon werkblad.
    Het bestand is niet te openen (permission denied). Controleer de naam en of je het mag lezen.
    "#);
}

#[test]
fn errors_in_english() {
    let text: String = errors().iter().map(|error| format!("{error}\n")).collect();
    insta::assert_snapshot!(text, @r#"
    The file is empty. Export the hours again.
    There is no line under the header on line 1. Export a period that has hours.
    The file is 1024 MiB; more than 256 MiB is not read. Export a shorter period.
    The file has more than 1000000 lines. Export a shorter period.
    The header has 201 columns; more than 200 is not read. Export fewer columns.
    The file cannot be read (unexpected end). Export it again, or save it as CSV.
    Line 3 holds characters that are no readable text. Save the file again as "CSV UTF-8".
    There is no header in the first 11 lines. Put a header above the lines with employee number, date, start, end; or with employee number, period_from, period_to, hours.
    The header on line 1 looks like one of shifts, but lacks employee number, end. It says: Wie, Datum. Add the columns, or say which column is what.
    In the header on line 1 more than one column may be "name": naam, medewerker. Say which one it is; the other is then left out.
    The file unpacks to far more than a workbook of hours ever is, and was therefore not opened. Save the hours alone, as CSV or as a new workbook.
    This is no XLSX workbook: old .xls, .ods and passwords are not read. Save it as .xlsx without a password, or as CSV.
    The workbook has no worksheet with cells. Save the hours on an ordinary sheet.
    The file cannot be opened (permission denied). Check its name and whether you may read it.
    "#);
}

fn warnings(language: Language) -> String {
    let person = PersonReference {
        number: Some(42),
        name: Some("Anna".to_owned()),
        email: None,
    };
    let by_email = PersonReference {
        email: Some("anna@example.nl".to_owned()),
        ..PersonReference::default()
    };
    let warnings = [
        Warning::NegativeHours {
            line: 5,
            person: person.clone(),
            hours: hundredths(-400),
        },
        Warning::SamePersonTwice {
            first_line: 2,
            line: 5,
            person,
        },
        Warning::SurchargeHoursDiffer {
            line: 5,
            stated: hundredths(325),
            sum: hundredths(750),
        },
        Warning::NoHours {
            line: 5,
            person: by_email,
        },
        Warning::UnsupportedColumn {
            column: "verlof".to_owned(),
            filled: 12,
        },
        Warning::SheetNotRead {
            sheet: "Mei".to_owned(),
        },
    ];
    warnings.iter().map(|warning| warning.text(language) + "\n").collect()
}

#[test]
fn warnings_in_dutch() {
    insta::assert_snapshot!(warnings(Language::Dutch), @r#"
    Regel 5: 42 (Anna) heeft -4,00 uur, een correctie. Controleer of dit zo bedoeld is.
    Regel 2 en 5: 42 (Anna) staat er twee keer met dezelfde dagen, soort en groep. De uren zijn opgeteld; verwijder een regel als het dezelfde uren zijn.
    Regel 5: de toeslaguren zijn 3,25, maar de factoren samen 7,50. De factoren tellen; controleer of de toeslaguren gewogen zijn.
    Regel 5: anna@example.nl heeft geen uren. De regel doet niets.
    Kolom "verlof" is 12 keer gevuld, maar wordt zo nog niet overgenomen. Verwerk dit apart.
    Werkblad "Mei" is niet gelezen. Bewaar het als eigen bestand als er uren in staan.
    "#);
}

#[test]
fn warnings_in_english() {
    insta::assert_snapshot!(warnings(Language::English), @r#"
    Line 5: 42 (Anna) has -4,00 hours, a correction. Check that this is meant.
    Lines 2 and 5: 42 (Anna) appears twice with the same days, kind and group. The hours are added; remove a line if they are the same hours.
    Line 5: the surcharge hours are 3,25, but the factors together 7,50. The factors count; check whether the surcharge hours are weighted.
    Line 5: anna@example.nl has no hours. The line does nothing.
    Column "verlof" is filled 12 times, but is not yet taken in this way. Process it apart.
    Sheet "Mei" was not read. Save it as a file of its own if it holds hours.
    "#);
}

#[test]
fn templates_are_read_without_a_fault() {
    for layout in [LineLayout::Shifts, LineLayout::HoursLong, LineLayout::HoursWide] {
        let file = read(loonbrug_files::write_template(layout)).unwrap();
        assert_eq!(
            (file.layout.lines, file.faults.len(), file.warnings.len()),
            (layout, 0, 0)
        );
    }
}
