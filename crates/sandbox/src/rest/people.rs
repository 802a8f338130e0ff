//! Lists of employees, and the envelope of everything that is read per company with one row per employee.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::RestFault;
use super::request::Request;
use super::value::{day, gender, moment, period};
use crate::world::{Employee, EmployeeType, Kind, PersonalInfo, World};

/// One element of a history: when it was written, and how it looks.
pub type Element = (Option<Timestamp>, Value);

/// A company-level list of histories: one row per employee, the wrapper always there.
#[derive(Debug, Clone, Copy)]
pub struct History {
    /// The member that holds the elements.
    pub wrapper: &'static str,
    /// The elements of one employee, oldest first.
    pub elements: fn(&World, &Employee, &Request) -> Result<Vec<Element>, RestFault>,
}

impl History {
    /// Reads one page.
    pub fn read(self, world: &World, request: &Request) -> Result<Value, RestFault> {
        let people = people(world, request)?;
        let from = request.created_from()?;
        // Whatever is wrong with a filter is wrong for everybody: the first row shows it.
        if let Some(first) = people.first().and_then(|id| world.employees.get(id)) {
            (self.elements)(world, first, request)?;
        }
        request.page(world, &people, |id| {
            let employee = world.employees.get(id);
            let elements = employee.and_then(|employee| (self.elements)(world, employee, request).ok());
            let mut elements = elements.unwrap_or_default();
            elements.retain(|(written, _)| from.is_none_or(|from| written.is_none_or(|written| written >= from)));
            elements.sort_by_key(|(written, _)| *written);
            let shown: Vec<Value> = elements.into_iter().map(|(_, value)| value).collect();
            json!({ "employeeId": world.uuid(Kind::Employee, *id), self.wrapper: shown })
        })
    }
}

/// The ids of the employees of the company in the path, with the filters `employeeId` and `employeeType`.
fn people<'a>(world: &'a World, request: &Request) -> Result<Cow<'a, [i32]>, RestFault> {
    let company = request.company(world)?;
    let wrong = |name: &str, value: &str| RestFault::invalid(format!("{name}: {value} is unknown"));
    let (of_type, only) = (
        request.incoming.filter("employeetype"),
        request.incoming.filter("employeeid"),
    );
    if let (None, None) = (of_type, only) {
        return Ok(Cow::Borrowed(&company.employees));
    }
    let of_type = of_type
        .map(|name| EmployeeType::from_name(name).ok_or_else(|| wrong("employeeType", name)))
        .transpose()?;
    let only: Option<Uuid> = only
        .map(|text| text.parse().map_err(|_| wrong("employeeId", text)))
        .transpose()?;
    // An id that nobody has finds nobody: no number is negative.
    let only = only.map(|uuid| world.id_of(Kind::Employee, uuid).unwrap_or(-1));
    let found = world
        .employees(&request.caller, company.id, of_type)?
        .map(|employee| employee.id);
    Ok(found.filter(|id| only.is_none_or(|only| *id == only)).collect())
}

/// Employees with their basic info; the wrapper is `employeeBasicInfo` in this list only.
pub fn employees(world: &World, request: &Request) -> Result<Value, RestFault> {
    request.page(world, &people(world, request)?, |id| {
        let employee = world.employees.get(id);
        let basic =
            employee.and_then(|employee| Some(basic_info(employee, employee.personal_now()?, employee.employee_type)));
        json!({ "employeeId": world.uuid(Kind::Employee, *id), "employeeBasicInfo": basic })
    })
}

/// One employee, in a page of one row; birth codes are flat here.
pub fn employee(world: &World, request: &Request) -> Result<Value, RestFault> {
    let employee = request.employee(world)?;
    request.page(world, &[employee], |employee| {
        let info = employee.personal_now().map_or(Value::Null, |info| {
            let mut shown = personal_info(world, employee, info);
            if let Some(birth) = shown.pointer_mut("/birthInfo") {
                *birth = json!({
                    "birthDate": info.birth_date.map(day),
                    "birthCountryCodeISO": info.birth_country,
                    "nationalityCodeISO": info.nationality,
                    "deceasedOn": info.deceased_on.map(day),
                    "gender": gender(info.gender),
                });
            }
            shown
        });
        json!({ "employeeId": world.uuid(Kind::Employee, employee.id), "personalInfo": info })
    })
}

/// Personal info through time.
pub const PERSONAL_INFO: History = History {
    wrapper: "info",
    elements: |world, employee, _| {
        let element = |info: &PersonalInfo| (Some(info.created_at), personal_info(world, employee, info));
        Ok(employee.personal.iter().map(element).collect())
    },
};

fn basic_info(employee: &Employee, info: &PersonalInfo, employee_type: EmployeeType) -> Value {
    json!({
        "employeeNumber": employee.number,
        "firstName": info.first_name,
        "firstNameInFull": info.first_name_in_full,
        "prefix": info.prefix,
        "initials": info.initials,
        "lastName": info.last_name,
        "employeeType": employee_type.name(),
    })
}

fn personal_info(world: &World, employee: &Employee, info: &PersonalInfo) -> Value {
    json!({
        "personalInfoId": world.uuid(Kind::PersonalInfo, info.id),
        "createdAt": moment(info.created_at),
        "basicInfo": basic_info(employee, info, info.employee_type),
        "birthInfo": {
            "birthDate": info.birth_date.map(day),
            "birthCountry": country(info.birth_country.as_deref(), "Nederland"),
            "nationality": country(info.nationality.as_deref(), "Nederlandse"),
            "deceasedOn": info.deceased_on.map(day),
            "gender": gender(info.gender),
        },
        "contactInfo": {
            "privateEmail": info.private_email,
            "businessEmail": info.work_email,
            "businessPhone": info.work_phone,
            "businessMobilePhone": info.work_mobile,
            "privatePhone": info.private_phone,
            "privateMobilePhone": info.private_mobile,
            "otherPhone": info.other_phone,
        },
        "partnerInfo": {
            "partnerPrefix": info.partner_prefix,
            "partnerName": info.partner_name,
            "ascriptionCode": info.name_usage - 1,
        },
        "period": period(info.from),
    })
}

/// A country or nationality; only the Dutch ones have a description here.
fn country(code: Option<&str>, dutch: &'static str) -> Value {
    let description = code.map(|code| {
        if code == "NL" {
            Cow::Borrowed(dutch)
        } else {
            Cow::Owned(code.to_owned())
        }
    });
    json!({ "codeISO": code, "description": description })
}
