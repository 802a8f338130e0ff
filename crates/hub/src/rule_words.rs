//! Rules as a person reads them: when, what it pays, under which conditions.

use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::profile::ContractKind;
use loonbrug_domain::rules::{Compensation, Condition, Day, DaySet, Per, Terms};
use loonbrug_domain::{Factor, Language, Minutes, RuleSet};

/// One rule in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleInWords {
    /// Its name.
    pub name: String,
    /// On which days and times, or above how much.
    pub when: String,
    /// The factor, or the least that a call pays: `150%`, `3:00`.
    pub pays: String,
    /// Conditions, and what becomes of the surcharge; empty where it is paid to everybody.
    pub terms: String,
}

/// The rules of a set, in its order.
#[must_use]
pub fn rule_words(set: &RuleSet, language: Language) -> Vec<RuleInWords> {
    let rule = |name: &str, when: String, factor: Factor, of: &Terms| RuleInWords {
        name: name.to_owned(),
        when,
        pays: factor.to_string().replace(' ', ""),
        terms: terms(of, language),
    };
    let mut rules = Vec::new();
    for window in &set.windows {
        let when = format!(
            "{} {}",
            days(window.days, language),
            times(window.from_minute, window.to_minute)
        );
        rules.push(rule(&window.name, when, window.factor, &window.terms));
    }
    for shift in &set.whole_shifts {
        let whole = language.pick("hele dienst met", "whole shift with");
        let when = format!(
            "{whole} {} {}",
            days(shift.days, language),
            times(shift.from_minute, shift.to_minute)
        );
        rules.push(rule(&shift.name, when, shift.factor, &shift.terms));
    }
    for above in &set.overtime {
        let when = over(above.per, above.more_than, language);
        rules.push(rule(&above.name, when, above.factor, &above.terms));
    }
    rules.extend(set.minimum_calls.iter().map(|call| RuleInWords {
        name: call.name.clone(),
        when: language.pick("per oproep minstens", "at least, a call").to_owned(),
        pays: call.at_least.to_string(),
        terms: terms(&call.terms, language),
    }));
    rules
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
        ContractKind::ZeroHours => language.pick("0-urencontract", "zero-hours contract"),
        ContractKind::ContractHours => language.pick("contract met uren", "contract hours"),
    });
    said.extend(kinds.map(str::to_owned));
    said.join(language.pick(" en ", " and "))
}
