//! Files of rules: bad ones are refused with every fault and its line.

use crate::language::Language;
use crate::rules::{RuleSet, read_rule_file, write_rule_file};

fn faults(text: &str, language: Language) -> String {
    let faults = read_rule_file(text).unwrap_err();
    let shown = faults
        .iter()
        .map(|fault| format!("{}: {}", fault.line, fault.text(language)));
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_preset_reads_back_as_a_file() {
    let presets = RuleSet::presets();
    let text = write_rule_file(&presets).unwrap();
    assert_eq!(read_rule_file(&text), Ok(presets));
}

#[test]
fn a_set_of_a_few_lines_is_enough() {
    let text = "format = 1\n[[rules]]\nname = \"Winkel\"\nvalid-from = \"2024-01-01\"\n";
    let rules = read_rule_file(text).unwrap();
    assert_eq!((rules[0].name.as_str(), rules[0].windows.len()), ("Winkel", 0));
}

/// The example of the documents is a good file, as it stands there.
#[test]
fn the_documented_file_can_be_read() {
    let document = include_str!("../../../../../docs/rules.md");
    let example = document
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .unwrap();
    let rules = read_rule_file(example).unwrap();
    assert_eq!(
        (rules.len(), rules[0].windows.len(), rules[0].overtime.len()),
        (1, 1, 1)
    );
    assert_eq!(rules[0].check(), Ok(()));
}

const BAD: &str = r#"format = 1
colour = "red"

[[rules]]
name = "Winkel"
valid-from = "2024-01-01"
valid-until = "2024-06-30"
combine = "lowest"

[[rules]]
name = "Winkel"
valid-from = "2024-08-01"

[[rules.windows]]
name = "Zondag"
days = ["zunday"]
from = "00:00"
to = "25:00"
factor = "5000 %"

[[rules.windows]]
name = "Nacht"
days = ["monday"]
from = "22:00"
to = "07:00"
factor = "150 %"
terms.unless.activity = ["e-commerce"]

[[rules.windows]]
name = "Avond"
days = ["monday"]
from = "18:00"
to = "23:00"

[[rules.windows]]
name = "Ochtend"
days = ["monday"]
from = "08:00"
to = "07:00"
factor = "150 %"

[[rules.windows]]
name = "Vroeg"
days = ["tuesday"]
from = "05:00"
to = "08:00"
factor = "150 %"

[[rules.windows]]
name = "Vroeger"
days = ["tuesday"]
from = "04:00"
to = "06:00"
factor = "150 %"

[[rules.overtime]]
name = "Overwerk"
per = "month"
more-than = "veel"
factor = 1.5
"#;

#[test]
fn every_fault_of_a_file_is_named_with_its_line() {
    insta::assert_snapshot!(faults(BAD, Language::Dutch), @r"
    2: `colour` bestaat niet; er is: format, rules
    8: `combine`: `lowest` is onbekend; kies uit highest of sum
    16: `days`: `zunday` is onbekend; kies uit monday, tuesday, wednesday, thursday, friday, saturday, sunday, holiday
    18: `to`: `25:00` is geen tijd: geef uren en minuten van 00:00 tot 24:00
    19: `factor`: `5000 %` is geen factor: geef het percentage dat betaald wordt, van 100 % tot 500 %, zoals 133,33 %
    27: `activity` bestaat niet; er is: groups, activities, job-families, contracts, age-from, age-below, wage-above-minimum
    29: `factor` ontbreekt
    38: regelset `Winkel`, `Ochtend`: loopt van 8:00 tot 7:00: geef tijden van 0:00 tot 24:00, en twee regels waar het over middernacht gaat
    52: regelset `Winkel`, `Vroeger`: heeft dezelfde dagen als `Vroeg` en deelt er tijd mee: houd ze uit elkaar
    58: `per`: `month` is onbekend; kies uit day, week, average-of-weeks
    59: `more-than`: deze waarde past niet (`veel` is not a number: give it as 7,50 or 7:30)
    60: `factor`: deze waarde past niet (invalid type: floating point `1.5`, expected a string)
    ");
    insta::assert_snapshot!(faults(BAD, Language::English), @r"
    2: `colour` does not exist; there is: format, rules
    8: `combine`: `lowest` is not known; choose from highest or sum
    16: `days`: `zunday` is not known; choose from monday, tuesday, wednesday, thursday, friday, saturday, sunday, holiday
    18: `to`: `25:00` is not a time of day: give hours and minutes from 00:00 to 24:00
    19: `factor`: `5000 %` is not a factor: give the percentage that is paid, such as 100, 133,33 or 150 %; 500 % at most
    27: `activity` does not exist; there is: groups, activities, job-families, contracts, age-from, age-below, wage-above-minimum
    29: `factor` is missing
    38: rule set `Winkel`, `Ochtend`: it runs from 8:00 to 7:00: give times from 0:00 to 24:00, and two rules where it crosses midnight
    52: rule set `Winkel`, `Vroeger`: it has the same days as `Vroeg` and shares time with it: keep them apart
    58: `per`: `month` is not known; choose from day, week, average-of-weeks
    59: `more-than`: `veel` is not a number: give it as 7,50 or 7:30
    60: `factor`: invalid type: floating point `1.5`, expected a string
    ");
}

#[test]
fn days_between_two_sets_are_a_fault() {
    let text = "format = 1\n\n[[rules]]\nname = \"Winkel\"\nvalid-from = \"2024-01-01\"\nvalid-until = \"2024-06-30\"\n\n\
                [[rules]]\nname = \"Winkel\"\nvalid-from = \"2024-08-01\"\n";
    insta::assert_snapshot!(faults(text, Language::Dutch), @r"10: regelset `Winkel`: tussen 30-06-2024 en 01-08-2024 geldt er niets: laat de latere ingaan op de dag na de eerdere");
}

#[test]
fn what_is_no_file_of_rules_is_refused() {
    insta::assert_snapshot!(faults("", Language::English), @r"
    1: `[[rules]]` is missing
    1: `format` is missing
    ");
    insta::assert_snapshot!(faults("format = 2\nrules = 3", Language::English), @r"
    1: `[[rules]]` is missing
    1: this version reads form 1: write `format = 1`
    ");
    insta::assert_snapshot!(faults("format = 1\n[[rules]\nname = \"a\n", Language::English), @r"2: this is no TOML: unclosed array table, expected `]`");
    insta::assert_snapshot!(faults("format = 1\n[[rules]]\nname = \"a\"\nwindows = 3", Language::English), @r"
    2: `valid-from` is missing
    4: write each of these under a heading of its own in double brackets, such as [[rules.windows]]
    ");
}

#[test]
fn any_change_of_a_letter_is_read_or_refused_with_a_line() {
    let text = write_rule_file(&[RuleSet::horeca()]).unwrap();
    let lines = text.lines().count();
    for (at, _) in text.char_indices().step_by(7) {
        let changed: String = text
            .char_indices()
            .map(|(here, letter)| if here == at { '%' } else { letter })
            .collect();
        if let Err(faults) = read_rule_file(&changed) {
            assert!(!faults.is_empty());
            assert!(
                faults.iter().all(|fault| (1..=lines + 1).contains(&fault.line)),
                "{faults:?}"
            );
        }
    }
}
