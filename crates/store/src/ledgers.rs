//! Hour ledgers (urensaldi): entries that are booked once and never changed.

use crate::audit::append;
use crate::dialect::{Statement, bulk};
use crate::items::of_people;
use crate::recording::Recorder;
use crate::row::Row;
use crate::schema::{LEDGER_ENTRY, LEDGER_SETTINGS};
use crate::value::values;
use crate::{AuditEntry, Result, Store, StoredBalance, StoredLedgerEntry, ToBook};
use jiff::Timestamp;
use loonbrug_domain::calendar::{Date, DateRange};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::leave::Bucket;
use loonbrug_domain::ledger::{Booked, Booking, Details, LedgerEntry, LedgerKind, LedgerOrigin};
use loonbrug_domain::quantity::HundredthHours;
use serde_json::{Value as Cell, json};
use std::collections::{BTreeMap, BTreeSet};

const BOOKED: Statement = bulk!(
    "reading what was booked of some origins",
    "SELECT person, ledger, origin, CAST(SUM(hundredths) AS BIGINT) AS hundredths, MAX(revision) AS revision
     FROM",
    "CROSS JOIN ledger_entry
     WHERE organisation = $2 AND person = item.value ->> 'person' AND ledger = item.value ->> 'ledger'
       AND origin = item.value ->> 'origin'
     GROUP BY person, ledger, origin"
);
const OF_PEOPLE: Statement = bulk!(
    "reading the ledgers of some people",
    "SELECT ledger_entry.id, person, ledger, origin, revision, date, hundredths, bucket_year, bucket_kind, lapses_on,
            requested_on, from_date, to_date, on_employer, leave_type, description, booked_at, booked_by, sequence
     FROM",
    "CROSS JOIN ledger_entry
     WHERE organisation = $2 AND person = item.value ->> 'person' AND ledger = $3
     ORDER BY person, date, sequence"
);
const IN_RANGE: Statement = Statement::new(
    "reading a ledger over some days",
    "SELECT id, person, ledger, origin, revision, date, hundredths, bucket_year, bucket_kind, lapses_on, requested_on,
            from_date, to_date, on_employer, leave_type, description, booked_at, booked_by, sequence
     FROM ledger_entry
     WHERE organisation = $1 AND ledger = $2 AND date BETWEEN $3 AND $4
     ORDER BY person, date, sequence",
);
const BALANCES: Statement = Statement::new(
    "reading balances",
    "SELECT person, ledger, CAST(SUM(hundredths) AS BIGINT) AS hundredths FROM ledger_entry
     WHERE organisation = $1 AND date <= $2
     GROUP BY person, ledger ORDER BY person, ledger",
);
const BALANCES_OF: Statement = bulk!(
    "reading the balances of some people",
    "SELECT person, ledger, CAST(SUM(hundredths) AS BIGINT) AS hundredths
     FROM",
    "CROSS JOIN ledger_entry
     WHERE organisation = $2 AND person = item.value ->> 'person' AND date <= $3
     GROUP BY person, ledger ORDER BY person, ledger"
);
const SETTINGS: Statement = Statement::new(
    "reading the settings of ledgers",
    "SELECT organisation, content FROM ledger_settings WHERE organisation = $1",
);
const PUT_SETTINGS: Statement = Statement::new(
    "storing the settings of ledgers",
    "INSERT INTO ledger_settings (organisation, content) VALUES ($1, $2)
     ON CONFLICT (organisation) DO UPDATE SET content = excluded.content",
);

impl Store {
    /// Books what is missing: each ledger then holds exactly these hours of each origin. What it holds already is not
    /// booked again, whoever books at the same time; a figure that comes out otherwise is booked as the difference.
    /// Gives the entries that were made, in the order in which they came; with them come those of the audit log.
    pub async fn book(
        &self,
        organisation: OrganisationId,
        (at, by): (Timestamp, &str),
        wanted: &[ToBook],
        audit: &[AuditEntry],
    ) -> Result<Vec<StoredLedgerEntry>> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let mut transaction = self.begin().await?;
        // Who books holds the end of the chain, so that nobody else books in between.
        let mut recorder = Recorder::of_organisations(&mut transaction, &[organisation]).await?;
        let items = keys(wanted)
            .into_iter()
            .map(|(person, ledger, origin)| json!({ "person": person, "ledger": ledger, "origin": origin }));
        let found = transaction
            .write_all_returning(&LEDGER_ENTRY, BOOKED, items, values![organisation], booked)
            .await?;
        let mut found: BTreeMap<Key, Booked> = found.into_iter().collect();
        let missing = wanted.iter().filter_map(|wanted| missing(wanted, &mut found));
        let made = missing.map(|(wanted, entry)| StoredLedgerEntry {
            id: wanted.id,
            person: wanted.person,
            ledger: wanted.ledger,
            entry,
            booked_at: at,
            booked_by: by.to_owned(),
        });
        let mut entries: Vec<_> = made.collect();
        let cells = entries.iter().map(|entry| item(organisation, entry)).collect();
        let sequences = recorder.book(&mut transaction, organisation, cells).await?;
        for (entry, sequence) in entries.iter_mut().zip(sequences) {
            entry.entry.sequence = sequence;
        }
        if !entries.is_empty() {
            append(&mut transaction, audit).await?;
        }
        transaction.commit(BOOKED.doing).await?;
        Ok(entries)
    }

    /// The ledgers of one kind of these people, by person, date and order of booking.
    pub async fn ledgers_of(
        &self,
        organisation: OrganisationId,
        ledger: LedgerKind,
        people: &[PersonId],
    ) -> Result<Vec<StoredLedgerEntry>> {
        let values = values![of_people(people), organisation, word(ledger)];
        self.read(&LEDGER_ENTRY, OF_PEOPLE, values, entry).await
    }

    /// The entries of everybody that are dated in a range, by person, date and order of booking.
    pub async fn ledger_in(
        &self,
        organisation: OrganisationId,
        ledger: LedgerKind,
        range: DateRange,
    ) -> Result<Vec<StoredLedgerEntry>> {
        let values = values![organisation, word(ledger), range.from, range.to];
        self.read(&LEDGER_ENTRY, IN_RANGE, values, entry).await
    }

    /// The balances of everybody at the end of a day, by person.
    pub async fn balances(&self, organisation: OrganisationId, on: Date) -> Result<Vec<StoredBalance>> {
        self.read(&LEDGER_ENTRY, BALANCES, values![organisation, on], balance)
            .await
    }

    /// The balances of these people at the end of a day, by person.
    pub async fn balances_of(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
        on: Date,
    ) -> Result<Vec<StoredBalance>> {
        let values = values![of_people(people), organisation, on];
        self.read(&LEDGER_ENTRY, BALANCES_OF, values, balance).await
    }

    /// The settings of an organisation's ledgers as JSON, if there are any.
    pub async fn ledger_settings(&self, organisation: OrganisationId) -> Result<Option<String>> {
        let content = |row: &Row<'_>| row.text("content");
        self.read_one(&LEDGER_SETTINGS, SETTINGS, values![organisation], content)
            .await
    }

    /// Stores the settings of an organisation's ledgers, in the place of former ones.
    pub async fn put_ledger_settings(&self, organisation: OrganisationId, content: &str) -> Result<()> {
        self.write(PUT_SETTINGS, values![organisation, content]).await?;
        Ok(())
    }
}

