//! What each flow asks for, person by person: the only thing in which flows differ.

use super::contract_type::{ContractType, contract_type};
use super::decision::{decision_key, decision_source};
use super::desired::circumstances;
use super::flow::Flow;
use super::inputs::Inputs;
use super::origin::Origin;
use super::refused::RefusedReason;
use super::unsent::Unsent;
use crate::people::display_name;
use crate::settings::CouplingSettings;
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::people::Contract;
use loonbrug_domain::plus_minus;
use loonbrug_domain::profile::ContractKind;
use loonbrug_domain::rules::Circumstances;
use loonbrug_domain::{Cents, Factor, HundredthHours, Minutes, RuleSet};
use loonbrug_store::{Payout, Person};

/// What one person should have.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// Days that the lines are about.
    pub days: i64,
    /// The lines; one without a quantity is left out.
    pub lines: Vec<WantedLine>,
    /// What goes by no flow.
    pub unsent: Vec<(Unsent, Minutes)>,
}

/// One line that should be there, whether or not it has a usable code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WantedLine {
    /// Hours or a wage component.
    pub kind: LineKind,
    /// What it comes from.
    pub origin: Origin,
    /// Computed: hundredths of an hour, or cents.
    pub computed: i64,
    /// The amount of each day, of an allowance whose days are all alike.
    pub per_day: Option<Cents>,
    /// The code that the mapping gives, if it gives one.
    pub code: Option<i64>,
}

impl Inputs {
    /// Whether there is something in these days that may give the person a line.
    pub(super) fn asks_for(&self, person: &Person) -> bool {
        match self.span.flow {
            Flow::Hours | Flow::PlusHours | Flow::MealAllowances | Flow::TravelAllowances => {
                self.brought.get(&person.id).is_some_and(|brought| {
                    brought.touches(self.span.range, self.rules_of_flow(), &self.circumstances(person))
                })
            }
            Flow::Payouts => self.payouts.iter().any(|payout| payout.person == person.id),
        }
    }

    /// Of somebody who is paid by the hour.
    fn circumstances(&self, person: &Person) -> Circumstances {
        let groups = self.groups.get(&person.id).map_or(&[][..], Vec::as_slice);
        circumstances(person, groups, Some(ContractKind::ZeroHours))
    }

    /// The rules that factors of this flow come from; the other flows have none.
    fn rules_of_flow(&self) -> &[RuleSet] {
        match self.span.flow {
            Flow::Hours => &self.rules,
            Flow::PlusHours | Flow::MealAllowances | Flow::TravelAllowances | Flow::Payouts => &[],
        }
    }

    /// What a person should have; nothing for someone who goes by another flow.
    pub(super) fn wanted(&self, person: &Person) -> Result<Option<Wanted>, RefusedReason> {
        let contracts = self.contracts_of_linked(person)?;
        match self.span.flow {
            Flow::Hours => self.wanted_hours(person, contracts),
            Flow::PlusHours => self.wanted_plus_hours(person, contracts),
            Flow::MealAllowances => self.wanted_meal_allowances(person, contracts),
            Flow::TravelAllowances => self.wanted_travel_allowances(person, contracts),
            Flow::Payouts => Ok(Some(self.wanted_payouts(person))),
        }
    }

    /// Who worked, but goes by another flow: shown beside a plan of hours.
    pub(super) fn goes_elsewhere(&self, person: &Person) -> Option<String> {
        (self.span.flow == Flow::Hours).then(|| display_name(person))
    }

    fn wanted_hours(&self, person: &Person, contracts: &[Contract]) -> Result<Option<Wanted>, RefusedReason> {
        if !self.is_on_zero_hours(person, contracts)? {
            return Ok(None);
        }
        let Some(brought) = self.brought.get(&person.id) else {
            return Ok(Some(Wanted::default()));
        };
        let range = self.span.range;
        let worked = brought.worked(
            range,
            &self.rules,
            self.settings.surcharge_method,
            &self.circumstances(person),
        )?;
        let line = |(factor, quantity): (Factor, HundredthHours)| WantedLine {
            kind: LineKind::Hours,
            origin: Origin::Hours { range, factor },
            computed: quantity.0,
            per_day: None,
            code: self.settings.code_for(factor),
        };
        Ok(Some(Wanted {
            days: worked.days,
            lines: worked.hours.into_iter().map(line).collect(),
            unsent: Vec::from_iter((worked.top_ups > Minutes::ZERO).then_some((Unsent::CallTopUp, worked.top_ups))),
        }))
    }

