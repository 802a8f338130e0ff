//! What is offered: one line per endpoint. The scopes are derived from what running clients ask for.

use serde_json::Value;

use super::answer::{Answer, RestFault};
use super::people::{self, History};
use super::request::Request;
use super::{company_lists, components, days, histories, organisation};
use crate::world::{DaysKind, World};

/// What answers an endpoint.
#[derive(Debug, Clone, Copy)]
pub enum Handler {
    /// A page of rows.
    Read(fn(&World, &Request) -> Result<Value, RestFault>),
    /// A page of histories, one row per employee.
    History(History),
    /// A write.
    Write(fn(&mut World, &Request) -> Result<Answer, RestFault>),
}

/// An endpoint.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint {
    /// Method.
    pub method: &'static str,
    /// Path, with placeholders in braces.
    pub path: &'static str,
    /// Scopes of which one is enough; a scope that can write includes its reading twin.
    pub scopes: &'static [&'static str],
    /// What answers it.
    pub handler: Handler,
}

impl Endpoint {
    /// The name for counts and faults: `GET /api/companies`.
    pub fn operation(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The values of the placeholders, when a path fits in any case and with or without a slash at the end.
    pub fn fit(&self, path: &str) -> Option<Vec<String>> {
        let mut values = vec![];
        let (mut own, mut given) = (self.path.split('/'), path.trim_end_matches('/').split('/'));
        loop {
            match (own.next(), given.next()) {
                (None, None) => return Some(values),
                (Some(name), Some(value)) if name.starts_with('{') && !value.is_empty() => {
                    values.push(value.to_owned());
                }
                (Some(name), Some(value)) if name.eq_ignore_ascii_case(value) => {}
                _ => return None,
            }
        }
    }
}

const fn get(
    path: &'static str,
    scopes: &'static [&'static str],
    handler: fn(&World, &Request) -> Result<Value, RestFault>,
) -> Endpoint {
    Endpoint {
        method: "GET",
        path,
        scopes,
        handler: Handler::Read(handler),
    }
}

