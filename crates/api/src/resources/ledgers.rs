//! Hour ledgers: balances, entries, and booking by hand.

use crate::asked::Query;
use crate::bounds::{LONGEST_TEXT, says_something};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use crate::paging::{Page, Paging};
use axum::Json;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::leave::LeaveKind;
use loonbrug_domain::ledger::{LedgerEntry, LedgerKind};
use loonbrug_domain::{Date, HundredthHours};
use loonbrug_hub::ledgers::{ByHandEntry, Conversion};
use loonbrug_store::{EntriesAfter, StoredLedgerEntry};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Most hours in one booking, in hundredths: a year and a half of full weeks.
const MOST: i64 = 300_000;

/// The hour ledgers (urensaldi) of a person.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "today": "2023-05-17",
    "leave": { "balance_hundredths_of_an_hour": 12250, "waiting_hundredths_of_an_hour": 0 },
    "plus_minus": { "balance_hundredths_of_an_hour": -350, "waiting_hundredths_of_an_hour": 0 },
}))]
pub struct Balances {
    /// The day on which they hold.
    today: Date,
    /// Leave hours (verlofuren).
    leave: Balance,
    /// +/- hours.
    plus_minus: Balance,
}

/// The balance of a ledger.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "balance_hundredths_of_an_hour": 12250, "waiting_hundredths_of_an_hour": 0 }))]
pub struct Balance {
    /// The balance today.
    balance_hundredths_of_an_hour: i64,
    /// Payouts that wait and are not in it yet.
    waiting_hundredths_of_an_hour: i64,
}

/// An entry (transactie) of a ledger.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "sequence": 12, "date": "2023-01-18", "hundredths_of_an_hour": -750, "description": "I.v.m. werk zondag",
    "leave_type": "Verlof", "requested_on": "2023-01-12", "from": "2023-01-18", "to": "2023-01-18", "on_employer": false,
}))]
pub struct Entry {
    /// The order in which entries were booked.
    sequence: i64,
    /// The day from which it counts.
    date: Date,
    /// Credited above zero, debited below.
    hundredths_of_an_hour: i64,
    /// In somebody's own words; empty where it was booked by itself.
    description: String,
    /// Type of leave, or empty.
    leave_type: String,
    /// Aangevraagd op.
    requested_on: Option<Date>,
    /// First day off.
    from: Option<Date>,
    /// Last day off.
    to: Option<Date>,
    /// On the employer's account (conto werkgever): it costs no hours.
    on_employer: bool,
}

impl Entry {
    fn of(entry: LedgerEntry) -> Self {
        let booking = entry.booking;
        let days = booking.details.days;
        Self {
            sequence: entry.sequence,
            date: booking.date,
            hundredths_of_an_hour: booking.hours.0,
            description: booking.details.description,
            leave_type: booking.details.leave_type,
            requested_on: booking.details.requested_on,
            from: days.map(|days| days.from),
            to: days.map(|days| days.to),
            on_employer: booking.details.on_employer,
        }
    }
}

/// A ledger.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "leave")]
pub enum Ledger {
    /// Leave hours.
    Leave,
    /// +/- hours.
    PlusMinus,
}

/// A kind of leave.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "extra-statutory")]
pub enum Kind {
    /// Wettelijk.
    Statutory,
    /// Bovenwettelijk.
    ExtraStatutory,
    /// Tijd voor tijd.
    TimeForTime,
    /// ADV.
    ShorterHours,
    /// Of the collective agreement.
    CollectiveAgreement,
}

impl From<Kind> for LeaveKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Statutory => Self::Statutory,
            Kind::ExtraStatutory => Self::ExtraStatutory,
            Kind::TimeForTime => Self::TimeForTime,
            Kind::ShorterHours => Self::ShorterHours,
            Kind::CollectiveAgreement => Self::CollectiveAgreement,
        }
    }
}

impl From<LeaveKind> for Kind {
    fn from(kind: LeaveKind) -> Self {
        match kind {
            LeaveKind::Statutory => Self::Statutory,
            LeaveKind::ExtraStatutory => Self::ExtraStatutory,
            LeaveKind::TimeForTime => Self::TimeForTime,
            LeaveKind::ShorterHours => Self::ShorterHours,
            LeaveKind::CollectiveAgreement => Self::CollectiveAgreement,
        }
    }
}

/// What is booked by hand (bij-/afschrijven).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "ledger": "plus-minus", "hundredths_of_an_hour": 750, "date": "2023-03-05", "reason": "Inventarisatie",
}))]
pub struct Booking {
    /// Which ledger.
    ledger: Ledger,
    /// Credited above zero, debited below; never zero.
    #[schema(minimum = -300_000, maximum = 300_000)]
    hundredths_of_an_hour: i64,
    /// The day from which it counts.
    date: Date,
    /// Why. The employee reads it too.
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
    /// Of leave: the kind. A credit without one is extra-statutory; a debit is taken from what lapses first.
    kind: Option<Kind>,
    /// Whether it is the balance that somebody comes with (startsaldo).
    #[serde(default)]
    opening: bool,
}

