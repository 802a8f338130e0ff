//! Reasons in words: what is the matter, and what to do.

use super::fault::Reason;
use crate::hours_file::DecimalSign;
use loonbrug_domain::{Language, Minutes};

impl Reason {
    /// What is the matter: a phrase without a full stop.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        language.pick(Self::dutch as fn(&Self) -> String, Self::english)(self)
    }

    /// What to do: a sentence.
    #[must_use]
    pub fn remedy(&self, language: Language) -> String {
        language.pick(Self::dutch_remedy as fn(&Self) -> &'static str, Self::english_remedy)(self).to_owned()
    }

    fn dutch(&self) -> String {
        match self {
            Self::Empty => "de cel is leeg",
            Self::EmptyPerson => "er staat niet wie dit is",
            Self::NotAnEmployeeNumber => "dit is geen personeelsnummer",
            Self::NotADate => "dit is geen bestaande datum",
            Self::DateWithTime => "de datum heeft een tijdstip",
            Self::YearOutOfRange => "het jaar ligt niet tussen 2000 en 2100",
            Self::PeriodReversed => "de periode eindigt voor ze begint",
            Self::NotATime => "dit is geen tijd",
            Self::TimeWithSeconds => "de tijd heeft seconden",
            Self::TimeOutsideDay => "de tijd ligt niet tussen 00:00 en 24:00",
            Self::EndEqualsStart => "de dienst eindigt op het moment dat hij begint",
            Self::NoTime => "deze tijd bestaat niet op de dag dat de zomertijd ingaat",
            Self::NotMinutes => "dit zijn geen hele minuten",
            Self::NegativeMinutes => "dit is minder dan nul minuten",
            Self::BreakNotShorter { shift_minutes } => {
                return shift_length("de pauze duurt niet korter dan de dienst", *shift_minutes);
            }
            Self::MinutesBeyondShift { worked_minutes } => {
                return shift_length(
                    "samen met andere factoren is dit meer dan er gewerkt is",
                    *worked_minutes,
                );
            }
            Self::NotANumber => "dit is geen getal",
            Self::NotAWholeNumber => "dit is geen heel getal",
            Self::AmbiguousNumber => "de kolom laat niet zien of de punt of de komma het decimaalteken is",
            Self::OtherDecimalSign {
                expected: DecimalSign::Comma,
            } => "de kolom heeft een decimale komma, deze cel een punt",
            Self::OtherDecimalSign {
                expected: DecimalSign::Point,
            } => "de kolom heeft een decimale punt, deze cel een komma",
            Self::TooManyDecimals => "het getal heeft meer dan twee decimalen",
            Self::NotAFactor => "dit is geen factor",
            Self::FactorOutOfRange => "de factor ligt niet tussen 100 en 500 procent",
            Self::MissingFactor => "een regel van soort factor heeft een factor nodig",
            Self::HoursBeyondRange { days } => {
                return format!("dit is meer dan 24 uur per dag ({})", dutch_days(*days));
            }
            Self::DaysBeyondRange { days } => {
                return format!("het aantal dagen past niet in de periode ({})", dutch_days(*days));
            }
            Self::UnsupportedKind => "deze soort wordt zo nog niet overgenomen",
            Self::Formula => "hier staat een formule als tekst",
            Self::FormulaWithoutValue => "de formule heeft geen uitkomst in het bestand",
            Self::TruthValue => "hier staat WAAR of ONWAAR",
            Self::ErrorValue => "hier staat een foutwaarde",
            Self::CellTooLong => "de cel is langer dan 4 KiB",
            Self::LineTooLong => "de regel is langer dan 1 MiB",
            Self::UnclosedQuote => "een aanhalingsteken wordt niet gesloten",
            Self::StrayQuote => "na een sluitend aanhalingsteken staat nog tekst",
            Self::CellCount { expected, found } => {
                return format!("de regel heeft {found} cellen, de kop heeft er {expected}");
            }
        }
        .to_owned()
    }

    const fn dutch_remedy(&self) -> &'static str {
        match self {
            Self::Empty => "Vul de cel.",
            Self::EmptyPerson => "Vul het personeelsnummer in, of verwijder de regel als het een totaal is.",
            Self::NotAnEmployeeNumber => "Schrijf het nummer uit Nmbrs, alleen cijfers: 42 of 0042.",
            Self::NotADate | Self::YearOutOfRange => "Schrijf de datum als dd-mm-jjjj (05-03-2023) of jjjj-mm-dd.",
            Self::DateWithTime => "Schrijf alleen de datum: 05-03-2023.",
            Self::PeriodReversed => "Verwissel de twee datums of verbeter ze.",
            Self::NotATime | Self::TimeOutsideDay => {
                "Schrijf de tijd als uu:mm (09:00); een einde na middernacht gewoon als 02:00."
            }
            Self::TimeWithSeconds => "Schrijf hele minuten; afronden doet het systeem waar de uren vandaan komen.",
            Self::NoTime => "Verbeter begin of einde.",
            Self::EndEqualsStart => "Verbeter begin of einde; een dienst van een hele dag is 00:00 tot 24:00.",
            Self::NotMinutes | Self::NegativeMinutes => {
                "Schrijf hele minuten (30) of uu:mm (0:30), geen decimale uren."
            }
            Self::BreakNotShorter { .. } => "Verbeter de pauze, in minuten of uu:mm, of de tijden.",
            Self::MinutesBeyondShift { .. } => "Verbeter de minuten, de pauze of de tijden.",
            Self::NotANumber => "Schrijf een getal (7,50) of uren en minuten (7:30), zonder andere tekens.",
            Self::NotAWholeNumber => "Schrijf een heel getal.",
            Self::AmbiguousNumber => {
                "Schrijf 1234 of 1234,00, of schrijf ergens in de kolom een getal met twee decimalen."
            }
            Self::OtherDecimalSign { .. } => "Schrijf het getal met hetzelfde decimaalteken als de rest van de kolom.",
            Self::TooManyDecimals => "Rond af op twee decimalen of schrijf uu:mm.",
            Self::NotAFactor => "Schrijf het percentage dat betaald wordt: 100, 133,33 of 150 %.",
            Self::FactorOutOfRange => "Schrijf procenten als gewoon getal: 150 voor anderhalf keer, niet 1,5 of 50.",
            Self::MissingFactor => "Vul de factor in procenten in: 150.",
            Self::HoursBeyondRange { .. } => "Verbeter de uren of de periode.",
            Self::DaysBeyondRange { .. } => "Verbeter de dagen of de periode.",
            Self::UnsupportedKind => {
                "Verwijder de regel of ga verder met de andere regels; alleen uren en factor worden overgenomen."
            }
            Self::Formula => "Vervang de formule door haar uitkomst; formules worden nooit uitgevoerd.",
            Self::FormulaWithoutValue => {
                "Open en bewaar het bestand in een rekenblad, of vervang de formule door haar uitkomst."
            }
            Self::TruthValue | Self::ErrorValue => "Vervang de cel door een gewone waarde.",
            Self::CellTooLong | Self::LineTooLong => "Kort de tekst in.",
            Self::UnclosedQuote | Self::StrayQuote => {
                "Verwijder het aanhalingsteken, of schrijf het dubbel in een cel tussen aanhalingstekens."
            }
            Self::CellCount { .. } => {
                "Zorg voor evenveel cellen als de kop; zet een cel met een scheidingsteken erin tussen aanhalingstekens."
            }
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Empty => "the cell is empty",
            Self::EmptyPerson => "nothing says who this is",
            Self::NotAnEmployeeNumber => "this is no employee number",
            Self::NotADate => "this is no date that exists",
            Self::DateWithTime => "the date has a time of the day",
            Self::YearOutOfRange => "the year is not between 2000 and 2100",
            Self::PeriodReversed => "the period ends before it begins",
            Self::NotATime => "this is no time",
            Self::TimeWithSeconds => "the time has seconds",
            Self::TimeOutsideDay => "the time is not between 00:00 and 24:00",
            Self::EndEqualsStart => "the shift ends at the moment that it starts",
            Self::NoTime => "this time does not exist on the day on which summer time starts",
            Self::NotMinutes => "these are no whole minutes",
            Self::NegativeMinutes => "this is less than no minutes",
            Self::BreakNotShorter { shift_minutes } => {
                return shift_length("the break is not shorter than the shift", *shift_minutes);
            }
            Self::MinutesBeyondShift { worked_minutes } => {
                return shift_length(
                    "together with other factors this is more than was worked",
                    *worked_minutes,
                );
            }
            Self::NotANumber => "this is no number",
            Self::NotAWholeNumber => "this is no whole number",
            Self::AmbiguousNumber => "the column does not show whether the point or the comma is the decimal sign",
            Self::OtherDecimalSign {
                expected: DecimalSign::Comma,
            } => "the column has a decimal comma, this cell a point",
            Self::OtherDecimalSign {
                expected: DecimalSign::Point,
            } => "the column has a decimal point, this cell a comma",
            Self::TooManyDecimals => "the number has more than two decimals",
            Self::NotAFactor => "this is no factor",
            Self::FactorOutOfRange => "the factor is not between 100 and 500 percent",
            Self::MissingFactor => "a line of kind factor needs a factor",
            Self::HoursBeyondRange { days } => {
                return format!("this is more than 24 hours a day ({})", english_days(*days));
            }
            Self::DaysBeyondRange { days } => {
                return format!("the number of days does not fit the period ({})", english_days(*days));
            }
            Self::UnsupportedKind => "this kind is not yet taken in this way",
            Self::Formula => "there is a formula as text here",
            Self::FormulaWithoutValue => "the file holds no value of the formula",
            Self::TruthValue => "there is TRUE or FALSE here",
            Self::ErrorValue => "there is an error value here",
            Self::CellTooLong => "the cell is longer than 4 KiB",
            Self::LineTooLong => "the line is longer than 1 MiB",
            Self::UnclosedQuote => "a quote is not closed",
            Self::StrayQuote => "there is text after a closing quote",
            Self::CellCount { expected, found } => {
                return format!("the line has {found} cells, the header has {expected}");
            }
        }
        .to_owned()
    }

    const fn english_remedy(&self) -> &'static str {
        match self {
            Self::Empty => "Fill the cell.",
            Self::EmptyPerson => "Fill in the employee number, or remove the line if it is a total.",
            Self::NotAnEmployeeNumber => "Write the number that Nmbrs shows, digits only: 42 or 0042.",
            Self::NotADate | Self::YearOutOfRange => "Write the date as dd-mm-yyyy (05-03-2023) or yyyy-mm-dd.",
            Self::DateWithTime => "Write the date only: 05-03-2023.",
            Self::PeriodReversed => "Swap the two dates, or correct them.",
            Self::NotATime | Self::TimeOutsideDay => {
                "Write the time as hh:mm (09:00); an end after midnight simply as 02:00."
            }
            Self::TimeWithSeconds => "Write whole minutes; rounding is up to the system that the hours come from.",
            Self::NoTime => "Correct start or end.",
            Self::EndEqualsStart => "Correct start or end; a shift of a whole day is 00:00 to 24:00.",
            Self::NotMinutes | Self::NegativeMinutes => "Write whole minutes (30) or hh:mm (0:30), not decimal hours.",
            Self::BreakNotShorter { .. } => "Correct the break, in minutes or hh:mm, or the times.",
            Self::MinutesBeyondShift { .. } => "Correct the minutes, the break or the times.",
            Self::NotANumber => "Write a number (7.50) or hours and minutes (7:30), without other characters.",
            Self::NotAWholeNumber => "Write a whole number.",
            Self::AmbiguousNumber => {
                "Write 1234 or 1234.00, or write a number with two decimals somewhere in the column."
            }
            Self::OtherDecimalSign { .. } => "Write the number with the same decimal sign as the rest of the column.",
            Self::TooManyDecimals => "Round to two decimals, or write hh:mm.",
            Self::NotAFactor => "Write the percentage that is paid: 100, 133.33 or 150 %.",
            Self::FactorOutOfRange => "Write percents as a plain number: 150 for time and a half, not 1.5 or 50.",
            Self::MissingFactor => "Fill in the factor in percent: 150.",
            Self::HoursBeyondRange { .. } => "Correct the hours or the period.",
            Self::DaysBeyondRange { .. } => "Correct the days or the period.",
            Self::UnsupportedKind => "Remove the line or go on with the others; only hours and factor are taken.",
            Self::Formula => "Replace the formula by its value; formulas are never run.",
            Self::FormulaWithoutValue => {
                "Open and save the file in a spreadsheet, or replace the formula by its value."
            }
            Self::TruthValue | Self::ErrorValue => "Replace the cell by an ordinary value.",
            Self::CellTooLong | Self::LineTooLong => "Shorten the text.",
            Self::UnclosedQuote | Self::StrayQuote => "Remove the quote, or double it in a cell between quotes.",
            Self::CellCount { .. } => {
                "Write as many cells as the header has; put a cell with a separator in it between quotes."
            }
        }
    }
}

fn shift_length(what: &str, minutes: i64) -> String {
    format!("{what} ({})", Minutes(minutes))
}

fn dutch_days(days: i64) -> String {
    if days == 1 {
        "1 dag".to_owned()
    } else {
        format!("{days} dagen")
    }
}

fn english_days(days: i64) -> String {
    if days == 1 {
        "1 day".to_owned()
    } else {
        format!("{days} days")
    }
}
