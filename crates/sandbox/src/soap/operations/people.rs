//! `EmployeeService`: who there is, with addresses, bank accounts, family and manager.

use super::{Answer, Reading, Reads, company, debtor, in_force};
use crate::soap::value::Value;
use crate::world::{Address, BankAccount, Employee, EmployeeType, Period, PeriodType};

pub(in crate::soap) const READS: Reads = &[
    ("EmployeeType_GetList", types),
    ("List_GetByCompany", list_by_company),
    ("List_GetByDebtor", list_by_debtor),
    ("Employee_GetCurrent", current_period),
    ("Address_GetList", addresses_of_period),
    ("Address_GetListCurrent", addresses_now),
    ("Address_GetAll_AllEmployeesByCompany", addresses_of_all),
    ("BankAccount_GetList", bank_accounts_of_period),
    ("BankAccount_GetListCurrent", bank_accounts),
    ("Children_Get", nothing),
    ("Children_GetAll_Employeesbycompany", nothing_of_all),
    ("Partner_Get", nothing),
    ("Partner_GetAll_AllEmployeesByCompany", nothing_of_all),
    ("Manager_Get", manager_of_period),
    ("Manager_GetCurrent", manager_now),
];

fn types(_: Reading<'_>) -> Answer<'_> {
    Ok(Value::list(EmployeeType::ALL.iter().map(
        |(_, number, _, description)| {
            Value::record([("Id", Value::int(*number)), ("Description", Value::text(description))])
        },
    )))
}

/// An unknown type has no employees.
fn list_by_company(call: Reading<'_>) -> Answer<'_> {
    let company = call.company()?.id;
    let Some(wanted) = EmployeeType::from_number(call.arguments.int("EmployeeType")) else {
        return Ok(Value::Null);
    };
    Ok(Value::list(
        call.world.employees(call.caller, company, Some(wanted))?.map(employee),
    ))
}

fn list_by_debtor(call: Reading<'_>) -> Answer<'_> {
    let debtor = call.world.debtor(call.caller, call.arguments.int("DebtorId"))?.id;
    let Some(wanted) = EmployeeType::from_number(call.arguments.int("EmployeeType")) else {
        return Ok(Value::Null);
    };
    let companies = call
        .world
        .companies(call.caller)
        .filter(move |company| company.debtor == debtor);
    let employees = companies
        .filter_map(move |company| call.world.employees(call.caller, company.id, Some(wanted)).ok())
        .flatten();
    Ok(Value::list(employees.map(employee)))
}

fn employee(employee: &Employee) -> Value<'_> {
    Value::record([
        ("Id", Value::int(employee.id)),
        ("Number", Value::int(employee.number)),
        ("DisplayName", Value::Text(employee.display_name().into())),
    ])
}

/// Not the employee, as one would think, but the open period of the company.
fn current_period(call: Reading<'_>) -> Answer<'_> {
    Ok(Value::Text(company::period_text(call.employer()?).into()))
}

fn addresses_of_period(call: Reading<'_>) -> Answer<'_> {
    let (employee, _, period) = call.employee_and_period()?;
    Ok(addresses(employee, period))
}

fn addresses_now(call: Reading<'_>) -> Answer<'_> {
    let (employee, _, period) = call.employee_now()?;
    Ok(addresses(employee, period))
}

fn addresses(employee: &Employee, period: Period) -> Value<'_> {
    let address = in_force(&employee.addresses, period, |address| {
        (address.from, address.created_at)
    });
    Value::list(address.map(|address| {
        let mut children = place(address);
        children.push(("Default", Value::Bool(true)));
        Value::Record(children)
    }))
}

fn addresses_of_all(call: Reading<'_>) -> Answer<'_> {
    let count = call
        .world
        .company(call.caller, call.arguments.int("CompanyID"))?
        .period_type;
    let employees = call
        .everybody("CompanyID")?
        .filter(|employee| !employee.addresses.is_empty());
    Ok(Value::list(employees.map(move |employee| {
        let history = employee
            .addresses
            .iter()
            .map(move |address| address_of(employee, address, count));
        Value::record([
            ("EmployeeId", Value::int(employee.id)),
            ("EmployeeAddresses", Value::list(history)),
        ])
    })))
}

/// An address of the history: it ends in the period before the next one begins.
fn address_of<'w>(employee: &'w Employee, address: &'w Address, count: PeriodType) -> Value<'w> {
    let next = employee
        .addresses
        .iter()
        .map(|other| other.from)
        .filter(|from| *from > address.from)
        .min();
    let last = next.map(|next| before(count, next));
    let mut children = place(address);
    children.extend([
        ("StartPeriod", Value::int(address.from.number)),
        ("StartYear", Value::int(address.from.year)),
        ("EndPeriod", Value::or_null(last, |last| Value::int(last.number))),
        ("EndYear", Value::or_null(last, |last| Value::int(last.year))),
        ("CreationDate", Value::moment(address.created_at)),
    ]);
    Value::Record(children)
}

fn before(count: PeriodType, period: Period) -> Period {
    match period.number {
        0 | 1 => Period::new(period.year - 1, count.last_number(period.year - 1)),
        number => Period::new(period.year, number - 1),
    }
}

fn place(address: &Address) -> Vec<(&'static str, Value<'_>)> {
    vec![
        ("Id", Value::int(address.id)),
        ("Street", Value::text(&address.street)),
        ("HouseNumber", Value::text(&address.house_number)),
        ("HouseNumberAddition", Value::optional(address.addition.as_deref())),
        ("PostalCode", Value::text(&address.postal_code)),
        ("City", Value::text(&address.city)),
        ("CountryISOCode", Value::text(&address.country)),
        ("Type", Value::text("HomeAddress")),
    ]
}

fn bank_accounts_of_period(call: Reading<'_>) -> Answer<'_> {
    let (employee, _, _) = call.employee_and_period()?;
    Ok(Value::list(employee.bank_accounts.iter().map(bank_account)))
}

fn bank_accounts(call: Reading<'_>) -> Answer<'_> {
    Ok(Value::list(call.employee()?.bank_accounts.iter().map(bank_account)))
}

fn bank_account(account: &BankAccount) -> Value<'_> {
    Value::record([
        ("Id", Value::int(account.id)),
        ("IBAN", Value::text(&account.iban)),
        ("BIC", Value::text(&account.bic)),
        ("City", Value::text(&account.city)),
        ("Name", Value::text(&account.holder)),
        ("Type", Value::text("Standaard")),
    ])
}

/// The world holds no family.
fn nothing(call: Reading<'_>) -> Answer<'_> {
    call.employee()?;
    Ok(Value::Null)
}

fn nothing_of_all(call: Reading<'_>) -> Answer<'_> {
    call.company()?;
    Ok(Value::Null)
}

fn manager_of_period(call: Reading<'_>) -> Answer<'_> {
    let (employee, _, period) = call.employee_and_period()?;
    manager(call, employee, period)
}

fn manager_now(call: Reading<'_>) -> Answer<'_> {
    let (employee, _, period) = call.employee_now()?;
    manager(call, employee, period)
}

fn manager<'w>(call: Reading<'w>, employee: &Employee, period: Period) -> Answer<'w> {
    let record = in_force(&employee.managers, period, |record| (record.from, record.created_at));
    let company = call.world.company(call.caller, employee.company)?;
    let managers = &call.world.debtor(call.caller, company.debtor)?.managers;
    let held = record.and_then(|record| managers.iter().find(|manager| manager.id == record.unit));
    Ok(Value::or_null(held, debtor::manager))
}
