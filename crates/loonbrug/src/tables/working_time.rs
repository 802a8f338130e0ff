//! Working time: breaks that are missing, the hours of a year, and what is planned in one.

use super::table;
use super::time::clock;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::{Language, Minutes};
use loonbrug_hub::hours::{MissingBreaks, YearHours};
use loonbrug_hub::time::YearPlanning;

/// The breaks that are proposed, and of whom nothing can be said.
pub fn missing_breaks(breaks: &MissingBreaks, language: Language) -> String {
    let headers = language.pick(
        ["Personeelslid", "Datum", "Van", "Tot", "Genomen", "Hoort", "Volgens"],
        ["Person", "Date", "From", "To", "Taken", "Belongs", "By"],
    );
    let mut table = table(&headers, &[4, 5]);
    for shift in &breaks.shifts {
        table.add_row([
            shift.person.clone(),
            dutch_date(shift.date),
            clock(shift.start_minute),
            clock(shift.end_minute),
            shift.proposal.taken.to_string(),
            shift.proposal.asked.to_string(),
            shift.proposal.ladder.clone(),
        ]);
    }
    let count = breaks.shifts.len();
    let mut text = language.pick(
        format!("{}: {count} diensten missen pauze; er is niets veranderd", breaks.range),
        format!("{}: {count} shifts miss a break; nothing was changed", breaks.range),
    );
    if count > 0 {
        text = format!("{table}\n{text}");
    }
    let unknown = language.pick("geboortedatum onbekend", "date of birth not known");
    named(&mut text, unknown, &breaks.age_unknown);
    left_out(&mut text, &breaks.left_out, language);
    text
}

/// What everybody worked in a year, beside the norm.
pub fn year_hours(hours: &YearHours, language: Language) -> String {
    let headers = language.pick(
        ["Personeelslid", "Gewerkt", "Norm", "Meer"],
        ["Person", "Worked", "Norm", "More"],
    );
    let mut table = table(&headers, &[1, 2, 3]);
    for person in &hours.people {
        let counter = &person.counter;
        let minutes = [counter.worked, counter.norm, counter.over()];
        let hours = minutes.map(|minutes| minutes.to_hundredth_hours().to_string());
        table.add_row(std::iter::once(person.person.clone()).chain(hours));
    }
    let mut text = table.to_string();
    left_out(&mut text, &hours.left_out, language);
    text
}

/// What is planned in a year: a row per group and person, a column per month.
pub fn year_planning(planning: &YearPlanning, language: Language) -> String {
    let headers = language.pick(
        [
            "Groep",
            "Personeelslid",
            "jan",
            "feb",
            "mrt",
            "apr",
            "mei",
            "jun",
            "jul",
            "aug",
            "sep",
            "okt",
            "nov",
            "dec",
            "Totaal",
        ],
        [
            "Group", "Person", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            "Total",
        ],
    );
    let mut table = table(&headers, &(2..15).collect::<Vec<_>>());
    for line in &planning.lines {
        let hours = |minutes: Minutes| minutes.to_hundredth_hours().to_string();
        let group = line.group.clone().unwrap_or_else(|| "–".to_owned());
        let months = line.months.iter().copied().chain([line.total()]).map(hours);
        table.add_row([group, line.person.clone()].into_iter().chain(months));
    }
    table.to_string()
}

fn left_out(text: &mut String, names: &[String], language: Language) {
    let why = language.pick(
        "niet door te rekenen, bekijk de diensten",
        "cannot be reckoned, look at the shifts",
    );
    named(text, why, names);
}

fn named(text: &mut String, why: &str, names: &[String]) {
    if !names.is_empty() {
        text.push('\n');
        text.push_str(why);
        text.push_str(": ");
        text.push_str(&names.join(", "));
    }
}
