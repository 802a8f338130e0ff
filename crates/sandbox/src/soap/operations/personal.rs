//! `EmployeeService`: names, birth and contact, with and without the citizen service number (BSN).

use super::{Answer, Reading, Reads, in_force};
use crate::soap::value::Value;
use crate::world::{Contract, Employee, Gender, Period, PersonalInfo, Salary, SalaryType};

pub(in crate::soap) const READS: Reads = &[
    ("PersonalInfo_Get", of_period),
    ("PersonalInfo_GetCurrent", now),
    ("PersonalInfo_GetAll_AllEmployeesByCompany", of_all),
    (
        "PersonalInfoWithoutBSN_Get_GetAllEmployeesByCompany",
        of_all_without_bsn,
    ),
    (
        "PersonalInfoContractSalaryAddress_GetAll_AllEmployeesByCompany",
        overview,
    ),
];

fn of_period(call: Reading<'_>) -> Answer<'_> {
    let (employee, _, period) = call.employee_and_period()?;
    Ok(in_period(employee, period))
}

fn now(call: Reading<'_>) -> Answer<'_> {
    let (employee, _, period) = call.employee_now()?;
    Ok(in_period(employee, period))
}

fn in_period(employee: &Employee, period: Period) -> Value<'_> {
    let info = in_force(&employee.personal, period, |info| (info.from, info.created_at));
    Value::or_null(info, |info| {
        let mut children = shared(info);
        children.extend([
            ("Number", Value::int(employee.number)),
            ("EmployeeNumber", Value::int(employee.number)),
            ("BSN", Value::optional(info.bsn.as_deref())),
            ("BurgerlijkeStaat", Value::text(civil_status(info.civil_status))),
            ("Naamstelling", Value::text(name_usage(info.name_usage))),
        ]);
        Value::Record(children)
    })
}

fn of_all(call: Reading<'_>) -> Answer<'_> {
    history(call, true)
}

fn of_all_without_bsn(call: Reading<'_>) -> Answer<'_> {
    history(call, false)
}

fn history(call: Reading<'_>, with_bsn: bool) -> Answer<'_> {
    let employees = call
        .everybody("CompanyID")?
        .filter(|employee| !employee.personal.is_empty());
    Ok(Value::list(employees.map(move |employee| {
        let infos = employee
            .personal
            .iter()
            .map(move |info| dated(employee, info, with_bsn));
        Value::record([
            ("EmployeeId", Value::int(employee.id)),
            ("EmployeePersonalInfos", Value::list(infos)),
        ])
    })))
}

fn dated<'w>(employee: &Employee, info: &'w PersonalInfo, with_bsn: bool) -> Value<'w> {
    let mut children = shared(info);
    children.extend([
        ("EmployeeNumber", Value::int(employee.number)),
        ("BSN", Value::optional(info.bsn.as_deref().filter(|_| with_bsn))),
        ("BurgerlijkeStaat", Value::int(info.civil_status)),
        ("Naamstelling", Value::int(info.name_usage)),
        ("CreationDate", Value::moment(info.created_at)),
        ("StartPeriod", Value::int(info.from.number)),
        ("StartYear", Value::int(info.from.year)),
    ]);
    Value::Record(children)
}

/// What `PersonalInfo` and `PersonalInfo_V2` have in common.
fn shared(info: &PersonalInfo) -> Vec<(&'static str, Value<'_>)> {
    vec![
        ("Id", Value::int(info.id)),
        ("DisplayName", Value::Text(info.display_name().into())),
        ("FirstName", Value::optional(info.first_name.as_deref())),
        ("Initials", Value::optional(info.initials.as_deref())),
        ("Prefix", Value::optional(info.prefix.as_deref())),
        ("LastName", Value::text(&info.last_name)),
        ("Gender", Value::text(gender(info.gender))),
        (
            "NationalityCode",
            Value::or_null(info.nationality.as_deref(), |code| Value::int(nationality(code))),
        ),
        ("PlaceOfBirth", Value::optional(info.birth_place.as_deref())),
        ("CountryOfBirthISOCode", Value::optional(info.birth_country.as_deref())),
        ("PartnerPrefix", Value::optional(info.partner_prefix.as_deref())),
        ("PartnerLastName", Value::optional(info.partner_name.as_deref())),
        ("TelephonePrivate", Value::optional(info.private_phone.as_deref())),
        ("TelephoneWork", Value::optional(info.work_phone.as_deref())),
        (
            "TelephoneMobilePrivate",
            Value::optional(info.private_mobile.as_deref()),
        ),
        ("TelephoneMobileWork", Value::optional(info.work_mobile.as_deref())),
        ("TelephoneOther", Value::optional(info.other_phone.as_deref())),
        ("EmailPrivate", Value::optional(info.private_email.as_deref())),
        ("EmailWork", Value::optional(info.work_email.as_deref())),
        ("Birthday", Value::or_null(info.birth_date, Value::date)),
        ("DeceasedDate", Value::or_null(info.deceased_on, Value::date)),
    ]
}

fn overview(call: Reading<'_>) -> Answer<'_> {
    let now = call
        .world
        .company(call.caller, call.arguments.int("CompanyID"))?
        .current;
    Ok(Value::list(
        call.everybody("CompanyID")?
            .map(move |employee| overview_of(employee, now)),
    ))
}

fn overview_of(employee: &Employee, now: Period) -> Value<'_> {
    let mut children = vec![
        ("EmployeeID", Value::int(employee.id)),
        ("EmployeeNumber", Value::int(employee.number)),
    ];
    if let Some(info) = employee.personal_now() {
        children.extend([
            ("FirstName", Value::optional(info.first_name.as_deref())),
            ("Birthday", Value::or_null(info.birth_date, Value::date)),
            ("Prefix", Value::optional(info.prefix.as_deref())),
            ("LastName", Value::text(&info.last_name)),
            ("Gender", Value::text(gender(info.gender))),
            ("BSN", Value::optional(info.bsn.as_deref())),
            ("TelephoneWork", Value::optional(info.work_phone.as_deref())),
            ("TelephoneMobileWork", Value::optional(info.work_mobile.as_deref())),
            ("EmailWork", Value::optional(info.work_email.as_deref())),
            ("EmailPrivate", Value::optional(info.private_email.as_deref())),
            ("TelephonePrivate", Value::optional(info.private_phone.as_deref())),
            (
                "TelephoneMobilePrivate",
                Value::optional(info.private_mobile.as_deref()),
            ),
        ]);
    }
    if let Some(address) = in_force(&employee.addresses, now, |address| (address.from, address.created_at)) {
        children.extend([
            ("City", Value::text(&address.city)),
            ("Street", Value::text(&address.street)),
            ("HouseNumber", Value::text(&address.house_number)),
            ("HouseNumberAddition", Value::optional(address.addition.as_deref())),
            ("PostCode", Value::text(&address.postal_code)),
        ]);
    }
    children.extend(terms(employee.contracts.last(), employee.salaries.last()));
    Value::Record(children)
}

/// The last contract and salary.
fn terms<'w>(contract: Option<&Contract>, salary: Option<&Salary>) -> Vec<(&'static str, Value<'w>)> {
    let hourly = salary.filter(|salary| salary.salary_type == SalaryType::GrossHourly);
    vec![
        (
            "ContractStartDate",
            Value::or_null(contract, |contract| Value::date(contract.start)),
        ),
        (
            "ContractEndDate",
            Value::or_null(contract.and_then(|contract| contract.end), Value::date),
        ),
        (
            "SalaryType",
            Value::or_null(salary, |salary| Value::text(salary.salary_type.soap_name())),
        ),
        (
            "SalaryValue",
            Value::or_null(salary, |salary| Value::hundredths(salary.cents)),
        ),
        (
            "HourlyWage",
            Value::or_null(hourly, |salary| Value::hundredths(salary.cents)),
        ),
        (
            "ContractHours",
            Value::or_null(
                contract.and_then(|contract| contract.hours_per_week),
                Value::thousandths,
            ),
        ),
    ]
}

fn gender(gender: Gender) -> &'static str {
    match gender {
        Gender::Undefined => "undefined",
        Gender::Male => "male",
        Gender::Female => "female",
    }
}

/// The number of a nationality: 1 for Dutch (API fact), 0 for what this sandbox does not know.
fn nationality(iso: &str) -> i32 {
    i32::from(iso.eq_ignore_ascii_case("NL"))
}

/// The words of the numbered list (invented: only the numbers are known).
fn civil_status(number: i32) -> &'static str {
    match number {
        1 => "Gehuwd",
        2 => "Ongehuwd",
        5 => "Samenwonend",
        6 => "Duurzaam gescheiden",
        7 => "Geregistreerd partnerschap",
        8 => "Weduwe/weduwnaar",
        _ => "Ongespecificeerd",
    }
}

/// The words of the numbered list (invented: only the numbers are known).
fn name_usage(number: i32) -> &'static str {
    match number {
        2 => "Naam partner",
        3 => "Naam partner - eigen naam",
        4 => "Eigen naam - naam partner",
        _ => "Eigen naam",
    }
}