/// +/- hours that become leave (omzetten).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "hundredths_of_an_hour": 800, "date": "2023-03-05", "kind": "extra-statutory", "reason": "Op verzoek",
}))]
pub struct Converted {
    /// How many.
    #[schema(minimum = 1, maximum = 300_000)]
    hundredths_of_an_hour: i64,
    /// The day.
    date: Date,
    /// What they become.
    kind: Kind,
    /// Why.
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// The entries that were booked.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "booked": ["018e2f3c-5a00-7000-8000-000000000005"] }))]
pub struct Booked {
    /// Their identities.
    booked: Vec<Uuid>,
}

fn fits(hundredths: i64, least: i64, reason: &str) -> Result<(), Failure> {
    if hundredths == 0 || !(least..=MOST).contains(&hundredths) {
        return Err(Wrong::body(
            "/hundredths_of_an_hour",
            "Een aantal dat geen nul is, tot 300.000 honderdsten (3.000 uur).",
            "A number that is not zero, up to 300,000 hundredths (3,000 hours).",
        ));
    }
    says_something("/reason", reason, LONGEST_TEXT)
}

/// The balances of a person today.
#[utoipa::path(
    get, path = "/organisations/{organisation}/people/{person}/ledgers", operation_id = "getBalances", tag = "ledgers",
    summary = "The balances of a person",
    responses((status = 200, description = "Both ledgers.", body = Balances)),
)]
pub async fn balances(guarded: Guarded) -> Result<Json<Balances>, Failure> {
    let person = guarded.person().await?;
    let told = guarded.hub().ledger_statement(guarded.id(), &person, None).await?;
    let balance = |part: &loonbrug_hub::ledgers::LedgerPart| Balance {
        balance_hundredths_of_an_hour: part.balance.0,
        waiting_hundredths_of_an_hour: part.waiting.0,
    };
    Ok(Json(Balances {
        today: told.today,
        leave: balance(&told.leave),
        plus_minus: balance(&told.plus_minus),
    }))
}

/// The entries of a ledger of a person: `leave` or `plus-minus`.
#[utoipa::path(
    get, path = "/organisations/{organisation}/people/{person}/ledgers/{ledger}/entries",
    operation_id = "listLedgerEntries", tag = "ledgers",
    summary = "The entries of a ledger",
    params(Paging),
    responses((status = 200, description = "A page of entries, by day and order of booking.", body = Page<Entry>)),
)]
pub async fn entries(guarded: Guarded, Query(paging): Query<Paging>) -> Result<Json<Page<Entry>>, Failure> {
    let ledger: String = guarded.named("ledger")?;
    let person = guarded.person().await?;
    let ledger = match ledger.as_str() {
        "leave" => LedgerKind::Leave,
        "plus-minus" => LedgerKind::PlusMinus,
        _ => return Err(Failure::NotFound),
    };
    let wanted = EntriesAfter {
        person: person.id,
        ledger,
        after: paging.after(day_and_sequence)?,
    };
    let store = &guarded.hub().store;
    let entries = store
        .ledger_entries_after(guarded.id(), &wanted, paging.one_more()?)
        .await?;
    let key = |stored: &StoredLedgerEntry| format!("{} {}", stored.entry.booking.date, stored.entry.sequence);
    Ok(Json(paging.part(entries, key, |stored| Entry::of(stored.entry))?))
}

/// What the key of an entry says.
fn day_and_sequence(key: &str) -> Option<(Date, i64)> {
    let (day, sequence) = key.split_once(' ')?;
    Some((day.parse().ok()?, sequence.parse().ok()?))
}

/// Books on a ledger by hand.
#[utoipa::path(
    post, path = "/organisations/{organisation}/people/{person}/ledger-bookings", operation_id = "bookByHand",
    tag = "ledgers",
    summary = "Credit or debit a ledger",
    params(OnceHeader), request_body = Booking,
    responses((status = 201, description = "What was booked.", body = Booked)),
)]
pub async fn book(guarded: Guarded, once: Once<Booking>) -> Answer {
    let (hub, organisation, person) = whose(&guarded).await?;
    once.make(&guarded, async move |booking| {
        fits(booking.hundredths_of_an_hour, -MOST, &booking.reason)?;
        let entry = ByHandEntry {
            ledger: match booking.ledger {
                Ledger::Leave => LedgerKind::Leave,
                Ledger::PlusMinus => LedgerKind::PlusMinus,
            },
            hours: HundredthHours(booking.hundredths_of_an_hour),
            date: booking.date,
            reason: booking.reason,
            of: booking.kind.map(|kind| (booking.date.year(), kind.into())),
            opening: booking.opening,
        };
        let booked = hub.book_by_hand(organisation, person, &entry).await?;
        Ok(Booked {
            booked: booked.iter().map(|entry| entry.id.0).collect(),
        })
    })
    .await
}

/// Turns +/- hours into leave: one entry in each ledger, or none.
#[utoipa::path(
    post, path = "/organisations/{organisation}/people/{person}/conversions", operation_id = "convertToLeave",
    tag = "ledgers",
    summary = "Turn +/- hours into leave",
    params(OnceHeader), request_body = Converted,
    responses((status = 201, description = "What was booked.", body = Booked)),
)]
pub async fn convert(guarded: Guarded, once: Once<Converted>) -> Answer {
    let (hub, organisation, person) = whose(&guarded).await?;
    once.make(&guarded, async move |converted| {
        fits(converted.hundredths_of_an_hour, 1, &converted.reason)?;
        let conversion = Conversion {
            hours: HundredthHours(converted.hundredths_of_an_hour),
            date: converted.date,
            kind: converted.kind.into(),
            reason: converted.reason,
        };
        let booked = hub.convert_to_leave(organisation, person, &conversion).await?;
        Ok(Booked {
            booked: booked.iter().map(|entry| entry.id.0).collect(),
        })
    })
    .await
}

async fn whose(
    guarded: &Guarded,
) -> Result<(loonbrug_hub::Hub, loonbrug_domain::ids::OrganisationId, PersonId), Failure> {
    let person = guarded.person().await?;
    Ok((guarded.hub().clone(), guarded.id(), person.id))
}
