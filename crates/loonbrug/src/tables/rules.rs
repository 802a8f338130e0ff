//! Rule sets, their rules, and what is wrong with a file of them.

use super::{factor_text, table};
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::rules::{Compensation, Condition, Day, DaySet, Per, RuleFileFault, Terms};
use loonbrug_domain::{Language, Minutes, RuleSet};
use loonbrug_hub::ListedRules;

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
    for window in &set.windows {
        let when = format!(
            "{} {}",
            days(window.days, language),
            times(window.from_minute, window.to_minute)
        );
        let terms = terms(&window.terms, language);
        table.add_row([window.name.clone(), when, factor_text(window.factor), terms]);
    }
    for rule in &set.whole_shifts {
        let whole = language.pick("hele dienst met", "whole shift with");
        let when = format!(
            "{whole} {} {}",
            days(rule.days, language),
            times(rule.from_minute, rule.to_minute)
        );
        table.add_row([
            rule.name.clone(),
            when,
            factor_text(rule.factor),
            terms(&rule.terms, language),
        ]);
    }
    for rule in &set.overtime {
        let when = over(rule.per, rule.more_than, language);
        table.add_row([
            rule.name.clone(),
            when,
            factor_text(rule.factor),
            terms(&rule.terms, language),
        ]);
    }
    for call in &set.minimum_calls {
        let when = language.pick("per oproep minstens", "at least, a call");
        let pays = call.at_least.to_string();
        table.add_row([call.name.clone(), when.to_owned(), pays, terms(&call.terms, language)]);
    }
    let from = language.pick("vanaf", "from");
    let mut head = format!("{} {from} {}", set.name, dutch_date(set.valid_from));
    if let Some(note) = &set.note {
        head = format!("{head}\n{note}");
    }
    format!("{head}\n{table}")
}

fn times(from: i64, to: i64) -> String {
    format!("{:0>5}–{:0>5}", Minutes(from), Minutes(to))
}

fn days(days: DaySet, language: Language) -> String {
    if days == DaySet::monday_to_saturday() {
        return language.pick("ma–za", "Mon–Sat").to_owned();
    }
    if days == DaySet::monday_to_friday() {
        return language.pick("ma–vr", "Mon–Fri").to_owned();
    }
    let name = |day: &Day| match day {
        Day::Monday => language.pick("ma", "Mon"),
        Day::Tuesday => language.pick("di", "Tue"),
        Day::Wednesday => language.pick("wo", "Wed"),
        Day::Thursday => language.pick("do", "Thu"),
        Day::Friday => language.pick("vr", "Fri"),
        Day::Saturday => language.pick("za", "Sat"),
        Day::Sunday => language.pick("zo", "Sun"),
        Day::Holiday => language.pick("feestdag", "holiday"),
    };
    let shown: Vec<_> = Day::ALL.iter().filter(|day| days.contains(**day)).map(name).collect();
    shown.join(" ")
}

fn over(per: Per, hours: Minutes, language: Language) -> String {
    match per {
        Per::Day => language.pick(format!("boven {hours} per dag"), format!("above {hours} a day")),
        Per::Week => language.pick(format!("boven {hours} per week"), format!("above {hours} a week")),
        Per::AverageOfWeeks { weeks, .. } => language.pick(
            format!("boven {hours} per week, gemiddeld over {weeks} weken"),
            format!("above {hours} a week, averaged over {weeks} weeks"),
        ),
    }
}

fn terms(terms: &Terms, language: Language) -> String {
    let mut said = Vec::new();
    if let Some(first) = terms.first_day {
        said.push(format!("{} {}", language.pick("vanaf", "from"), dutch_date(first)));
    }
    if let Some(last) = terms.last_day {
        said.push(format!("{} {}", language.pick("t/m", "until"), dutch_date(last)));
    }
    for (words, condition) in [
        (language.pick("alleen", "only"), &terms.when),
        (language.pick("niet", "not"), &terms.unless),
    ] {
        if !condition.is_empty() {
            said.push(format!("{words}: {}", condition_text(condition, language)));
        }
    }
    match terms.compensation {
        Compensation::Pay => {}
        Compensation::PlusMinusHours => said.push(language.pick("naar +/- uren", "to +/- hours").to_owned()),
        Compensation::Leave => said.push(language.pick("naar verlof", "to leave").to_owned()),
        Compensation::TimeForTime { weeks, otherwise } => said.push(language.pick(
            format!("tijd voor tijd binnen {weeks} weken, anders {otherwise}"),
            format!("time for time within {weeks} weeks, else {otherwise}"),
        )),
    }
    said.join("; ")
}

fn condition_text(condition: &Condition, language: Language) -> String {
    let lists = [&condition.groups, &condition.activities, &condition.job_families];
    let mut said: Vec<String> = lists
        .iter()
        .filter(|names| !names.is_empty())
        .map(|names| names.iter().cloned().collect::<Vec<_>>().join("/"))
        .collect();
    if let Some(age) = condition.age_from {
        said.push(language.pick(format!("vanaf {age} jaar"), format!("from {age} years")));
    }
    if let Some(age) = condition.age_below {
        said.push(language.pick(format!("onder {age} jaar"), format!("under {age} years")));
    }
    if let Some(share) = condition.wage_above_minimum {
        said.push(language.pick(
            format!("loon boven {share} van het minimumloon"),
            format!("wage above {share} of the minimum wage"),
        ));
    }
    let kinds = condition.contracts.iter().map(|kind| match kind {
        loonbrug_domain::profile::ContractKind::ZeroHours => language.pick("0-urencontract", "zero-hours contract"),
        loonbrug_domain::profile::ContractKind::ContractHours => language.pick("contract met uren", "contract hours"),
    });
    said.extend(kinds.map(str::to_owned));
    said.join(language.pick(" en ", " and "))
}
