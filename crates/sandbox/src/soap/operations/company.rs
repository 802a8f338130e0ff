//! `CompanyService`: companies, their period, codes, cost centres and runs.

use super::{Answer, Reading, Reads, debtor};
use crate::soap::value::Value;
use crate::world::{Code, Company, CostCenter, Kind, PeriodType, Run, WorldFault};

pub(in crate::soap) const READS: Reads = &[
    ("List_GetAll", list_all),
    ("List_GetByDebtor", list_by_debtor),
    ("Company_GetCurrentByEmployeeId", by_employee),
    ("Company_GetCurrentPeriod", current_period),
    ("ContactPerson_Get", contact_person),
    ("Address_GetCurrent", nothing),
    ("Address_GetCurrentWithAddressType", nothing),
    ("BankAccount_GetCurrent", nothing),
    ("DefaultEmployeeTemplates_GetByCompany", templates),
    ("Schedule_GetCurrent", schedules),
    ("LabourAgreements_Get", nothing),
    ("LabourAgreements_GetCurrent", nothing),
    ("Converter_GetByCompany_IntToGuid", converter),
    ("HourModel_GetHourCodes", hour_codes),
    ("HourModel2_GetHourCodes", hour_codes_2),
    ("WageModel_GetWageCodes", wage_codes),
    ("WageModel2_GetWageCodes", wage_codes_2),
    ("CostCenter_GetList", cost_centers),
    ("CostUnit_GetList", cost_units),
    ("Run_GetList", runs),
    ("Run_GetEmployeesByRunCompany", run_employees),
];

