//! Time for time (tijd voor tijd) that was not taken in its term, and is paid instead (rules: `otherwise`).

use super::inputs::Inputs;
use super::origin::Origin;
use super::plan::Span;
use super::refused::RefusedReason;
use super::wanted::{Wanted, WantedLine};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use loonbrug_domain::DateRange;
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::leave::{Untaken, untaken};
use loonbrug_domain::ledger::{LedgerEntry, LedgerKind};
use loonbrug_store::{Link, Person};
use std::collections::BTreeMap;

impl Hub {
    /// What is left of the credits whose term ended in these days and is over by now, by person.
    pub(super) async fn untaken_time(
        &self,
        coupling: &OpenCoupling,
        span: Span,
        links: &[Link],
    ) -> Result<BTreeMap<PersonId, Vec<Untaken>>, HubError> {
        let yesterday = self.surroundings.today().yesterday().unwrap_or(span.range.from);
        let Some(ended) = DateRange::new(span.range.from, span.range.to.min(yesterday)) else {
            return Ok(BTreeMap::new());
        };
        let people: Vec<PersonId> = links.iter().map(|link| link.person).collect();
        let stored = self
            .store
            .ledgers_of(coupling.organisation(), LedgerKind::Leave, &people);
        let mut entries: BTreeMap<PersonId, Vec<LedgerEntry>> = BTreeMap::new();
        for stored in stored.await? {
            entries.entry(stored.person).or_default().push(stored.entry);
        }
        let of_person = |(person, entries): (PersonId, Vec<LedgerEntry>)| (person, untaken(&entries, ended));
        let all = entries.into_iter().map(of_person);
        Ok(all.filter(|(_, untaken)| !untaken.is_empty()).collect())
    }
}

impl Inputs {
    /// A line per credit, so that the ledger follows each by itself.
    pub(super) fn wanted_time_for_time(&self, person: &Person) -> Result<Wanted, RefusedReason> {
        self.valid_contracts(person)?;
        let range = self.span.range;
        let line = |untaken: &Untaken| WantedLine {
            kind: LineKind::Hours,
            origin: Origin::TimeForTime {
                range,
                credit: untaken.credit,
            },
            computed: untaken.to_pay.0,
            per_day: None,
            code: self.settings.surcharge_code_for(untaken.credit.otherwise),
        };
        let due = self.due.untaken.get(&person.id).into_iter().flatten();
        Ok(Wanted {
            days: 0,
            lines: due.map(line).collect(),
        })
    }
}
