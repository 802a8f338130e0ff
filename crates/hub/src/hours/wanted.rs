//! What each flow asks for, person by person: the only thing in which flows differ.

use super::contract_type::is_valid_in;
use super::decision::{decision_key, decision_source};
use super::flow::Flow;
use super::inputs::Inputs;
use super::origin::Origin;
use super::refused::RefusedReason;
use crate::settings::CouplingSettings;
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::people::Contract;
use loonbrug_domain::plus_minus;
use loonbrug_domain::profile::ContractKind;
use loonbrug_domain::{Cents, Date, DateRange, Factor, HundredthHours, Minutes, RuleSet};
use loonbrug_store::{Payout, Person};
use std::collections::BTreeSet;

/// What one person should have.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// Days that the lines are about.
    pub days: i64,
    /// The lines; one without a quantity is left out.
    pub lines: Vec<WantedLine>,
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
            Flow::Hours | Flow::PlusHours | Flow::Surcharges | Flow::MealAllowances | Flow::TravelAllowances => {
                let days = self.settings.days_that_count(self.span.flow, self.span.range);
                let brought = days.zip(self.brought.get(&person.id));
                brought
                    .is_some_and(|(days, brought)| brought.touches(days, self.rules_of_flow(), &self.standing(person)))
            }
            Flow::SickHours => self.due.sick_pay.contains_key(&person.id),
            Flow::TimeForTime => self.due.untaken.contains_key(&person.id),
            Flow::Payouts => self.due.payouts.iter().any(|payout| payout.person == person.id),
        }
    }

    /// The rules that factors of this flow come from; the other flows have none.
    fn rules_of_flow(&self) -> &[RuleSet] {
        match self.span.flow {
            Flow::Hours | Flow::Surcharges => &self.rules,
            _ => &[],
        }
    }

    /// What a person should have; nothing for someone who goes by another flow.
    pub(super) fn wanted(&self, person: &Person) -> Result<Option<Wanted>, RefusedReason> {
        self.contracts_of_linked(person)?;
        if !self.is_asked(person)? {
            return Ok(None);
        }
        match self.span.flow {
            Flow::Hours => self.wanted_hours(person).map(Some),
            Flow::PlusHours => self.wanted_plus_hours(person).map(Some),
            Flow::Surcharges => self.wanted_surcharges(person).map(Some),
            Flow::SickHours => self.wanted_sick_hours(person).map(Some),
            Flow::TimeForTime => self.wanted_time_for_time(person).map(Some),
            Flow::MealAllowances => self.wanted_meal_allowances(person),
            Flow::TravelAllowances => self.wanted_travel_allowances(person),
            Flow::Payouts => Ok(Some(self.wanted_payouts(person))),
        }
    }

    fn wanted_hours(&self, person: &Person) -> Result<Wanted, RefusedReason> {
        let Some(brought) = self.brought.get(&person.id) else {
            return Ok(Wanted::default());
        };
        let (range, standing) = (self.span.range, self.standing(person));
        let worked = brought.worked(range, &self.rules, self.settings.surcharge_method, &standing)?;
        let hours = |origin: Origin, quantity: HundredthHours, code: Option<i64>| WantedLine {
            kind: LineKind::Hours,
            origin,
            computed: quantity.0,
            per_day: None,
            code,
        };
        let line = |(factor, quantity): (Factor, HundredthHours)| {
            hours(
                Origin::Hours { range, factor },
                quantity,
                self.settings.code_for(factor),
            )
        };
        let top_up = || {
            let quantity = worked.top_ups.to_hundredth_hours();
            hours(Origin::CallTopUp { range }, quantity, self.settings.call_top_up_code)
        };
        let mut lines: Vec<WantedLine> = worked
            .hours
            .iter()
            .map(|(factor, hours)| line((*factor, *hours)))
            .collect();
        lines.extend((worked.top_ups > Minutes::ZERO).then(top_up));
        let days = worked.days;
        Ok(Wanted { days, lines })
    }

    /// Hours above the contract hours. Fewer than those give nothing: what is short stays in the ledger.
    fn wanted_plus_hours(&self, person: &Person) -> Result<Wanted, RefusedReason> {
        let (range, standing) = (self.span.range, self.standing(person));
        let Some(counting) = self.settings.days_that_count(Flow::PlusHours, range) else {
            return Ok(Wanted::default());
        };
        let brought = self.brought.get(&person.id);
        let mut days = brought.map_or_else(|| Ok(Vec::new()), |brought| brought.worked_days(counting, &standing))?;
        let worked: BTreeSet<Date> = days.iter().map(|day| day.date).collect();
        days.extend(self.due.paid_absence.get(&person.id).into_iter().flatten());
        let contracts = standing.contracts_that_count(counting);
        let contracts = contracts.map_err(|unclear| RefusedReason::unclear(&unclear))?;
        let figure =
            plus_minus::over_range(&days, &contracts, self.settings.plus_hours.norm, range).map_err(|error| {
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
        Ok(Wanted {
            days: i64::try_from(worked.len()).unwrap_or(i64::MAX),
            lines: Vec::from_iter((hours > 0).then_some(line)),
        })
    }

    fn wanted_payouts(&self, person: &Person) -> Wanted {
        let mine = self.due.payouts.iter().filter(|payout| payout.person == person.id);
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
        if !(self.links.contains_key(&person.id) && self.employees.contains_key(&person.id)) {
            return Err(RefusedReason::NotLinked);
        }
        // A payout names its coupling itself.
        let elsewhere = self.linked_elsewhere.get(&person.id);
        if let Some(coupling) = elsewhere.filter(|_| self.span.flow != Flow::Payouts) {
            let coupling = coupling.clone();
            return Err(RefusedReason::LinkedTwice { coupling });
        }
        Ok(self.contracts.get(&person.id).map_or(&[][..], Vec::as_slice))
    }

    /// Whether a flow is about somebody in these days: by the type of contract where the flow goes by that. Who was sent
    /// something by it stays with it, so that what went can be changed or taken away.
    fn is_asked(&self, person: &Person) -> Result<bool, RefusedReason> {
        let Some(kind) = self.span.flow.contract() else {
            return Ok(true);
        };
        self.valid_contracts(person)?;
        let standing = self.standing(person);
        let kinds_in = |range| {
            let kinds = standing.contracts_in(range);
            kinds.map_err(|unclear| RefusedReason::unclear(&unclear))
        };
        let kinds = kinds_in(self.span.range)?;
        if kinds.contains(&None) {
            return Err(RefusedReason::ContractTypeUnknown);
        }
        // Hours over several days cannot be split.
        let lines = self.brought.get(&person.id).map_or(&[][..], |brought| &brought.lines);
        for line in lines.iter().filter(|line| line.range.overlaps(self.span.range)) {
            if kinds_in(line.range)?.len() > 1 {
                return Err(RefusedReason::TwoContractTypes);
            }
        }
        self.refuse_sent_otherwise(person, kind)?;
        Ok(kinds.contains(&Some(kind)) || self.was_sent(person.id))
    }

    /// The contracts of somebody who is linked and has one in these days.
    pub(super) fn valid_contracts(&self, person: &Person) -> Result<&[Contract], RefusedReason> {
        let contracts = self.contracts_of_linked(person)?;
        let mut valid = contracts
            .iter()
            .filter(|contract| is_valid_in(contract, self.span.range));
        valid.next().map(|_| contracts).ok_or(RefusedReason::NoContract)
    }

    /// Where the type of contract was changed after hours had gone, the flow that sent them takes them away first: until
    /// then no other flow pays for the same days.
    fn refuse_sent_otherwise(&self, person: &Person, kind: ContractKind) -> Result<(), RefusedReason> {
        let standing = self.standing(person);
        for line in self.sent.ours_of(person.id, |_| true) {
            let origin = Origin::parse(&line.key.origin);
            let other = origin.and_then(|origin| Some((origin.flow(), origin.flow().contract()?, origin.range()?)));
            let Some((flow, other, range)) =
                other.filter(|(_, other, range)| *other != kind && range.overlaps(self.span.range))
            else {
                continue;
            };
            let kinds = standing
                .contracts_in(range)
                .map_err(|unclear| RefusedReason::unclear(&unclear))?;
            if !kinds.contains(&Some(other)) {
                return Err(RefusedReason::SentOtherwise { flow, range });
            }
        }
        Ok(())
    }

    /// The mapping's code for a line, if that code and the one that a person decided are the company's.
    pub(super) fn usable_code(&self, person: PersonId, line: &WantedLine) -> Result<i64, RefusedReason> {
        let mapped = line.code.ok_or_else(|| line.origin.no_code())?;
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
    /// The days whose work a flow counts for a range; `None` where none do. A norm of whole weeks counts from the Monday
    /// of the first week on, also where that lies before the range, and leaves a last week that goes on to the next.
    pub(super) fn days_that_count(&self, flow: Flow, range: DateRange) -> Option<DateRange> {
        match flow {
            Flow::PlusHours => self.plus_hours.norm.covered(range),
            _ => Some(range),
        }
    }

    /// The days to read for a range: those asked for, and those that count.
    pub(super) fn days_to_read(&self, flow: Flow, range: DateRange) -> DateRange {
        let counting = self.days_that_count(flow, range);
        DateRange {
            from: counting.map_or(range.from, |counting| counting.from.min(range.from)),
            to: range.to,
        }
    }

    /// What the settings call a code of which the interface does not tell the name.
    fn own_label(&self, kind: LineKind, code: i64) -> Option<String> {
        let mut allowances = [&self.meal_allowance, &self.travel_allowance].into_iter().flatten();
        let found = allowances.find(|mapping| kind == LineKind::Wages && mapping.code == code);
        found.map(|mapping| mapping.label.clone())
    }
}
