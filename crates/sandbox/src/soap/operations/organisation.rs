//! `EmployeeService`: department, function and cost centres of employees.

use super::{Answer, Reading, Reads, company, debtor, in_force};
use crate::soap::value::Value;
use crate::world::{
    Company, CostCenterShare, Debtor, Employee, OrganisationRecord, OrganisationUnit, Period, WorldFault,
};

pub(in crate::soap) const READS: Reads = &[
    ("Department_GetCurrent", department_now),
    ("Department_GetAll_AllEmployeesByCompany", departments_of_all),
    ("Function_GetCurrent", function_now),
    ("Function_GetAll_AllEmployeesByCompany", functions_of_all),
    ("Function_GetAll_AllEmployeesByCompany_V2", function_records_of_all),
    ("Function_GetFunction", function_by_id),
    ("CostCenter_Get", cost_centers_of_period),
    ("CostCenter_GetCurrent", cost_centers_now),
    ("CostCenter_GetAllEmployeesByCompany", cost_centers_of_all),
];

/// Where the records of an employee and the names for them are.
#[derive(Clone, Copy)]
struct Part {
    records: fn(&Employee) -> &Vec<OrganisationRecord>,
    units: fn(&Debtor) -> &Vec<OrganisationUnit>,
}

const DEPARTMENT: Part = Part {
    records: |employee| &employee.departments,
    units: |debtor| &debtor.departments,
};
const FUNCTION: Part = Part {
    records: |employee| &employee.functions,
    units: |debtor| &debtor.functions,
};

fn department_now(call: Reading<'_>) -> Answer<'_> {
    now(call, DEPARTMENT)
}

fn function_now(call: Reading<'_>) -> Answer<'_> {
    now(call, FUNCTION)
}

fn now(call: Reading<'_>, part: Part) -> Answer<'_> {
    let (employee, company, now) = call.employee_now()?;
    let units = (part.units)(call.world.debtor(call.caller, company.debtor)?);
    let record = in_force((part.records)(employee), now, |record| (record.from, record.created_at));
    Ok(Value::or_null(
        record.and_then(|record| named(units, record)),
        debtor::unit,
    ))
}

fn departments_of_all(call: Reading<'_>) -> Answer<'_> {
    of_all(call, DEPARTMENT, "EmployeeDepartments", dated_unit)
}

fn functions_of_all(call: Reading<'_>) -> Answer<'_> {
    of_all(call, FUNCTION, "EmployeeFunctions", dated_unit)
}

fn function_records_of_all(call: Reading<'_>) -> Answer<'_> {
    of_all(call, FUNCTION, "EmployeeFunctions", |unit, record| {
        Value::record([
            ("RecordId", Value::int(record.id)),
            ("Function", debtor::unit(unit)),
            ("CreationDate", Value::moment(record.created_at)),
            ("StartPeriod", Value::int(record.from.number)),
            ("StartYear", Value::int(record.from.year)),
        ])
    })
}

/// A unit as `Department_V2` and `Function_V2` have it.
fn dated_unit<'w>(unit: &'w OrganisationUnit, record: &'w OrganisationRecord) -> Value<'w> {
    Value::record([
        ("Id", Value::int(unit.id)),
        ("Code", Value::int(unit.code)),
        ("Description", Value::text(&unit.description)),
        ("CreationDate", Value::moment(record.created_at)),
        ("StartPeriod", Value::int(record.from.number)),
        ("StartYear", Value::int(record.from.year)),
    ])
}

/// The history of everybody of `CompanyID` who has one. A record of a unit that is gone is left out.
fn of_all<'w>(
    call: Reading<'w>,
    part: Part,
    list: &'static str,
    one: for<'a> fn(&'a OrganisationUnit, &'a OrganisationRecord) -> Value<'a>,
) -> Answer<'w> {
    let company = call.world.company(call.caller, call.arguments.int("CompanyID"))?;
    let units = (part.units)(call.world.debtor(call.caller, company.debtor)?);
    let employees = call.everybody("CompanyID")?.filter_map(move |employee| {
        let records = (part.records)(employee);
        let history = records
            .iter()
            .filter_map(move |record| Some(one(named(units, record)?, record)));
        let known = records.iter().any(|record| named(units, record).is_some());
        known.then(|| Value::record([("EmployeeId", Value::int(employee.id)), (list, Value::list(history))]))
    });
    Ok(Value::list(employees))
}

fn named<'w>(units: &'w [OrganisationUnit], record: &OrganisationRecord) -> Option<&'w OrganisationUnit> {
    units.iter().find(|unit| unit.id == record.unit)
}

fn function_by_id(call: Reading<'_>) -> Answer<'_> {
    let id = call.arguments.int("FunctionID");
    let found = call
        .world
        .debtors(call.caller)
        .flat_map(|debtor| &debtor.functions)
        .find(|unit| unit.id == id);
    Ok(debtor::unit(found.ok_or(WorldFault::NotFound)?))
}

fn cost_centers_of_period(call: Reading<'_>) -> Answer<'_> {
    let (employee, company, period) = call.employee_and_period()?;
    Ok(split(employee, company, period))
}

fn cost_centers_now(call: Reading<'_>) -> Answer<'_> {
    let (employee, company, now) = call.employee_now()?;
    Ok(split(employee, company, now))
}

fn cost_centers_of_all(call: Reading<'_>) -> Answer<'_> {
    let company = call.company()?;
    let period = super::period(call.arguments, "Year", "Period");
    if !company.period_type.contains(period) {
        return Err(WorldFault::InvalidPeriod { period }.into());
    }
    let employees = call
        .everybody("CompanyId")?
        .filter(move |employee| split_from(employee, period).is_some());
    Ok(Value::list(employees.map(move |employee| {
        Value::record([
            ("EmployeeId", Value::int(employee.id)),
            ("CostCenters", split(employee, company, period)),
        ])
    })))
}

/// The split that counts in a period: all parts of the one that began last.
fn split<'w>(employee: &'w Employee, company: &'w Company, period: Period) -> Value<'w> {
    let begun = split_from(employee, period);
    let parts = employee
        .cost_centers
        .iter()
        .filter(move |part| Some(part.from) == begun);
    Value::list(parts.map(move |part| share(part, company)))
}

fn split_from(employee: &Employee, period: Period) -> Option<Period> {
    employee
        .cost_centers
        .iter()
        .map(|part| part.from)
        .filter(|from| *from <= period)
        .max()
}

fn share<'w>(share: &'w CostCenterShare, company: &'w Company) -> Value<'w> {
    let center = company.cost_centers.iter().find(|entry| entry.id == share.cost_center);
    let unit = company
        .cost_units
        .iter()
        .find(|entry| Some(entry.id) == share.cost_unit);
    Value::record([
        ("Id", Value::int(share.id)),
        ("CostCenter", Value::or_null(center, company::cost_center)),
        (
            "Kostensoort",
            Value::or_null(unit, |unit| {
                Value::record([
                    ("Code", Value::text(&unit.code)),
                    ("Description", Value::text(&unit.description)),
                ])
            }),
        ),
        ("Percentage", Value::hundredths(share.percentage.into())),
        ("Default", Value::Bool(share.default)),
    ])
}
