//! `EmployeeService`: times in service, contracts, salaries and work schedules.

use jiff::civil::Date;

use super::{Answer, Reading, Reads};
use crate::soap::value::Value;
use crate::world::{Company, Contract, Employee, Employment, Period, Salary, Schedule};

pub(in crate::soap) const READS: Reads = &[
    ("Service_GetList", services),
    ("Employment_GetAll_AllEmployeesByCompany", employments_of_all),
    ("Contract_GetCurrentPeriod", contracts_now),
    ("Contract_GetAll", contracts),
    ("Contract_GetAll_AllEmployeesByCompany", contracts_of_all),
    ("Salary_Get", salary_of_period),
    ("Salary_GetCurrent", salary_now),
    ("Salary_GetList", salaries),
    ("Salary_GetAll_AllEmployeesByCompany", salaries_of_all),
    ("Schedule_Get", schedule_of_period),
    ("Schedule_GetCurrent", schedule_now),
    ("Schedule_GetList", schedules),
    ("Schedule_GetAll_AllEmployeesByCompany", schedules_of_all),
];

fn services(call: Reading<'_>) -> Answer<'_> {
    Ok(Value::list(call.employee()?.employments.iter().map(|employment| {
        Value::record([
            ("Start", Value::date(employment.start)),
            ("End", Value::or_null(employment.end, Value::date)),
            (
                "SeniorityDate",
                Value::date(employment.seniority.unwrap_or(employment.start)),
            ),
            ("EndServiceReason", Value::optional(employment.end_reason.as_deref())),
        ])
    })))
}

fn employments_of_all(call: Reading<'_>) -> Answer<'_> {
    histories(
        call,
        "EmployeeEmployments",
        |employee| &employee.employments,
        employment,
    )
}

fn employment(employment: &Employment) -> Value<'_> {
    Value::record([
        ("EmploymentId", Value::int(employment.id)),
        ("CreationDate", Value::moment(employment.created_at)),
        ("StartDate", Value::date(employment.start)),
        ("EndDate", Value::or_null(employment.end, Value::date)),
        (
            "InitialStartDate",
            Value::date(employment.seniority.unwrap_or(employment.start)),
        ),
    ])
}

/// The contracts that count in the open period; the employee is answered without contracts too.
fn contracts_now(call: Reading<'_>) -> Answer<'_> {
    let (employee, company, now) = call.employee_now()?;
    let running = employee.contracts.iter().filter(move |held| {
        let ended = held.end.is_some_and(|end| company.period_type.of(end) < now);
        company.period_type.of(held.start) <= now && !ended
    });
    Ok(Value::record([
        ("EmployeeId", Value::int(employee.id)),
        ("EmployeeContracts", Value::list(running.map(contract))),
    ]))
}

fn contracts(call: Reading<'_>) -> Answer<'_> {
    Ok(Value::list(call.employee()?.contracts.iter().map(contract)))
}

fn contracts_of_all(call: Reading<'_>) -> Answer<'_> {
    histories(call, "EmployeeContracts", |employee| &employee.contracts, contract)
}

fn contract(contract: &Contract) -> Value<'_> {
    /// The codes of the kinds of employment are not published; this one is invented.
    const KIND: i32 = 1;
    /// The first and only income relation of the employee with the company.
    const SEQUENCE: i32 = 1;
    Value::record([
        ("ContractID", Value::int(contract.id)),
        ("CreationDate", Value::moment(contract.created_at)),
        ("StartDate", Value::date(contract.start)),
        ("TrialPeriod", Value::or_null(contract.trial_end, Value::date)),
        ("EndDate", Value::or_null(contract.end, Value::date)),
        ("EmployementType", Value::int(KIND)),
        ("EmploymentSequenceTaxId", Value::int(SEQUENCE)),
        ("Indefinite", Value::Bool(contract.indefinite)),
        ("WrittenContract", Value::Bool(contract.written)),
        (
            "HoursPerWeek",
            Value::or_null(contract.hours_per_week, Value::thousandths),
        ),
    ])
}

fn salary_of_period(call: Reading<'_>) -> Answer<'_> {
    let (employee, company, period) = call.employee_and_period()?;
    Ok(Value::or_null(
        until(&employee.salaries, company, period, |held| held.start)
            .last()
            .copied(),
        salary,
    ))
}

fn salary_now(call: Reading<'_>) -> Answer<'_> {
    let (employee, company, now) = call.employee_now()?;
    Ok(Value::or_null(
        until(&employee.salaries, company, now, |held| held.start)
            .last()
            .copied(),
        salary,
    ))
}

fn salaries(call: Reading<'_>) -> Answer<'_> {
    let (employee, company, period) = call.employee_and_period()?;
    Ok(Value::list(
        until(&employee.salaries, company, period, |held| held.start)
            .into_iter()
            .map(salary),
    ))
}

fn salary(salary: &Salary) -> Value<'_> {
    Value::record([
        ("Value", Value::hundredths(salary.cents)),
        ("Type", Value::text(salary.salary_type.soap_name())),
        ("StartDate", Value::date(salary.start)),
    ])
}

/// Here the type is a number, not a name.
fn salaries_of_all(call: Reading<'_>) -> Answer<'_> {
    histories(
        call,
        "EmployeeSalaries",
        |employee| &employee.salaries,
        |salary| {
            Value::record([
                ("ID", Value::int(salary.id)),
                ("Value", Value::hundredths(salary.cents)),
                ("Type", Value::int(salary.salary_type.number())),
                ("StartDate", Value::date(salary.start)),
                ("CreationDate", Value::moment(salary.created_at)),
            ])
        },
    )
}

fn schedule_of_period(call: Reading<'_>) -> Answer<'_> {
    let (employee, company, period) = call.employee_and_period()?;
    Ok(Value::or_null(
        until(&employee.schedules, company, period, |held| held.start)
            .last()
            .copied(),
        schedule,
    ))
}

fn schedule_now(call: Reading<'_>) -> Answer<'_> {
    let (employee, company, now) = call.employee_now()?;
    Ok(Value::or_null(
        until(&employee.schedules, company, now, |held| held.start)
            .last()
            .copied(),
        schedule,
    ))
}

fn schedules(call: Reading<'_>) -> Answer<'_> {
    let (employee, company, period) = call.employee_and_period()?;
    Ok(Value::list(
        until(&employee.schedules, company, period, |held| held.start)
            .into_iter()
            .map(schedule),
    ))
}

fn schedules_of_all(call: Reading<'_>) -> Answer<'_> {
    histories(
        call,
        "EmployeeSchedules",
        |employee| &employee.schedules,
        |schedule| {
            let mut children = week_hours(schedule);
            children.extend([
                ("Id", Value::int(schedule.id)),
                ("CreationDate", Value::moment(schedule.created_at)),
            ]);
            Value::Record(children)
        },
    )
}

fn schedule(schedule: &Schedule) -> Value<'_> {
    Value::Record(week_hours(schedule))
}

/// The part-time percentage goes out as a fraction: 1 is full time.
fn week_hours(schedule: &Schedule) -> Vec<(&'static str, Value<'_>)> {
    const DAYS: [[&str; 7]; 2] = [
        [
            "HoursMonday",
            "HoursTuesday",
            "HoursWednesday",
            "HoursThursday",
            "HoursFriday",
            "HoursSaturday",
            "HoursSunday",
        ],
        [
            "HoursMonday2",
            "HoursTuesday2",
            "HoursWednesday2",
            "HoursThursday2",
            "HoursFriday2",
            "HoursSaturday2",
            "HoursSunday2",
        ],
    ];
    let fraction = Value::Decimal {
        units: schedule.part_time_percentage.into(),
        scale: 4,
    };
    DAYS.into_iter()
        .flatten()
        .zip(schedule.weeks.iter().flatten())
        .map(|(day, hours)| (day, Value::hundredths((*hours).into())))
        .chain([
            ("ParttimePercentage", fraction),
            ("StartDate", Value::date(schedule.start)),
        ])
        .collect()
}

/// The records that have begun by a period, in order of their start.
fn until<'w, T>(records: &'w [T], company: &Company, period: Period, start: fn(&T) -> Date) -> Vec<&'w T> {
    let mut begun: Vec<&T> = records
        .iter()
        .filter(|record| company.period_type.of(start(record)) <= period)
        .collect();
    begun.sort_by_key(|record| start(record));
    begun
}

/// One item for each employee of `CompanyID` that has such a history.
fn histories<'w, T: 'w>(
    call: Reading<'w>,
    list: &'static str,
    of: fn(&Employee) -> &Vec<T>,
    one: fn(&T) -> Value<'_>,
) -> Answer<'w> {
    let employees = call
        .everybody("CompanyID")?
        .filter(move |employee| !of(employee).is_empty());
    Ok(Value::list(employees.map(move |employee| {
        Value::record([
            ("EmployeeId", Value::int(employee.id)),
            (list, Value::list(of(employee).iter().map(one))),
        ])
    })))
}
