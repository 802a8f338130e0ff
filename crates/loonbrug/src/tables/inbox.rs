//! What waits for a person.

use super::table;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::{Date, Language, PayPeriod};
use loonbrug_hub::{Open, OpenItem};

/// A table of what waits, and what to do about each.
#[must_use]
pub fn inbox(open: &[Open], today: Date, language: Language) -> String {
    let headers = language.pick(
        ["Werkgever", "Koppeling", "Wat wacht", "Sinds", "Wat te doen"],
        ["Employer", "Coupling", "What waits", "Since", "What to do"],
    );
    let mut table = table(&headers, &[]);
    for item in open {
        table.add_row([
            item.organisation.clone(),
            item.coupling.clone().unwrap_or_default(),
            item.text(language),
            item.oldest.map(dutch_date).unwrap_or_default(),
            format!("{}\n{}", item.to_do(language), command(item, today)),
        ]);
    }
    table.to_string()
}

/// The command with which one does something about it.
fn command(open: &Open, today: Date) -> String {
    let from = open.oldest.unwrap_or(today);
    let days = format!("--from {from} --to {today}");
    let organisation = format!("--organisation \"{}\"", open.organisation);
    let coupling = open.coupling.as_deref().unwrap_or_default();
    match &open.what {
        OpenItem::Paused { .. } => format!("loonbrug check --resume --coupling {coupling}"),
        OpenItem::Conflicts { .. } => format!("loonbrug hours doubts --coupling {coupling}"),
        OpenItem::InDoubt { period } => of_period("apply", coupling, *period),
        OpenItem::Differs { period } => of_period("verify", coupling, *period),
        OpenItem::ToSend { period, .. } => of_period("plan", coupling, *period),
        OpenItem::Run {
            flow, range, period, ..
        } => format!(
            "loonbrug hours plan --coupling {coupling} --flow {} --from {} --to {} --year {} --period {}",
            flow.as_str(),
            range.from,
            range.to,
            period.year,
            period.number
        ),
        OpenItem::PeopleRun { .. } | OpenItem::NotLinked => format!("loonbrug people plan --coupling {coupling}"),
        OpenItem::OddFigures => format!("loonbrug oddities list {organisation} {days}"),
        OpenItem::ClockEvents | OpenItem::UnknownBadges => format!("loonbrug clock open {organisation} {days}"),
        OpenItem::ShiftsSubmitted | OpenItem::ShiftsOpen => format!("loonbrug shifts list {organisation} {days}"),
        OpenItem::LeaveRequested => format!("loonbrug leave list {organisation} --waiting"),
        OpenItem::PayoutsRequested => format!("loonbrug payout list {organisation}"),
        OpenItem::Undelivered => format!("loonbrug notices undelivered {organisation}"),
        OpenItem::SoapEnds { .. } => format!("loonbrug coupling move {coupling}"),
    }
}

fn of_period(command: &str, coupling: &str, period: PayPeriod) -> String {
    format!(
        "loonbrug hours {command} --coupling {coupling} --year {} --period {}",
        period.year, period.number
    )
}