    /// Hours above the contract hours. Fewer than those give nothing: what is short stays in the ledger.
    fn wanted_plus_hours(&self, person: &Person, contracts: &[Contract]) -> Result<Option<Wanted>, RefusedReason> {
        if self.is_on_zero_hours(person, contracts)? {
            return Ok(None);
        }
        let range = self.span.range;
        let mut days = self
            .brought
            .get(&person.id)
            .map_or_else(|| Ok(Vec::new()), |brought| brought.worked_days(range))?;
        let worked = i64::try_from(days.len()).unwrap_or(i64::MAX);
        days.extend(self.paid_absence.get(&person.id).into_iter().flatten());
        let figure =
            plus_minus::over_range(&days, contracts, self.settings.plus_hours.norm, range).map_err(|error| {
                let plus_minus::PlusMinusError::HoursUnknown { start } = error;
                RefusedReason::ContractHoursUnknown { start }
            })?;
        let hours = figure.map_or(0, |figure| figure.hours.0.max(0));
        let line = WantedLine {
            kind: LineKind::Hours,
            origin: Origin::PlusHours { range },
            computed: hours,
            per_day: None,
            code: self.settings.plus_hours.code,
        };
        Ok(Some(Wanted {
            days: worked,
            unsent: self.unsent_surcharges(person)?,
            lines: Vec::from_iter((hours > 0).then_some(line)),
        }))
    }

    fn wanted_payouts(&self, person: &Person) -> Wanted {
        let mine = self.payouts.iter().filter(|payout| payout.person == person.id);
        let line = |payout: &Payout| WantedLine {
            kind: LineKind::Hours,
            origin: Origin::Payout { payout: payout.id },
            computed: payout.hours.0,
            per_day: None,
            code: Some(payout.code),
        };
        Wanted {
            lines: mine.map(line).collect(),
            ..Wanted::default()
        }
    }

    /// The contracts of somebody who is linked here, and nowhere else.
    fn contracts_of_linked(&self, person: &Person) -> Result<&[Contract], RefusedReason> {
        let link = self
            .links
            .get(&person.id)
            .filter(|link| self.employees.contains_key(&link.person));
        let link = link.ok_or(RefusedReason::NotLinked)?;
        // A payout names its coupling itself.
        let elsewhere = self.linked_elsewhere.get(&person.id);
        if let Some(coupling) = elsewhere.filter(|_| self.span.flow != Flow::Payouts) {
            let coupling = coupling.clone();
            return Err(RefusedReason::LinkedTwice { coupling });
        }
        Ok(self.contracts.get(&link.employee_number).map_or(&[][..], Vec::as_slice))
    }

    /// Whether somebody is paid by the hour in these days. Who was sent hours by this flow stays with it, so that they
    /// can be corrected.
    fn is_on_zero_hours(&self, person: &Person, contracts: &[Contract]) -> Result<bool, RefusedReason> {
        match contract_type(person.contract_type.as_deref(), contracts, self.span.range) {
            ContractType::ZeroHours => Ok(self.span.flow == Flow::Hours || !self.was_sent(person.id)),
            ContractType::ContractHours => Ok(self.span.flow == Flow::Hours && self.was_sent(person.id)),
            ContractType::None => Err(RefusedReason::NoContract),
            ContractType::Unknown => Err(RefusedReason::ContractTypeUnknown),
            ContractType::Both => Err(RefusedReason::TwoContractTypes),
        }
    }

    /// The mapping's code for a line, if that code and the one that a person decided are the company's.
    pub(super) fn usable_code(&self, person: PersonId, line: &WantedLine) -> Result<i64, RefusedReason> {
        let mapped = line.code.ok_or(RefusedReason::NoCode)?;
        let about = decision_key(person, line.kind, &line.origin.to_string(), self.span.period);
        let decided = self
            .decisions
            .about(&about, &decision_source(line.computed, mapped))
            .code;
        match [Some(mapped), decided]
            .into_iter()
            .flatten()
            .find(|code| !self.is_known(line.kind, *code))
        {
            Some(code) => Err(RefusedReason::CodeNotInModel { code }),
            None => Ok(mapped),
        }
    }

    /// Whether the company has the code; of wage codes not every interface tells.
    fn is_known(&self, kind: LineKind, code: i64) -> bool {
        match (kind, &self.wage_codes) {
            (LineKind::Wages, None) => true,
            (LineKind::Wages, Some(codes)) => codes.iter().any(|known| known.code == code),
            (LineKind::Hours | LineKind::Days, _) => self.codes.iter().any(|known| known.code == code),
        }
    }

    /// What the company calls a code.
    #[must_use]
    pub fn code_label(&self, kind: LineKind, code: i64) -> String {
        let found = match kind {
            LineKind::Wages => {
                let codes = self.wage_codes.iter().flatten();
                let mut named = codes.map(|known| (known.code, &known.description));
                named.find(|(known, _)| *known == code).map(|(_, text)| text.clone())
            }
            LineKind::Hours | LineKind::Days => {
                let known = self.codes.iter().find(|known| known.code == code);
                known.map(|known| known.description.clone())
            }
        };
        found
            .or_else(|| self.settings.own_label(kind, code))
            .unwrap_or_default()
    }
}

impl CouplingSettings {
    /// What the settings call a code of which the interface does not tell the name.
    fn own_label(&self, kind: LineKind, code: i64) -> Option<String> {
        let mut allowances = [&self.meal_allowance, &self.travel_allowance].into_iter().flatten();
        let found = allowances.find(|mapping| kind == LineKind::Wages && mapping.code == code);
        found.map(|mapping| mapping.label.clone())
    }
}
