//! Types of contract and choices day by day, and that what is paid and what is credited are what is due, once.

use super::{Standing, outcomes};
use crate::calendar::{Date, DateRange};
use crate::ids::PersonId;
use crate::people::Contract;
use crate::processing::SurchargeProcessing;
use crate::profile::{ContractKind, Field, Owner, ProfileEntry, Profiles, Setting};
use crate::quantity::{Factor, Minutes};
use crate::rules::{
    Circumstances, Combine, Compensation, Destination, Outcome, Overtime, Per, RuleSet, Terms, rule_set_on,
};
use crate::shift::Shift;
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

const WHO: PersonId = PersonId(Uuid::from_u128(1));

fn contract(start: Date, end: Option<Date>, hours: Option<i64>) -> Contract {
    Contract {
        start,
        end,
        weekly_hours_thousandths: hours.map(|hours| hours * 1000),
    }
}

fn set(valid_from: Date, field: Field, word: &str) -> ProfileEntry {
    ProfileEntry::set(Owner::Person(WHO), valid_from, Setting::parse(field, word).unwrap())
}

fn standing<'a>(contracts: &'a [Contract], profiles: &'a Profiles) -> Standing<'a> {
    Standing {
        person: WHO,
        birth_date: None,
        by_hand: None,
        groups: &[],
        contracts,
        profiles,
    }
}

#[test]
fn the_type_of_a_day_is_that_of_its_contract_or_of_the_nearest() {
    let contracts = [
        contract(date(2023, 2, 1), Some(date(2023, 4, 14)), Some(0)),
        contract(date(2023, 4, 20), None, Some(24)),
    ];
    let profiles = Profiles::default();
    let on = |date| standing(&contracts, &profiles).contract_on(date).unwrap();
    assert_eq!(on(date(2023, 1, 31)), Some(ContractKind::ZeroHours), "the first");
    assert_eq!(on(date(2023, 4, 14)), Some(ContractKind::ZeroHours));
    assert_eq!(on(date(2023, 4, 17)), Some(ContractKind::ZeroHours), "the one before");
    assert_eq!(on(date(2023, 4, 20)), Some(ContractKind::ContractHours));
    let unknown = [contract(date(2023, 1, 1), None, None)];
    assert_eq!(standing(&unknown, &profiles).contract_on(date(2023, 1, 1)), Ok(None));
    assert_eq!(standing(&[], &profiles).contract_on(date(2023, 1, 1)), Ok(None));
}

#[test]
fn a_dated_setting_leads_over_what_was_set_without_a_day() {
    let profiles = Profiles::new([set(date(2023, 4, 15), Field::ContractType, "contract-hours")]);
    let somebody = Standing {
        by_hand: Some(ContractKind::ZeroHours),
        ..standing(&[], &profiles)
    };
    let range = DateRange::new(date(2023, 4, 14), date(2023, 4, 15)).unwrap();
    assert_eq!(
        somebody.contracts_in(range).unwrap(),
        [Some(ContractKind::ZeroHours), Some(ContractKind::ContractHours)].into()
    );
}

#[test]
fn only_contract_hours_go_by_the_choice_of_surcharge_hours() {
    let profiles = Profiles::new([
        set(date(2023, 1, 1), Field::SurchargeHours, "plus-minus-hours"),
        set(date(2023, 4, 16), Field::SurchargeHours, "leave"),
    ]);
    let contracts = [
        contract(date(2023, 1, 1), Some(date(2023, 3, 31)), Some(0)),
        contract(date(2023, 4, 1), None, Some(24)),
    ];
    let choice = |date| {
        let person = standing(&contracts, &profiles);
        person.circumstances(date, Some("Winkel")).unwrap().processing
    };
    assert_eq!(choice(date(2023, 3, 31)), SurchargeProcessing::NoChoice);
    assert_eq!(choice(date(2023, 4, 1)), SurchargeProcessing::PlusMinusHours);
    assert_eq!(choice(date(2023, 4, 16)), SurchargeProcessing::Leave);
}

/// The whole weeks of the ledgers, and the months of the flows; all shifts are well inside both.
fn weeks_and_months() -> (Vec<DateRange>, Vec<DateRange>) {
    let all = DateRange::new(date(2026, 1, 26), date(2026, 6, 7)).unwrap();
    let month = |number| {
        let from = date(2026, number, 1);
        DateRange {
            from,
            to: from.last_of_month(),
        }
    };
    (all.weeks().collect(), (2..=5).map(month).collect())
}

fn shifts() -> impl Strategy<Value = Vec<Shift>> {
    let one = (0_i64..84, 0_i64..1440, 1_i64..=900, 0_i64..60);
    let one = one.prop_filter_map("no time left", |(day, start, length, pause)| {
        let on = date(2026, 2, 16).saturating_add(day.days());
        Shift::new(on, start, start + length, pause).ok()
    });
    prop::collection::vec(one, 0..40)
}

fn overtime(per: Per, hours: i64, percent: u32, compensation: Compensation) -> Overtime {
    Overtime {
        name: format!("Overwerk {percent}"),
        per,
        more_than: Minutes(hours * 60),
        incidental: Minutes::ZERO,
        factor: Factor::percent(percent),
        terms: with(compensation),
    }
}

