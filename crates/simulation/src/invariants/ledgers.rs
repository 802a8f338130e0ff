//! The ledgers: each credit of time for time once, minus what Nmbrs confirmed of it, and a balance that is the sum of
//! its entries.

use super::evidence::Evidence;
use crate::broken::{Broken, Invariant};
use crate::walk::Walk;
use loonbrug_domain::HundredthHours;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::leave::TimeForTimeCredit;
use loonbrug_domain::ledger::{LedgerEntry, LedgerKind, LedgerOrigin};
use loonbrug_hub::hours::Origin;
use std::collections::BTreeMap;

/// Hours by credit.
type Credits = BTreeMap<TimeForTimeCredit, HundredthHours>;

impl Walk<'_> {
    pub(super) async fn check_ledgers(&self, evidence: &Evidence) -> anyhow::Result<()> {
        let store = &self.node.hub.store;
        let balances = store.balances(self.organisation, self.model.today).await?;
        for (number, person) in &self.model.people {
            let stored = store
                .ledgers_of(self.organisation, LedgerKind::Leave, &[*person])
                .await?;
            let entries: Vec<LedgerEntry> = stored.into_iter().map(|stored| stored.entry).collect();
            let credited = sums(&entries, |origin| match origin {
                LedgerOrigin::TimeForTime(credit) => Some(credit),
                _ => None,
            });
            same(*number, "credited", &credited, &self.credits_of(*number)?)?;
            let paid = sums(&entries, |origin| match origin {
                LedgerOrigin::TimeForTimePaid(credit) => Some(credit),
                _ => None,
            });
            same(*number, "paid", &paid, &confirmed(evidence, *person))?;
            let counted = entries.iter().filter(|entry| entry.booking.date <= self.model.today);
            let sum: HundredthHours = counted.map(|entry| entry.booking.hours).sum();
            let found = balances
                .iter()
                .find(|balance| (balance.person, balance.ledger) == (*person, LedgerKind::Leave));
            let balance = found.map_or(HundredthHours::ZERO, |balance| balance.hours);
            if balance != sum {
                let text = format!("{number}: the balance is {balance}, and the entries make {sum}");
                return Err(Broken::new(Invariant::NothingLost, text).into());
            }
        }
        Ok(())
    }

    /// What the shifts of all weeks that have ended credit.
    fn credits_of(&self, number: i64) -> anyhow::Result<Credits> {
        let mut credits = Credits::new();
        let sundays = self.model.sundays();
        for sunday in sundays.into_iter().filter(|sunday| *sunday < self.model.today) {
            credits.extend(self.model.credited(sunday, number)?);
        }
        Ok(credits)
    }
}

fn sums(entries: &[LedgerEntry], of: impl Fn(LedgerOrigin) -> Option<TimeForTimeCredit>) -> Credits {
    let mut sums = Credits::new();
    for entry in entries {
        if let Some(credit) = of(entry.booking.origin) {
            *sums.entry(credit).or_default() += entry.booking.hours;
        }
    }
    sums.retain(|_, hours| *hours != HundredthHours::ZERO);
    sums
}

/// Minus the time off that what is confirmed takes the place of.
fn confirmed(evidence: &Evidence, person: PersonId) -> Credits {
    let mut confirmed: Credits = Credits::new();
    for (line, row) in evidence.ledger.rows().filter(|(line, _)| line.person == person) {
        if let Some(Origin::TimeForTime { credit, .. }) = Origin::parse(&line.origin) {
            *confirmed.entry(credit).or_default() += HundredthHours(row.quantity);
        }
    }
    let taken = confirmed
        .into_iter()
        .map(|(credit, hours)| (credit, -credit.taken_by(hours)));
    taken.filter(|(_, hours)| *hours != HundredthHours::ZERO).collect()
}

fn same(number: i64, what: &str, held: &Credits, expected: &Credits) -> anyhow::Result<()> {
    if held == expected {
        return Ok(());
    }
    let text = format!("{number}: the ledger has {what} {held:?}, and it should be {expected:?}");
    let held: HundredthHours = held.values().copied().sum();
    let expected: HundredthHours = expected.values().copied().sum();
    let invariant = if held > expected {
        Invariant::NothingDouble
    } else {
        Invariant::NothingLost
    };
    Err(Broken::new(invariant, text).into())
}
