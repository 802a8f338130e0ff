//! What people book by hand: credits and debits, opening balances, +/- hours turned into leave.

use super::staff::Staff;
use super::{LedgerRefusal, Wanted};
use crate::application::Hub;
use crate::error::{HubError, Refusal};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::leave::{Holdings, LeaveKind, terms_on};
use loonbrug_domain::ledger::{Booking, Details, LedgerEntry, LedgerKind, LedgerOrigin};
use loonbrug_domain::{Date, HundredthHours};
use loonbrug_store::StoredLedgerEntry;

/// A booking by hand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ByHandEntry {
    /// Which ledger.
    pub ledger: LedgerKind,
    /// Credited above zero, debited below.
    pub hours: HundredthHours,
    /// The day from which it counts.
    pub date: Date,
    /// Why.
    pub reason: String,
    /// Leave: year and kind. A credit without one is extra-statutory leave of the year of its day; a debit without one
    /// is taken from what lapses first.
    pub of: Option<(i16, LeaveKind)>,
    /// Whether it is the balance that somebody comes with (startsaldo).
    pub opening: bool,
}

/// +/- hours that become leave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conversion {
    /// How many; above zero.
    pub hours: HundredthHours,
    /// The day.
    pub date: Date,
    /// The kind of leave that they become.
    pub kind: LeaveKind,
    /// Why.
    pub reason: String,
}

impl Hub {
    /// Credits or debits a ledger by hand, or opens it.
    pub async fn book_by_hand(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        entry: &ByHandEntry,
    ) -> Result<Vec<StoredLedgerEntry>, HubError> {
        if entry.hours == HundredthHours::ZERO {
            return Err(Refusal::from(LedgerRefusal::NoHours(entry.hours)).into());
        }
        check_reason(&entry.reason)?;
        let identity = self.surroundings.identity();
        let origin = if entry.opening {
            LedgerOrigin::Opening(identity)
        } else {
            LedgerOrigin::Hand(identity)
        };
        let settings = self.ledger_settings(organisation).await?;
        let terms = terms_on(&settings.map(|settings| settings.leave).unwrap_or_default(), entry.date);
        let credit = (entry.hours > HundredthHours::ZERO).then_some((entry.date.year(), LeaveKind::ExtraStatutory));
        let of = entry.of.or(credit).filter(|_| entry.ledger == LedgerKind::Leave);
        let booking = Booking {
            bucket: of.map(|(year, kind)| terms.bucket(year, kind)),
            details: self.details(&entry.reason),
            ..Booking::new(origin, entry.date, entry.hours)
        };
        let detail = format!("{} {} {}", origin, entry.hours, entry.reason);
        let line = self.audit_entry(Some(organisation), "ledger.booked", &person.to_string(), &detail);
        let wanted = Wanted {
            person,
            ledger: entry.ledger,
            booking,
        };
        self.book(organisation, vec![wanted], &[line]).await
    }

    /// Turns +/- hours into leave: one entry in each ledger, or none.
    pub async fn convert_to_leave(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        conversion: &Conversion,
    ) -> Result<Vec<StoredLedgerEntry>, HubError> {
        check_reason(&conversion.reason)?;
        let available = self
            .available(organisation, person, LedgerKind::PlusMinus, conversion.date)
            .await?;
        check_hours(conversion.hours, available)?;
        let origin = LedgerOrigin::Conversion(self.surroundings.identity());
        let settings = self.ledger_settings(organisation).await?;
        let terms = terms_on(
            &settings.map(|settings| settings.leave).unwrap_or_default(),
            conversion.date,
        );
        let booking = |hours| Booking {
            details: self.details(&conversion.reason),
            ..Booking::new(origin, conversion.date, hours)
        };
        let leave = Booking {
            bucket: Some(terms.bucket(conversion.date.year(), conversion.kind)),
            ..booking(conversion.hours)
        };
        let detail = format!("{} {} {}", origin, conversion.hours, conversion.reason);
        let line = self.audit_entry(Some(organisation), "ledger.converted", &person.to_string(), &detail);
        let wanted = [
            (LedgerKind::PlusMinus, booking(-conversion.hours)),
            (LedgerKind::Leave, leave),
        ];
        let wanted = wanted.map(|(ledger, booking)| Wanted {
            person,
            ledger,
            booking,
        });
        self.book(organisation, wanted.into(), &[line]).await
    }

    fn details(&self, reason: &str) -> Details {
        Details {
            requested_on: Some(self.surroundings.today()),
            description: reason.to_owned(),
            ..Details::default()
        }
    }

    /// What can be taken from a ledger on a day: its balance, less the payouts that wait, and less time for time whose
    /// term has ended by then and that is to be paid.
    pub(super) async fn available(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        ledger: LedgerKind,
        on: Date,
    ) -> Result<HundredthHours, HubError> {
        let balances = self.store.balances(organisation, on).await?;
        let mut of_person = balances
            .iter()
            .filter(|balance| (balance.person, balance.ledger) == (person, ledger));
        let balance = of_person.next().map_or(HundredthHours::ZERO, |balance| balance.hours);
        let waiting = self.waiting_payouts(organisation, person, ledger).await?;
        let ended = match ledger {
            LedgerKind::Leave => self.ended_time(organisation, person, on).await?,
            LedgerKind::PlusMinus => HundredthHours::ZERO,
        };
        Ok(balance - waiting - ended)
    }

    /// Time for time that can no longer be taken on a day, and is in the ledger until Nmbrs holds it.
    async fn ended_time(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        on: Date,
    ) -> Result<HundredthHours, HubError> {
        let stored = self
            .store
            .ledgers_of(organisation, LedgerKind::Leave, &[person])
            .await?;
        let entries: Vec<LedgerEntry> = stored.into_iter().map(|stored| stored.entry).collect();
        let held = Holdings::on(&entries, on).buckets.into_iter();
        let ended = held.filter(|(bucket, _)| bucket.kind == LeaveKind::TimeForTime && !bucket.is_usable_on(on));
        Ok(ended.map(|(_, hours)| hours).sum())
    }
}

pub(super) fn check_hours(wanted: HundredthHours, available: HundredthHours) -> Result<(), Refusal> {
    if wanted <= HundredthHours::ZERO {
        return Err(LedgerRefusal::NoHours(wanted).into());
    }
    if wanted > available {
        return Err(LedgerRefusal::TooLittle { wanted, available }.into());
    }
    Ok(())
}

fn check_reason(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() {
        return Err(LedgerRefusal::NoReason.into());
    }
    Ok(())
}

/// The last day in service of somebody who leaves.
pub(super) fn last_day(staff: &Staff, person: PersonId) -> Option<Date> {
    staff.member(person).and_then(|member| member.last_day)
}
