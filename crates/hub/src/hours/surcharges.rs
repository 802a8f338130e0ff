//! Surcharges of people with contract hours that are to be paid: their hours are in the salary, or go as hours above the
//! contract, so that these lines pay what comes on top and nothing else.

use super::inputs::Inputs;
use super::origin::Origin;
use super::refused::RefusedReason;
use super::wanted::{Wanted, WantedLine};
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::{Factor, HundredthHours};
use loonbrug_store::Person;

impl Inputs {
    /// A line per factor, of what rules and profile say is paid. What they credit is the ledger's.
    pub(super) fn wanted_surcharges(&self, person: &Person) -> Result<Wanted, RefusedReason> {
        let Some(brought) = self.brought.get(&person.id) else {
            return Ok(Wanted::default());
        };
        let range = self.span.range;
        let surcharges = brought.surcharges(range, &self.rules, &self.standing(person))?;
        let line = |(factor, hours): (Factor, HundredthHours)| WantedLine {
            kind: LineKind::Hours,
            origin: Origin::Surcharge { range, factor },
            computed: hours.0,
            per_day: None,
            code: self.settings.surcharge_code_for(factor),
        };
        Ok(Wanted {
            days: 0,
            lines: surcharges.into_iter().map(line).collect(),
        })
    }
}