fn list_all(call: Reading<'_>) -> Answer<'_> {
    Ok(Value::list(call.world.companies(call.caller).map(company)))
}

fn list_by_debtor(call: Reading<'_>) -> Answer<'_> {
    let debtor = call.world.debtor(call.caller, call.arguments.int("DebtorId"))?.id;
    Ok(Value::list(
        call.world
            .companies(call.caller)
            .filter(move |company| company.debtor == debtor)
            .map(company),
    ))
}

fn by_employee(call: Reading<'_>) -> Answer<'_> {
    Ok(company(call.employer()?))
}

fn current_period(call: Reading<'_>) -> Answer<'_> {
    Ok(Value::Text(period_text(call.company()?).into()))
}

/// The open period as `2023-4-M`: no leading zero, four weeks are `4W`.
pub(super) fn period_text(company: &Company) -> String {
    format!(
        "{}-{}-{}",
        company.current.year,
        company.current.number,
        company.period_type.soap_text()
    )
}

/// The first manager of the debtor stands in for the contact.
fn contact_person(call: Reading<'_>) -> Answer<'_> {
    let contact = call.world.debtor(call.caller, call.company()?.debtor)?.managers.first();
    Ok(Value::or_null(contact, |manager| {
        Value::record([
            ("Email", Value::text(&manager.email)),
            ("Name", debtor::full_name(manager)),
            ("Number", Value::int(manager.id)),
        ])
    }))
}

/// What the world does not hold for a company.
fn nothing(call: Reading<'_>) -> Answer<'_> {
    call.company()?;
    Ok(Value::Null)
}

fn templates(call: Reading<'_>) -> Answer<'_> {
    Ok(Value::list(call.company()?.templates.iter().map(move |template| {
        let uuid = call.world.uuid(Kind::Template, template.id).to_string();
        Value::record([
            ("DefaultEmployeeTemplateId", Value::Text(uuid.into())),
            ("Description", Value::text(&template.description)),
        ])
    })))
}

/// The four rosters of a company, of five equal days each: 40, 38, 36 and 32 hours a week.
fn schedules(call: Reading<'_>) -> Answer<'_> {
    call.company()?;
    Ok(Value::record([
        ("FulltimeScheduleOne", roster(800)),
        ("FulltimeScheduleTwo", roster(760)),
        ("FulltimeScheduleThree", roster(720)),
        ("FulltimeScheduleFour", roster(640)),
    ]))
}

fn roster<'w>(hours_hundredths: i64) -> Value<'w> {
    let day = || Value::hundredths(hours_hundredths);
    Value::record([
        ("HoursMonday", day()),
        ("HoursTuesday", day()),
        ("HoursWednesday", day()),
        ("HoursThursday", day()),
        ("HoursFriday", day()),
    ])
}

fn converter(call: Reading<'_>) -> Answer<'_> {
    let entity = call.arguments.text("Entity").unwrap_or_default();
    let mappings = call
        .world
        .id_mappings(call.caller, call.arguments.int("CompanyId"), entity)?;
    let mappings = mappings.into_iter().map(|(id, uuid)| {
        Value::record([
            ("IdInt", Value::int(id)),
            ("IdGuid", Value::Text(uuid.to_string().into())),
        ])
    });
    Ok(Value::record([
        ("Entity", Value::text(entity)),
        ("Mappings", Value::list(mappings)),
    ]))
}

fn hour_codes(call: Reading<'_>) -> Answer<'_> {
    codes(call, |company| &company.hour_codes)
}

fn hour_codes_2(call: Reading<'_>) -> Answer<'_> {
    codes(call, |company| &company.hour_codes_2)
}

fn wage_codes(call: Reading<'_>) -> Answer<'_> {
    codes(call, |company| &company.wage_codes)
}

fn wage_codes_2(call: Reading<'_>) -> Answer<'_> {
    codes(call, |company| &company.wage_codes_2)
}

fn codes(call: Reading<'_>, of: fn(&Company) -> &Vec<Code>) -> Answer<'_> {
    Ok(Value::list(of(call.company()?).iter().map(|code| {
        Value::record([
            ("Code", Value::int(code.code)),
            ("Description", Value::text(&code.description)),
        ])
    })))
}

fn cost_centers(call: Reading<'_>) -> Answer<'_> {
    Ok(Value::list(call.company()?.cost_centers.iter().map(cost_center)))
}

fn cost_units(call: Reading<'_>) -> Answer<'_> {
    Ok(Value::list(call.company()?.cost_units.iter().map(cost_center)))
}

/// A cost centre or cost unit; the types differ in their order only.
pub(super) fn cost_center(entry: &CostCenter) -> Value<'_> {
    Value::record([
        ("Code", Value::text(&entry.code)),
        ("Description", Value::text(&entry.description)),
        ("Id", Value::int(entry.id)),
    ])
}

fn runs(call: Reading<'_>) -> Answer<'_> {
    let year = call.arguments.int("Year");
    let runs = call
        .company()?
        .runs
        .iter()
        .filter(move |run| i32::from(run.period.year) == year);
    Ok(Value::list(runs.map(run)))
}

fn run_employees(call: Reading<'_>) -> Answer<'_> {
    let run = call.arguments.int("RunId");
    let run = call
        .company()?
        .runs
        .iter()
        .find(|held| held.id == run)
        .ok_or(WorldFault::NotFound)?;
    let employees = run
        .employees
        .iter()
        .filter_map(move |id| call.world.employee(call.caller, *id).ok());
    Ok(Value::list(employees.map(|employee| {
        Value::record([
            ("EmployeeId", Value::int(employee.id)),
            ("EmployeeNumber", Value::int(employee.number)),
        ])
    })))
}

fn run(run: &Run) -> Value<'_> {
    Value::record([
        ("ID", Value::int(run.id)),
        ("Number", Value::int(run.number)),
        ("Year", Value::int(run.period.year)),
        ("PeriodStart", Value::int(run.period.number)),
        ("PeriodEnd", Value::int(run.period.number)),
        ("Description", Value::text(&run.description)),
        ("RunAt", Value::moment(run.created_at)),
        ("IsLocked", Value::Bool(run.locked)),
    ])
}

fn company(company: &Company) -> Value<'_> {
    Value::record([
        ("ID", Value::int(company.id)),
        ("Number", Value::int(company.number)),
        ("Name", Value::text(&company.name)),
        (
            "LoonaangifteTijdvak",
            Value::text(wage_return_period(company.period_type)),
        ),
        ("KvkNr", Value::text(&company.kvk_number)),
    ])
}

/// How often the wage tax return goes out. A company that pays by week declares by four weeks.
fn wage_return_period(period_type: PeriodType) -> &'static str {
    match period_type {
        PeriodType::Month => "Month",
        PeriodType::FourWeek | PeriodType::Week => "Week4",
    }
}
