//! Employees and their dated records, as the calls over a whole company give them.

use super::Unreadable;
use super::decimal::decimal_as_integer;
use crate::soap::element::Element;
use crate::types::{EmployeeRecord, RecordContent, RemoteId};
use jiff::civil::DateTime;
use loonbrug_domain::Cents;
use loonbrug_domain::people::{
    Contract, EmployeeKind, Employment, Identity, PersonalInfo, Salary, SalaryKind, Schedule,
};

/// The fields of a schedule, Monday first; the second week is all zero when the roster repeats weekly (API fact).
const WEEK: [&str; 7] = [
    "HoursMonday",
    "HoursTuesday",
    "HoursWednesday",
    "HoursThursday",
    "HoursFriday",
    "HoursSaturday",
    "HoursSunday",
];

/// `Employee` of `List_GetByCompany`, of the kind that was asked for.
pub(in crate::soap) fn identity(item: &Element, kind: EmployeeKind) -> Result<EmployeeRecord, Unreadable> {
    let content = Identity {
        number: item.number("Number")?,
        display_name: item.text_of("DisplayName"),
        kind,
    };
    Ok(EmployeeRecord {
        employee: RemoteId::Number(item.number("Id")?),
        content: RecordContent::Identity(content),
    })
}

/// `PersonalInfoItem`: the newest record; `None` when there is none.
pub(in crate::soap) fn personal(item: &Element) -> Result<Option<EmployeeRecord>, Unreadable> {
    let records = dated(item, |record| {
        let order = (
            record.small_number::<i16>("StartYear")?,
            record.small_number::<i16>("StartPeriod")?,
        );
        Ok((order, personal_info(record)?))
    })?;
    let employee = employee(item)?;
    let newest = records.into_iter().max_by_key(|record| (record.order, record.created));
    Ok(newest.map(|record| EmployeeRecord {
        employee,
        content: RecordContent::Personal(record.value),
    }))
}

/// `EmployeeEmploymentItem`.
pub(in crate::soap) fn employments(item: &Element) -> Result<Option<EmployeeRecord>, Unreadable> {
    let records = dated(item, |record| {
        let employment = Employment {
            start: record.start("StartDate")?,
            end: record.date("EndDate")?,
        };
        Ok((record.number("EmploymentId")?, employment))
    })?;
    history(item, records, |employment| employment.start, RecordContent::Employment)
}

/// `EmployeeContractItem`, also called `EmployeeContractItemGlobal`; rows with an id that came already occur (API fact).
pub(in crate::soap) fn contracts(item: &Element) -> Result<Option<EmployeeRecord>, Unreadable> {
    let records = dated(item, |record| {
        let contract = Contract {
            start: record.start("StartDate")?,
            end: record.date("EndDate")?,
            weekly_hours_thousandths: record.decimal("HoursPerWeek", 3)?,
        };
        Ok((record.number("ContractID")?, contract))
    })?;
    history(item, records, |contract| contract.start, RecordContent::Contract)
}

/// `EmployeeScheduleItem`.
pub(in crate::soap) fn schedules(item: &Element) -> Result<Option<EmployeeRecord>, Unreadable> {
    let records = dated(item, |record| {
        let schedule = schedule(record)?;
        Ok((schedule.start, schedule))
    })?;
    history(item, records, |schedule| schedule.start, RecordContent::Schedule)
}

/// `EmployeeSalaryItem`.
pub(in crate::soap) fn salaries(item: &Element) -> Result<Option<EmployeeRecord>, Unreadable> {
    let records = dated(item, |record| {
        let salary = salary(record)?;
        Ok((salary.start, salary))
    })?;
    history(item, records, |salary| salary.start, RecordContent::Salary)
}

/// One record of an employee: what tells it from others, and when it was made.
struct Dated<K, T> {
    order: K,
    created: Option<DateTime>,
    value: T,
}

/// The records of an employee, which lie in the one list beside the employee's id, however it is called.
fn dated<K, T>(
    item: &Element,
    read: impl Fn(&Element) -> Result<(K, T), Unreadable>,
) -> Result<Vec<Dated<K, T>>, Unreadable> {
    let number = item.number("EmployeeId")?;
    let records = item.children.iter().flat_map(|list| &list.children);
    let one = |record: &Element| {
        let (order, value) = read(record)?;
        Ok(Dated {
            order,
            created: record.moment("CreationDate")?,
            value,
        })
    };
    records
        .map(one)
        .collect::<Result<_, _>>()
        .map_err(|unreadable: Unreadable| unreadable.of_employee(number))
}

/// Oldest first; of records with the same key the one made last.
fn history<K: Ord, T, D: Ord>(
    item: &Element,
    mut records: Vec<Dated<K, T>>,
    start: impl Fn(&T) -> D,
    content: impl Fn(Vec<T>) -> RecordContent,
) -> Result<Option<EmployeeRecord>, Unreadable> {
    records.sort_by(|a, b| a.order.cmp(&b.order).then(b.created.cmp(&a.created)));
    records.dedup_by(|later, first| later.order == first.order);
    let mut values: Vec<T> = records.into_iter().map(|record| record.value).collect();
    values.sort_by_key(start);
    Ok(Some(EmployeeRecord {
        employee: employee(item)?,
        content: content(values),
    }))
}

fn employee(item: &Element) -> Result<RemoteId, Unreadable> {
    item.number("EmployeeId").map(RemoteId::Number)
}

fn personal_info(record: &Element) -> Result<PersonalInfo, Unreadable> {
    let optional = |field| record.field(field).map(str::to_owned);
    Ok(PersonalInfo {
        first_name: optional("FirstName"),
        prefix: optional("Prefix"),
        last_name: optional("LastName").unwrap_or_else(|| record.text_of("DisplayName")),
        initials: record.field("Initials").map(|initials| initials.replace('.', "")),
        birth_date: record.date("Birthday")?,
        work_email: optional("EmailWork"),
        bsn: None,
    })
}

fn schedule(record: &Element) -> Result<Schedule, Unreadable> {
    let hours = |field: &str| record.decimal(field, 2).map(Option::unwrap_or_default);
    let mut daily: Vec<i64> = WEEK.iter().map(|day| hours(day)).collect::<Result<_, _>>()?;
    let second: Vec<i64> = WEEK
        .iter()
        .map(|day| hours(&format!("{day}2")))
        .collect::<Result<_, _>>()?;
    if second.iter().any(|hours| *hours != 0) {
        daily.extend(second);
    }
    Ok(Schedule {
        start: record.start("StartDate")?,
        daily_hours_hundredths: daily,
    })
}

/// A salary; an amount of nothing beside a salary table means that the table decides.
fn salary(record: &Element) -> Result<Salary, Unreadable> {
    let amount = record.optional("Value", "a decimal", |value| decimal_as_integer(value, 2))?;
    let has_table = record
        .child("SalaryTable")
        .is_some_and(|table| !table.children.is_empty());
    Ok(Salary {
        start: record.start("StartDate")?,
        kind: salary_kind(record.field("Type").unwrap_or_default()),
        amount: amount.filter(|amount| !has_table || *amount != 0).map(Cents),
    })
}

/// The type as a number or as its name: both occur (API fact; the numbering is of low confidence).
fn salary_kind(text: &str) -> SalaryKind {
    match text {
        "1" | "Bruto_Salaris_Fulltime" => SalaryKind::GrossFulltime,
        "2" | "Bruto_Salaris_Partime" => SalaryKind::GrossParttime,
        "3" | "Bruto_Uurloon" => SalaryKind::GrossHourly,
        _ => SalaryKind::Other,
    }
}

#[cfg(test)]
mod tests;
