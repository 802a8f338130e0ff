//! Rule sets, their rules, and what is wrong with a file of them.

use super::table;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::rules::RuleFileFault;
use loonbrug_domain::{Language, RuleSet};
use loonbrug_hub::{ListedRules, rule_words};

/// The faults of a file, by line.
pub fn rule_faults(faults: &[RuleFileFault], language: Language) -> String {
    if faults.is_empty() {
        return language.pick("dit bestand klopt", "this file is right").to_owned();
    }
    let line = language.pick("regel", "line");
    let shown = faults
        .iter()
        .map(|fault| format!("{line} {}: {}", fault.line, fault.text(language)));
    shown.collect::<Vec<_>>().join("\n")
}

/// All rule sets.
pub fn rule_sets(listed: &[ListedRules], language: Language) -> String {
    let headers = language.pick(
        [
            "Regelset",
            "Werkgever",
            "Vanaf",
            "Tot en met",
            "Versie",
            "Gebruikt door",
        ],
        ["Rule set", "Employer", "From", "Until", "Version", "Used by"],
    );
    let mut table = table(&headers, &[]);
    for one in listed {
        let own = one.organisation.clone();
        table.add_row([
            one.name.clone(),
            own.unwrap_or_else(|| language.pick("(van Loonbrug)", "(of Loonbrug)").to_owned()),
            dutch_date(one.valid_from),
            one.valid_until.map(dutch_date).unwrap_or_default(),
            one.version.clone(),
            one.used_by.join(", "),
        ]);
    }
    table.to_string()
}

/// The rules of sets, one after another.
pub fn rules(sets: &[RuleSet], language: Language) -> String {
    sets.iter()
        .map(|set| rules_of(set, language))
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn rules_of(set: &RuleSet, language: Language) -> String {
    let headers = language.pick(
        ["Regel", "Wanneer", "Betaalt", "Voorwaarden"],
        ["Rule", "When", "Pays", "Conditions"],
    );
    let mut table = table(&headers, &[2]);
    for rule in rule_words(set, language) {
        table.add_row([rule.name, rule.when, rule.pays, rule.terms]);
    }
    let from = language.pick("vanaf", "from");
    let mut head = format!("{} {from} {}", set.name, dutch_date(set.valid_from));
    if let Some(note) = &set.note {
        head = format!("{head}\n{note}");
    }
    format!("{head}\n{table}")
}
