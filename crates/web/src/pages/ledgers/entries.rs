//! "Bij/af-schrijven" and "omzetten naar verlofuren": what is booked by hand.

use super::parse;
use super::person::{address, refused};
use crate::answer::{Answer, Failure, go_to};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::once::MARK;
use crate::pages::reach::person_of;
use crate::site::Site;
use crate::words::parse_hundredths;
use axum::extract::{Path, State};
use loonbrug_domain::leave::LeaveKind;
use loonbrug_domain::{Date, HundredthHours};
use loonbrug_hub::ledgers::{ByHandEntry, Conversion};
use loonbrug_store::Person;

/// A quantity of hours above zero, as it was typed.
pub fn hours(fields: &Fields) -> Result<HundredthHours, Failure> {
    let typed = parse_hundredths(fields.text("hours"));
    typed
        .filter(|hours| *hours > 0)
        .map(HundredthHours)
        .ok_or(Failure::Wrong(
            "Er is niets geboekt: vul het aantal uren in, boven nul en met een komma, zoals 62,5.",
            "Nothing was booked: fill in the hours, above zero and with a comma, such as 62,5.",
        ))
}

fn day(fields: &Fields) -> Result<Date, Failure> {
    fields.date("date").ok_or(Failure::Wrong(
        "Er is niets geboekt: vul de datum in, zoals 05-03-2023.",
        "Nothing was booked: fill in the date, such as 05-03-2023.",
    ))
}

fn reason(fields: &Fields) -> Result<String, Failure> {
    let reason = fields.filled("reason").ok_or(Failure::Wrong(
        "Er is niets geboekt: zeg bij Omschrijving waarom. De medewerker ziet dat ook.",
        "Nothing was booked: say why under Description. The employee sees it too.",
    ))?;
    Ok(reason.to_owned())
}

fn kind(fields: &Fields) -> Option<LeaveKind> {
    fields.text("kind").parse().ok()
}

/// `POST …/ledgers/{person}/book`.
pub async fn book(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, id)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Answer {
    let person = person_of(&guarded, &id).await?;
    let Some(first) = site.once.take(fields.text(MARK)) else {
        return Ok(go_to(&format!("{}?done=already", address(&guarded, &person))));
    };
    match booked(&guarded, &person, &fields).await {
        Ok(()) => first.keep(),
        Err(failure) => {
            let form = format!("book {}", fields.text("ledger"));
            return refused(&guarded, &person, &form, fields, failure).await;
        }
    }
    Ok(go_to(&format!("{}?done=booked", address(&guarded, &person))))
}

async fn booked(guarded: &Guarded, person: &Person, fields: &Fields) -> Result<(), Failure> {
    let (hours, date) = (hours(fields)?, day(fields)?);
    let what = fields.text("what");
    let entry = ByHandEntry {
        ledger: parse(fields.text("ledger")).ok_or(Failure::NotFound)?,
        hours: if what == "debit" { -hours } else { hours },
        date,
        reason: reason(fields)?,
        of: kind(fields).map(|kind| (date.year(), kind)),
        opening: what == "opening",
    };
    guarded.hub().book_by_hand(guarded.id(), person.id, &entry).await?;
    Ok(())
}

/// `POST …/ledgers/{person}/convert`.
pub async fn convert(
    State(site): State<Site>,
    guarded: Guarded,
    Path((_, id)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Answer {
    let person = person_of(&guarded, &id).await?;
    let Some(first) = site.once.take(fields.text(MARK)) else {
        return Ok(go_to(&format!("{}?done=already", address(&guarded, &person))));
    };
    match converted(&guarded, &person, &fields).await {
        Ok(()) => first.keep(),
        Err(failure) => return refused(&guarded, &person, "convert", fields, failure).await,
    }
    Ok(go_to(&format!("{}?done=booked", address(&guarded, &person))))
}

async fn converted(guarded: &Guarded, person: &Person, fields: &Fields) -> Result<(), Failure> {
    let conversion = Conversion {
        hours: hours(fields)?,
        date: day(fields)?,
        kind: kind(fields).unwrap_or(LeaveKind::TimeForTime),
        reason: reason(fields)?,
    };
    let hub = guarded.hub();
    hub.convert_to_leave(guarded.id(), person.id, &conversion).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_above_zero_and_have_a_comma() {
        let read = |text: &str| hours(&Fields::parse(format!("hours={text}").as_bytes()));
        assert_eq!(read("62,5").unwrap(), HundredthHours(6_250));
        for wrong in ["", "0", "-5", "1,234.50", "vijf"] {
            assert!(matches!(read(wrong), Err(Failure::Wrong(..))), "{wrong}");
        }
    }
}
