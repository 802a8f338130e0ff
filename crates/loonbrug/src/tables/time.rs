//! Clock, shifts and their approval.

use super::table;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::clock::{Clocked, OpenReason};
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::{Language, Minutes};
use loonbrug_hub::time::{ClockOpen, ClockOrigin, DerivedReport, EventsReport};
use loonbrug_store::{Badge, ShiftHistory, ShiftRevision, ShiftSource};
use std::collections::HashMap;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// What became of a delivery, and of the shifts of its days.
pub fn events_report(report: EventsReport, derived: Option<&DerivedReport>, language: Language) -> String {
    let (delivered, new) = (report.delivered, report.new);
    let text = language.pick(
        format!("{delivered} klokregistraties, waarvan {new} nieuw"),
        format!("{delivered} clock events, {new} of them new"),
    );
    match derived {
        Some(derived) => format!("{text}\n{}", self::derived(derived, language)),
        None => text,
    }
}

/// What deriving did, and what waits.
pub fn derived(report: &DerivedReport, language: Language) -> String {
    let DerivedReport {
        added,
        changed,
        removed,
        unchanged,
        ..
    } = report;
    let mut text = vec![language.pick(
        format!("{added} diensten nieuw · {changed} gewijzigd · {removed} vervallen · {unchanged} ongewijzigd"),
        format!("{added} shifts new · {changed} changed · {removed} removed · {unchanged} unchanged"),
    )];
    text.extend(report.contradicted.iter().map(|one| {
        let (day, shift) = (dutch_date(one.date), one.shift);
        language.pick(
            format!("! {day}: met de hand gewijzigd en de klok zegt nu iets anders; dienst {shift}"),
            format!("! {day}: changed by hand, and the clock says something else now; shift {shift}"),
        )
    }));
    if report.takes_from_the_worker {
        text.push(takes_from_the_worker(language));
    }
    if report.open.waits() || !report.open.present.is_empty() {
        text.push(clock_open(&report.open, language));
    }
    text.join("\n")
}

/// The warning about a policy that takes time from people.
pub fn takes_from_the_worker(language: Language) -> String {
    language
        .pick(
            "! De afronding neemt gemiddeld tijd van medewerkers af. Het minimumloon geldt per uur: kies liever dichtstbijzijnd.",
            "! The rounding takes time from people on average. The minimum wage is per hour: rather choose nearest.",
        )
        .to_owned()
}

/// What waits for a person, and who is there.
pub fn clock_open(open: &ClockOpen, language: Language) -> String {
    let headers = language.pick(
        ["Wanneer", "Wie", "Terminal", "Nr", "Wat"],
        ["When", "Who", "Terminal", "No", "What"],
    );
    let mut table = table(&headers, &[3]);
    for item in &open.items {
        let (terminal, number) = (item.terminal.clone(), item.sequence.to_string());
        let why = open_reason(item.reason, language).to_owned();
        table.add_row([moment(item.at), item.name.clone(), terminal, number, why]);
    }
    for unknown in &open.unknown {
        let (terminal, number) = (unknown.terminal.clone(), unknown.sequence.to_string());
        let why = language.pick("onbekende badge", "unknown badge").to_owned();
        table.add_row([moment(unknown.at), unknown.badge.to_string(), terminal, number, why]);
    }
    let mut text = Vec::new();
    if open.waits() {
        text.push(table.to_string());
    } else {
        text.push(language.pick("Er wacht niets.", "Nothing waits.").to_owned());
    }
    text.extend(open.present.iter().map(|present| {
        let (name, since) = (&present.name, moment(present.since));
        language.pick(
            format!("aanwezig: {name}, sinds {since}"),
            format!("there: {name}, since {since}"),
        )
    }));
    text.join("\n")
}

fn open_reason(reason: OpenReason, language: Language) -> &'static str {
    match reason {
        OpenReason::ForgottenOut => language.pick("vergeten uit te klokken", "forgot to clock out"),
        OpenReason::NothingToEnd => language.pick("uitgeklokt zonder inklokken", "clocked out without clocking in"),
        OpenReason::NoTime => language.pick("geen tijd tussen in en uit", "no time between in and out"),
        OpenReason::BreakTooLong => language.pick("de pauze beslaat de hele dienst", "the break takes up the shift"),
    }
}

