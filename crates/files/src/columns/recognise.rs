//! What a header means, read loosely: case, spaces, underscores, accents and punctuation do not count.

use super::field::Field;
use crate::values::number;
use loonbrug_domain::Factor;

/// What headers are taken for, folded as [`fold`] does. A header may stand in two rows: `van` is a time in a
/// file of shifts and a date in a file of hours; the layout decides.
const SYNONYMS: [(Field, &str); 16] = [
    (
        Field::EmployeeNumber,
        "personeelsnummer personeelnummer personeelsnr persnr medewerkernummer medewerkersnummer medewerkernr \
         werknemernummer werknemersnummer werknemernr nummer nr employeenumber employeeno employeenr \
         personnelnumber staffnumber number",
    ),
    (
        Field::Name,
        "naam medewerker personeelslid werknemer medewerkernaam naammedewerker volledigenaam name employee \
         employeename fullname",
    ),
    (
        Field::Email,
        "email mail emailadres mailadres werkemail emailaddress workemail",
    ),
    (
        Field::Group,
        "groep afdeling vestiging filiaal team group department branch",
    ),
    (Field::Date, "datum werkdatum datumdienst date workdate shiftdate"),
    (
        Field::Start,
        "start begin van starttijd begintijd aanvang from starttime",
    ),
    (Field::End, "eind einde tot eindtijd end to until endtime"),
    (
        Field::Break,
        "pauze pauzemin pauzeminuten pauzeinminuten pauzetijd break breakmin breakminutes",
    ),
    (
        Field::PeriodFrom,
        "periodevan periodebegin van vanaf begindatum startdatum datumvan periodfrom from periodstart startdate \
         fromdate",
    ),
    (
        Field::PeriodTo,
        "periodetot periodetotenmet periodetm periodeeinde tot totenmet tm einddatum datumtot periodto to until \
         periodend enddate todate",
    ),
    (Field::Kind, "soort urensoort uursoort kind hourkind"),
    (
        Field::Factor,
        "factor factorwaarde toeslagfactor percentage factorvalue",
    ),
    (
        Field::Hours,
        "uren aantal aantaluren totaaluren hours quantity totalhours",
    ),
    (
        Field::HoursAt(Factor::WORKED),
        "urennormaal normaleuren gewoneuren hoursnormal normalhours regularhours",
    ),
    (
        Field::Days,
        "dagen aantaldagen werkdagen gewerktedagen days daysworked workeddays",
    ),
    (Field::SurchargeHours, "toeslaguren totaaltoeslaguren surchargehours"),
];

/// Columns that are known but not taken in this way.
const UNSUPPORTED: &str = "verlof verlofuren verlofopbouw verlofopgenomen verlofsaldo maaltijd maaltijdaantal \
                           maaltijdbedrag bedrag leave leaveaccrued leavetaken leavebalance mealcount mealamount \
                           amount";

/// Everything that a header may mean, the likeliest first.
pub(crate) fn meanings(header: &str) -> Vec<Field> {
    let folded = fold(header);
    let mut meanings: Vec<Field> = SYNONYMS
        .iter()
        .filter(|(_, names)| names.split(' ').any(|name| name == folded))
        .map(|(field, _)| *field)
        .collect();
    meanings.extend(at_factor(header));
    meanings
}

/// Whether the header is known, but not taken in this way.
pub(crate) fn is_unsupported(header: &str) -> bool {
    let folded = fold(header);
    UNSUPPORTED.split(' ').any(|name| name == folded)
}

/// A header with a factor in it: `min_150`, `Minuten 150%`, `uren_133,33`, `Uren (150 %)`.
fn at_factor(header: &str) -> Option<Field> {
    let (words, number) = header.split_at(header.find(|character: char| character.is_ascii_digit())?);
    let number = number.trim_end_matches(|character: char| !character.is_alphanumeric());
    let factor = number::factor_in_name(number)?;
    match fold(words).as_str() {
        "min" | "minuten" | "minutes" if factor > Factor::WORKED => Some(Field::MinutesAt(factor)),
        "uren" | "urenfactor" | "hours" | "hoursfactor" => Some(Field::HoursAt(factor)),
        _ => None,
    }
}

/// Lower case letters and digits only, without accents.
pub(crate) fn fold(text: &str) -> String {
    let lower = text.chars().flat_map(char::to_lowercase);
    lower
        .map(without_accent)
        .filter(|character| character.is_alphanumeric())
        .collect()
}

const fn without_accent(character: char) -> char {
    match character {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_loosely() {
        let first = |header| meanings(header).first().copied();
        for header in [
            "personeelsnummer",
            "Personeels-nummer",
            "PERSONEELS NUMMER ",
            "Personeelsnümmer",
            "Employee number",
        ] {
            assert_eq!(first(header), Some(Field::EmployeeNumber), "{header}");
        }
        for (header, field) in [
            ("Personeelslid", Field::Name),
            ("E-mail", Field::Email),
            ("Vestiging", Field::Group),
            ("Starttijd", Field::Start),
            ("Pauze (min)", Field::Break),
            ("uren_normaal", Field::HoursAt(Factor::WORKED)),
            ("uren_100", Field::HoursAt(Factor::WORKED)),
            ("Uren (150 %)", Field::HoursAt(Factor::percent(150))),
            ("uren_133,33", Field::HoursAt(Factor(13_333))),
            ("hours 133.33%", Field::HoursAt(Factor(13_333))),
            ("min_150", Field::MinutesAt(Factor::percent(150))),
            ("Minuten 200%", Field::MinutesAt(Factor::percent(200))),
        ] {
            assert_eq!(first(header), Some(field), "{header}");
        }
        assert_eq!(meanings("van"), [Field::Start, Field::PeriodFrom]);
        for unknown in [
            "",
            "Opmerking",
            "uren_50",
            "uren_1,5",
            "uren 150 2",
            "BSN",
            "min_150x",
            "min_100",
            "150",
        ] {
            assert_eq!(meanings(unknown), [], "{unknown}");
        }
        assert!(is_unsupported("Verlof opbouw") && !is_unsupported("uren"));
    }

    #[test]
    fn every_label_is_recognised_and_every_name_reads_back() {
        use loonbrug_domain::Language;
        let at = [Field::MinutesAt(Factor(13_333)), Field::HoursAt(Factor::percent(150))];
        let fields = SYNONYMS.iter().map(|(field, _)| *field).chain(at);
        for field in fields {
            for language in [Language::Dutch, Language::English] {
                assert!(
                    meanings(&field.label(language)).contains(&field),
                    "{field} in {language:?}"
                );
            }
            assert_eq!(field.to_string().parse(), Ok(field));
        }
        assert!("hours_12".parse::<Field>().is_err());
    }
}
