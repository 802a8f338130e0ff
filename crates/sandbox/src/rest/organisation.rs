//! Departments, functions, managers and the cost centre split of all employees.

use serde_json::{Value, json};

use super::people::{Element, History};
use super::request::Request;
use super::value::{id, moment, number, period};
use crate::world::{CostCenter, CostCenterShare, Debtor, Employee, Kind, OrganisationRecord, World};

/// Departments through time.
pub const DEPARTMENTS: History = History {
    wrapper: "departments",
    elements: |world, employee, request| {
        let show = |debtor: &Debtor, record: &OrganisationRecord| {
            let unit = debtor.departments.iter().find(|unit| unit.id == record.unit)?;
            Some(json!({
                "departmentId": world.uuid(Kind::Department, unit.id),
                "code": unit.code,
                "description": unit.description,
                "createdAt": moment(record.created_at),
                "period": period(record.from),
            }))
        };
        Ok(records(world, employee, request, &employee.departments, show))
    },
};

/// Functions through time.
pub const FUNCTIONS: History = History {
    wrapper: "functions",
    elements: |world, employee, request| {
        let show = |debtor: &Debtor, record: &OrganisationRecord| {
            let unit = debtor.functions.iter().find(|unit| unit.id == record.unit)?;
            Some(json!({
                "functionId": world.uuid(Kind::Function, unit.id),
                "code": unit.code,
                "description": unit.description,
                "createdAt": moment(record.created_at),
                "period": period(record.from),
            }))
        };
        Ok(records(world, employee, request, &employee.functions, show))
    },
};

/// Managers through time.
pub const MANAGERS: History = History {
    wrapper: "managers",
    elements: |world, employee, request| {
        let show = |debtor: &Debtor, record: &OrganisationRecord| {
            let manager = debtor.managers.iter().find(|manager| manager.id == record.unit)?;
            Some(json!({
                "managerId": world.uuid(Kind::Manager, manager.id),
                "firstName": manager.first_name,
                "lastName": manager.last_name,
                "createdAt": moment(record.created_at),
                "period": period(record.from),
            }))
        };
        Ok(records(world, employee, request, &employee.managers, show))
    },
};

fn records(
    world: &World,
    employee: &Employee,
    request: &Request,
    records: &[OrganisationRecord],
    show: impl Fn(&Debtor, &OrganisationRecord) -> Option<Value>,
) -> Vec<Element> {
    let company = world.company(&request.caller, employee.company);
    let Ok(debtor) = company.and_then(|company| world.debtor(&request.caller, company.debtor)) else {
        return vec![];
    };
    records
        .iter()
        .filter_map(|record| Some((Some(record.created_at), show(debtor, record)?)))
        .collect()
}

/// The cost centre split through time: plural names for single objects (API fact).
pub const COST_CENTERS: History = History {
    wrapper: "employeeCostCenters",
    elements: |world, employee, request| {
        let company = world.company(&request.caller, employee.company)?;
        let element = |share: &CostCenterShare| {
            let center = company.cost_centers.iter().find(|entry| entry.id == share.cost_center);
            let unit = company
                .cost_units
                .iter()
                .find(|entry| Some(entry.id) == share.cost_unit);
            let shown = json!({
                "employeeCostCenterId": world.uuid(Kind::CostCenterShare, share.id),
                "costCenters": part(world, Kind::CostCenter, "costCenterId", center),
                "costUnits": part(world, Kind::CostUnit, "costUnitId", unit),
                "percentage": number(i64::from(share.percentage), 2),
                "default": share.default,
                "createdAt": moment(share.created_at),
                "period": period(share.from),
            });
            (Some(share.created_at), shown)
        };
        Ok(employee.cost_centers.iter().map(element).collect())
    },
};

fn part(world: &World, kind: Kind, name: &str, entry: Option<&CostCenter>) -> Value {
    json!({
        name: id(world, kind, entry.map(|entry| entry.id)),
        "code": entry.map(|entry| &entry.code),
        "description": entry.map(|entry| &entry.description),
    })
}
