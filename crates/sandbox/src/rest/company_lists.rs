//! Debtors, companies and what belongs to them.

use serde_json::{Value, json};

use super::answer::RestFault;
use super::request::Request;
use super::value::moment;
use crate::world::{Company, CostCenter, Kind, OrganisationUnit, World};

type Given = Result<Value, RestFault>;

/// Who consented. The members are a guess: nobody saw them.
pub fn user_info(world: &World, request: &Request) -> Given {
    let users: Vec<_> = world
        .users
        .iter()
        .filter(|user| user.email == request.consent.email && user.domain == request.consent.domain)
        .collect();
    request.page(
        world,
        &users,
        |user| json!({ "userId": world.uuid(Kind::User, user.id), "name": user.name, "email": user.email }),
    )
}

/// Debtors that the token covers.
pub fn debtors(world: &World, request: &Request) -> Given {
    let debtors: Vec<_> = world.debtors(&request.caller).collect();
    request.page(world, &debtors, |debtor| {
        json!({ "debtorId": world.uuid(Kind::Debtor, debtor.id), "number": debtor.number, "name": debtor.name })
    })
}

/// Companies of one debtor; also for a token of several debtors.
pub fn companies_of_debtor(world: &World, request: &Request) -> Given {
    let debtor = request.debtor(world)?;
    let companies: Vec<_> = world
        .companies(&request.caller)
        .filter(|company| company.debtor == debtor.id)
        .collect();
    request.page(world, &companies, |company| company_row(world, company))
}

/// Companies of the token; refused when it covers several debtors.
pub fn companies(world: &World, request: &Request) -> Given {
    if request.consent.debtors.len() > 1 {
        return Err(RestFault::SeveralDebtors);
    }
    let companies: Vec<_> = world.companies(&request.caller).collect();
    request.page(world, &companies, |company| company_row(world, company))
}

fn company_row(world: &World, company: &Company) -> Value {
    json!({
        "companyId": world.uuid(Kind::Company, company.id),
        "number": company.number.to_string(),
        "name": company.name,
        "debtorId": world.uuid(Kind::Debtor, company.debtor),
    })
}

/// Department master list.
pub fn departments(world: &World, request: &Request) -> Given {
    request.page(world, &request.debtor(world)?.departments, |unit| {
        unit_row(world, Kind::Department, "departmentId", unit)
    })
}

/// Function master list.
pub fn functions(world: &World, request: &Request) -> Given {
    request.page(world, &request.debtor(world)?.functions, |unit| {
        unit_row(world, Kind::Function, "functionId", unit)
    })
}

fn unit_row(world: &World, kind: Kind, id: &str, unit: &OrganisationUnit) -> Value {
    json!({ id: world.uuid(kind, unit.id), "code": unit.code, "description": unit.description })
}

/// Manager master list.
pub fn managers(world: &World, request: &Request) -> Given {
    request.page(world, &request.debtor(world)?.managers, |manager| {
        json!({
            "managerId": world.uuid(Kind::Manager, manager.id),
            "firstName": manager.first_name,
            "lastName": manager.last_name,
        })
    })
}

/// Cost centres.
pub fn cost_centers(world: &World, request: &Request) -> Given {
    let list = &request.company(world)?.cost_centers;
    request.page(world, list, |entry| {
        cost_row(world, Kind::CostCenter, "costCenterId", entry)
    })
}

/// Cost units.
pub fn cost_units(world: &World, request: &Request) -> Given {
    let list = &request.company(world)?.cost_units;
    request.page(world, list, |entry| {
        cost_row(world, Kind::CostUnit, "costUnitId", entry)
    })
}

fn cost_row(world: &World, kind: Kind, id: &str, entry: &CostCenter) -> Value {
    json!({ id: world.uuid(kind, entry.id), "code": entry.code, "description": entry.description })
}

/// Hour codes of the company's hour models.
pub fn hour_codes(world: &World, request: &Request) -> Given {
    request.page(
        world,
        &request.company(world)?.all_hour_codes(),
        |code| json!({ "code": code.code, "description": code.description }),
    )
}

/// Default employee templates.
pub fn templates(world: &World, request: &Request) -> Given {
    request.page(world, &request.company(world)?.templates, |template| {
        json!({
            "defaultEmployeeTemplateId": world.uuid(Kind::Template, template.id),
            "description": template.description,
        })
    })
}

/// Leave groups.
pub fn leave_groups(world: &World, request: &Request) -> Given {
    request.page(world, &request.company(world)?.leave_groups, |group| {
        json!({
            "leaveGroupId": world.uuid(Kind::LeaveGroup, group.id),
            "group": group.group,
            "description": group.description,
        })
    })
}

/// Payroll runs, of one year or of all.
pub fn runs(world: &World, request: &Request) -> Given {
    let company = request.company(world)?;
    let year = request.incoming.filter("year");
    let wanted = |year_of_run: i16| year.is_none_or(|text| text == year_of_run.to_string());
    let runs: Vec<_> = company.runs.iter().filter(|run| wanted(run.period.year)).collect();
    request.page(world, &runs, |run| {
        json!({
            "payrollRunId": world.uuid(Kind::Run, run.id),
            "number": run.number,
            "description": run.description,
            "year": run.period.year,
            "createdAt": moment(run.created_at),
            "type": "Payroll",
            "locked": run.locked,
        })
    })
}

/// Employees that a run pays.
pub fn run_employees(world: &World, request: &Request) -> Given {
    let company = request.company(world)?;
    let id = request.entity(world, Kind::Run, 1, "run")?;
    let run = company
        .runs
        .iter()
        .find(|run| run.id == id)
        .ok_or(RestFault::NoSuch { what: "run" })?;
    request.page(
        world,
        &run.employees,
        |employee| json!({ "employeeId": world.uuid(Kind::Employee, *employee) }),
    )
}
