//! The planning, and planned against worked.

use super::table;
use super::time::{clock, moment};
use jiff::Timestamp;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::planning::{Finding, LeftReason, PlannedBy};
use loonbrug_domain::{Language, Minutes};
use loonbrug_hub::time::{AttendanceLine, FillReport};
use loonbrug_store::StoredPlannedShift;
use std::collections::HashMap;

/// Who works when.
pub fn planning(planned: &[StoredPlannedShift], names: &HashMap<PersonId, String>, language: Language) -> String {
    let headers = language.pick(
        [
            "Datum",
            "Wie",
            "Van",
            "Tot",
            "Pauze",
            "Groep",
            "Toeslagen",
            "Door",
            "Nummer",
        ],
        ["Date", "Who", "From", "To", "Break", "Group", "Surcharges", "By", "Id"],
    );
    let mut table = table(&headers, &[4]);
    for one in planned {
        let factors = one.factor_minutes.iter();
        let factors: Vec<String> = factors
            .map(|(factor, minutes)| format!("{} {}", super::factor_text(*factor), Minutes(*minutes)))
            .collect();
        table.add_row([
            dutch_date(one.date),
            names.get(&one.person).cloned().unwrap_or_default(),
            clock(one.start_minute),
            clock(one.end_minute),
            one.break_minutes.to_string(),
            one.group.clone().unwrap_or_default(),
            factors.join(", "),
            by(&one.by, language),
            one.id.to_string(),
        ]);
    }
    table.to_string()
}

fn by(by: &PlannedBy, language: Language) -> String {
    match by {
        PlannedBy::Roster { name } => language.pick(format!("rooster {name}"), format!("roster {name}")),
        PlannedBy::Copy => language.pick("kopie", "copy").to_owned(),
        PlannedBy::Hand => language.pick("hand", "hand").to_owned(),
    }
}

/// What filling did.
pub fn filled(report: &FillReport, language: Language) -> String {
    let FillReport {
        placed,
        taken_away,
        unchanged,
        left,
    } = report;
    let mut text = vec![language.pick(
        format!("{placed} geplaatst · {taken_away} weggehaald · {unchanged} stonden er al"),
        format!("{placed} placed · {taken_away} taken away · {unchanged} stood there already"),
    )];
    text.extend(left.iter().map(|left| {
        let why = match left.reason {
            LeftReason::ChangedByPerson => {
                language.pick("deze dag is met de hand gewijzigd", "this day was changed by hand")
            }
            LeftReason::Overlaps => language.pick("werkt dan al", "works then already"),
        };
        let times = format!("{}–{}", clock(left.start_minute), clock(left.end_minute));
        let kept = language.pick("overgeslagen", "left out");
        format!("  {kept}: {} {} {times}: {why}", left.name, dutch_date(left.date))
    }));
    text.join("\n")
}

/// Planned against worked.
pub fn attendance(lines: &[AttendanceLine], language: Language) -> String {
    let headers = language.pick(
        ["Datum", "Wie", "Gepland", "Gewerkt", "Bevinding"],
        ["Date", "Who", "Planned", "Worked", "Finding"],
    );
    let mut table = table(&headers, &[]);
    for line in lines {
        let mut findings: Vec<String> = line.findings.iter().map(|one| finding(*one, language)).collect();
        if line.present {
            findings.push(language.pick("nu aanwezig", "there now").to_owned());
        }
        table.add_row([
            dutch_date(line.date),
            line.name.clone(),
            span(line.planned),
            span(line.worked),
            findings.join(", "),
        ]);
    }
    table.to_string()
}

fn span(ends: Option<(Timestamp, Timestamp)>) -> String {
    let time = |at: Timestamp| moment(at).split_off(11);
    ends.map_or_else(String::new, |(from, to)| format!("{}–{}", time(from), time(to)))
}

fn finding(finding: Finding, language: Language) -> String {
    match finding {
        Finding::CameEarly { minutes } => {
            language.pick(format!("{minutes} min te vroeg"), format!("{minutes} min early"))
        }
        Finding::Late { minutes } => language.pick(format!("{minutes} min te laat"), format!("{minutes} min late")),
        Finding::WentEarly { minutes } => {
            language.pick(format!("{minutes} min eerder weg"), format!("left {minutes} min early"))
        }
        Finding::StayedLonger { minutes } => language.pick(
            format!("{minutes} min langer gebleven"),
            format!("stayed {minutes} min longer"),
        ),
        Finding::Absent => language.pick("afwezig", "absent").to_owned(),
        Finding::Unplanned => language.pick("niet ingeroosterd", "not planned").to_owned(),
    }
}
