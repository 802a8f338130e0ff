//! "Arbeidsgegevens": contracts and salaries as Nmbrs has them, dated ("per").

use crate::answer::Failure;
use crate::guard::Guarded;
use crate::words::Words;
use loonbrug_domain::Date;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::people::{Contract, Salary, SalaryKind};

/// A value that holds from a day on.
pub struct DatedView {
    /// What.
    pub what: &'static str,
    /// The value.
    pub value: String,
    /// From when.
    pub from: String,
    /// Until when; empty where it is open.
    pub to: String,
    /// Whether it begins after today.
    pub later: bool,
    /// Whether it has ended.
    pub past: bool,
}

/// Contracts, newest first.
pub async fn contracts(guarded: &Guarded, person: PersonId) -> Result<Vec<DatedView>, Failure> {
    let (hub, w) = (guarded.hub(), guarded.w());
    let today = hub.surroundings.today();
    let contracts = hub.contracts_of(guarded.id(), &[person]).await?;
    let mut contracts = contracts.into_values().next().unwrap_or_default();
    contracts.sort_by_key(|contract| std::cmp::Reverse(contract.start));
    Ok(contracts
        .iter()
        .map(|contract| of_contract(contract, today, w))
        .collect())
}

fn of_contract(contract: &Contract, today: Date, w: Words) -> DatedView {
    DatedView {
        what: w.t("Dienstverband (uren per week)", "Employment (hours a week)"),
        value: contract.weekly_hours_thousandths.map_or_else(
            || w.t("niet bekend", "not known").to_owned(),
            |hours| format!("{},{:03}", hours / 1000, hours % 1000),
        ),
        from: dutch_date(contract.start),
        to: contract.end.map(dutch_date).unwrap_or_default(),
        later: contract.start > today,
        past: contract.end.is_some_and(|end| end < today),
    }
}

/// Salaries, newest first: only for who may see them.
pub async fn salaries(guarded: &Guarded, person: PersonId) -> Result<Vec<DatedView>, Failure> {
    let (hub, w) = (guarded.hub(), guarded.w());
    let today = hub.surroundings.today();
    let salaries = hub.salaries_of(guarded.id(), person).await?;
    let current = salaries
        .iter()
        .map(|salary| salary.start)
        .filter(|start| *start <= today)
        .max();
    let view = |salary: &Salary| DatedView {
        past: current.is_some_and(|current| salary.start < current),
        ..of_salary(salary, today, w)
    };
    Ok(salaries.iter().map(view).collect())
}

fn of_salary(salary: &Salary, today: Date, w: Words) -> DatedView {
    DatedView {
        what: match salary.kind {
            SalaryKind::GrossFulltime => w.t("Bruto maandloon (fulltime)", "Gross wage per month (full time)"),
            SalaryKind::GrossParttime => w.t("Bruto maandloon", "Gross wage per month"),
            SalaryKind::GrossHourly => w.t("Bruto uurloon", "Gross wage per hour"),
            SalaryKind::Other => w.t("Andere loonafspraak", "Another wage agreement"),
        },
        value: salary.amount.map_or_else(
            || w.t("volgens een salaristabel", "by a salary table").to_owned(),
            |amount| w.euros(&amount.0),
        ),
        from: dutch_date(salary.start),
        to: String::new(),
        later: salary.start > today,
        past: false,
    }
}