const fn history(path: &'static str, scopes: &'static [&'static str], history: History) -> Endpoint {
    Endpoint {
        method: "GET",
        path,
        scopes,
        handler: Handler::History(history),
    }
}

const fn write(
    method: &'static str,
    path: &'static str,
    handler: fn(&mut World, &Request) -> Result<Answer, RestFault>,
) -> Endpoint {
    Endpoint {
        method,
        path,
        scopes: &["employee.payment"],
        handler: Handler::Write(handler),
    }
}

const COMPANY: &[&str] = &["company.info.read"];
const MASTER: &[&str] = &["employee.orgstructure.read", "company.info.read"];
const COSTS: &[&str] = &["company.info.read", "company.payrollsettings.read"];
const PAYROLL: &[&str] = &["company.payrollsettings.read"];
const INFO: &[&str] = &["employee.info.read"];
const BANK: &[&str] = &["employee.bankaccount.read"];
const EMPLOYMENT: &[&str] = &["employee.employment.read"];
const PAYMENT: &[&str] = &["employee.payment.read"];
const ORGANISATION: &[&str] = &["employee.orgstructure.read"];
const LEAVE: &[&str] = &["employee.leave.read", "company.leave.read"];

/// Every endpoint. Where two fit a path, the first counts.
pub const ENDPOINTS: &[Endpoint] = &[
    get("/api/user/info", &["user.info.read"], company_lists::user_info),
    get("/api/debtors", COMPANY, company_lists::debtors),
    get(
        "/api/debtors/{debtorId}/companies",
        COMPANY,
        company_lists::companies_of_debtor,
    ),
    get(
        "/api/debtors/{debtorId}/departments",
        MASTER,
        company_lists::departments,
    ),
    get("/api/debtors/{debtorId}/functions", MASTER, company_lists::functions),
    get("/api/debtors/{debtorId}/managers", MASTER, company_lists::managers),
    get("/api/companies", COMPANY, company_lists::companies),
    get(
        "/api/companies/{companyId}/costcenters",
        COSTS,
        company_lists::cost_centers,
    ),
    get("/api/companies/{companyId}/costunits", COSTS, company_lists::cost_units),
    get(
        "/api/companies/{companyId}/hourcodes",
        PAYROLL,
        company_lists::hour_codes,
    ),
    get(
        "/api/companies/{companyId}/defaulttemplates",
        COMPANY,
        company_lists::templates,
    ),
    get(
        "/api/companies/{companyId}/leaveGroups",
        &["company.leave.read"],
        company_lists::leave_groups,
    ),
    get("/api/companies/{companyId}/runs", PAYROLL, company_lists::runs),
    get(
        "/api/companies/{companyId}/runs/{runId}/employees",
        PAYROLL,
        company_lists::run_employees,
    ),
    get("/api/companies/{companyId}/employees", INFO, people::employees),
    history(
        "/api/companies/{companyId}/employees/personalinfo",
        INFO,
        people::PERSONAL_INFO,
    ),
    get("/api/employees/{employeeId}", INFO, people::employee),
    history(
        "/api/companies/{companyId}/employees/addresses",
        INFO,
        histories::ADDRESSES,
    ),
    history(
        "/api/companies/{companyId}/employees/bankaccounts",
        BANK,
        histories::BANK_ACCOUNTS,
    ),
    history(
        "/api/companies/{companyId}/employees/employments",
        EMPLOYMENT,
        histories::EMPLOYMENTS,
    ),
    history(
        "/api/companies/{companyId}/employees/contracts",
        EMPLOYMENT,
        histories::CONTRACTS,
    ),
    history(
        "/api/companies/{companyId}/employees/schedules",
        EMPLOYMENT,
        histories::SCHEDULES,
    ),
    history(
        "/api/companies/{companyId}/employees/salaries",
        PAYMENT,
        histories::SALARIES,
    ),
    history(
        "/api/companies/{companyId}/employees/departments",
        ORGANISATION,
        organisation::DEPARTMENTS,
    ),
    history(
        "/api/companies/{companyId}/employees/functions",
        ORGANISATION,
        organisation::FUNCTIONS,
    ),
    history(
        "/api/companies/{companyId}/employees/managers",
        ORGANISATION,
        organisation::MANAGERS,
    ),
    history(
        "/api/companies/{companyId}/employees/costcenters",
        ORGANISATION,
        organisation::COST_CENTERS,
    ),
    history(
        "/api/companies/{companyId}/employees/fixedwagecomponents",
        PAYMENT,
        components::ALL_FIXED_WAGES,
    ),
    history(
        "/api/companies/{companyId}/employees/variablewagecomponents",
        PAYMENT,
        components::ALL_VARIABLE_WAGES,
    ),
    history(
        "/api/companies/{companyId}/employees/leaveBalances",
        LEAVE,
        histories::LEAVE_BALANCES,
    ),
    get("/api/employees/{employeeId}/variablehours", PAYMENT, |w, r| {
        components::VARIABLE_HOURS.list(w, r)
    }),
    write("POST", "/api/employees/{employeeId}/variablehours", |w, r| {
        components::VARIABLE_HOURS.insert(w, r)
    }),
    write("PUT", "/api/employees/{employeeId}/variablehours", |w, r| {
        components::VARIABLE_HOURS.update(w, r)
    }),
    get("/api/employees/{employeeId}/fixedhours", PAYMENT, |w, r| {
        components::FIXED_HOURS.list(w, r)
    }),
    write("POST", "/api/employees/{employeeId}/fixedhours", |w, r| {
        components::FIXED_HOURS.insert(w, r)
    }),
    write("PUT", "/api/employees/{employeeId}/fixedhours", |w, r| {
        components::FIXED_HOURS.update(w, r)
    }),
    write(
        "DELETE",
        "/api/employees/{employeeId}/hours/{hourComponentId}",
        |w, r| components::VARIABLE_HOURS.delete(w, r),
    ),
    get("/api/employees/{employeeId}/variabledays", PAYMENT, |w, r| {
        days::list(w, r, DaysKind::Variable)
    }),
    write("POST", "/api/employees/{employeeId}/variabledays", |w, r| {
        days::set(w, r, DaysKind::Variable)
    }),
    get("/api/employees/{employeeId}/fixeddays", PAYMENT, |w, r| {
        days::list(w, r, DaysKind::Fixed)
    }),
    write("POST", "/api/employees/{employeeId}/fixeddays", |w, r| {
        days::set(w, r, DaysKind::Fixed)
    }),
    write("POST", "/api/employees/{employeeId}/fixedwagecomponent", |w, r| {
        components::FIXED_WAGES.insert(w, r)
    }),
    write("PUT", "/api/employees/{employeeId}/fixedwagecomponent", |w, r| {
        components::FIXED_WAGES.update(w, r)
    }),
    write("POST", "/api/employees/{employeeId}/variablewagecomponent", |w, r| {
        components::VARIABLE_WAGES.insert(w, r)
    }),
    write("PUT", "/api/employees/{employeeId}/variablewagecomponent", |w, r| {
        components::VARIABLE_WAGES.update(w, r)
    }),
    write(
        "DELETE",
        "/api/employees/{employeeId}/wagecomponents/{wagecomponentId}",
        |w, r| components::VARIABLE_WAGES.delete(w, r),
    ),
];
