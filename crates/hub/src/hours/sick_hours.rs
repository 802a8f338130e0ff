//! Sick hours (ziekte-uren): a line per percentage that is paid, under the code for salaried or for hourly paid.

use super::inputs::Inputs;
use super::origin::Origin;
use super::refused::RefusedReason;
use super::wanted::{Wanted, WantedLine};
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::sickness::{SickHours, code_for};
use loonbrug_store::Person;

impl Inputs {
    /// What is due to somebody who is sick in these days; nothing to whoever is not any more.
    pub(super) fn wanted_sick_hours(&self, person: &Person) -> Result<Wanted, RefusedReason> {
        self.valid_contracts(person)?;
        let range = self.span.range;
        let due = self
            .due
            .sick_pay
            .get(&person.id)
            .cloned()
            .unwrap_or_else(|| Ok(Vec::new()))?;
        let line = |SickHours { pay, percent, hours }: SickHours| WantedLine {
            kind: LineKind::Hours,
            origin: Origin::SickHours { range, pay, percent },
            computed: hours.0,
            per_day: None,
            code: code_for(&self.due.sickness_codes, pay, percent),
        };
        Ok(Wanted {
            days: 0,
            lines: due.into_iter().map(line).collect(),
        })
    }
}