type Key = (PersonId, LedgerKind, LedgerOrigin);

const fn key(wanted: &ToBook) -> Key {
    (wanted.person, wanted.ledger, wanted.booking.origin)
}

fn keys(wanted: &[ToBook]) -> BTreeSet<Key> {
    wanted.iter().map(key).collect()
}

/// The entry that is missing, if any; it counts as booked from then on. Its place in the chain is still to come.
fn missing<'w>(wanted: &'w ToBook, found: &mut BTreeMap<Key, Booked>) -> Option<(&'w ToBook, LedgerEntry)> {
    let booked = found.entry(key(wanted)).or_default();
    let (booking, revision) = wanted.booking.beside(*booked)?;
    *booked = Booked {
        hours: booked.hours + booking.hours,
        revision: Some(revision),
    };
    let entry = LedgerEntry {
        sequence: 0,
        revision,
        booking,
    };
    Some((wanted, entry))
}

pub(crate) const fn word(ledger: LedgerKind) -> &'static str {
    match ledger {
        LedgerKind::Leave => "leave",
        LedgerKind::PlusMinus => "plus-minus",
    }
}

fn booked(row: &Row<'_>) -> Result<(Key, Booked)> {
    let key = (row.parsed("person")?, row.parsed("ledger")?, row.parsed("origin")?);
    let booked = Booked {
        hours: HundredthHours(row.integer("hundredths")?),
        revision: Some(row.integer("revision")?),
    };
    Ok((key, booked))
}

fn item(organisation: OrganisationId, stored: &StoredLedgerEntry) -> Cell {
    let Booking {
        origin,
        date,
        hours,
        bucket,
        details,
    } = &stored.entry.booking;
    json!({
        "id": stored.id,
        "organisation": organisation,
        "person": stored.person,
        "ledger": stored.ledger,
        "origin": origin,
        "revision": stored.entry.revision,
        "date": date,
        "hundredths": hours,
        "bucket_year": bucket.map(|bucket| bucket.year),
        "bucket_kind": bucket.map(|bucket| bucket.kind),
        "lapses_on": bucket.and_then(|bucket| bucket.lapses_on),
        "requested_on": details.requested_on,
        "from_date": details.days.map(|days| days.from),
        "to_date": details.days.map(|days| days.to),
        "on_employer": i64::from(details.on_employer),
        "leave_type": details.leave_type,
        "description": details.description,
        "booked_at": stored.booked_at.as_millisecond(),
        "booked_by": stored.booked_by,
    })
}

pub(crate) fn entry(row: &Row<'_>) -> Result<StoredLedgerEntry> {
    let days = row
        .optional_text("from_date")?
        .map(|_| row.range("from_date", "to_date"));
    Ok(StoredLedgerEntry {
        id: row.parsed("id")?,
        person: row.parsed("person")?,
        ledger: row.parsed("ledger")?,
        entry: LedgerEntry {
            sequence: row.integer("sequence")?,
            revision: row.integer("revision")?,
            booking: Booking {
                origin: row.parsed("origin")?,
                date: row.parsed("date")?,
                hours: HundredthHours(row.integer("hundredths")?),
                bucket: bucket(row)?,
                details: Details {
                    requested_on: row.optional_parsed("requested_on")?,
                    days: days.transpose()?,
                    description: row.text("description")?,
                    leave_type: row.text("leave_type")?,
                    on_employer: row.flag("on_employer")?,
                },
            },
        },
        booked_at: row.time("booked_at")?,
        booked_by: row.text("booked_by")?,
    })
}

fn bucket(row: &Row<'_>) -> Result<Option<Bucket>> {
    let Some(kind) = row.optional_parsed("bucket_kind")? else {
        return Ok(None);
    };
    Ok(Some(Bucket {
        year: row.number("bucket_year")?,
        kind,
        lapses_on: row.optional_parsed("lapses_on")?,
    }))
}

fn balance(row: &Row<'_>) -> Result<StoredBalance> {
    Ok(StoredBalance {
        person: row.parsed("person")?,
        ledger: row.parsed("ledger")?,
        hours: HundredthHours(row.integer("hundredths")?),
    })
}
