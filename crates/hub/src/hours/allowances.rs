//! Allowances per day (V11): what a day earns, as one amount per person on a wage code.

use super::desired::as_shifts;
use super::inputs::Inputs;
use super::origin::Origin;
use super::refused::RefusedReason;
use super::wanted::{Wanted, WantedLine};
use crate::settings::WageCodeMapping;
use loonbrug_domain::Shift;
use loonbrug_domain::allowance::{Allowance, TravelError, kilometre_rates, meal_days, travel_days};
use loonbrug_domain::difference::LineKind;
use loonbrug_store::Person;
use std::collections::BTreeSet;

impl Inputs {
    /// Days with a meal allowance × the amount per day, for whoever has a contract of any type.
    pub(super) fn wanted_meal_allowances(&self, person: &Person) -> Result<Option<Wanted>, RefusedReason> {
        let range = self.span.range;
        let shifts = self.shifts_under_contract(person)?;
        let rules = self.profiles.meal_rules(person.id, range);
        let rules = rules.map_err(|unclear| RefusedReason::unclear(&unclear))?;
        let due = meal_days(&shifts, &rules, range);
        let origin = Origin::MealAllowance { range };
        Ok(Some(wanted(&due, origin, self.settings.meal_allowance.as_ref())))
    }

    /// Days worked × the travel allowance of that day. Days of work at home are not known here, and count as travelled.
    pub(super) fn wanted_travel_allowances(&self, person: &Person) -> Result<Option<Wanted>, RefusedReason> {
        let range = self.span.range;
        let shifts = self.shifts_under_contract(person)?;
        let agreements = self.profiles.travel_agreements(person.id, range);
        let agreements = agreements.map_err(|unclear| RefusedReason::unclear(&unclear))?;
        let due = travel_days(&shifts, &BTreeSet::new(), &agreements, &kilometre_rates(), range);
        let due = due.map_err(|error| RefusedReason::NoTravelRate {
            date: match error {
                TravelError::NoRate(date) => date,
                TravelError::Negative(_) | TravelError::Quantity(_) => range.from,
            },
        })?;
        let origin = Origin::TravelAllowance { range };
        Ok(Some(wanted(&due, origin, self.settings.travel_allowance.as_ref())))
    }

    fn shifts_under_contract(&self, person: &Person) -> Result<Vec<Shift>, RefusedReason> {
        self.valid_contracts(person)?;
        let brought = self.brought.get(&person.id);
        brought.map_or_else(|| Ok(Vec::new()), |brought| as_shifts(&brought.shifts))
    }
}

fn wanted<R>(due: &Allowance<R>, origin: Origin, mapping: Option<&WageCodeMapping>) -> Wanted {
    let line = WantedLine {
        kind: LineKind::Wages,
        origin,
        computed: due.total().0,
        per_day: match due.lines().as_slice() {
            [one] => Some(one.per_day),
            _ => None,
        },
        code: mapping.map(|mapping| mapping.code),
    };
    Wanted {
        days: due.count(),
        lines: Vec::from_iter((due.count() > 0).then_some(line)),
    }
}
