//! Groups, settings with their origin, templates, odd figures.

use super::table;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::group::Group;
use loonbrug_domain::profile::{Effective, Setting, SettingChange};
use loonbrug_domain::{Date, Language};
use loonbrug_hub::people::display_name;
use loonbrug_hub::profiles::{GroupMembers, OddFigure, ProfileLine, Template, TemplateLine, Wanted};
use loonbrug_store::Person;

/// All groups, as the manual writes them.
pub fn groups(groups: &[Group], language: Language) -> String {
    let lines = groups.iter().map(|group| {
        let archived = if group.archived {
            language.pick(" · gearchiveerd", " · archived")
        } else {
            ""
        };
        format!("{}{archived}", group.text(language))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Who belongs to a group.
pub fn members(found: &GroupMembers, language: Language) -> String {
    let mut table = table(
        &language.pick(["Nr", "Naam", "Zichtbaar"], ["No", "Name", "Shown"]),
        &[0],
    );
    for member in &found.members {
        let shown = if member.hidden {
            language.pick("niet zichtbaar in groep", "not visible in group")
        } else {
            language.pick("ja", "yes")
        };
        table.add_row([number(member.number), member.name.clone(), shown.to_owned()]);
    }
    format!("{}\n{table}", found.group.text(language))
}

/// What holds for a person on a day.
pub fn profile(person: &Person, day: Date, lines: &[ProfileLine], language: Language) -> String {
    let headers = language.pick(
        ["Instelling", "Waarde", "Van", "Sinds"],
        ["Setting", "Value", "Of", "Since"],
    );
    let mut table = table(&headers, &[]);
    for line in lines {
        let (owner, since) = match &line.effective {
            Some(effective) => (effective.owner.text(language), dutch_date(effective.since)),
            None if line.ambiguity.is_some() => (language.pick("onduidelijk", "unclear").to_owned(), String::new()),
            None => (language.pick("niet ingesteld", "not set").to_owned(), String::new()),
        };
        table.add_row([
            line.field.label(language).to_owned(),
            line.shown(language),
            owner,
            since,
        ]);
    }
    let settings = lines.iter().filter_map(|line| Some(&line.effective.as_ref()?.setting));
    let mut text = vec![
        format!("{} · {}", display_name(person), dutch_date(day)),
        table.to_string(),
    ];
    text.extend(settings.filter_map(|setting| meal_example(setting, language)));
    text.join("\n")
}

/// What each meal rule among the settings does, by example.
pub fn meal_examples(wanted: &[Wanted], language: Language) -> Vec<String> {
    let settings = wanted.iter().filter_map(|wanted| wanted.setting.as_ref());
    settings.filter_map(|setting| meal_example(setting, language)).collect()
}

fn meal_example(setting: &Setting, language: Language) -> Option<String> {
    let Setting::Meal(rule) = setting else {
        return None;
    };
    let text = rule.text(language);
    let example = language.pick("Voorbeeld", "Example");
    Some(format!("{text}\n{example}: {}", rule.example(language)))
}

/// All templates with what they set.
pub fn templates(templates: &[Template], language: Language) -> String {
    let lines = templates.iter().flat_map(|template| {
        let settings = template
            .settings
            .iter()
            .map(move |(field, setting)| format!("  {}: {}", field.label(language), setting.shown(language)));
        std::iter::once(template.name.clone()).chain(settings)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What a template changes, person by person.
pub fn template_lines(lines: &[TemplateLine], from: Date, language: Language) -> String {
    let headers = language.pick(
        ["Nr", "Naam", "Instelling", "Was", "Wordt"],
        ["No", "Name", "Setting", "Was", "Becomes"],
    );
    let mut table = table(&headers, &[0]);
    for line in lines {
        for change in &line.changes {
            table.add_row([
                number(line.number),
                line.name.clone(),
                change.field.label(language).to_owned(),
                was(change, language),
                becomes(change, language),
            ]);
        }
    }
    let changes: usize = lines.iter().map(|line| line.changes.len()).sum();
    let (people, from) = (lines.len(), dutch_date(from));
    let head = language.pick(
        format!("{people} medewerkers · {changes} wijzigingen per {from}"),
        format!("{people} people · {changes} changes from {from}"),
    );
    if changes == 0 {
        return head;
    }
    format!("{head}\n{table}")
}

fn was(change: &SettingChange, language: Language) -> String {
    let origin = |from: &Effective| format!("{} ({})", from.setting.shown(language), from.owner.text(language));
    match (&change.from, &change.disagreement) {
        (Some(from), _) => origin(from),
        (None, Some(_)) => language
            .pick("groepen spreken elkaar tegen", "groups disagree")
            .to_owned(),
        (None, None) => language.pick("niet ingesteld", "not set").to_owned(),
    }
}

fn becomes(change: &SettingChange, language: Language) -> String {
    let to = change.to.shown(language);
    match change.until {
        None => to,
        Some(day) => format!("{to} {} {}", language.pick("tot", "until"), dutch_date(day)),
    }
}

/// Odd figures, and who accepted them.
pub fn odd_figures(found: &[OddFigure], language: Language) -> String {
    if found.is_empty() {
        return language.pick("Niets opvallends.", "Nothing odd.").to_owned();
    }
    let headers = language.pick(
        ["Nr", "Naam", "Wat opvalt", "Akkoord", "Sleutel"],
        ["No", "Name", "What is odd", "Accepted", "Key"],
    );
    let mut table = table(&headers, &[0]);
    for odd in found {
        let accepted = match (&odd.accepted_by, &odd.reason) {
            (Some(who), Some(reason)) => format!("{who}: {reason}"),
            _ => language.pick("wacht", "waits").to_owned(),
        };
        table.add_row([
            number(odd.number),
            odd.name.clone(),
            odd.oddity.finding.text(language),
            accepted,
            odd.key.clone(),
        ]);
    }
    table.to_string()
}

fn number(number: Option<i64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}
