//! What goes into the exports of ledgers (V13).

use crate::application::Hub;
use crate::error::HubError;
use crate::people::display_name;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::ledger::{Booking, LedgerEntry, LedgerKind, Row, rows};
use loonbrug_domain::{DateRange, HundredthHours, Language};
use loonbrug_files::export::ExportRow;
use loonbrug_store::{Person, StoredLedgerEntry};
use std::collections::HashMap;

impl Hub {
    /// The entries of everybody's ledger that are dated in a range, each with the balance after it: by number, person,
    /// date and order of booking. In Dutch, as the manual shows them.
    pub async fn ledger_rows(
        &self,
        organisation: OrganisationId,
        ledger: LedgerKind,
        range: DateRange,
    ) -> Result<Vec<ExportRow>, HubError> {
        let people = self.store.people(organisation).await?;
        let people: HashMap<PersonId, Person> = people.into_iter().map(|person| (person.id, person)).collect();
        let mut balances = self.balances_before(organisation, ledger, range).await?;
        let mut entries = self.store.ledger_in(organisation, ledger, range).await?;
        let order = |entry: &StoredLedgerEntry| {
            let number = people.get(&entry.person).and_then(|person| person.number);
            (
                number.is_none(),
                number,
                entry.person,
                entry.entry.booking.date,
                entry.entry.sequence,
            )
        };
        entries.sort_by_key(order);
        let row = |stored: &StoredLedgerEntry| {
            let balance = balances.entry(stored.person).or_default();
            *balance += stored.entry.booking.hours;
            row(people.get(&stored.person), ledger, &stored.entry.booking, *balance)
        };
        Ok(entries.iter().map(row).collect())
    }

    /// The same of one person.
    pub async fn ledger_rows_of(
        &self,
        organisation: OrganisationId,
        person: &Person,
        ledger: LedgerKind,
        range: DateRange,
    ) -> Result<Vec<ExportRow>, HubError> {
        let stored = self.store.ledgers_of(organisation, ledger, &[person.id]).await?;
        let entries: Vec<LedgerEntry> = stored.into_iter().map(|stored| stored.entry).collect();
        let shown = rows(&entries, range);
        let row = |shown: &Row<'_>| row(Some(person), ledger, &shown.entry.booking, shown.balance);
        Ok(shown.iter().map(row).collect())
    }

    /// What everybody has when the range begins.
    async fn balances_before(
        &self,
        organisation: OrganisationId,
        ledger: LedgerKind,
        range: DateRange,
    ) -> Result<HashMap<PersonId, HundredthHours>, HubError> {
        let Ok(day_before) = range.from.yesterday() else {
            return Ok(HashMap::new());
        };
        let balances = self.store.balances(organisation, day_before).await?;
        let of_ledger = balances.into_iter().filter(|balance| balance.ledger == ledger);
        Ok(of_ledger.map(|balance| (balance.person, balance.hours)).collect())
    }
}

fn row(person: Option<&Person>, ledger: LedgerKind, booking: &Booking, balance: HundredthHours) -> ExportRow {
    let details = &booking.details;
    // What has a type needs no other words; what nobody described is described by its origin.
    let description = if details.description.is_empty() && details.leave_type.is_empty() {
        booking.origin.text(ledger, Language::Dutch)
    } else {
        details.description.clone()
    };
    ExportRow {
        person_number: person.and_then(|person| person.number),
        name: person.map(display_name).unwrap_or_default(),
        date: booking.date,
        requested_on: details.requested_on,
        from: details.days.map(|days| days.from),
        to: details.days.map(|days| days.to),
        description,
        leave_type: details.leave_type.clone(),
        hours: booking.hours,
        balance,
        on_employer: details.on_employer,
    }
}