/// All badges.
pub fn badges(badges: &[Badge], names: &HashMap<PersonId, String>, language: Language) -> String {
    let headers = language.pick(["Badge", "Vanaf", "Van wie"], ["Badge", "From", "Whose"]);
    let mut table = table(&headers, &[]);
    for badge in badges {
        let whose = badge.person.and_then(|person| names.get(&person).cloned());
        let whose = whose.unwrap_or_else(|| language.pick("niemand", "nobody").to_owned());
        table.add_row([badge.number.to_string(), dutch_date(badge.from), whose]);
    }
    table.to_string()
}

/// Shifts that count or wait; `✓` counts, and a removal is said.
pub fn shifts(shifts: &[ShiftRevision], names: &HashMap<PersonId, String>, language: Language) -> String {
    let headers = language.pick(
        [
            "", "Datum", "Wie", "Van", "Tot", "Pauze", "Groep", "Bron", "Staat", "Dienst",
        ],
        [
            "", "Date", "Who", "From", "To", "Break", "Group", "Source", "State", "Shift",
        ],
    );
    let mut table = table(&headers, &[5]);
    for revision in shifts {
        let shift = &revision.shift;
        let mark = if revision.in_force && !revision.removed {
            "✓"
        } else {
            ""
        };
        table.add_row([
            mark.to_owned(),
            dutch_date(shift.date),
            names.get(&shift.person).cloned().unwrap_or_default(),
            clock(shift.start_minute),
            clock(shift.end_minute),
            shift.break_minutes.to_string(),
            shift.group.clone().unwrap_or_default(),
            source(shift.source, language).to_owned(),
            state(revision, language),
            shift.id.to_string(),
        ]);
    }
    table.to_string()
}

/// Every revision of one shift, and every step.
pub fn shift_history(history: &ShiftHistory, language: Language) -> String {
    let headers = language.pick(
        ["Wanneer", "Wie", "Revisie", "Wat", "Staat", "Reden"],
        ["When", "Who", "Revision", "What", "State", "Reason"],
    );
    let mut table = table(&headers, &[2]);
    for event in &history.events {
        let of = history.revisions.iter().find(|one| one.shift.id == event.shift);
        let (number, what) = of.map_or_else(Default::default, |revision| {
            let shift = &revision.shift;
            let times = format!("{}–{}", clock(shift.start_minute), clock(shift.end_minute));
            (
                shift.revision.to_string(),
                format!("{} {times}", dutch_date(shift.date)),
            )
        });
        let state = event.to.word(language).to_owned();
        table.add_row([
            moment(event.at),
            event.actor.clone(),
            number,
            what,
            state,
            event.reason.clone(),
        ]);
    }
    let clocked = history.revisions.iter().filter_map(|one| rounded(one, language));
    std::iter::once(table.to_string())
        .chain(clocked)
        .collect::<Vec<_>>()
        .join("\n")
}

/// How the clock made a revision: `1: in 03-04-2023 09:00:20 → 09:00 (rounded to 1 min, nearest)`.
fn rounded(revision: &ShiftRevision, language: Language) -> Option<String> {
    let origin = ClockOrigin::of(revision)?;
    let side = |word: &str, clocked: Clocked| {
        let (raw, counts) = (clocked.time.raw, moment(clocked.time.at).split_off(11));
        let why = clocked.time.reason.text(language);
        format!("{word} {} → {counts} ({why})", to_the_second(raw))
    };
    let came = side("in", origin.came);
    let went = side(language.pick("uit", "out"), origin.went);
    Some(format!("{}: {came}, {went}", revision.shift.revision))
}

fn state(revision: &ShiftRevision, language: Language) -> String {
    let word = revision.state.word(language);
    if revision.removed {
        return format!("{word} ({})", language.pick("verwijdering", "removal"));
    }
    word.to_owned()
}

fn source(source: ShiftSource, language: Language) -> &'static str {
    match source {
        ShiftSource::Import => language.pick("bestand", "file"),
        ShiftSource::Hand => language.pick("hand", "hand"),
        ShiftSource::Clock => language.pick("klok", "clock"),
        ShiftSource::Planning => language.pick("planning", "planning"),
    }
}

/// A time on the wall.
pub(super) fn clock(minute: i64) -> String {
    format!("{:0>5}", Minutes(minute % DAY).to_string())
}

/// A moment in the Netherlands.
pub fn moment(at: Timestamp) -> String {
    let mut text = to_the_second(at);
    text.truncate("dd-mm-jjjj hh:mm".len());
    text
}

fn to_the_second(at: Timestamp) -> String {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).strftime("%d-%m-%Y %H:%M:%S").to_string()
}