fn with(compensation: Compensation) -> Terms {
    Terms {
        compensation,
        ..Terms::default()
    }
}

/// Retail with overtime of days, weeks and four weeks, and something else becoming of each surcharge.
fn rule_sets() -> impl Strategy<Value = RuleSet> {
    let time_for_time = Compensation::TimeForTime {
        weeks: 13,
        otherwise: Factor::percent(150),
    };
    let any = prop::sample::select(vec![
        Compensation::Pay,
        Compensation::PlusMinusHours,
        Compensation::Leave,
        time_for_time,
    ]);
    let combine = prop::sample::select(vec![Combine::Highest, Combine::Sum]);
    (prop::collection::vec(any, 12), combine).prop_map(|(compensations, combine)| {
        let mut rules = RuleSet {
            combine,
            ..RuleSet::retail_non_food()
        };
        let block = Per::AverageOfWeeks {
            weeks: 4,
            counted_from: date(2000, 1, 3),
        };
        let mut compensations = compensations.into_iter();
        for window in &mut rules.windows {
            window.terms.compensation = compensations.next().unwrap_or_default();
        }
        let norms = [(Per::Day, 8, 125), (Per::Week, 20, 175), (block, 15, 250)];
        rules.overtime = norms
            .into_iter()
            .map(|(per, hours, percent)| overtime(per, hours, percent, compensations.next().unwrap_or_default()))
            .collect();
        rules
    })
}

/// Choices and types of contract that change on any day.
fn settings() -> impl Strategy<Value = Vec<ProfileEntry>> {
    let choices = ["nothing", "plus-minus-hours", "leave", "worked-hours", "no-choice"];
    let choice = prop::sample::select(choices.to_vec()).prop_map(|word| (Field::SurchargeHours, word));
    let kind = prop::sample::select(vec!["zero-hours", "contract-hours"]).prop_map(|word| (Field::ContractType, word));
    let one = (0_i64..90, prop_oneof![choice, kind]);
    let one = one.prop_map(|(day, (field, word))| set(date(2026, 2, 14).saturating_add(day.days()), field, word));
    prop::collection::vec(one, 0..6)
}

/// What surcharges are worth, in minutes times ten-thousandths, by what becomes of them.
#[derive(Default, PartialEq, Eq, Debug)]
struct Worth {
    paid: BTreeMap<Option<ContractKind>, i64>,
    credited: i64,
    nothing: i64,
}

impl Worth {
    fn add(&mut self, contract: Option<ContractKind>, outcome: &Outcome) {
        let worth = |minutes: Minutes, factor: Factor| minutes.0 * (i64::from(factor.0) - 10_000);
        for (factor, minutes) in &outcome.paid {
            *self.paid.entry(contract).or_default() += worth(*minutes, *factor);
        }
        for credit in &outcome.credits {
            let sum = match credit.destination {
                Destination::Nothing => &mut self.nothing,
                _ => &mut self.credited,
            };
            *sum += worth(credit.minutes, credit.factor);
        }
    }

    fn of(rules: &RuleSet, ranges: &[DateRange], shifts: &[(Shift, Circumstances)]) -> Self {
        let mut all = Self::default();
        for range in ranges {
            for (contract, outcome) in outcomes(std::slice::from_ref(rules), *range, shifts) {
                all.add(contract, &outcome);
            }
        }
        all
    }
}

proptest! {
    /// Flows pay by months and ledgers credit by weeks, whatever the choice, the type of contract, and the day on which
    /// either changes.
    #[test]
    fn what_is_paid_and_what_is_credited_are_what_is_due_once(
        shifts in shifts(), rules in rule_sets(), settings in settings(),
    ) {
        let contracts = [contract(date(2025, 1, 1), None, Some(24))];
        let profiles = Profiles::new(settings);
        let person = standing(&contracts, &profiles);
        let known: Vec<(Shift, Circumstances)> = shifts
            .into_iter()
            .map(|shift| (shift.clone(), person.circumstances(shift.date(), None).unwrap()))
            .collect();
        let (weeks, months) = weeks_and_months();
        let (by_week, by_month) = (Worth::of(&rules, &weeks, &known), Worth::of(&rules, &months, &known));
        prop_assert_eq!(&by_week, &by_month, "a ledger sees what a flow sees");
        // All of it paid: what is due.
        let mut due = rules.clone();
        due.windows.iter_mut().for_each(|window| window.terms.compensation = Compensation::Pay);
        due.overtime.iter_mut().for_each(|rule| rule.terms.compensation = Compensation::Pay);
        let plain: Vec<(Shift, Circumstances)> = known
            .iter()
            .map(|(shift, of)| (shift.clone(), Circumstances { processing: SurchargeProcessing::NoChoice, ..of.clone() }))
            .collect();
        let due = Worth::of(&due, &months, &plain);
        prop_assert_eq!((due.credited, due.nothing), (0, 0));
        prop_assert_eq!(
            by_month.paid.values().sum::<i64>() + by_week.credited + by_week.nothing,
            due.paid.values().sum::<i64>()
        );
        prop_assert!(rule_set_on(std::slice::from_ref(&rules), date(2026, 3, 1)).is_some());
    }
}
